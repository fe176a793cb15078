"""Rows that hang on a theme day, an example or a visit: added, changed, laid away and had back."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from utkik import clock
from utkik.meetings import wrong
from utkik.meetings.models.days import LaidAway
from utkik.people import log
from utkik.people.models import Membership

Row = TypeVar("Row", bound=LaidAway)


@transaction.atomic
def add(model: type[Row], verb: str, *, by: Membership, **fields: Any) -> Row:
    """A new row. Raises NotTheGroups."""
    check(by)
    row = model(organisation_id=by.organisation_id, **fields)
    row.save(force_insert=True)
    log.record(verb, row, by=by)
    return row


@transaction.atomic
def change(row: LaidAway, verb: str, *, by: Membership, **fields: Any) -> list[str]:
    """Other words in a row; the names of what changed. Raises NotTheGroups."""
    check(by, row)
    changed = [name for name, value in fields.items() if getattr(row, name) != value]
    if changed:
        for name in changed:
            setattr(row, name, fields[name])
        row.save(update_fields=changed)
        log.record(verb, row, by=by, changed=changed)
    return changed


def lay_away(row: LaidAway, verb: str, *, by: Membership) -> bool:
    """Off the page, to be had back; False when it is away already. Raises NotTheGroups."""
    return _mark(row, verb, by, {"removed_at": None}, clock.now())


def bring_back(row: LaidAway, verb: str, *, by: Membership) -> bool:
    """On the page again; False when it stands, or another took its place. Raises NotTheGroups."""
    try:
        return _mark(row, verb, by, {"removed_at__isnull": False}, None)
    except IntegrityError:
        return False


def check(by: Membership, row: LaidAway | None = None) -> None:
    """Only the group, and only what is its own organisation's. Raises NotTheGroups."""
    if not by.in_group or (row is not None and row.organisation_id != by.organisation_id):
        raise wrong.NotTheGroups


@transaction.atomic
def _mark(row: LaidAway, verb: str, by: Membership, before: dict[str, Any], after: Any) -> bool:
    check(by, row)
    rows = type(row)._default_manager.filter(pk=row.pk, organisation=by.organisation_id, **before)
    if not rows.update(removed_at=after):
        return False
    log.record(verb, row, by=by)
    return True
