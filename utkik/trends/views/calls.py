"""Calls for input as an analyst sees them: opened, who has answered, reminded, closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from utkik.text.numbers import number as whole
from utkik.trends import ask, forms, refusals, wording
from utkik.trends.models import Call, CallUnit, Proposal, Trend
from utkik.trends.views.find import call_of
from utkik.web import said

DRAFT = "trends-call"
USUAL = timedelta(days=28)


@require_safe
@allowed("analyst")
def calls(request: MemberRequest) -> HttpResponse:
    """Every call, the open ones first."""
    rows = Call.objects.for_member(request.member).prefetch_related("units").order_by("-opened_at")
    found = [
        {"call": call, "asked": len(units), "done": sum(u.is_handed_in for u in units)} for call, units in _with(rows)
    ]
    return render(request, "trends/calls.html", {"calls": found})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
@once
def new_call(request: MemberRequest) -> HttpResponse:
    """Open a call: POST the form, and `question-<trend>` for a trend's own question."""
    if request.method != "POST":
        today = request.organisation.today()
        begun = {"due_on": today + USUAL, "title": _("Input to the trends %(year)s") % {"year": today.year}}
        kept = drafts.load(request.member, DRAFT)
        form = forms.CallForm(
            request.organisation, initial=begun | {k: kept[k] for k in ("title", "text") if k in kept}
        )
        return _new_page(request, form, kept)
    form = forms.CallForm(request.organisation, request.POST)
    if not form.is_valid():
        return _new_page(request, form, request.POST.dict(), status=422)
    given = form.cleaned_data
    questions = {trend.pk: request.POST.get(f"question-{trend.pk}", "") for trend in given["trends"]}
    try:
        made = ask.open_call(
            given["title"],
            given["due_on"],
            by=request.member,
            trends=list(given["trends"]),
            units=list(given["units"]),
            text=given["text"],
            questions=questions,
        )
    except refusals.TrendRefused as refused:
        return _new_page(request, form, request.POST.dict(), [("id_due_on", refused.said())], 422)
    drafts.discard(request.member, DRAFT)
    said.say(request, _("The units are asked, and their members are written to"))
    return redirect("trends:overview", request.organisation.slug, made.pk)


@require_safe
@allowed("analyst")
def overview(request: MemberRequest, pk: int) -> HttpResponse:
    """Who has answered, what they propose, and what still waits for an answer."""
    return render(request, "trends/overview.html", overview_context(request, call_of(request, pk)))


@require_POST
@allowed("analyst")
def remind(request: MemberRequest, pk: int) -> HttpResponse:
    """Write to a unit that has not handed in: POST `unit`."""
    call = call_of(request, pk)
    asked = get_object_or_404(call.units.select_related("call", "unit"), pk=whole(request.POST.get("unit")))
    count = ask.remind(asked, by=request.member)
    if count:
        text = ngettext("%(unit)s is reminded, %(count)s person", "%(unit)s is reminded, %(count)s persons", count)
    else:
        text = _("%(unit)s was reminded a short while ago, has handed in, or has no member to write to")
    said.say(request, text % {"unit": asked.unit.name, "count": count})
    return redirect("trends:overview", request.organisation.slug, call.pk)


@require_POST
@allowed("analyst")
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask one more unit: POST `unit`."""
    call = call_of(request, pk)
    unit = get_object_or_404(Unit.objects.for_member(request.member).standing(), pk=whole(request.POST.get("unit")))
    if call.is_open:
        ask.invite(call, unit, by=request.member)
        said.say(request, _("%(unit)s is asked too") % {"unit": unit.name})
    return redirect("trends:overview", request.organisation.slug, call.pk)


@require_POST
@allowed("analyst")
def close(request: MemberRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    if ask.close(call, by=request.member):
        undo = reverse("trends:open_again", args=[request.organisation.slug, pk])
        said.say(request, _("The call is closed"), undo_url=undo)
    return redirect("trends:overview", request.organisation.slug, pk)


@require_POST
@allowed("analyst")
def open_again(request: MemberRequest, pk: int) -> HttpResponse:
    call = call_of(request, pk)
    if ask.open_again(call, by=request.member):
        said.say(request, _("The call is open again"))
    return redirect("trends:overview", request.organisation.slug, pk)


def overview_context(request: MemberRequest, call: Call) -> dict[str, Any]:
    asked = list(call.units.select_related("unit", "handed_in_by").prefetch_related("answers", "proposals"))
    proposals = Proposal.objects.for_member(request.member).filter(call_unit__call=call)
    handed_in = sum(unit.is_handed_in for unit in asked)
    waiting = list(proposals.waiting().select_related("trend", "unit", "answer"))
    units = Unit.objects.for_member(request.member).standing().exclude(pk__in=[row.unit_id for row in asked])
    return {
        "call": call,
        "finding": wording.overview_finding(handed_in, len(asked), len(waiting)),
        "rows": [_row(request, row) for row in sorted(asked, key=lambda row: (row.unit.position, row.unit.sort_key))],
        "waiting": waiting,
        "decided": proposals.exclude(state__in=["open", "draft"]).count(),
        "left": list(units) if call.is_open else [],
        "answers": _answers(call),
    }


def _row(request: MemberRequest, asked: CallUnit) -> dict[str, Any]:
    given = sum(answer.is_given for answer in asked.answers.all())
    days = (request.organisation.today() - request.organisation.local(asked.call.opened_at).date()).days
    changed = [answer.changed_at for answer in asked.answers.all() if answer.changed_at]
    return {
        "asked": asked,
        "given": given,
        "of": len(asked.answers.all()),
        "proposals": sum(p.state != Proposal.State.DRAFT for p in asked.proposals.all()) if asked.is_handed_in else 0,
        "latest": max(changed, default=None),
        "unopened": days if asked.seen_at is None else 0,
        "late": not asked.is_handed_in and asked.call.due_on < request.organisation.today(),
        "may_remind": asked.call.is_open and not asked.is_handed_in,
        "rested": asked.reminded_at is None or clock.now() - asked.reminded_at >= ask.PAUSE,
    }


def _answers(call: Call) -> list[dict[str, Any]]:
    """By trend, what those who have handed in said."""
    found = []
    rows = call.trends.select_related("trend").order_by("position")
    handed_in = [unit.pk for unit in call.units.all() if unit.is_handed_in]
    said_of: dict[int, list[Any]] = {}
    for unit in call.units.filter(pk__in=handed_in).select_related("unit").prefetch_related("answers__horizon"):
        for answer in unit.answers.all():
            if answer.is_given:
                said_of.setdefault(answer.trend_id, []).append((unit.unit, answer))
    for row in rows:
        if row.trend_id in said_of:
            found.append({"trend": row.trend, "question": row.question, "answers": said_of[row.trend_id]})
    return found


def _with(rows: Any) -> list[tuple[Call, list[CallUnit]]]:
    return [(call, list(call.units.all())) for call in rows]


def _new_page(
    request: MemberRequest,
    form: forms.CallForm,
    typed: dict[str, str],
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    trends = Trend.objects.for_member(request.member).standing()
    chosen = {str(pk) for pk in request.POST.getlist("trends")} if request.method == "POST" else None
    rows = [
        {
            "trend": trend,
            "ticked": chosen is None or str(trend.pk) in chosen,
            "question": typed.get(f"question-{trend.pk}", ""),
        }
        for trend in trends
    ]
    units = Unit.objects.for_member(request.member).standing()
    picked = {str(pk) for pk in request.POST.getlist("units")}
    context = {
        "form": form,
        "key": DRAFT,
        "rows": rows,
        "units": [(u, str(u.pk) in picked if picked else u.sort == Unit.Sort.COMMITTEE) for u in units],
        "most": ask.QUESTION,
        "errors": errors or [],
    }
    return render(request, "trends/new_call.html", context, status=status)
