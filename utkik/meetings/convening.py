"""Convening a forum: what it asks and begins from, who is invited, changing it, ending it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction

from utkik import clock
from utkik.meetings import wrong
from utkik.meetings.models import Forum, ForumQuestion, ForumSignal, ForumUnit, Question
from utkik.meetings.models.days import moment
from utkik.people import log
from utkik.people.models import Guest, Membership, Role
from utkik.signals import talk

PLANNED = ("name", "about", "host", "room_at", "place", "writes_until", "invites_group")
TOLD = ("came", "headline", "summary")
WITHOUT_DATE = timedelta(days=60)  # a forum without dates lets its guests in for so long
CHOSEN: dict[str, tuple[Any, str]] = {
    "questions": (ForumQuestion, "question"),
    "signals": (ForumSignal, "signal"),
    "units": (ForumUnit, "unit"),
}


@transaction.atomic
def begin(fields: dict[str, Any], *, by: Membership) -> Forum:
    """A forum with its name, and what was chosen for it. Raises NotTheGroups, NeedsWords."""
    check(by)
    if not fields.get("name"):
        raise wrong.NeedsWords
    planned = {"host": by} | {name: fields[name] for name in PLANNED if fields.get(name) is not None}
    conversation = talk.open(by.organisation, title=fields["name"], path="", audience=Role.READER)
    forum = Forum.objects.create(organisation_id=by.organisation_id, made_by=by, conversation=conversation, **planned)
    conversation.path = forum.get_absolute_url()
    conversation.save(update_fields=["path"])
    _choose(forum, fields, by)
    log.record("forum.made", forum, by=by)
    return forum


@transaction.atomic
def change(forum: Forum, fields: dict[str, Any], *, by: Membership, version: int) -> list[str]:
    """Other words, dates or choices; the names of what changed. Raises NotTheGroups, ChangedMeanwhile, NeedsWords."""
    held = hold(forum, by)
    if held.version != version:
        raise wrong.ChangedMeanwhile
    if not fields.get("name", held.name):
        raise wrong.NeedsWords
    changed = [name for name in (*PLANNED, *TOLD) if name in fields and getattr(held, name) != fields[name]]
    for name in changed:
        setattr(held, name, fields[name])
    changed += _choose(held, fields, by)
    if not changed:
        return []
    held.version += 1
    held.changed_at = clock.now()
    held.save()
    if "name" in changed:
        type(held.conversation).objects.filter(pk=held.conversation_id).update(title=held.name)
    Guest.objects.filter(forum_seat__forum=held, ended_at=None).update(expires_at=last_moment(held))
    log.record("forum.changed", held, by=by, changed=changed)
    return changed


@transaction.atomic
def remove(forum: Forum, *, by: Membership) -> bool:
    """Off every page, to be had back; its guests see it no more."""
    return _mark(forum, by, "removed", {"removed_at": None}, removed_at=clock.now())


@transaction.atomic
def bring_back(forum: Forum, *, by: Membership) -> bool:
    return _mark(forum, by, "brought_back", {"removed_at__isnull": False}, removed_at=None)


@transaction.atomic
def end(forum: Forum, *, by: Membership) -> bool:
    """Nobody writes any more, and its guests are gone: their addresses are deleted, their names stay beside what they
    said. False when it is ended already. Raises NotTheGroups."""
    moment = clock.now()
    if not _mark(forum, by, "ended", {"ended_at": None, "removed_at": None}, ended_at=moment, code=""):
        return False
    forget_guests(forum)
    return True


def forget_guests(forum: Forum) -> int:
    """The forum's guests are gone: who said something keeps the name beside it, nobody keeps an address."""
    seats = Guest.objects.filter(forum_seat__forum=forum, ended_at=None)
    silent = seats.filter(comments=None)
    silent.update(name="", affiliation="", email="", ended_at=clock.now())
    return seats.update(email="", ended_at=clock.now())


def forget() -> int:
    """Guests whose forum's last day is over, whether anybody ended it or not. Returns how many."""
    over = Guest.objects.filter(forum_seat__isnull=False, ended_at=None, expires_at__lte=clock.now())
    over.filter(comments=None).update(name="", affiliation="")
    return over.update(email="", ended_at=clock.now())


def last_moment(forum: Forum) -> datetime:
    """Until when guests are let in: the end of its last day."""
    home = forum.organisation
    days = [forum.writes_until, home.local(forum.room_at).date() if forum.room_at else None]
    last = max((day for day in days if day), default=None) or (home.local(forum.made_at) + WITHOUT_DATE).date()
    return moment(last + timedelta(days=1), time(0), home.timezone)


def check(by: Membership, thing: Forum | Question | None = None) -> None:
    """Only the group, and only what is its own organisation's. Raises NotTheGroups."""
    if not by.in_group or (thing is not None and thing.organisation_id != by.organisation_id):
        raise wrong.NotTheGroups


def hold(forum: Forum, by: Membership) -> Forum:
    """The forum's row, held until the act is done. Raises NotTheGroups."""
    check(by, forum)
    rows = Forum.objects.for_member(by).select_related("organisation", "conversation")
    return rows.select_for_update(of=("self",)).get(pk=forum.pk)


def _choose(forum: Forum, fields: dict[str, Any], by: Membership) -> list[str]:
    """Lay down the questions, signals and units in the order given; the names of what changed."""
    changed = []
    for name, (model, key) in CHOSEN.items():
        if name not in fields:
            continue
        wanted = [thing for thing in fields[name] if thing.organisation_id == forum.organisation_id]
        rows = model.objects.filter(forum=forum)
        if [getattr(row, f"{key}_id") for row in rows] == [thing.pk for thing in wanted]:
            continue
        rows.delete()
        places = [{"position": place} if name != "units" else {} for place in range(len(wanted))]
        model.objects.bulk_create(
            model(organisation_id=forum.organisation_id, forum=forum, **{key: thing}, **place)
            for thing, place in zip(wanted, places, strict=True)
        )
        changed.append(name)
    return changed


def _mark(forum: Forum, by: Membership, verb: str, before: dict[str, Any], **values: Any) -> bool:
    check(by, forum)
    if not Forum.objects.for_member(by).filter(pk=forum.pk, **before).update(**values):
        return False
    log.record(f"forum.{verb}", forum, by=by)
    return True
