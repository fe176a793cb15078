"""What needs a member now, by role: the parts of Start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.collect.models import Source
from utkik.insight.models import PlanDate
from utkik.people.models import Area, Invitation, Membership
from utkik.people.views.administration.index import stopped_work
from utkik.reports.models import Report
from utkik.rounds.models import Round
from utkik.signals import needs, talk
from utkik.signals.models import Comment, Conversation, Signal
from utkik.stream.counts import Counts
from utkik.web import dates

MOST = 4
GRACE = 10  # days into a month before the one before is late


@dataclass(frozen=True)
class Draft:
    """A signal that the member began, and what it lacks."""

    signal: Signal
    lacks: str


@dataclass(frozen=True)
class Talk:
    """A conversation and what was last said in it."""

    conversation: Conversation
    last: Comment


def finding(member: Membership, counts: Counts | None, points: int, report_title: str) -> str:
    """The heading: the one thing to go on with."""
    if counts is not None and counts.mine:
        return _left(counts)
    if points:
        words = ngettext("%(count)d point left to give", "%(count)d points left to give", points)
        return words % {"count": points}
    if member.in_group:
        return _("Nothing left today")
    return report_title or _("Nothing is published yet")


def _left(counts: Counts) -> str:
    told = {"left": counts.mine, "own": counts.own}
    if counts.own and counts.own != counts.mine:
        return _("Go on where you were: %(left)s left today, %(own)s in your area") % told
    return _("Go on where you were: %(left)s left today") % told


def drafts(member: Membership) -> list[Draft]:
    """The member's own unfinished signals, the latest first."""
    if not member.in_group:
        return []
    mine = Signal.objects.for_member(member).drafts().filter(author=member).select_related("area")
    name = member.organisation.matter_name
    return [Draft(signal, _lacks(signal, name)) for signal in mine.order_by("-changed_at")[:MOST]]


def _lacks(signal: Signal, name: str) -> str:
    asked = {field: getattr(signal, field) for field in ("headline", "fact", "matter", "level")}
    missing = needs.names_missing(asked | {"area": signal.area_id}, name)
    return _("Lacks %(names)s") % {"names": ", ".join(missing)} if missing else _("Lacks nothing, can be published")


def talks(member: Membership) -> list[Talk]:
    """What colleagues wrote lately on signals, not what the member wrote last."""
    found = talk.open_discussions(member)[:20]
    said = Comment.objects.for_member(member).filter(conversation__in=found, removed_at=None).select_related("author")
    last = {comment.conversation_id: comment for comment in said.order_by("at", "pk")}
    by_others = [Talk(one, last[one.pk]) for one in found if one.pk in last and last[one.pk].author_id != member.pk]
    return by_others[:MOST]


@dataclass(frozen=True)
class Late:
    """Something of the month that should have been done; `route` and `args` lead there."""

    words: str
    route: str
    args: tuple[Any, ...] = ()


def late(member: Membership) -> list[Late]:
    """For the analyst: rounds that nobody opened or closed, reports that are not out, areas without an owner."""
    if not member.is_analyst:
        return []
    if not Area.objects.for_member(member).exists():
        return [Late(_("The first visit is not finished: choose your areas"), "people:first_areas")]
    found = [_round_not_opened(member), _round_not_closed(member), _report_not_out(member), _areas(member)]
    return [one for one in found if one]


def _round_not_opened(member: Membership) -> Late | None:
    before = _month_before(member.organisation.today())
    today = member.organisation.today()
    rounds = Round.objects.for_member(member).of_whole()
    if today.day <= GRACE or rounds.filter(period__gte=before).exists():
        return None
    published = Signal.objects.for_member(member).filter(state=Signal.State.PUBLISHED)
    month_began = clock.start_of_day(today.replace(day=1), member.organisation.timezone)
    if not published.filter(published_at__lt=month_began, candidacies=None).exists():
        return None
    words = _("No round was opened for %(month)s") % {"month": dates.month_name(before)}
    return Late(words, "rounds:archive")


def _round_not_closed(member: Membership) -> Late | None:
    over = Round.objects.for_member(member).of_whole().filter(state=Round.State.OPEN, closes_at__lt=clock.now())
    current = over.first()
    if current is None or current.closes_at is None:
        return None
    words = _("The round for %(month)s should have closed %(day)s") % {
        "month": dates.month_name(current.period),
        "day": dates.short_day(current.closes_at),
    }
    return Late(words, "rounds:ballot", (current.pk,))


def _report_not_out(member: Membership) -> Late | None:
    locked = Round.objects.for_member(member).of_whole().filter(state=Round.State.LOCKED).newest_first().first()
    if locked is None:
        return None
    report = Report.objects.for_member(member).of_whole().filter(period=locked.period).first()
    if report is not None and report.is_published:
        return None
    words = _("The report for %(month)s is not out yet") % {"month": dates.month_name(locked.period)}
    return Late(words, "reports:build", (report.month,)) if report else Late(words, "rounds:outcome", (locked.pk,))


def _areas(member: Membership) -> Late | None:
    lonely = Area.objects.for_member(member).valid().filter(owner=None).count()
    if not lonely:
        return None
    words = ngettext("One area has no owner", "%(without)s areas have no owner", lonely) % {"without": lonely}
    return Late(words, "people:list", ("areas",))


def unwell(member: Membership) -> list[Source]:
    """For the analyst: sources that could not be read the last time."""
    if not member.is_analyst:
        return []
    found = Source.objects.for_member(member).standing().unwell().select_related("feed")
    return list(found.order_by("sort_key")[:MOST])


def is_new(member: Membership) -> bool:
    """Whether the group begins: it has planned nothing and judged nothing."""
    if not member.in_group:
        return False
    planned = PlanDate.objects.for_member(member).exists()
    return not planned and not Round.objects.for_member(member).exists()


@dataclass(frozen=True)
class Care:
    """For the administrator: how much stopped, and who has not answered."""

    stopped: int
    invitations: list[Invitation]


def care(member: Membership) -> Care | None:
    if not member.is_administrator:
        return None
    waiting = Invitation.objects.for_member(member).open().order_by("-created_at")
    found = Care(stopped_work(member), list(waiting[:MOST]))
    return found if found.stopped or found.invitations else None


def _month_before(day: date) -> date:
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
