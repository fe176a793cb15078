"""The builder: the group writes the month's report together."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik import clock
from utkik.documents import pdf
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.reports import arrange, compose, texts, went, write
from utkik.reports.models import Report
from utkik.reports.views.desk import desk
from utkik.reports.views.find import report_of
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def build(request: MemberRequest, month: str) -> HttpResponse:
    """The report in the making; a POST keeps what is written and does what its button says."""
    report = report_of(request, month)
    if request.method != "POST":
        return _page(request, report, opened=request.GET.get("open"))
    saved = write.save(report, *_written(request, report), by=request.member)
    report.refresh_from_db()
    if saved.clashes:
        return _page(request, report, opened=request.POST.get("opened"), clashes=saved.clashes, status=409)
    opened, told = _act(request, report)
    if "publish" in request.POST:
        return _to_publishing(request, month)
    if request.htmx:
        report.refresh_from_db()
        answer = _page(request, report, opened=opened, focus=_focus(request))
        return said.with_said(answer, told) if told else answer
    if told:
        said.say(request, told)
    where = reverse("reports:build", args=[request.organisation.slug, month])
    return redirect(f"{where}?{urlencode({'open': opened or ''})}#slot-{opened}" if opened else where)


@require_POST
@allowed("scanner")
def keep(request: MemberRequest, month: str) -> HttpResponse:
    """Keep what is written so far. Answers {"saved_at", "base", "clash"}: with a clash the words lie aside."""
    report = report_of(request, month)
    mine, base = _written(request, report)
    saved = write.save(report, mine, base, by=request.member)
    report.refresh_from_db()
    told = {
        "saved_at": f"{request.organisation.local(clock.now()):%H:%M}",
        "base": texts.joined(write.base_after(mine, base, texts.snapshot(report))),
        "clash": bool(saved.clashes),
    }
    return JsonResponse(told)


@require_safe
@allowed("scanner")
def preview(request: MemberRequest, month: str) -> HttpResponse:
    """How the report looks now, with the count of words beside."""
    report = report_of(request, month)
    return render(request, "reports/_beside.html", desk(request, report, swap=True))


@require_safe
@allowed("scanner")
def proof(request: MemberRequest, month: str) -> HttpResponse:
    """The report as it stands now, as PDF; nothing is stored."""
    report = report_of(request, month)
    made = compose.compose(report, compose.Issue(report.editions.count() + 1, clock.now(), published=False))
    response = HttpResponse(pdf.render(made).content, content_type="application/pdf")
    draft = pgettext("name of a file", "draft")
    name = f"{request.organisation.slug}-{month}-{draft}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _to_publishing(request: MemberRequest, month: str) -> HttpResponse:
    where = reverse("reports:publish", args=[request.organisation.slug, month])
    if not request.htmx:
        return redirect(where)
    return HttpResponse(headers={"HX-Redirect": where})


def _written(request: MemberRequest, report: Report) -> tuple[texts.Fields, dict[str, str]]:
    """What the form holds, and what it was begun from."""
    known = texts.snapshot(report)
    chosen = {name: request.POST.getlist(name) for name in known if name.startswith("units-")}
    return texts.read(request.POST, chosen, known), texts.read_marks(request.POST.get("base", ""))


def _act(request: MemberRequest, report: Report) -> tuple[str, str]:
    """Do what the pressed button says. Returns the piece that stands open now, and what is told of it."""
    posted, by = request.POST, request.member
    opened = posted.get("opened", "")
    if number := _number(posted.get("leave")):
        arrange.leave(report, number, by=by)
        return ("" if opened == str(number) else opened), _("Taken out of the report. It can be taken in again below.")
    if number := _number(posted.get("take")):
        arrange.take(report, number, by=by)
        return opened, _("Taken in again, last.")
    if key := posted.get("untell"):
        went.leave_out(report, key, by=by)
        return opened, _("Left out. It is offered again in the next report.")
    if key := posted.get("tell"):
        went.take_in(report, key, by=by)
        return opened, _("Taken in.")
    moved = _move(request, report)
    if moved:
        return opened, _("Now in place %(place)s of %(all)s") % moved
    if "open" in posted:
        return posted["open"], ""
    return opened, "" if "publish" in posted else _("Saved")


def _focus(request: MemberRequest) -> str:
    """The id that gets the focus where its own button is gone or has opened something."""
    if request.POST.get("open"):
        return f"report-text-{request.POST['open']}"
    return f"open-{request.POST['take']}" if "take" in request.POST else ""


def _move(request: MemberRequest, report: Report) -> dict[str, int] | None:
    """Up, down, or to the place that was typed; the first typed place that differs counts."""
    pieces = texts.pieces_of(report)
    for place, piece in enumerate(pieces, 1):
        number = piece.signal.number
        wanted = _number(request.POST.get(f"place-{number}"))
        if request.POST.get("up") == str(number):
            wanted = place - 1
        elif request.POST.get("down") == str(number):
            wanted = place + 1
        elif "up" in request.POST or "down" in request.POST or wanted in (None, place):
            continue
        got = arrange.move(report, number, wanted, by=request.member)
        return {"place": got or place, "all": len(pieces)}
    return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else None


def _page(
    request: MemberRequest,
    report: Report,
    *,
    opened: str | None = None,
    clashes: texts.Fields | None = None,
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    context = desk(request, report, opened=opened or "", clashes=clashes, swap=bool(request.htmx))
    context |= {"form_shown": True, "focus": focus}
    template = "reports/_build.html" if request.htmx else "reports/build.html"
    # htmx leaves the page as it was when the answer is an error: the two texts are an answer
    return render(request, template, context, status=200 if request.htmx else status)
