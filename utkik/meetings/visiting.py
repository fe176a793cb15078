"""Study visits: made, changed, called off; a visit of theirs is a step of the example it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from utkik import clock
from utkik.meetings import rows, wrong
from utkik.meetings.models import ExampleStep, Visit, VisitUnit
from utkik.people import log
from utkik.people.models import Membership, Unit

WORDS = ("sort", "title", "example", "on", "begins", "ends", "place", "guests", "who_came", "impressions")
IN_CALENDAR = ("title", "on", "begins", "ends", "place")


@transaction.atomic
def begin(fields: dict[str, Any], *, by: Membership, units: Iterable[Unit] = ()) -> Visit:
    """A visit, planned or held. Raises NotTheGroups, NeedsWords."""
    rows.check(by)
    if not fields.get("title"):
        raise wrong.NeedsWords
    visit = Visit.objects.create(organisation_id=by.organisation_id, made_by=by, **fields)
    _set_units(visit, units)
    log.record("visit.made", visit, by=by)
    _step(visit, by)
    return visit


@transaction.atomic
def change(
    visit: Visit, fields: dict[str, Any], *, by: Membership, version: int, units: Iterable[Unit] | None = None
) -> list[str]:
    """Other words or another date; the names of what changed. Raises NotTheGroups, ChangedMeanwhile, NeedsWords."""
    rows.check(by, visit)
    held = Visit.objects.for_member(by).select_for_update().select_related("organisation").get(pk=visit.pk)
    if held.version != version:
        raise wrong.ChangedMeanwhile
    if not fields.get("title", held.title):
        raise wrong.NeedsWords
    changed = [name for name in WORDS if name in fields and getattr(held, name) != fields[name]]
    for name in changed:
        setattr(held, name, fields[name])
    if units is not None and _set_units(held, units):
        changed.append("units")
    if changed:
        held.version += 1
        held.changed_at = clock.now()
        held.calendar_version += any(name in IN_CALENDAR for name in changed)
        held.save()
        log.record("visit.changed", held, by=by, changed=changed)
        _step(held, by)
    return changed


def cancel(visit: Visit, *, by: Membership) -> bool:
    """It does not come off; calendars are told."""
    return _mark(visit, "visit.cancelled", by, {"cancelled_at": None}, clock.now())


def uphold(visit: Visit, *, by: Membership) -> bool:
    return _mark(visit, "visit.upheld", by, {"cancelled_at__isnull": False}, None)


@transaction.atomic
def _mark(visit: Visit, verb: str, by: Membership, before: dict[str, Any], after: Any) -> bool:
    rows.check(by, visit)
    told = {"calendar_version": F("calendar_version") + 1, "version": F("version") + 1, "changed_at": clock.now()}
    standing = Visit.objects.for_member(by).standing().filter(pk=visit.pk, **before)
    if not standing.update(cancelled_at=after, **told):
        return False
    log.record(verb, visit, by=by)
    steps = ExampleStep.objects.for_member(by).filter(visit=visit)
    if after is None:
        steps.filter(removed_at__isnull=False).update(removed_at=None)
    else:
        steps.standing().update(removed_at=clock.now())
    return True


def _step(visit: Visit, by: Membership) -> None:
    """The example's step that the visit is: theirs to us stands among the steps, and follows the visit's date."""
    steps = ExampleStep.objects.for_member(by).filter(visit=visit)
    if visit.example_id is None or visit.sort != Visit.Sort.TO_US or visit.is_cancelled:
        steps.standing().update(removed_at=clock.now())
        return
    if steps.update(example=visit.example_id, on=visit.on, line=visit.title, removed_at=None):
        return
    fields: dict[str, Any] = {"sort": ExampleStep.Sort.VISITED, "on": visit.on, "line": visit.title, "visit": visit}
    rows.add(ExampleStep, "example.step_added", by=by, example_id=visit.example_id, **fields)


def _set_units(visit: Visit, units: Iterable[Unit]) -> bool:
    wanted = {unit.pk for unit in units if unit.organisation_id == visit.organisation_id}
    there = set(visit.units.values_list("unit", flat=True))
    visit.units.exclude(unit__in=wanted).delete()
    VisitUnit.objects.bulk_create(
        VisitUnit(organisation_id=visit.organisation_id, visit=visit, unit_id=pk) for pk in sorted(wanted - there)
    )
    return wanted != there
