"""Publishing has a page of its own (R6): what is frozen, who can read it, what is missing."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from utkik import clock
from utkik.documents import words
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.people.once import once
from utkik.reports import compose, draw, publish, ready, refusals, sending, texts
from utkik.reports.models import Report
from utkik.reports.views.desk import finding
from utkik.reports.views.find import report_of
from utkik.text.numbers import number
from utkik.web import said

SHOWN = 12
# When those who want to know are told: with the publishing, or not at all.
NOW, QUIET = "now", "quiet"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst", "unit_analyst")
def confirm(request: MemberRequest, month: str) -> HttpResponse:
    """Ask first, then freeze the edition. POST carries the `version` that was looked at."""
    report = report_of(request, month)
    if not request.member.is_analyst_of(report.unit_id):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request, report)
    version = number(request.POST.get("version")) or 0
    try:
        _check_told(request, report)
        prepared = publish.prepare(report, version=version)
        return _freeze(request, prepared)
    except refusals.NotReady as refused:
        return _page(request, report, errors=[sentence for _place, sentence in refused.missing], status=422)
    except refusals.ReportRefused as refused:
        return _page(request, report, errors=[refused.said()], status=409)


@once
def _freeze(request: MemberRequest, prepared: publish.Prepared) -> HttpResponse:
    """The act itself: what was drawn is stored and told of, once however often the form is sent."""
    with transaction.atomic():
        edition = publish.freeze(prepared, by=request.member)
        told = sending.tell(edition) if request.POST.get("when") == NOW else 0
    words = {"number": edition.number, "told": told}
    if told:
        words_of = ngettext(
            "Edition %(number)s is published, and one member is told.",
            "Edition %(number)s is published, and %(told)s members are told.",
            told,
        )
        said.say(request, words_of % words)
    else:
        said.say(request, _("Edition %(number)s is published.") % words)
    return redirect("reports:report", request.organisation.slug, edition.report.month)


def _check_told(request: MemberRequest, report: Report) -> None:
    """Who is told must be who stood on the page. Raises OthersAreTold."""
    is_told = request.POST.get("when") == NOW
    if is_told and number(request.POST.get("told")) != sending.recipients(report).count():
        raise refusals.OthersAreTold


def _page(
    request: MemberRequest, report: Report, *, errors: list[str] | None = None, status: int = 200
) -> HttpResponse:
    pieces = texts.pieces_of(report)
    issue = compose.Issue(publish.next_number(report), clock.now())
    members = Membership.objects.for_member(request.member).present().count()
    obstacles = ready.obstacles(report, pieces)
    context = {
        "report": report,
        "pieces": pieces,
        "number": issue.number,
        "readers": members,
        "told": (told := list(sending.recipients(report))),
        "paused": sending.paused(report),
        "asks_when": bool(told),
        "when": request.POST.get("when") or (NOW if issue.number == 1 else QUIET),
        "words": ready.count(report, pieces),
        "most_words": words.WORDS,
        "gaps": ready.gaps(pieces),
        "unprintable": " ".join(draw.unprintable(report, issue)[:SHOWN]),
        "obstacles": obstacles,
        "finding": finding(report, pieces),
        "errors": [("", sentence) for sentence in errors or []],
    }
    return render(request, "reports/publish.html", context, status=status)
