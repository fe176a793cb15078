"""A forum's way as a graduated line: invitation, in the room, in writing, summary, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik import clock
from utkik.meetings.models import Forum
from utkik.web import dates
from utkik.web.spelled import spelled


@dataclass(frozen=True)
class Step:
    name: str
    line: str
    state: str = ""  # "done", "here", or nothing for what lies ahead


def of(forum: Forum, *, invited: int, results: int) -> list[Step]:
    """The steps in their order; the first that is not done is where it stands."""
    steps = [(_("Invitation"), _invited(invited), invited > 0 or forum.is_ended)]
    if forum.room_at:
        met = forum.room_at < clock.now()
        line = dates.short_day(forum.room_at)
        if forum.came is not None:
            line += ", " + ngettext("%(n)s came", "%(n)s came", forum.came) % {"n": forum.came}
        steps.append((_("In the room"), line, met or forum.is_ended))
    if forum.writes_until or not forum.room_at:
        until = _("until %(day)s") % {"day": dates.short_day(forum.writes_until)} if forum.writes_until else ""
        steps.append((_("In writing"), until, forum.is_ended))
    unpublished = pgettext("forum", "draft") if forum.summary else _("not written yet")
    told = dates.short_day(forum.published_at) if forum.published_at else unpublished
    steps.append((_("Summary"), told, forum.is_published))
    became = ngettext("%(n)s thing", "%(n)s things", results) % {"n": spelled(results)} if results else ""
    steps.append((pgettext("forum", "What came of it"), became, forum.is_published and results > 0))
    return _placed(steps)


def _invited(count: int) -> str:
    return ngettext("%(n)s invited", "%(n)s invited", count) % {"n": count} if count else _("nobody yet")


def _placed(steps: list[tuple[str, str, bool]]) -> list[Step]:
    here = next((place for place, step in enumerate(steps) if not step[2]), len(steps))
    return [
        Step(name, line, "done" if place < here else "here" if place == here else "")
        for place, (name, line, _done) in enumerate(steps)
    ]
