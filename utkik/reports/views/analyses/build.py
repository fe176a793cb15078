"""The builder: the group writes the year's analysis together."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik import clock
from utkik.documents import pdf
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.reports import refusals
from utkik.reports.analysis import arrange, compose, material, publish, states, texts, write
from utkik.reports.compose import Issue
from utkik.reports.models import Analysis
from utkik.reports.texts import Fields, joined, read_marks
from utkik.reports.views.analyses.desk import desk
from utkik.reports.views.analyses.find import analysis_of
from utkik.reports.write import base_after
from utkik.text.numbers import number
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def build(request: MemberRequest, year: int) -> HttpResponse:
    """The analysis in the making; a POST keeps what is written and does what its button says."""
    analysis = analysis_of(request, year)
    if request.method != "POST":
        return _page(request, analysis, opened=request.GET.get("open"))
    saved = write.save(analysis, *_written(request, analysis), by=request.member)
    analysis.refresh_from_db()
    if saved.clashes:
        return _page(request, analysis, opened=request.POST.get("opened"), clashes=saved.clashes, status=409)
    opened, told = _act(request, analysis)
    if "publish" in request.POST:
        return _to_publishing(request, year)
    if request.htmx:
        analysis.refresh_from_db()
        answer = _page(request, analysis, opened=opened, focus=_focus(request))
        return said.with_said(answer, told) if told else answer
    if told:
        said.say(request, told)
    where = reverse("reports:analysis_build", args=[request.organisation.slug, year])
    return redirect(f"{where}?{urlencode({'open': opened or ''})}#slot-{opened}" if opened else where)


@require_POST
@allowed("scanner")
def keep(request: MemberRequest, year: int) -> HttpResponse:
    """Keep what is written so far. Answers {"saved_at", "base", "clash"}: with a clash the words lie aside."""
    analysis = analysis_of(request, year)
    mine, base = _written(request, analysis)
    saved = write.save(analysis, mine, base, by=request.member)
    analysis.refresh_from_db()
    told = {
        "saved_at": f"{request.organisation.local(clock.now()):%H:%M}",
        "base": joined(base_after(mine, base, texts.snapshot(analysis))),
        "clash": bool(saved.clashes),
    }
    return JsonResponse(told)


@require_safe
@allowed("scanner")
def preview(request: MemberRequest, year: int) -> HttpResponse:
    """How the analysis looks now."""
    context = desk(request, analysis_of(request, year), swap=True)
    return render(request, "reports/_analysis_preview.html", context)


@require_safe
@allowed("scanner")
def proof(request: MemberRequest, year: int) -> HttpResponse:
    """The analysis as it stands now, as PDF; nothing is stored."""
    analysis = analysis_of(request, year)
    issue = Issue(publish.next_number(analysis), clock.now(), published=False)
    made = compose.compose(material.gather(analysis), issue)
    response = HttpResponse(pdf.render(made).content, content_type="application/pdf")
    draft = pgettext("name of a file", "draft")
    name = f"{request.organisation.slug}-{year}-{draft}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@allowed("analyst")
def state(request: MemberRequest, year: int) -> HttpResponse:
    """Out for input until `due_on`, or working material again: POST `state`."""
    analysis = analysis_of(request, year)
    try:
        if request.POST.get("state") == Analysis.State.OUT:
            due_on = _day(request.POST.get("due_on", ""))
            states.send_out(analysis, due_on, by=request.member)
            told = _("Out for input. Members of the committees can read and comment on their own part.")
        else:
            states.take_back(analysis, by=request.member)
            told = _("Working material again. What the committees said is kept.")
    except refusals.ReportRefused as refused:
        told = refused.said()
    said.say(request, told)
    return redirect("reports:analysis_build", request.organisation.slug, year)


def _day(written: str):
    try:
        return parse_date(written.strip())
    except ValueError:
        return None


def _to_publishing(request: MemberRequest, year: int) -> HttpResponse:
    where = reverse("reports:analysis_publish", args=[request.organisation.slug, year])
    if not request.htmx:
        return redirect(where)
    return HttpResponse(headers={"HX-Redirect": where})


def _written(request: MemberRequest, analysis: Analysis) -> tuple[Fields, dict[str, str]]:
    """What the form holds, and what it was begun from."""
    return texts.read(request.POST, texts.snapshot(analysis)), read_marks(request.POST.get("base", ""))


def _act(request: MemberRequest, analysis: Analysis) -> tuple[str, str]:
    """Do what the pressed button says. Returns what stands open now, and what is told of it."""
    posted, by = request.POST, request.member
    opened = posted.get("opened", "")
    if one := number(posted.get("leave")):
        arrange.leave(analysis, one, by=by)
        told = _("Taken out of the analysis. It can be taken in again below.")
        return ("" if opened == f"trend-{one}" else opened), told
    if one := number(posted.get("take")):
        arrange.take(analysis, one, by=by)
        return opened, _("Taken in, last.")
    if one := number(posted.get("concern")):
        arrange.concern(analysis, one, number(posted.get(f"unit-{one}")) or 0, by=by)
        return f"trend-{one}", _("Write what it means for them.")
    if "spare" in posted:
        first, _dash, second = posted["spare"].partition("-")
        arrange.spare(analysis, number(first) or 0, number(second) or 0, by=by)
        return opened, _("Taken out. What was written is kept in the history.")
    moved = _move(request, analysis)
    if moved:
        return opened, _("Now in place %(place)s of %(all)s") % moved
    if "open" in posted:
        return posted["open"], ""
    return opened, "" if "publish" in posted else _("Saved")


def _focus(request: MemberRequest) -> str:
    """The id that gets the focus where its own button is gone or has opened something."""
    posted = request.POST
    sort, _dash, which = posted.get("open", "").partition("-")
    if which:
        return f"analysis-{'meaning' if sort == 'trend' else 'take'}-{which}"
    if one := posted.get("concern"):
        return f"analysis-says-{one}-{posted.get(f'unit-{one}', '')}"
    if one := posted.get("spare"):
        return f"analysis-meaning-{one.partition('-')[0]}"
    return f"open-trend-{posted['take']}" if "take" in posted else ""


def _move(request: MemberRequest, analysis: Analysis) -> dict[str, int] | None:
    """Up, down, or to the place that was typed; the first typed place that differs counts."""
    chapters = texts.chapters_of(analysis)
    for place, chapter in enumerate(chapters, 1):
        one = chapter.trend.number
        wanted = number(request.POST.get(f"place-{one}"))
        if request.POST.get("up") == str(one):
            wanted = place - 1
        elif request.POST.get("down") == str(one):
            wanted = place + 1
        elif "up" in request.POST or "down" in request.POST or wanted in (None, place):
            continue
        got = arrange.move(analysis, one, wanted or 1, by=request.member)
        return {"place": got or place, "all": len(chapters)}
    return None


def _page(
    request: MemberRequest,
    analysis: Analysis,
    *,
    opened: str | None = None,
    clashes: Fields | None = None,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    context = desk(request, analysis, opened=opened or "", clashes=clashes, swap=bool(request.htmx))
    context |= {"focus": focus}
    template = "reports/_analysis_build.html" if request.htmx else "reports/analysis_build.html"
    # htmx leaves the page as it was when the answer is an error: the two texts are an answer
    return render(request, template, context, status=200 if request.htmx else status)
