"""What earlier pages show of the analyses: the rail, a trend's and a signal's pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.reports.analysis import states
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisEditionPart
from utkik.signals.models import Conversation, Signal
from utkik.trends.models import Trend
from utkik.web import rail

Answer = tuple[str, dict[str, Any]] | None


def rail_entry(request: MemberRequest) -> rail.Entry:
    """Analyses are every member's."""
    where = reverse("reports:analyses", args=[request.organisation.slug])
    return rail.Entry(_("Horizon analysis"), where, group=rail.WAY, order=70, icon="report")


def on_start(request: MemberRequest, _thing: object) -> Answer:
    """The analyses whose part of one's own unit waits for what it says."""
    asked = states.asked_of(request.member)
    return ("reports/_start_input.html", {"asked": asked}) if asked else None


def on_a_trend(request: MemberRequest, trend: Trend) -> Answer:
    """Which years' analyses tell of the trend, the newest first, and in the newest the committees it concerns."""
    told = Analysis.objects.for_member(request.member).published().filter(editions__told__trend=trend)
    used = list(told.distinct().newest_first())
    if not used:
        return None
    parts = AnalysisEditionPart.objects.for_member(request.member).filter(edition__analysis=used[0])
    concerned = AnalysisConsequence.objects.filter(chapter__analysis=used[0], chapter__trend=trend).exclude(text="")
    newest = parts.filter(edition=used[0].editions.order_by("number").last(), unit__in=concerned.values("unit"))
    context = {"used": used, "trend": trend, "parts": list(newest.order_by("position"))}
    return "reports/_analyses_of_trend.html", context


def trail(request: MemberRequest, signal: Signal) -> Answer:
    """Which years' analyses the signal stands behind, oldest first."""
    told = Analysis.objects.for_member(request.member).published().filter(editions__told_signals__signal=signal)
    used = list(told.distinct().order_by("year"))
    return ("reports/_analyses_of_signal.html", {"used": used}) if used else None


def may_read(conversation: Conversation, member: Membership) -> bool:
    """What is said of an analysis is every member's once it is settled, before that the group's."""
    mine = Analysis.objects.for_organisation(conversation.organisation_id).filter(conversation=conversation)
    analysis = mine.first()
    return analysis is None or analysis.is_published or member.in_group
