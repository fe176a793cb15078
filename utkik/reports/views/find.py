"""The report an address names, for who may see it."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from utkik.people.asking import MemberRequest
from utkik.people.models import Unit
from utkik.reports.models import Edition, Report
from utkik.rounds.models import Round


def first_day(month: str) -> date:
    """2026-11 as a day. 404 for a year no calendar has."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None


def report_of(request: MemberRequest, month: str) -> Report:
    """The month's report, where the member may see it."""
    mine = (
        Report.objects.seen_by(request.member)
        .of_whole()
        .select_related("organisation", "round__criterion", "conversation")
    )
    return get_object_or_404(mine, period=first_day(month))


def published_of(request: MemberRequest, month: str) -> Report:
    """The month's report, once it has an edition."""
    report = report_of(request, month)
    if not report.is_published:
        raise Http404
    return report


def edition_of(request: MemberRequest, month: str, number: int) -> Edition:
    report = published_of(request, month)
    return get_object_or_404(report.editions.select_related("published_by"), number=number)


def decided_round(request: MemberRequest, month: str) -> Round | None:
    """The month's round, once it is locked."""
    locked = Round.objects.for_member(request.member).of_whole().filter(state=Round.State.LOCKED)
    return locked.filter(period=first_day(month)).first()


def units_of(request: MemberRequest) -> list[Unit]:
    """Departments and committees a signal may concern."""
    standing = Unit.objects.for_member(request.member).standing()
    return list(standing.exclude(sort=Unit.Sort.MANAGEMENT))
