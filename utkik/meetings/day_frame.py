"""What the frame and earlier pages show of theme days and examples."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.meetings import example_shown
from utkik.meetings.models import Example, ThemeDay
from utkik.people.asking import MemberRequest
from utkik.signals.models import Signal
from utkik.trends.models import Trend
from utkik.web import rail, slots

Answer = tuple[str, dict[str, Any]] | None
MOST = 4


def days_entry(request: MemberRequest) -> rail.Entry:
    """Theme days are every member's."""
    address = reverse("meetings:theme_days", args=[request.organisation.slug])
    return rail.Entry(_("Theme day"), address, group=rail.AROUND, order=120, icon="talk")


def examples_entry(request: MemberRequest) -> rail.Entry:
    address = reverse("meetings:examples", args=[request.organisation.slug])
    return rail.Entry(_("Examples"), address, group=rail.AROUND, order=130, icon="signal")


def signal_trail(request: MemberRequest, signal: Signal) -> Answer:
    """Where the signal went on: an example of its own, and the theme days whose material it is."""
    mine = ThemeDay.objects.for_member(request.member).standing()
    days = list(mine.filter(material__signal=signal, material__removed_at=None).select_related("organisation"))
    examples = list(Example.objects.for_member(request.member).standing().filter(signal=signal))
    if not days and not examples:
        return None
    return "meetings/_signal_trail.html", {"days": days, "examples": examples}


def signal_acts(request: MemberRequest, signal: Signal) -> Answer:
    """The button that makes an example of a published signal."""
    if not request.member.in_group or not signal.is_published:
        return None
    if Example.objects.for_member(request.member).standing().filter(signal=signal).exists():
        return None
    return "meetings/_make_example.html", {"signal": signal}


def trend_below(request: MemberRequest, trend: Trend) -> Answer:
    """What others did about the trend: examples that inspired it, or whose signal is evidence of it."""
    inspired = Q(steps__trend=trend, steps__removed_at=None)
    behind = Q(signal__trend_evidence__trend=trend, signal__trend_evidence__removed_at=None)
    mine = Example.objects.for_member(request.member).standing().filter(inspired | behind).distinct()
    cards = example_shown.cards(request.member, mine)
    return ("meetings/_trend_examples.html", {"cards": cards}) if cards else None


def start_due(request: MemberRequest, thing: object = None) -> Answer:
    """For the group: half a year has gone since a theme day, and nobody has told what came of it."""
    if not request.member.in_group:
        return None
    due = ThemeDay.objects.for_member(request.member).to_settle(request.organisation.today())
    days = list(due.select_related("organisation")[:MOST])
    return ("meetings/_start_due.html", {"days": days}) if days else None


def start_invited(request: MemberRequest, thing: object = None) -> Answer:
    """For whoever is invited: the theme days and that an answer is wanted."""
    today = request.organisation.today()
    mine = ThemeDay.objects.for_member(request.member).coming(today)
    asked = Q(invitations__member=request.member, invitations__removed_at=None, invitations__sent_at__isnull=False)
    days = list(mine.filter(asked, invitations__answer="").select_related("organisation").distinct()[:MOST])
    return ("meetings/_start_invited.html", {"days": days}) if days else None


def follow_up_origin(request: MemberRequest, follow_up: Any) -> Answer:
    """Whose example inspired a follow-up, and which theme day it came of."""
    examples = Example.objects.for_member(request.member).standing()
    inspired = list(examples.filter(steps__follow_up=follow_up, steps__removed_at=None).distinct())
    days = ThemeDay.objects.for_member(request.member).standing()
    came_of = list(days.filter(results__follow_up=follow_up, results__removed_at=None).distinct())
    if not inspired and not came_of:
        return None
    return "meetings/_follow_up_origin.html", {"examples": inspired, "days": came_of}


def register() -> None:
    """Offer all of it: called once when the app is ready."""
    rail.register(days_entry)
    rail.register(examples_entry)
    slots.register("signal.trail", signal_trail, order=400)
    slots.register("signal.acts", signal_acts, order=200)
    slots.register("trend.below", trend_below, order=300)
    slots.register("start.mine", start_invited, order=120)
    slots.register("start.late", start_due, order=120)
    slots.register("follow_up.origin", follow_up_origin)
