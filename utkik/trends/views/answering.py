"""A unit's answer to a call: its trends one below the other, one of them open."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.text.numbers import number as whole
from utkik.trends import answering, forms, refusals, standing, wording
from utkik.trends.draw import marks
from utkik.trends.models import Answer, CallUnit, Proposal
from utkik.trends.views.calls import overview_context
from utkik.trends.views.find import asked_of, call_of, own_asked_of
from utkik.web import dates, said


@require_safe
@allowed("reader")
def call(request: MemberRequest, pk: int) -> HttpResponse:
    """The call as the member's unit answers it; `?trend=` is the number of the open one. An analyst whose unit is not
    asked sees the overview."""
    found = call_of(request, pk)
    asked = asked_of(request, found)
    if asked is None:
        if request.member.is_analyst:
            return render(request, "trends/overview.html", overview_context(request, found))
        raise PermissionDenied
    return _page(request, asked, whole(request.GET.get("trend")))


@require_POST
@allowed("reader")
def answer(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """Save the unit's answer on one trend and open the next: POST the form and the `version` that was seen."""
    asked = own_asked_of(request, pk)
    row = _answer_of(asked, number)
    if asked.seen_at is None:
        answering.note_seen(asked)
    form = forms.AnswerForm(request.organisation, _question(asked, row), request.POST)
    if not form.is_valid():
        return _page(request, asked, number, form=form, status=422)
    version = whole(request.POST.get("version")) or 0
    try:
        saved = answering.save(row, form.cleaned_data, by=request.member, version=version, proposal=form.proposal())
    except refusals.TrendRefused as refused:
        return _refused(request, asked, row, form, refused)
    drafts.discard(request.member, key_of(saved))
    following = _next(asked, saved)
    fragment = f"?trend={following.trend.number}#ask-{following.trend.number}" if following else "?trend=0#hand-in"
    return redirect(f"{asked.call.get_absolute_url()}{fragment}")


@require_POST
@allowed("reader")
def hand_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand in for the whole unit."""
    asked = own_asked_of(request, pk)
    try:
        if answering.hand_in(asked, by=request.member):
            said.say(request, _("Handed in for %(unit)s") % {"unit": asked.unit.name})
    except refusals.TrendRefused as refused:
        return _page(request, asked, None, errors=[("hand-in", refused.said())], status=409)
    return redirect(asked.call.get_absolute_url())


def key_of(answer: Answer) -> str:
    """The draft's name of the form that one member has open."""
    return f"answer-{answer.pk}"


def _refused(
    request: MemberRequest, asked: CallUnit, row: Answer, form: forms.AnswerForm, refused: refusals.TrendRefused
) -> HttpResponse:
    if refused.code != "changed_meanwhile":
        where = "id_change" if refused.code == "nothing_proposed" else ""
        return _page(request, asked, row.trend.number, form=form, errors=[(where, refused.said())], status=422)
    row.refresh_from_db()
    sentence = _(
        "A colleague wrote here at the same time. Theirs stands above yours: keep yours, or take what you need."
    )
    errors = [("id_text", sentence)]
    return _page(request, asked, row.trend.number, form=form, errors=errors, theirs=row.text or "–", status=409)


def _answer_of(asked: CallUnit, number: int) -> Answer:
    rows = asked.answers.select_related("trend", "call_unit__call", "call_unit__unit")
    return get_object_or_404(rows, trend__number=number)


def _question(asked: CallUnit, row: Answer) -> str:
    found = asked.call.trends.filter(trend=row.trend).first()
    return found.question if found else ""


def _next(asked: CallUnit, saved: Answer) -> Answer | None:
    """The next one without an answer, after this one or from the top."""
    rows = list(asked.answers.select_related("trend").order_by("position"))
    empty = [row for row in rows if not row.is_given and row.pk != saved.pk]
    return next((row for row in empty if row.position > saved.position), empty[0] if empty else None)


def _page(
    request: MemberRequest,
    asked: CallUnit,
    opened: int | None,
    *,
    form: forms.AnswerForm | None = None,
    errors: list[tuple[str, str]] | None = None,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    rows = list(asked.answers.select_related("trend", "horizon", "changed_by").order_by("position"))
    proposals = {row.answer_id: row for row in Proposal.objects.for_member(request.member).filter(call_unit=asked)}
    questions = {row.trend_id: row.question for row in asked.call.trends.all()}
    moved = standing.of(request.organisation, [row.trend for row in rows]).moved
    may_write = answering.may_write(asked, request.member)
    if opened is None:
        opened = next((row.trend.number for row in rows if not row.is_given), 0)
    shown: list[dict[str, Any]] = [
        {
            "answer": row,
            "trend": row.trend,
            "sign": marks.sign(row.trend.number, moved[row.trend_id].change or "unchanged"),
            "is_open": may_write and row.trend.number == opened,
            "question": questions.get(row.trend_id, ""),
            "proposal": proposals.get(row.pk),
        }
        for row in rows
    ]
    current = next((row for row in shown if row["is_open"]), None)
    if current and form is None:
        form = _form(request, current)
    given = sum(row.is_given for row in rows)
    day = dates.day_and_month(asked.call.due_on)
    written = [row for row in rows if row.changed_at]
    latest = max(written, key=lambda row: row.changed_at or row.pk) if written else None
    context: dict[str, Any] = {
        "call": asked.call,
        "asked": asked,
        "rows": shown,
        "current": current,
        "form": form if current else None,
        "key": key_of(current["answer"]) if current else "",
        "finding": wording.answering_finding(given, len(rows), day, handed_in=asked.is_handed_in),
        "given": given,
        "latest": latest,
        "may_write": may_write,
        "theirs": theirs,
        "errors": errors or [],
    }
    return render(request, "trends/call.html", context, status=status)


def _form(request: MemberRequest, current: dict[str, Any]) -> forms.AnswerForm:
    """The form as it begins: what the unit has written, or what this member has a draft of."""
    row, proposal = current["answer"], current["proposal"]
    begun = {name: getattr(row, name) for name in answering.FIELDS} | {
        "sort": proposal.sort if proposal else "",
        "name": (proposal.name if proposal else "") or row.trend.name,
        "change": (proposal.text if proposal else "") or row.trend.text,
        "why": proposal.why if proposal else "",
    }
    kept = drafts.load(request.member, key_of(row))
    if kept and str(kept.get("version", row.version)) == str(row.version):
        begun |= {name: text for name, text in kept.items() if name in begun}
    return forms.AnswerForm(request.organisation, current["question"], initial=begun)
