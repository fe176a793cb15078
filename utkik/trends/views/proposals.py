"""Proposals: made by the group or a unit, answered by an analyst with a reason."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.signals import difference
from utkik.trends import decide, forms, refusals
from utkik.trends import propose as proposing
from utkik.trends.models import Proposal, Trend
from utkik.trends.views.find import proposal_of, trend_of
from utkik.web import said

ACTS = {"accept": decide.accept, "adapt": decide.adapt_it, "decline": decide.decline}


@require_safe
@allowed("reader")
def proposals(request: MemberRequest) -> HttpResponse:
    """Every proposal that the member may see: those that wait, then those that are answered with their reasons."""
    rows = Proposal.objects.seen_by(request.member).exclude(state=Proposal.State.DRAFT)
    known = rows.select_related("trend", "unit", "by", "decided_by", "call_unit__call").order_by("-at", "-pk")
    found = list(known[:300])
    context = {
        "waiting": [row for row in found if not row.is_decided],
        "decided": [row for row in found if row.is_decided],
    }
    return render(request, "trends/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
@once
def propose(request: MemberRequest, number: int = 0) -> HttpResponse:
    """Propose a change or removal of a trend; without one, a new trend."""
    found = trend_of(request, number) if number else None
    key = f"proposal-{number or 'new'}"
    if request.method != "POST":
        begun = {"sort": "change", "name": found.name, "text": found.text} if found else {"sort": "addition"}
        form = forms.ProposalForm(initial=begun | drafts.load(request.member, key), with_trend=bool(found))
        return _form_page(request, found, form, key)
    form = forms.ProposalForm(request.POST, with_trend=bool(found))
    if not form.is_valid():
        return _form_page(request, found, form, key, status=422)
    try:
        proposing.propose(by=request.member, trend=found, **form.cleaned_data)
    except refusals.TrendRefused as refused:
        return _form_page(request, found, form, key, [("id_name", refused.said())], 422)
    drafts.discard(request.member, key)
    said.say(request, _("The proposal waits for an analyst"))
    return redirect("trends:proposals", request.organisation.slug)


@require_safe
@allowed("reader")
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    """One proposal beside what stands; an analyst answers it here."""
    return _page(request, proposal_of(request, pk))


@require_POST
@allowed("analyst")
@once
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Accept, adapt or decline: POST `answer`, `name`, `text`, `reason`, and `seen`, the mark of what was read."""
    found = proposal_of(request, pk)
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        decided = _act(found, form.cleaned_data, request)
    except refusals.TrendRefused as refused:
        where = {"reason_missing": "id_reason", "nothing_proposed": "id_text"}.get(refused.code, "")
        status = 409 if refused.code in ("already_decided", "proposal_changed") else 422
        return _page(request, proposal_of(request, pk), form, [(where, refused.said())], status)
    decide.tell([decided])
    drafts.discard(request.member, f"decision-{pk}")
    said.say(request, _("The answer is sent with its reason"))
    if decided.call_unit:
        return redirect("trends:overview", request.organisation.slug, decided.call_unit.call_id)
    return redirect("trends:proposals", request.organisation.slug)


def _act(found: Proposal, given: dict[str, Any], request: MemberRequest) -> Proposal:
    if request.POST.get("seen", found.mark) != found.mark:
        raise refusals.ProposalChanged
    words = {"name": given["name"], "text": given["text"]} if given["answer"] == "adapt" else {}
    return ACTS[given["answer"]](found, by=request.member, reason=given["reason"], **words)  # type: ignore[operator]


def _page(
    request: MemberRequest,
    found: Proposal,
    form: forms.DecisionForm | None = None,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    may_answer = request.member.is_analyst and found.state == Proposal.State.OPEN
    key = f"decision-{found.pk}"
    if may_answer and form is None:
        begun = {"name": found.name or _of(found, "name"), "text": found.text or _of(found, "text")}
        form = forms.DecisionForm(initial=begun | drafts.load(request.member, key))
    context = {
        "proposal": found,
        "pairs": _pairs(found),
        "form": form if may_answer else None,
        "key": key,
        "errors": errors or [],
    }
    return render(request, "trends/proposal.html", context, status=status)


def _of(found: Proposal, name: str) -> str:
    return getattr(found.trend, name) if found.trend else ""


def _pairs(found: Proposal) -> list[dict[str, Any]]:
    """What stands beside what is proposed, text by text. Once it is answered the trend may say something else."""
    if found.sort == Proposal.Sort.REMOVAL or found.trend is None or found.is_decided:
        return []
    named = [(_("The trend’s name"), "name"), (_("What it means here"), "text")]
    return [
        {
            "label": label,
            "now": getattr(found.trend, name),
            "proposed": difference.only_in(getattr(found, name), getattr(found.trend, name)),
        }
        for label, name in named
        if getattr(found, name)
    ]


def _form_page(
    request: MemberRequest,
    found: Trend | None,
    form: forms.ProposalForm,
    key: str,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"trend": found, "form": form, "key": key, "errors": errors or []}
    return render(request, "trends/propose.html", context, status=status)
