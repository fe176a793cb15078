"""Planning a theme day and looking back on it: dates, words, the room, and that it is told what came of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, Q

from utkik import clock
from utkik.meetings import day_news, wrong
from utkik.meetings.models import ThemeDay
from utkik.meetings.models.days import new_key
from utkik.people import log
from utkik.people.models import Membership

PLANNED = ("theme", "purpose", "on", "begins", "ends", "place")
TOLD = ("invited", "came", "takeaway")
IN_CALENDAR = ("theme", "on", "begins", "ends", "place")


@transaction.atomic
def begin(fields: dict[str, Any], *, by: Membership) -> ThemeDay:
    """A theme day with its theme and date. Raises NotTheGroups, NeedsWords."""
    if not by.in_group:
        raise wrong.NotTheGroups
    if not fields.get("theme"):
        raise wrong.NeedsWords
    day = ThemeDay.objects.create(organisation_id=by.organisation_id, made_by=by, **fields)
    log.record("theme_day.made", day, by=by)
    return day


@transaction.atomic
def change(day: ThemeDay, fields: dict[str, Any], *, by: Membership, version: int) -> list[str]:
    """Other words or another date; the names of what changed. Raises NotTheGroups, ChangedMeanwhile, NeedsWords."""
    held = _hold(day, by)
    if held.version != version:
        raise wrong.ChangedMeanwhile
    if not fields.get("theme", held.theme):
        raise wrong.NeedsWords
    changed = [name for name in (*PLANNED, *TOLD) if name in fields and getattr(held, name) != fields[name]]
    if not changed:
        return []
    for name in changed:
        setattr(held, name, fields[name])
    held.version += 1
    held.changed_at = clock.now()
    held.calendar_version += any(name in IN_CALENDAR for name in changed)
    held.save()
    log.record("theme_day.changed", held, by=by, changed=changed)
    if any(name in day_news.MOVES for name in changed) and not held.is_cancelled:
        day_news.tell(held, day_news.MOVED)
    return changed


@transaction.atomic
def cancel(day: ThemeDay, *, by: Membership) -> bool:
    """It will not be held; calendars and those invited are told. False when it was called off already."""
    moment = clock.now()
    done = _mark(day, "cancelled", by, Q(cancelled_at=None), cancelled_at=moment, changed_at=moment, **_NEXT)
    if done:
        day_news.tell(_hold(day, by), day_news.CALLED_OFF)
    return done


@transaction.atomic
def uphold(day: ThemeDay, *, by: Membership) -> bool:
    """It will be held after all; those invited are told."""
    before = Q(cancelled_at__isnull=False)
    done = _mark(day, "upheld", by, before, cancelled_at=None, changed_at=clock.now(), **_NEXT)
    if done:
        day_news.tell(_hold(day, by), day_news.UPHELD)
    return done


def remove(day: ThemeDay, *, by: Membership) -> bool:
    """Off every page, to be had back."""
    return _mark(day, "removed", by, Q(removed_at=None), removed_at=clock.now())


def bring_back(day: ThemeDay, *, by: Membership) -> bool:
    return _mark(day, "brought_back", by, Q(removed_at__isnull=False), removed_at=None)


def renew_link(day: ThemeDay, *, by: Membership) -> bool:
    """Other addresses for the calendar file and the room: those that were given out are dead."""
    return _mark(day, "link_renewed", by, Q(removed_at=None), calendar_key=new_key(), room_key=new_key())


def open_room(day: ThemeDay, *, by: Membership) -> bool:
    """The tables may answer from their phones. False when they may already."""
    closed = Q(room_opened_at=None) | Q(room_closed_at__isnull=False)
    return _mark(day, "room_opened", by, closed & Q(removed_at=None), room_opened_at=clock.now(), room_closed_at=None)


def close_room(day: ThemeDay, *, by: Membership) -> bool:
    """No answers any more."""
    is_open = Q(room_opened_at__isnull=False, room_closed_at=None)
    return _mark(day, "room_closed", by, is_open, room_closed_at=clock.now())


def settle(day: ThemeDay, *, by: Membership) -> bool:
    """It is told what came of it: nobody is asked again."""
    return _mark(day, "settled", by, Q(settled_at=None), settled_at=clock.now())


def ask_again(day: ThemeDay, *, by: Membership) -> bool:
    """Undo of `settle`."""
    return _mark(day, "asked_again", by, Q(settled_at__isnull=False), settled_at=None)


_NEXT: dict[str, Any] = {"version": F("version") + 1, "calendar_version": F("calendar_version") + 1}


@transaction.atomic
def _mark(day: ThemeDay, verb: str, by: Membership, before: Q, **values: Any) -> bool:
    if not by.in_group or by.organisation_id != day.organisation_id:
        raise wrong.NotTheGroups
    if not ThemeDay.objects.for_member(by).filter(before, pk=day.pk).update(**values):
        return False
    log.record(f"theme_day.{verb}", day, by=by)
    return True


def _hold(day: ThemeDay, by: Membership) -> ThemeDay:
    if not by.in_group or by.organisation_id != day.organisation_id:
        raise wrong.NotTheGroups
    return ThemeDay.objects.for_member(by).select_for_update().select_related("organisation").get(pk=day.pk)
