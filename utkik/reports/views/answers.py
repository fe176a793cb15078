"""The management team's answers to a month's lifted signals: read together, noted one signal a screen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik import clock
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Unit
from utkik.people.once import once
from utkik.reports import agenda, owners, refusals, respond, rights
from utkik.reports.models import Report, Response
from utkik.reports.views.find import decided_round, units_of
from utkik.rounds.models import Round
from utkik.text.numbers import number
from utkik.web import dates, drawing, said
from utkik.web.spelled import spelled

# Where on the page each refusal is mended.
PLACES = {
    refusals.NeedsAChoice: "answer-take_further",
    refusals.NeedsAReceiver: "answer-unit",
    refusals.NeedsADueDay: "answer-due",
    refusals.AnsweredMeanwhile: "answer-theirs",
}
CHOICES = list(zip(Response.Choice, "123", strict=True))


@require_safe
@allowed("reader")
def answers(request: MemberRequest, month: str) -> HttpResponse:
    """What is answered to each of the month's lifted signals; who answers sees what is only noted, too."""
    found = _round(request, month)
    may = rights.may_answer(request.member)
    items = agenda.of(found)
    prefetch_related_objects([item.response for item in items if item.response], "follow_up")
    noted = [item for item in items if item.response and (may or item.response.is_given)]
    waiting = [item for item in noted if item.response and not item.response.is_given]
    open_items = [item for item in items if item.response is None]
    given = [item.response for item in noted if item.response and item.response.is_given]
    context = {
        "round": found,
        "month": month,
        "report": Report.objects.seen_by(request.member).filter(round=found).first(),
        "items": items,
        "may_answer": may,
        "waiting": waiting,
        "first": next(iter(open_items or waiting or items), None),
        "is_begun": bool(noted),
        "finding": _finding(found, len(items), given),
    }
    return render(request, "reports/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def answer(request: MemberRequest, month: str, number: int) -> HttpResponse:
    """One signal a screen. POST notes its answer and leads to the next."""
    found = _round(request, month)
    if not rights.may_answer(request.member):
        raise PermissionDenied
    items = agenda.of(found)
    item = next((item for item in items if item.signal.number == number), None)
    if item is None:
        raise Http404
    if request.method != "POST":
        return _page(request, month, items, item)
    try:
        respond.note(item.outcome, _typed(request), by=request.member, version=_version(request))
    except refusals.AnsweredMeanwhile as refused:
        item = next(fresh for fresh in agenda.of(found) if fresh.signal.number == number)
        return _page(request, month, items, item, refused=refused, status=409)
    except refusals.ReportRefused as refused:
        return _page(request, month, items, item, refused=refused, status=422)
    drafts.discard(request.member, _key(item))
    following = items[item.place : item.place + 1]
    if following:
        return redirect("reports:answer", request.organisation.slug, month, following[0].signal.number)
    return redirect("reports:answers", request.organisation.slug, month)


@require_POST
@allowed("reader")
@once
def hand_in(request: MemberRequest, month: str) -> HttpResponse:
    """The meeting is over: every member reads the answers, follow-ups begin."""
    found = _round(request, month)
    back = redirect("reports:answers", request.organisation.slug, month)
    if not rights.may_answer(request.member):
        raise PermissionDenied
    try:
        given = respond.hand_in(found, by=request.member)
    except refusals.ReportRefused as refused:
        said.say(request, refused.said())
        return back
    words = ngettext("%(n)s answer is handed in.", "%(n)s answers are handed in.", len(given))
    at = given[0].given_at
    undo = reverse("reports:take_back_answers", args=[request.organisation.slug, month, _stamp(at)])
    said.say(request, words % {"n": spelled(len(given), begins=True, neuter=True)}, undo_url=undo)
    return back


@require_POST
@allowed("reader")
def take_back(request: MemberRequest, month: str, stamp: int) -> HttpResponse:
    """Undo a handing in."""
    found = _round(request, month)
    if not rights.may_answer(request.member):
        raise PermissionDenied
    given = Response.objects.for_member(request.member).given().filter(outcome__round=found)
    at = next((moment for moment in given.values_list("given_at", flat=True) if _stamp(moment) == stamp), None)
    taken = respond.take_back(found, at, by=request.member) if at else 0
    told = ngettext("%(n)s answer is taken back.", "%(n)s answers are taken back.", taken)
    said.say(
        request,
        told % {"n": spelled(taken, begins=True, neuter=True)} if taken else _("There was nothing to take back."),
    )
    return redirect("reports:answers", request.organisation.slug, month)


def _round(request: MemberRequest, month: str) -> Round:
    found = decided_round(request, month)
    if found is None:
        raise Http404
    return found


def _stamp(at: Any) -> int:
    """A moment as an address names it: whole microseconds since 1970."""
    return round(at.timestamp() * 1_000_000)


def _version(request: MemberRequest) -> int:
    return number(request.POST.get("version")) or 0


def _key(item: agenda.Item) -> str:
    return f"answer-{item.outcome.pk}"


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _typed(request: MemberRequest) -> respond.Answer:
    posted = request.POST
    unit = Unit.objects.for_member(request.member).filter(pk=number(posted.get("unit")) or 0).first()
    due = posted.get("due", "").strip() or posted.get("when", "")
    return respond.Answer(posted.get("choice", ""), unit, posted.get("owner", ""), day_of(due), posted.get("line", ""))


def _finding(found: Round, lifted: int, given: list[Response]) -> str:
    """The page's heading: how many wait, else how many were taken further."""
    month = dates.month_name(found.period)
    if not given:
        words = ngettext(
            "%(n)s lifted signal of %(month)s waits for its answer",
            "%(n)s lifted signals of %(month)s wait for their answers",
            lifted,
        )
        return words % {"n": spelled(lifted, begins=True), "month": month}
    further = sum(row.choice == Response.Choice.TAKE_FURTHER for row in given)
    words = ngettext(
        "%(n)s of %(all)s signals of %(month)s is taken further",
        "%(n)s of %(all)s signals of %(month)s are taken further",
        further,
    )
    return words % {"n": spelled(further, begins=True), "all": spelled(lifted), "month": month}


def _page(
    request: MemberRequest,
    month: str,
    items: list[agenda.Item],
    item: agenda.Item,
    *,
    refused: refusals.ReportRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    answered = sum(one.response is not None for one in items)
    place = PLACES.get(type(refused), "") if refused else ""
    context = {
        "month": month,
        "period": items[0].outcome.round.period,
        "item": item,
        "signal": item.signal,
        "count": len(items),
        "previous": items[item.place - 2] if item.place > 1 else None,
        "is_last": item.place == len(items),
        "typed": _shown(request, item),
        "choices": CHOICES,
        "units": _units(request, item),
        "owners": owners.offered(request.organisation),
        "days": agenda.suggested_days(request.organisation),
        "theirs": item.response if isinstance(refused, refusals.AnsweredMeanwhile) else None,
        "draft_key": _key(item),
        "errors": [(place, refused.said())] if refused else [],
        "scale": drawing.scale(
            len(items),
            now=item.place - 0.5,
            done=answered,
            major=len(items),
            height=26,
            label=ngettext(
                "Signal %(place)s of %(all)s, %(answered)s is answered",
                "Signal %(place)s of %(all)s, %(answered)s are answered",
                answered,
            )
            % {"place": item.place, "all": len(items), "answered": answered},
        ),
        "saved_at": item.response.noted_at if item.response else None,
        "now": clock.now(),
    }
    return render(request, "reports/answer.html", context, status=status)


def _shown(request: MemberRequest, item: agenda.Item) -> dict[str, Any]:
    """What the form holds: what was typed, else the answer, else what was written and never sent."""
    if request.method == "POST":
        posted = request.POST
        typed = {name: posted.get(name, "") for name in ("choice", "owner", "line", "due", "when")}
        return typed | {"unit": number(posted.get("unit")), "version": item.response.version if item.response else 0}
    known = item.response
    if known is None:
        kept = drafts.load(request.member, _key(item))
        typed = {name: kept.get(name, "") for name in ("choice", "owner", "line", "due")}
        return typed | {"unit": item.units[0].pk if item.units else None, "version": 0}
    return {
        "choice": known.choice,
        "owner": known.owner_name,
        "line": known.line,
        "due": known.due_on.isoformat() if known.due_on else "",
        "unit": known.unit_id or (item.units[0].pk if item.units else None),
        "version": known.version,
    }


def _units(request: MemberRequest, item: agenda.Item) -> list[Unit]:
    """Who may take it further, those it concerns first; one that is no more only where it was chosen."""
    standing = units_of(request)
    concerned = {unit.pk for unit in item.units}
    chosen = item.response.unit if item.response and item.response.unit_id else None
    gone = [chosen] if chosen and chosen not in standing else []
    return sorted(standing, key=lambda unit: unit.pk not in concerned) + gone
