"""What earlier pages show of the reports: the rail, a signal's trail, the way on from a round's outcome."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.reports.models import Report
from utkik.rounds.models import Round
from utkik.signals.models import Conversation, Signal
from utkik.web import rail

Answer = tuple[str, dict[str, Any]] | None


def rail_entry(request: MemberRequest) -> rail.Entry:
    """Reports are every member's."""
    return rail.Entry(
        _("Reports"),
        reverse("reports:archive", args=[request.organisation.slug]),
        group=rail.WAY,
        order=40,
        icon="report",
        tab=50,
        short=_("Report"),
        key="g r",
    )


def trail(request: MemberRequest, signal: Signal) -> Answer:
    """Where the signal was used: the published reports it stands in, oldest first."""
    told = Report.objects.for_member(request.member).filter(editions__told__signal=signal)
    used = list(told.distinct().select_related("unit").order_by("period", "pk"))
    return ("reports/_trail.html", {"used": used, "signal": signal}) if used else None


def may_read(conversation: Conversation, member: Membership) -> bool:
    """What is said of a report is every member's once it is published, before that the group's."""
    report = Report.objects.for_organisation(conversation.organisation_id).filter(conversation=conversation).first()
    return report is None or report.is_published or member.in_group


def after_outcome(request: MemberRequest, round: Round) -> Answer:
    """The way from a decided round to its report."""
    if not round.is_locked:
        return None
    report = Report.objects.seen_by(request.member).filter(period=round.period, unit=round.unit_id).first()
    if report is None and not request.member.in_group:
        return None
    return "reports/_after_outcome.html", {"round": round, "report": report}
