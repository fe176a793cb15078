"""A change to a row of the organisation's own lists and settings, which can be undone from the log.

The act holds what the fields were and became. So it is only for fields that say nothing personal: names of areas,
roles, owners by id, limits; never a person's name or address.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Act, Area, Horizon, Kind, Membership, Organisation, Place, Unit
from utkik.text.sorting import swedish

UNDONE = "undone"
KEPT = timedelta(days=30)
# What may stand in the log with its value.
PLAIN: dict[type[models.Model], set[str]] = {
    Area: {"name", "owner", "deputy", "position", "ended_on", "removed_at", "unit"},
    Place: {"name", "level", "position", "ended_on", "removed_at"},
    Horizon: {"name", "years", "position", "ended_on", "removed_at"},
    Kind: {"name", "position", "ended_on", "removed_at"},
    Unit: {"name", "sort", "position", "ended_on", "removed_at", "parent"},
    Membership: {"role", "is_administrator", "unit"},
    Organisation: {"name", "matter_name", "language", "lift_min", "lift_max", "accent", "signal_colour", "logo"},
}


class CannotUndo(Exception):
    """Somebody changed the same thing since, or it is too long ago."""

    code = "cannot_undo"


def change(thing: Any, verb: str, *, by: Membership, **values: Any) -> Act | None:
    """Set the fields that differ. Returns the act, or None when nothing did."""
    before = {name: _plain(thing, name) for name in values}
    for name, value in values.items():
        setattr(thing, name, value)
    after = {name: _plain(thing, name) for name in values}
    differ = [name for name in values if before[name] != after[name]]
    if not differ:
        return None
    with transaction.atomic():
        thing.save(update_fields=[*differ, *_sort(thing, differ)])
        told = {"before": {name: before[name] for name in differ}, "after": {name: after[name] for name in differ}}
        return log.record(verb, thing, by=by, changed=differ, details=_only_plain(thing, told))


def made(thing: Any, verb: str, *, by: Membership) -> Act:
    """Write that a row was made, such that undoing removes it."""
    told = {"before": {"removed_at": "now"}, "after": {"removed_at": None}}
    return log.record(verb, thing, by=by, details=told)


def undo(act: Act, *, by: Membership) -> None:
    """Put back what the act changed. Raises CannotUndo."""
    thing = _thing(act)
    before, after = act.details.get("before", {}), act.details.get("after", {})
    if thing is None or not may_undo(act):
        raise CannotUndo(act.pk)
    if any(_plain(thing, name) != value for name, value in after.items()):
        raise CannotUndo(act.pk)
    values = {_column(thing, name): _value(thing, name, value) for name, value in before.items()}
    for name, value in values.items():
        setattr(thing, name, value)
    told = [*values, *_sort(thing, list(before))]
    try:
        with transaction.atomic():
            thing.save(update_fields=told)
            log.record(UNDONE, thing, by=by, changed=before, details={"act": act.pk})
    except (IntegrityError, ValidationError) as refused:
        raise CannotUndo(act.pk) from refused


def may_undo(act: Act) -> bool:
    """Whether the act holds what it takes, and is younger than thirty days."""
    return bool(act.details.get("before")) and act.at > clock.now() - KEPT


def _thing(act: Act) -> Any:
    model = apps.get_model(act.thing)
    if model not in PLAIN:
        return None
    if model is Organisation:
        return Organisation.objects.filter(pk=act.organisation_id).first()
    return model._base_manager.filter(organisation=act.organisation_id, pk=act.thing_id).first()


def _column(thing: Any, name: str) -> str:
    return thing._meta.get_field(name).attname


def _plain(thing: Any, name: str) -> Any:
    value = getattr(thing, _column(thing, name))
    return value.isoformat() if isinstance(value, date) else value


def _value(thing: Any, name: str, value: Any) -> Any:
    field = thing._meta.get_field(name)
    if name == "removed_at" and value == "now":
        return clock.now()
    return field.to_python(value) if value is not None and not field.is_relation else value


def _only_plain(thing: Any, told: dict[str, dict]) -> dict[str, dict]:
    """No value of a personal field; without any left the act cannot be undone."""
    allowed = PLAIN.get(type(thing), set())
    if not set(told["after"]) <= allowed:
        return {}
    return told


def _sort(thing: Any, changed: list[str]) -> list[str]:
    """The sort key follows the name. Returns the names of the fields that were set."""
    if "name" not in changed or not hasattr(thing, "sort_key"):
        return []
    thing.sort_key = swedish(thing.name)
    return ["sort_key"]
