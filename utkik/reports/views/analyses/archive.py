"""All analyses, and beginning the next."""

from __future__ import annotations

from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.people.once import once
from utkik.reports.analysis import begin, states
from utkik.reports.models import Analysis, AnalysisEdition
from utkik.text.numbers import number
from utkik.trends.models import Trend
from utkik.web import said
from utkik.web.spelled import spelled


@require_safe
@allowed("reader")
def analyses(request: MemberRequest) -> HttpResponse:
    """The settled analyses; for the group also those in the making, for a committee those out for its input."""
    member = request.member
    mine = Analysis.objects.for_member(member).newest_first()
    published = _with_editions(member, list(mine.published()))
    context = {
        "finding": _finding(published),
        "published": published,
        "making": list(mine.filter(published_at=None)) if member.in_group else [],
        "asked": states.asked_of(member),
        "next_year": _next_year(request, mine),
        "has_trends": Trend.objects.for_member(member).standing().exists(),
    }
    return render(request, "reports/analyses.html", context)


@require_POST
@allowed("scanner")
@once
def begin_analysis(request: MemberRequest) -> HttpResponse:
    """Begin a budget year's analysis: POST `year`."""
    slug = request.organisation.slug
    try:
        made = begin.begin(number(request.POST.get("year", "").strip()) or 0, by=request.member)
    except ValueError:
        said.say(request, _("Write the budget year as four figures, such as 2028."))
        return redirect("reports:analyses", slug)
    return redirect("reports:analysis_build", slug, made.year)


def _next_year(request: MemberRequest, mine) -> int:
    """The budget year that is most likely begun now: the year after this, or after the last analysis."""
    newest = mine.values_list("year", flat=True).first() or 0
    return max(request.organisation.today().year + 1, newest + 1)


def _finding(published: list[dict[str, object]]) -> str:
    if not published:
        return _("No horizon analysis is settled yet")
    told = {"number": spelled(len(published), begins=True)}
    return (
        ngettext("%(number)s horizon analysis is settled", "%(number)s horizon analyses are settled", len(published))
        % told
    )


def _with_editions(member: Membership, found: list[Analysis]) -> list[dict[str, object]]:
    """Each analysis beside its newest edition: two queries for any number of them."""
    ids = [analysis.pk for analysis in found]
    editions = AnalysisEdition.objects.for_member(member).filter(analysis__in=ids)
    newest = {(row["analysis"], row["newest"]) for row in editions.values("analysis").annotate(newest=Max("number"))}
    known = {e.analysis_id: e for e in editions.defer("tree", "article") if (e.analysis_id, e.number) in newest}
    return [{"analysis": one, "edition": known[one.pk]} for one in found if one.pk in known]
