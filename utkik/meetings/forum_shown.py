"""What the pages of forums show: the way, what is asked, what was said, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.meetings import saying
from utkik.meetings.models import Contribution, Forum, ForumGuest, ForumResult
from utkik.meetings.models.forums import ForumQuerySet
from utkik.people.models import Membership
from utkik.signals import talk, talking
from utkik.signals.models import Comment, Signal
from utkik.web.spelled import spelled


@dataclass(frozen=True)
class Heard:
    """Something said, as a page shows it. `mine`: what this member may do with it, None for a guest."""

    comment: Comment
    contribution: Contribution | None
    paragraphs: list[list[tuple[str, bool]]]
    mine: talking.Said | None = None
    became: Signal | None = None

    @property
    def voice(self) -> str:
        """Who is shown to have said it: the table it was noted for, else the speaker."""
        return (self.contribution.voice if self.contribution else "") or self.comment.speaker

    @property
    def in_room(self) -> bool:
        return bool(self.contribution and self.contribution.in_room)


def counted(forums: ForumQuerySet) -> ForumQuerySet:
    """The forums with how much was said and what came of them, in one question to the database."""
    living = Q(conversation__comments__removed_at=None)
    return forums.annotate(
        said=Count("conversation__comments", filter=living, distinct=True),
        became=Count("results", filter=~Q(results__signal__removed_at__isnull=False), distinct=True),
    ).select_related("organisation")


def of(forum: Forum, member: Membership) -> dict[str, Any]:
    """Everything a member sees of a forum."""
    results = results_of(forum, member)
    talked = talking.context(forum.conversation, member)
    begun = {row.comment_id: row.signal for row in results if row.signal}
    noted = {one.comment_id: one for one in forum.contributions.all()}
    heard = [
        Heard(said.comment, noted.get(said.comment.pk), said.paragraphs, said, begun.get(said.comment.pk))
        for said in talked.get("comments", [])
    ]
    seats = list(forum.guests.standing().select_related("guest"))
    signals = Signal.objects.seen_by(member).filter(in_forums__forum=forum).order_by("in_forums__position")
    return {
        **asked(forum),
        "signals": list(signals.select_related("organisation")),
        "heard": heard,
        "heard_title": said_title(len(heard)),
        "results": results,
        "units": [row.unit for row in forum.units.select_related("unit")],
        "guests": seats,
        "guests_from": guests_from(seats),
        "invited": forum.invited.count()
        + sum(seat.way == ForumGuest.Way.LINK and bool(seat.sent_at) for seat in seats),
        "shows_summary": forum.summary and (forum.is_published or member.in_group),
        "say_key": f"forum-{forum.pk}-say",
    }


def asked(forum: Forum) -> dict[str, Any]:
    """The questions in their order, with what invites to think far."""
    rows = forum.questions.filter(question__removed_at=None).select_related("question")
    return {"forum": forum, "questions": [row.question for row in rows]}


def for_guest(seat: ForumGuest) -> dict[str, Any]:
    """What a guest sees: the questions, the signals in a line each, and what was said."""
    forum = seat.forum
    signals = Signal.objects.for_organisation(forum.organisation_id).published()
    return {
        **asked(forum),
        "seat": seat,
        "signals": list(signals.filter(in_forums__forum=forum).order_by("in_forums__position")),
        **plain(forum),
        "meets_now": saying.meets_now(forum),
    }


def plain(forum: Forum) -> dict[str, Any]:
    """What was said, for whoever may only read it; `last` is the newest of it, so that a page can ask for more."""
    noted = {one.comment_id: one for one in forum.contributions.all()}
    comments = talk.standing(forum.conversation)
    heard = [Heard(one, noted.get(one.pk), _lines(one.text)) for one in comments]
    last = max((one.pk for one in comments), default=0)
    return {"forum": forum, "heard": heard, "heard_title": said_title(len(heard)), "last": last}


def results_of(forum: Forum, member: Membership) -> list[ForumResult]:
    """What came of it that this member may see."""
    rows = forum.results.select_related(
        "signal__organisation", "signal__author", "proposal__trend__organisation", "proposal__organisation"
    )
    seen = Signal.objects.seen_by(member).filter(from_forum__forum=forum)
    return list(rows.filter(Q(signal__in=seen) | Q(signal=None)))


def said_title(count: int) -> str:
    """“What was said, nine contributions”."""
    if not count:
        return _("What is said")
    return ngettext("What was said, %(count)s contribution", "What was said, %(count)s contributions", count) % {
        "count": spelled(count, neuter=True)
    }


def guests_from(seats: list[ForumGuest]) -> str:
    """“Five: Mölndals stad, Företagarna”: how many, and from where, without names."""
    if not seats:
        return ""
    places = ", ".join(dict.fromkeys(seat.guest.affiliation for seat in seats if seat.guest.affiliation))
    count = spelled(len(seats), begins=True)
    return f"{count}: {places}" if places else count


def of_all(running: list[Forum], ended: list[Forum]) -> str:
    """The heading of the list."""
    if len(running) == 1:
        return _("One forum is under way: %(name)s") % {"name": running[0].name}
    if running:
        return ngettext("%(count)s forum is under way", "%(count)s forums are under way", len(running)) % {
            "count": spelled(len(running), begins=True)
        }
    if ended:
        return _("No forum is under way; the last one was about %(name)s") % {"name": ended[0].name}
    return _("No forum has been held yet")


def finding(forum: Forum) -> str:
    """What the forum says once that is published; before that, its name."""
    return forum.headline if forum.is_published and forum.headline else forum.name


def _lines(text: str) -> list[list[tuple[str, bool]]]:
    return [[(line, False)] for line in text.split("\n") if line.strip()]
