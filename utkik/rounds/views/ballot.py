"""Judging: the member's ballot, its points, and closing the round."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership, Role
from utkik.rounds import closing, judge, opening, refusals, wording
from utkik.rounds.models import Ballot, Round
from utkik.rounds.views.find import judged_by, led_by, sees_outcome
from utkik.text.numbers import number, numbers
from utkik.web import said

SIGNAL_AND_POINTS = 2


@require_safe
@allowed("contributor")
def ballot(request: MemberRequest, pk: int) -> HttpResponse:
    """The member's ballot while the round is open; afterwards a page that leads to the outcome."""
    found = judged_by(request, pk)
    if not found.is_open:
        context = {"round": found, "sees_outcome": sees_outcome(found, request.member)}
        return render(request, "rounds/closed.html", context)
    return render(request, "rounds/ballot.html", ballot_context(found, request.member))


@require_POST
@allowed("contributor")
def give(request: MemberRequest, pk: int) -> HttpResponse:
    """Put points on a signal: POST `give` = "<signal>:<points>"."""
    found = judged_by(request, pk)
    told = numbers(request.POST.get("give", "").split(":"))
    if len(told) != SIGNAL_AND_POINTS:
        return HttpResponse(status=400)
    signal, value = told
    try:
        own = judge.give(judge.open_ballot(found, request.member), signal, value)
    except refusals.RoundRefused as refused:
        return _refused(request, found, refused)
    if request.htmx:
        return render(request, "rounds/_given.html", _row_context(own, signal, value))
    return redirect_to_row(request, found, signal)


@require_POST
@allowed("contributor")
def explain(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the line on a signal: POST `signal` and `reason`."""
    found = judged_by(request, pk)
    signal = number(request.POST.get("signal"))
    if signal is None:
        return HttpResponse(status=400)
    try:
        judge.explain(judge.open_ballot(found, request.member), signal, request.POST.get("reason", ""))
    except refusals.RoundRefused as refused:
        return _refused(request, found, refused)
    if request.htmx:
        said.say(request, _("Your line is saved. It is shown without your name when the round is closed."))
        return render(request, "web/_said.html", {"swap": True})
    return redirect_to_row(request, found, signal)


@require_POST
@allowed("contributor")
def hand_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand in, or take back while the round is open (POST `back`)."""
    found = judged_by(request, pk)
    act = judge.take_back if "back" in request.POST else judge.hand_in
    try:
        act(judge.open_ballot(found, request.member))
    except refusals.RoundRefused as refused:
        said.say(request, refused.said())
    return redirect("rounds:ballot", request.organisation.slug, found.pk)


@require_POST
@allowed("analyst", "unit_analyst")
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close the round."""
    found = led_by(request, pk)
    closing.close(found, by=request.member)
    return redirect("rounds:outcome", request.organisation.slug, found.pk)


@require_POST
@allowed("analyst", "unit_analyst")
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask contributors to judge (POST `member`, repeated), or take it back (POST `undo`)."""
    found = led_by(request, pk)
    contributors = invitable(found).filter(pk__in=numbers(request.POST.getlist("member")))
    try:
        if "undo" in request.POST:
            for member in contributors:
                opening.uninvite(found, member, by=request.member)
        else:
            opening.invite(found, contributors, by=request.member)
    except refusals.RoundRefused as refused:
        said.say(request, refused.said())
    return redirect("rounds:ballot", request.organisation.slug, found.pk)


def ballot_context(found: Round, member: Membership) -> dict[str, object]:
    """What the ballot page shows: nothing but the member's own points, and how many are done."""
    own = found.ballots.filter(member=member).first() or Ballot(
        organisation_id=found.organisation_id, round=found, member=member, budget=found.criterion.budget or 0
    )
    given = judge.points_of(own) if own.pk else {}
    candidates = judge.candidates(found, member)
    left, leads = judge.left(own), found.is_led_by(member)
    rows = [row_of(own, candidate.signal, given.get(candidate.signal_id), left) for candidate in candidates]
    return {
        "round": found,
        "ballot": own,
        "left": left,
        "spent": own.budget - left,
        "rows": rows,
        "finding": wording.ballot_finding(own, left),
        "done": wording.done(*judge.judges(found)),
        "leads": leads,
        "invitees": found.invitees.select_related("member") if leads else [],
        "invitable": invitable(found).exclude(pk__in=found.invitees.values("member")) if leads else [],
    }


def row_of(own: Ballot, signal, assessment, left: int) -> dict[str, object]:
    """One signal of the ballot, with the points one step up and down."""
    points = assessment.value or 0 if assessment else 0
    most = own.round.criterion.most
    return {
        "signal": signal,
        "is_own": signal.author_id == own.member_id,
        "points": points,
        "most": most,
        "less": points - 1 if points else None,
        "more": points + 1 if points < most and left else None,
        "reason": assessment.reason if assessment else "",
    }


def invitable(found: Round):
    """The contributors of the organisation: the group judges anyhow."""
    return Membership.objects.for_organisation(found.organisation_id).present().filter(role=Role.CONTRIBUTOR)


def redirect_to_row(request: MemberRequest, found: Round, signal: int) -> HttpResponse:
    response = redirect("rounds:ballot", request.organisation.slug, found.pk)
    response["Location"] += f"#ballot-{signal}"
    return response


def _row_context(own: Ballot, signal: int, value: int) -> dict[str, object]:
    context = ballot_context(own.round, own.member)
    rows: list = context["rows"]  # type: ignore[assignment]
    changed = next(row for row in rows if row["signal"].pk == signal)
    return context | {"row": changed, "value": value}


def _refused(request: MemberRequest, found: Round, refused: refusals.RoundRefused) -> HttpResponse:
    if request.htmx:
        return said.sentence_header(HttpResponse(status=409), refused.said())
    said.say(request, refused.said())
    return redirect("rounds:ballot", request.organisation.slug, found.pk)
