"""What the frame and earlier pages show of forums."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.meetings import convening, saying
from utkik.meetings.models import Forum
from utkik.people.asking import MemberRequest
from utkik.signals import talk
from utkik.signals.models import Signal
from utkik.trends.models import Trend
from utkik.web import rail, slots

Answer = tuple[str, dict[str, Any]] | None
MOST = 4


def entry(request: MemberRequest) -> rail.Entry:
    """Forums are every member's."""
    address = reverse("meetings:forums", args=[request.organisation.slug])
    return rail.Entry(_("Forum"), address, group=rail.AROUND, order=110, icon="talk")


def signal_trail(request: MemberRequest, signal: Signal) -> Answer:
    """The forums a signal was discussed in, and the one it was begun from."""
    mine = Forum.objects.for_member(request.member).standing().select_related("organisation")
    there = list(mine.filter(Q(signals__signal=signal) | Q(results__signal=signal)).distinct().order_by("-made_at"))
    return ("meetings/_forum_signal_trail.html", {"forums": there}) if there else None


def trend_below(request: MemberRequest, trend: Trend) -> Answer:
    """Forums that proposed something on the trend, or discussed a signal that is evidence of it."""
    proposed = Q(results__proposal__trend=trend)
    behind = Q(signals__signal__trend_evidence__trend=trend, signals__signal__trend_evidence__removed_at=None)
    mine = Forum.objects.for_member(request.member).standing().filter(proposed | behind).distinct()
    found = list(mine.select_related("organisation").order_by("-made_at")[:MOST])
    return ("meetings/_trend_forums.html", {"forums": found}) if found else None


def start(request: MemberRequest, thing: object = None) -> Answer:
    """Forums under way that the member is invited to."""
    member = request.member
    asked = Q(invited__member=member) | Q(host=member)
    mine = Forum.objects.for_member(member).running().filter(asked).distinct().select_related("organisation")
    found = [forum for forum in mine.order_by("room_at", "pk")[:MOST] if convening.last_moment(forum) > clock.now()]
    return ("meetings/_start_forums.html", {"forums": found, "now": clock.now()}) if found else None


def register() -> None:
    """Offer all of it: called once when the app is ready."""
    rail.register(entry)
    talk.add_closing(saying.is_over)
    slots.register("signal.trail", signal_trail, order=390)
    slots.register("trend.below", trend_below, order=290)
    slots.register("start.mine", start, order=110)
