"""What earlier pages show of answers, follow-ups and commissions: the rail, a signal's page, an outcome, Start."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.people.asking import MemberRequest
from utkik.reports import rights
from utkik.reports.models import Commission, FollowUp, Response
from utkik.reports.models.reports import month_named
from utkik.reports.waiting import unanswered
from utkik.rounds.models import Outcome, Round
from utkik.signals.models import Signal
from utkik.trends.models import Evidence, Trend
from utkik.web import rail, slots

# How long what came of one's own signal stands on Start, and how many rows a list there has at most.
NEWS = timedelta(days=30)
ROWS = 4


def register() -> None:
    rail.register(entry)
    slots.register("signal.trail", trail, order=310)
    slots.register("signal.text", went, order=10)
    slots.register("signal.margin", margin, order=50)
    slots.register("trend.below", on_a_trend, order=200)
    slots.register("round.outcome", after_outcome, order=110)
    slots.register("start.mine", mine, order=50)
    slots.register("start.late", late, order=50)


def entry(request: MemberRequest) -> rail.Entry:
    """Answers are every member's."""
    address = reverse("reports:follow_ups", args=[request.organisation.slug])
    return rail.Entry(pgettext_lazy("rail", "Answers"), address, group=rail.WAY, order=50)


def _responses(request: MemberRequest, signal: Signal) -> list[Response]:
    """The handed-in answers to a signal, oldest first; asked once per request."""
    known = vars(request).setdefault("known_responses", {})
    if signal.pk not in known:
        given = Response.objects.for_member(request.member).given().filter(outcome__signal=signal)
        related = ("outcome__round", "unit", "follow_up__unit", "follow_up__result_by")
        known[signal.pk] = list(given.select_related(*related).order_by("outcome__round__period"))
    return known[signal.pk]


def trail(request: MemberRequest, signal: Signal) -> slots.Answer:
    """The answer, and what came of it, as steps of the signal's way."""
    rows = _responses(request, signal)
    return ("reports/_trail_answers.html", {"responses": rows}) if rows else None


def went(request: MemberRequest, signal: Signal) -> slots.Answer:
    """*Så gick det*, among the signal's own words."""
    rows = [getattr(row, "follow_up", None) for row in _responses(request, signal)]
    told = [row for row in rows if row and row.state == FollowUp.State.DONE]
    return ("reports/_went.html", {"follow_ups": told}) if told else None


def margin(request: MemberRequest, signal: Signal) -> slots.Answer:
    """The commissions it helps to answer, and the way to a talk sheet once it is lifted."""
    asked = Commission.objects.for_member(request.member).standing().filter(linked__signal=signal)
    commissions = list(asked.select_related("asked_by_unit"))
    lifted = signal.is_published and signal.outcome == Outcome.Choice.LIFTED
    if not commissions and not lifted:
        return None
    return "reports/_signal_margin.html", {"commissions": commissions, "lifted": lifted, "signal": signal}


def on_a_trend(request: MemberRequest, trend: Trend) -> slots.Answer:
    """On a trend's page: what was taken further of the signals behind it, the newest result first."""
    behind = Evidence.objects.for_member(request.member).standing().filter(trend=trend).values("signal")
    mine = FollowUp.objects.for_member(request.member).standing().filter(response__outcome__signal__in=behind)
    rows = list(
        mine.select_related("unit", "response__outcome__signal").order_by(F("result_at").desc(nulls_last=True), "pk")[
            : ROWS + 2
        ]
    )
    return ("reports/_trend_follow_ups.html", {"follow_ups": rows}) if rows else None


def after_outcome(request: MemberRequest, round: Round) -> slots.Answer:
    """The way from a decided round to its answers."""
    if not round.is_locked:
        return None
    return "reports/_after_outcome_answers.html", {"month": month_named(round.period, round.unit_id)}


def mine(request: MemberRequest, _thing: object) -> slots.Answer:
    """On Start: what one has to follow up, what came of one's own signals, and commissions one has or could take."""
    member = request.member
    held = FollowUp.objects.for_member(member).waiting().filter(owner=member).soonest_first()
    told = (
        FollowUp.objects.for_member(member)
        .done()
        .filter(response__outcome__signal__author=member, result_at__gte=clock.now() - NEWS)
    )
    waiting = Commission.objects.for_member(member).waiting().order_by("due_on", "pk")
    asked = waiting.filter(owner=member) | waiting.filter(owner=None) if member.in_group else waiting.none()
    context = {
        "held": list(held.select_related("unit", "response__outcome__signal")[:ROWS]),
        "told": list(told.select_related("response__outcome__signal").order_by("-result_at")[:ROWS]),
        "commissions": list(asked.select_related("asked_by_unit", "owner")[:ROWS]) if member.in_group else [],
        "today": request.organisation.today(),
    }
    shown = any(context[name] for name in ("held", "told", "commissions"))
    return ("reports/_start_mine.html", context) if shown else None


def late(request: MemberRequest, _thing: object) -> slots.Answer:
    """On Start of those who answer: rounds that wait for answers, and follow-ups whose day has passed."""
    if not rights.may_answer(request.member):
        return None
    today = request.organisation.today()
    rows = FollowUp.objects.for_member(request.member).late(today).soonest_first()
    context = {
        "unanswered": unanswered(request.organisation)[:2],
        "late": list(rows.select_related("unit", "response__outcome__signal")[:ROWS]),
    }
    return ("reports/_start_late.html", context) if context["unanswered"] or context["late"] else None
