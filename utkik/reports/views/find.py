"""The report an address names, for who may see it."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from utkik.people.asking import MemberRequest
from utkik.people.models import Unit
from utkik.reports.models import Edition, Report
from utkik.rounds.models import Round


def which(month: str) -> dict[str, object]:
    """The day and the unit that 2026-11 or 2026-11-u3 names, as a filter. 404 for a year no calendar has."""
    told, _dash, unit = month.partition("-u")
    try:
        return {"period": date.fromisoformat(f"{told}-01"), "unit": int(unit) if unit else None}
    except ValueError:
        raise Http404 from None


def report_of(request: MemberRequest, month: str) -> Report:
    """The month's report, where the member may see it."""
    mine = Report.objects.seen_by(request.member)
    return get_object_or_404(
        mine.select_related("organisation", "unit", "round__criterion", "conversation"), **which(month)
    )


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
    locked = Round.objects.for_member(request.member).filter(state=Round.State.LOCKED)
    return locked.filter(**which(month)).first()


def units_of(request: MemberRequest) -> list[Unit]:
    """Departments and committees a signal may concern."""
    standing = Unit.objects.for_member(request.member).standing()
    return list(standing.exclude(sort=Unit.Sort.MANAGEMENT))
