"""Assessing the trends: opened, judged blind, closed; then how they came out, and moving a trend after it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon, Membership
from utkik.text.numbers import number as number_of
from utkik.trends import judging, said, verdict
from utkik.trends.draw import lines, marks
from utkik.trends.models import Trend, TrendAssessment, TrendBallot, TrendRound
from utkik.trends.refusals import TrendRefused
from utkik.web import said as saying


def round_of(request: MemberRequest, pk: int) -> TrendRound:
    """The organisation's assessment; 404 for any other."""
    rounds = TrendRound.objects.for_member(request.member).select_related("organisation")
    return get_object_or_404(rounds, pk=pk)


def judged_by(request: MemberRequest, pk: int) -> TrendRound:
    """An assessment that the member takes part in; 403 for whoever does not."""
    found = round_of(request, pk)
    if not found.may_be_judged_by(request.member):
        raise PermissionDenied
    return found


@require_safe
@allowed("reader")
def judgings(request: MemberRequest) -> HttpResponse:
    """The assessments that were made, and for an analyst the next."""
    rounds = TrendRound.objects.for_member(request.member)
    current = rounds.open().first()
    context = {
        "current": current,
        "done": said.done(*judging.judges(current)) if current else "",
        "may_judge": bool(current and current.may_be_judged_by(request.member)),
        "closed": list(rounds.closed()),
        "may_open": request.member.is_analyst and current is None,
        "has_trends": Trend.objects.for_member(request.member).standing().exists(),
        "year": request.organisation.today().year,
    }
    return render(request, "trends/judgings.html", context)


@require_POST
@allowed("analyst")
def open_judging(request: MemberRequest) -> HttpResponse:
    """Open an assessment: POST `name`, `due_on`."""
    try:
        due_on = date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        due_on = None
    try:
        made = judging.open_round(by=request.member, name=request.POST.get("name", ""), due_on=due_on)
    except TrendRefused as refused:
        saying.say(request, refused.said())
        return redirect("trends:judgings", request.organisation.slug)
    return redirect("trends:judging", request.organisation.slug, made.pk)


@require_safe
@allowed("reader")
def judging_page(request: MemberRequest, pk: int) -> HttpResponse:
    """While it is open the member's own ballot; closed, how every trend came out."""
    found = round_of(request, pk)
    if not found.is_open:
        return render(request, "trends/verdicts.html", result_context(found, request.member))
    if not found.may_be_judged_by(request.member):
        raise PermissionDenied
    return render(request, "trends/ballot.html", ballot_context(found, request.member))


@require_POST
@allowed("scanner")
def give(request: MemberRequest, pk: int) -> HttpResponse:
    """Judge a trend: POST `trend` (its id), `horizon`, `impact`, `uncertainty`, `cannot`, `reason`."""
    found = judged_by(request, pk)
    posted = {name: number_of(request.POST.get(name)) for name in ("trend", "horizon", "impact", "uncertainty")}
    trend = posted.pop("trend")
    if trend is None:
        return HttpResponse(status=400)
    try:
        judging.give(
            judging.open_ballot(found, request.member),
            trend,
            cannot="cannot" in request.POST,
            reason=request.POST.get("reason", ""),
            **posted,
        )
    except TrendRefused as refused:
        return _refused(request, found, refused)
    if request.htmx:
        return render(request, "trends/_judged.html", ballot_context(found, request.member))
    response = redirect("trends:judging", request.organisation.slug, found.pk)
    response["Location"] += f"#judge-{trend}"
    return response


@require_POST
@allowed("scanner")
def hand_in(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand in, or take back while it is open (POST `back`)."""
    found = judged_by(request, pk)
    act = judging.take_back if "back" in request.POST else judging.hand_in
    try:
        act(judging.open_ballot(found, request.member))
    except TrendRefused as refused:
        saying.say(request, refused.said())
    return redirect("trends:judging", request.organisation.slug, found.pk)


@require_POST
@allowed("analyst")
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Nothing more can be said; all see how the trends came out."""
    found = round_of(request, pk)
    judging.close(found, by=request.member)
    return redirect("trends:judging", request.organisation.slug, found.pk)


@require_POST
@allowed("analyst")
def apply(request: MemberRequest, pk: int) -> HttpResponse:
    """Move a trend after an assessment: POST `trend` (its id), `horizon`, `why`."""
    found = round_of(request, pk)
    trend = get_object_or_404(Trend.objects.seen_by(request.member), pk=number_of(request.POST.get("trend")) or 0)
    rings = Horizon.objects.for_member(request.member).valid()
    horizon = get_object_or_404(rings, pk=number_of(request.POST.get("horizon")) or 0)
    try:
        judging.apply(found, trend, horizon, by=request.member, why=request.POST.get("why", ""))
    except TrendRefused as refused:
        errors = [(f"why-{trend.pk}", refused.said())]
        context = result_context(found, request.member, errors) if not found.is_open else {}
        return render(request, "trends/verdicts.html", context, status=422) if context else HttpResponse(status=409)
    saying.say(request, _("%(name)s lies in %(horizon)s now.") % {"name": trend.name, "horizon": horizon.name.lower()})
    response = redirect("trends:judging", request.organisation.slug, found.pk)
    response["Location"] += f"#verdict-{trend.pk}"
    return response


def ballot_context(found: TrendRound, member: Membership) -> dict[str, Any]:
    """What the ballot shows: nothing but the member's own answers, and how many are done."""
    own = found.ballots.filter(member=member).first() or TrendBallot(round=found, member=member)
    given = judging.given_by(own) if own.pk else {}
    rows = [
        {
            "trend": row.trend,
            "sign": marks.sign(row.trend.number, marks.UNCHANGED),
            "horizon": row.horizon,
            "said": given.get(row.trend_id) or TrendAssessment(),
        }
        for row in judging.candidates(found, member)
    ]
    done = judging.whole(given.values())
    return {
        "round": found,
        "ballot": own,
        "rows": rows,
        "rings": list(Horizon.objects.for_member(member).valid()),
        "steps": judging.STEPS,
        "judged": done,
        "asked": len(rows),
        "finding": said.ballot_finding(done, len(rows), is_handed_in=bool(own.handed_in_at)),
        "done": said.done(*judging.judges(found)),
        "may_close": member.is_analyst,
    }


def result_context(
    found: TrendRound, member: Membership, errors: list[tuple[str, str]] | None = None
) -> dict[str, Any]:
    """Every trend with its medians; single answers and reasons are for those who judged alone."""
    every = verdict.of(found)
    judged = found.was_judged_by(member)
    mine = verdict.own(found, member) if judged else {}
    reasons = verdict.reasons(found) if judged else {}
    rings = list(Horizon.objects.for_member(member).valid())
    place = {ring.pk: number for number, ring in enumerate(rings, 1)}
    trends = (
        Trend.objects.for_member(member).select_related("organisation", "horizon").in_bulk([v.trend for v in every])
    )
    rows = [
        _result_row(one, trends[one.trend], mine.get(one.trend), rings, place, judged)
        | {"reasons": reasons.get(one.trend, [])}
        for one in every
    ]
    return {
        "round": found,
        "rows": rows,
        "rings": rings,
        "judged": judged,
        "finding": said.result_finding(every),
        "judges": said.judges(found, found.ballots.exclude(handed_in_at=None).count()),
        "may_apply": member.is_analyst,
        "errors": errors or [],
    }


def _result_row(
    one: verdict.Verdict,
    trend: Trend,
    mine: TrendAssessment | None,
    rings: list[Horizon],
    place: dict[int, int],
    judged: bool,
) -> dict[str, Any]:
    own_ring = place.get(mine.horizon_id or 0) if mine else None
    names = [ring.name for ring in rings]
    median_ring = rings[int(one.horizon.median) - 1] if one.horizon and one.horizon.median <= len(rings) else None
    return {
        "verdict": one,
        "trend": trend,
        "zone": said.ZONES[one.zone],
        "quarter": said.quarter(one),
        "horizon": said.rings(one.horizon, names),
        "suggested": median_ring,
        "differs": bool(median_ring and median_ring.pk != trend.horizon_id),
        "impact": plot(one.impact, mine.impact if mine else None, judged),
        "uncertainty": plot(one.uncertainty, mine.uncertainty if mine else None, judged),
        "horizons": plot(one.horizon, own_ring, judged, names),
    }


def plot(
    found: verdict.Spread | None, mine: int | None, judged: bool, words: list[str] | None = None
) -> dict[str, Any]:
    """The dots for those who judged; for others the same line without single answers."""
    told = said.spread(found, mine) if words is None else said.spread_of_rings(found, words, mine)
    if found is None:
        return {"picture": "", "said": told}
    values = found.values if judged else ()
    ends = [words[0], *[""] * (len(words) - 2), words[-1]] if words and len(words) > 1 else []
    picture = lines.pressure(values, found.median, found.half, label=told, mine=mine, words=ends)
    return {"picture": picture, "said": told}


def _refused(request: MemberRequest, found: TrendRound, refused: TrendRefused) -> HttpResponse:
    if request.htmx:
        return saying.sentence_header(HttpResponse(status=409), refused.said())
    saying.say(request, refused.said())
    return redirect("trends:judging", request.organisation.slug, found.pk)
