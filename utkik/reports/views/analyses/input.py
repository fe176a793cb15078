"""A committee reads its part while the analysis is out for input, and comments; the group answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from utkik import clock
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.reports import articles, refusals
from utkik.reports.analysis import comment, compose, material, publish, states
from utkik.reports.compose import Issue
from utkik.reports.models import AnalysisComment, AnalysisPart
from utkik.reports.views.analyses.find import draft_part_of
from utkik.text.numbers import number
from utkik.trends.models import Trend
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def give(request: MemberRequest, year: int, unit: int) -> HttpResponse:
    """The part as it stands, what was said of it, and room for more: POST `text` and, for one trend, `trend`."""
    part = draft_part_of(request, year, unit)
    if request.method != "POST":
        return _page(request, part)
    return _say(request, part)


@once
def _say(request: MemberRequest, part: AnalysisPart) -> HttpResponse:
    trends = Trend.objects.for_member(request.member).filter(analysed__analysis=part.analysis)
    trend = trends.filter(number=number(request.POST.get("trend")) or 0).first()
    try:
        comment.say(part, request.POST.get("text", ""), by=request.member, trend=trend)
    except refusals.NotOut:
        raise PermissionDenied from None
    except refusals.NothingSaid as refused:
        return _page(request, part, errors=[("input-text", refused.said())], status=422)
    drafts.discard(request.member, _key(part))
    said.say(request, _("Your comment is handed in. The group reads it and answers here."))
    return redirect("reports:analysis_input", request.organisation.slug, part.analysis.year, part.unit_id)


@require_POST
@allowed("reader")
def remove(request: MemberRequest, year: int, unit: int, pk: int) -> HttpResponse:
    """Take one's own comment back; with `again`, say it again."""
    part = draft_part_of(request, year, unit)
    found = _comment(request, part, pk)
    if found.by_id != request.member.pk:
        raise PermissionDenied
    again = "again" in request.GET
    comment.take_back(found, by=request.member, again=again)
    where = [request.organisation.slug, year, unit]
    if not again:
        undo = reverse("reports:analysis_comment_remove", args=[*where, pk])
        said.say(request, _("Your comment is taken back."), undo_url=f"{undo}?again=1")
    return redirect("reports:analysis_input", *where)


@require_POST
@allowed("scanner")
def answer(request: MemberRequest, year: int, unit: int, pk: int) -> HttpResponse:
    """What the group says to a comment: POST `answer`."""
    part = draft_part_of(request, year, unit)
    comment.answer(_comment(request, part, pk), request.POST.get("answer", ""), by=request.member)
    drafts.discard(request.member, f"analysis-answer-{pk}")
    said.say(request, _("Answered. The committee sees it here."))
    return redirect("reports:analysis_input", request.organisation.slug, year, unit)


def _comment(request: MemberRequest, part: AnalysisPart, pk: int) -> AnalysisComment:
    mine = AnalysisComment.objects.for_member(request.member).select_related("part__analysis")
    return get_object_or_404(mine, part=part, pk=pk)


def _key(part: AnalysisPart) -> str:
    return f"analysis-input-{part.pk}"


def _page(
    request: MemberRequest,
    part: AnalysisPart,
    *,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    analysis, member = part.analysis, request.member
    mine = material.gather(analysis).of(part.unit)
    # what is in the making is the group's, and the committee's own while it is asked
    is_shown = member.in_group or analysis.is_out
    rows = [
        {
            "said": one,
            "key": f"analysis-answer-{one.pk}",
            "kept": _kept(request, one),
            "is_mine": one.by_id == member.pk,
        }
        for one in comment.standing(part)
    ]
    context = {
        "analysis": analysis,
        "part": part,
        "is_shown": is_shown,
        "article": _drawn(part) if is_shown and mine else "",
        "chapters": mine,
        "comments": rows,
        "may_comment": states.may_comment(part, member),
        "key": _key(part),
        "kept": request.POST or drafts.load(member, _key(part)),
        "errors": errors or [],
    }
    return render(request, "reports/analysis_input.html", context, status=status)


def _drawn(part: AnalysisPart) -> str:
    """The part as it would be settled now."""
    issue = Issue(publish.next_number(part.analysis), clock.now(), published=False)
    made = compose.compose_part(material.gather(part.analysis), part.unit, issue)
    return articles.preview(made, slug=part.organisation.slug)


def _kept(request: MemberRequest, one: AnalysisComment) -> str:
    """What the group's answer was begun as, or says."""
    if not request.member.in_group:
        return ""
    return drafts.load(request.member, f"analysis-answer-{one.pk}").get("answer", one.answer)
