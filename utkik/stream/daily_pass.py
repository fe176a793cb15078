"""Dagens pass: what waited for a member when the day began, what came since, and how much of it is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from utkik import clock
from utkik.people.models import Area, Membership, out_of_reach
from utkik.stream.models import Change, Entry


@dataclass(frozen=True)
class DailyPass:
    """`done` of `total`: decided by anyone, of those that waited or came."""

    done: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.done


@dataclass(frozen=True)
class Desk:
    """Whose desk it is, as plain values, so that a stored state can be held against it."""

    member: int
    areas: frozenset[int]
    away: frozenset[int]
    day: date

    def holds(self, state: dict[str, Any]) -> bool:
        """Whether an entry in this state (as triage.snapshot writes it) waits for the member."""
        return self._waits(state) and self._concerns(state)

    def _waits(self, state: dict[str, Any]) -> bool:
        put_off = state["state"] == Entry.State.LATER and state["due_on"] <= self.day.isoformat()
        return state["state"] == Entry.State.NEW or put_off

    def _concerns(self, state: dict[str, Any]) -> bool:
        if state["receiver_id"] == self.member:
            return True
        free = state["receiver_id"] is None or state["receiver_id"] in self.away
        return free and (state["area_id"] is None or state["area_id"] in self.areas)


def of(member: Membership, waiting: int) -> DailyPass:
    """The member's pass today, in the organisation's zone; `waiting` is what waits for them now."""
    day = member.organisation.today()
    since = clock.start_of_day(day, member.organisation.timezone)
    changes = Change.objects.for_member(member).filter(decision__at__gte=since).order_by("decision", "pk")
    done = decided(changes.values_list("entry", "before", "after"), desk_of(member, day))
    return DailyPass(done, waiting + done)


def decided(changes: Iterable[tuple[int, dict, dict]], desk: Desk) -> int:
    """How many entries waited on the desk when first touched and do not wait there after the last touch."""
    first: dict[int, dict] = {}
    last: dict[int, dict] = {}
    for entry, before, after in changes:
        first.setdefault(entry, before)
        last[entry] = after
    return sum(desk.holds(first[entry]) and not desk.holds(last[entry]) for entry in first)


def desk_of(member: Membership, day: date) -> Desk:
    mine = Area.objects.watched_by(member).values_list("pk", flat=True)
    return Desk(member.pk, frozenset(mine), frozenset(out_of_reach(member)), day)
