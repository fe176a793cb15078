"""Settling has a page of its own (R6): what is frozen, who can read it, what is missing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from utkik import clock
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.people.once import once
from utkik.reports import refusals
from utkik.reports.analysis import draw, material, publish, ready, telling, texts
from utkik.reports.compose import Issue
from utkik.reports.models import Analysis, AnalysisComment
from utkik.reports.views.analyses.desk import finding
from utkik.reports.views.analyses.find import analysis_of
from utkik.reports.views.publishing import SHOWN
from utkik.text.numbers import number
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def confirm(request: MemberRequest, year: int) -> HttpResponse:
    """Ask first, then settle and freeze the edition. POST carries the `version` that was looked at."""
    analysis = analysis_of(request, year)
    if request.method != "POST":
        return _page(request, analysis)
    version = number(request.POST.get("version")) or 0
    try:
        return _freeze(request, publish.prepare(analysis, version=version))
    except refusals.NotReady as refused:
        return _page(request, analysis, errors=[sentence for _place, sentence in refused.missing], status=422)
    except refusals.ReportRefused as refused:
        return _page(request, analysis, errors=[refused.said()], status=409)


@once
def _freeze(request: MemberRequest, prepared: publish.Prepared) -> HttpResponse:
    """The act itself: what was drawn is stored, once however often the form is sent."""
    edition = publish.freeze(prepared, by=request.member)
    said.say(request, _("The analysis is settled as edition %(number)s.") % {"number": edition.number})
    return redirect("reports:analysis", request.organisation.slug, edition.analysis.year)


def _page(
    request: MemberRequest, analysis: Analysis, *, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    chapters = texts.chapters_of(analysis)
    found = material.gather(analysis)
    issue = Issue(publish.next_number(analysis), clock.now())
    waiting = AnalysisComment.objects.for_member(request.member).filter(
        part__analysis=analysis, removed_at=None, answered_at=None
    )
    context = {
        "analysis": analysis,
        "chapters": chapters,
        "units": found.units,
        "number": issue.number,
        "readers": Membership.objects.for_member(request.member).present().count(),
        "told": telling.recipients(analysis).count(),
        "waiting": waiting.count(),
        "gaps": ready.gaps(analysis, chapters),
        "unprintable": " ".join(draw.unprintable(found, issue)[:SHOWN]),
        "obstacles": ready.obstacles(analysis, chapters),
        "finding": finding(analysis, chapters),
        "errors": [("", sentence) for sentence in errors or []],
    }
    return render(request, "reports/analysis_publish.html", context, status=status)
