"""What is decided about entries. Each act says whether it happened: the decision, or None when it did not.

An act that carries the `version` of the entry that was on the page does nothing once a colleague has been there.
The change, its way back, the log and the learning log are one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Area, Membership
from utkik.stream.errors import DayNotAhead, ListTooOld, NotAColleague
from utkik.stream.models import Change, Decision, Entry, Handover, Shown
from utkik.stream.shown import Page
from utkik.text.normal import one_line

State = Entry.State
KEPT_FIELDS = ("state", "due_on", "area_id", "receiver_id", "handled_by_id", "handled_at")
ON_FIELDS = {"due_on": date.fromisoformat, "handled_at": datetime.fromisoformat}


def keep(entry: Entry, *, by: Membership, version: int | None = None, page: Page | None = None) -> Decision | None:
    """Worth knowing, a piece of a later pattern."""
    return _decide("keep", entry, {"state": State.KEPT, "due_on": None}, by=by, version=version, page=page)


def dismiss(entry: Entry, *, by: Membership, version: int | None = None, page: Page | None = None) -> Decision | None:
    """Not relevant, for the whole group."""
    return _decide("dismiss", entry, {"state": State.DISMISSED, "due_on": None}, by=by, version=version, page=page)


def later(
    entry: Entry, day: date, *, by: Membership, version: int | None = None, page: Page | None = None
) -> Decision | None:
    """Put off until a day. Raises DayNotAhead."""
    if day <= by.organisation.today():
        raise DayNotAhead
    return _decide("later", entry, {"state": State.LATER, "due_on": day}, by=by, version=version, page=page)


def restore(entry: Entry, *, by: Membership, version: int | None = None, page: Page | None = None) -> Decision | None:
    """Put back among what waits."""
    return _decide("restore", entry, {"state": State.NEW, "due_on": None}, by=by, version=version, page=page)


@transaction.atomic
def hand_over(
    entry: Entry,
    to: Membership,
    line: str = "",
    *,
    by: Membership,
    version: int | None = None,
    page: Page | None = None,
) -> Decision | None:
    """Give to a colleague, with a line why: it waits for them alone, as new.

    Its area becomes the receiver's where they have just one and it lay in none of theirs. Raises NotAColleague.
    """
    if to.organisation_id != by.organisation_id or not to.in_group or to.pk == by.pk:
        raise NotAColleague
    fields = {"state": State.NEW, "due_on": None, "receiver_id": to.pk, "area_id": _area_with(entry, to)}
    decision = _decide("hand_over", entry, fields, by=by, version=version, page=page)
    if decision:
        Handover.objects.create(
            organisation_id=entry.organisation_id, entry=entry, giver=by, receiver=to, line=one_line(line)[:280]
        )
    return decision


def _area_with(entry: Entry, receiver: Membership) -> int | None:
    areas = Area.objects.for_member(receiver).valid()
    theirs = [a.pk for a in areas if receiver.pk in (a.owner_id, a.deputy_id)]
    return theirs[0] if len(theirs) == 1 else entry.area_id


@transaction.atomic
def dismiss_above(page: Page | None, entry: Entry, *, by: Membership) -> Decision | None:
    """Set aside the rows above one, of those that were on the page and that nobody has touched since.

    Raises ListTooOld when the page is unknown.
    """
    if page is None:
        raise ListTooOld
    found = locked(by, page.above(entry.pk))
    open_to_it = [e for e in found if e.state != State.DISMISSED and page.untouched(e)]
    if not open_to_it:
        return None
    return record("dismiss_above", open_to_it, {"state": State.DISMISSED, "due_on": None}, by=by, page=page)


@transaction.atomic
def _decide(
    act: str, entry: Entry, fields: dict[str, Any], *, by: Membership, version: int | None, page: Page | None
) -> Decision | None:
    current = locked(by, [entry.pk])
    if not current or version not in (None, current[0].version):
        return None
    if all(getattr(current[0], name) == value for name, value in fields.items()):
        return None
    decision = record(act, current, fields, by=by, page=page)
    entry.refresh_from_db()
    return decision


def locked(by: Membership, keys: Iterable[int]) -> list[Entry]:
    """The member's organisation's entries of these, held until the transaction ends."""
    return list(Entry.objects.for_member(by).filter(pk__in=list(keys)).select_for_update(of=("self",)).order_by("pk"))


def record(
    act: str, entries: list[Entry], fields: dict[str, Any], *, by: Membership, page: Page | None = None
) -> Decision:
    """Write a decision about entries that the transaction holds: the change, the way back, the logs."""
    moment = clock.now()
    decision = Decision.objects.create(
        organisation_id=by.organisation_id, member=by, act=act, at=moment, size=len(entries)
    )
    fields = fields | {"handled_by_id": by.pk, "handled_at": moment}
    before = {entry.pk: snapshot(entry) for entry in entries}
    for entry in entries:
        for name, value in fields.items():
            setattr(entry, name, value)
    write(decision, entries, before)
    _remember_shown(decision, entries, page)
    return decision


def write(decision: Decision, entries: list[Entry], before: dict[int, dict[str, Any]]) -> None:
    """Save the entries as they are now, with what they were, and tell the log."""
    for entry in entries:
        entry.version += 1
    Entry.objects.bulk_update(entries, [*(name.removesuffix("_id") for name in KEPT_FIELDS), "version"])
    Change.objects.bulk_create(
        Change(
            organisation_id=decision.organisation_id,
            decision=decision,
            entry=entry,
            before=before[entry.pk],
            after=snapshot(entry),
        )
        for entry in entries
    )
    changed = {name for e in entries for name, value in before[e.pk].items() if value != snapshot(e)[name]}
    keys = [entry.pk for entry in entries]
    thing = entries[0] if len(entries) == 1 else decision
    details = {"decision": decision.pk, "entries": keys}
    log.record(f"stream.{decision.act}", thing, by=decision.member, changed=changed, details=details)


def _remember_shown(decision: Decision, entries: list[Entry], page: Page | None) -> None:
    """The decided ones and those above the lowest of them, as they stood on the page."""
    decided = {entry.pk for entry in entries}
    places = [page.place(key) for key in decided & set(page.entries)] if page else []
    if not page or not places:
        return
    above = page.entries[: max(places)]
    seen = Entry.objects.for_organisation(decision.organisation_id).filter(pk__in=above)
    stood = {entry.pk for entry in seen if entry.pk in decided or page.untouched(entry)}
    Shown.objects.bulk_create(
        Shown(
            organisation_id=decision.organisation_id,
            decision=decision,
            entry_id=key,
            place=place,
            list_order=page.order,
            shown_at=page.at,
            decided=key in decided,
        )
        for place, key in enumerate(above, 1)
        if key in stood
    )


def snapshot(entry: Entry) -> dict[str, Any]:
    """The fields a decision may change, as they can be stored."""
    values = {name: getattr(entry, name) for name in KEPT_FIELDS}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def put_back(entry: Entry, fields: dict[str, Any]) -> None:
    """Set the fields of a snapshot on the entry, unsaved."""
    for name in KEPT_FIELDS:
        value = fields[name]
        setattr(entry, name, ON_FIELDS[name](value) if name in ON_FIELDS and value else value)
