"""Taking a decision back: each of its entries gets its former state, except where somebody decided later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from utkik import clock
from utkik.people.models import Membership
from utkik.stream import triage
from utkik.stream.errors import NotYours, TooLongAgo
from utkik.stream.models import Decision, Entry

DAYS = timedelta(days=30)


@dataclass(frozen=True)
class Undone:
    """What came of it: entries that were put back, and those that a later act holds."""

    restored: tuple[Entry, ...]
    held: tuple[Entry, ...]

    def __bool__(self) -> bool:
        return bool(self.restored)


@transaction.atomic
def undo(decision: Decision, *, by: Membership) -> Undone:
    """Take a decision back; done already, nothing happens. Raises NotYours, TooLongAgo."""
    decision = Decision.objects.for_member(by).select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.member_id != by.pk:
        raise NotYours
    if decision.at < clock.now() - DAYS:
        raise TooLongAgo
    if decision.undone_at is not None or decision.act == "undo":
        return Undone((), ())
    changes = {change.entry_id: change for change in decision.changes.all()}
    entries = triage.locked(by, changes)
    free = [entry for entry in entries if triage.snapshot(entry) == changes[entry.pk].after]
    held = tuple(entry for entry in entries if entry not in free)
    if free:
        _put_back(decision, free, {key: change.before for key, change in changes.items()}, by)
    return Undone(tuple(free), held)


def _put_back(decision: Decision, entries: list[Entry], former: dict[int, dict], by: Membership) -> None:
    Decision.objects.filter(pk=decision.pk).update(undone_at=clock.now())
    undoing = Decision.objects.create(
        organisation_id=by.organisation_id, member=by, act="undo", at=clock.now(), size=len(entries)
    )
    before = {entry.pk: triage.snapshot(entry) for entry in entries}
    for entry in entries:
        triage.put_back(entry, former[entry.pk])
    triage.write(undoing, entries, before)


def last(member: Membership) -> Decision | None:
    """What the member did last today, when that can be taken back: the line that stands until the next act."""
    newest = Decision.objects.for_member(member).filter(member=member).order_by("-at", "-pk").first()
    if newest is None or newest.act == "undo" or newest.undone_at:
        return None
    today = member.organisation.today()
    return newest if member.organisation.local(newest.at).date() == today else None


def undoable(member: Membership):
    """The member's decisions of the last 30 days that can still be taken back, newest first."""
    since = clock.now() - DAYS
    mine = Decision.objects.for_member(member).filter(member=member, at__gte=since, undone_at=None)
    return mine.exclude(act="undo").order_by("-at", "-pk")
