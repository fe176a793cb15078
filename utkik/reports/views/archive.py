"""All reports, and beginning the next."""

from __future__ import annotations

import re

from django.db.models import Count, Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.people.once import once
from utkik.reports import begin, refusals
from utkik.reports.models import Edition, Report
from utkik.reports.views.find import decided_round
from utkik.rounds.models import Round
from utkik.web.spelled import spelled

MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-u[0-9]{1,9})?")


@require_safe
@allowed("reader")
def archive(request: MemberRequest) -> HttpResponse:
    """The published reports; for the group also what is in the making or can be begun."""
    reports = Report.objects.for_member(request.member).of_whole().newest_first()
    published = _with_editions(request.member, list(reports.published()))
    of_units = Report.objects.for_member(request.member).exclude(unit=None).select_related("unit").newest_first()
    context = {
        "finding": _finding(len(published)),
        "published": published,
        "of_units": _with_editions(request.member, list(of_units.published())),
        "making": list(reports.filter(published_at=None)) if request.member.in_group else [],
        "decided": without_report(request.member) if request.member.in_group else [],
    }
    return render(request, "reports/archive.html", context)


@require_POST
@allowed("scanner")
@once
def begin_report(request: MemberRequest) -> HttpResponse:
    """Begin a month's report: POST `month`."""
    month = request.POST.get("month", "")
    round = decided_round(request, month) if MONTH.fullmatch(month) else None
    if round is None:
        raise Http404
    try:
        report = begin.begin(round, by=request.member)
    except refusals.RoundNotLocked:
        raise Http404 from None
    return redirect("reports:build", request.organisation.slug, report.month)


def without_report(member: Membership) -> list[Round]:
    """Decided rounds that have no report yet, newest first."""
    locked = Round.objects.for_member(member).of_whole().filter(state=Round.State.LOCKED, reports=None)
    periods = Report.objects.for_member(member).of_whole().values("period")
    return list(locked.exclude(period__in=periods).newest_first())


def _finding(published: int) -> str:
    if not published:
        return gettext("No report is published yet")
    told = {"number": spelled(published, begins=True)}
    return (
        ngettext("%(number)s monthly report is published", "%(number)s monthly reports are published", published) % told
    )


def _with_editions(member: Membership, reports: list[Report]) -> list[dict[str, object]]:
    """Each report beside its newest edition and how many it has: two queries for any number of reports."""
    ids = [report.pk for report in reports]
    editions = Edition.objects.for_member(member).filter(report__in=ids)
    counted = editions.values("report").annotate(newest=Max("number"), number=Count("pk"))
    newest = {(row["report"], row["newest"]) for row in counted}
    known = {e.report_id: e for e in editions.defer("tree", "article") if (e.report_id, e.number) in newest}
    return [
        {"report": report, "edition": known[report.pk], "editions": known[report.pk].number}
        for report in reports
        if report.pk in known
    ]
