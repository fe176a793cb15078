"""What evidence, radar and assessment show on other pages: the trend's own, Start, and the rail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.people.asking import MemberRequest
from utkik.trends import evidence, gathered, in_signals, judging, said, verdict
from utkik.trends.models import Evidence, Trend, TrendBallot, TrendRound
from utkik.trends.verdict import Verdict
from utkik.trends.views.judging import plot
from utkik.web import rail, slots

LATEST = 5


def register() -> None:
    in_signals.register()
    rail.register(entry)
    slots.register("trend.evidence", behind)
    slots.register("trend.evidence", judged, order=200)
    slots.register("trend.margin", margin, order=10)
    slots.register("start.mine", to_judge, order=40)


def entry(request: MemberRequest) -> rail.Entry | None:
    """The radar, once there is something on it."""
    if not Trend.objects.for_member(request.member).standing().exists():
        return None
    return rail.Entry(_("Radar"), reverse("trends:radar", args=[request.organisation.slug]), order=65)


def gathered_of(trend: Trend) -> gathered.Gathered:
    """What stands behind a trend, counted once per page."""
    known = vars(trend)
    if "gathered" not in known:
        known["gathered"] = gathered.of(trend)
    return known["gathered"]


def behind(request: MemberRequest, trend: Trend) -> slots.Answer:
    """On a trend's page: what has gathered over the years, the latest of it, and what may be linked."""
    found = gathered_of(trend)
    rows = Evidence.objects.for_member(request.member).standing().filter(trend=trend)
    latest = list(rows.select_related("signal__organisation").newest_first()[:LATEST]) if found.total else []
    return "trends/_evidence.html", {
        "trend": trend,
        "gathered": found,
        "strip": found.strip(large=True) if found.total else "",
        "latest": latest,
        "offered": evidence.suggested(trend) if request.member.in_group and trend.stands else [],
        "directions": evidence.Direction.choices,
    }


def _latest_verdict(trend: Trend) -> tuple[TrendRound, Verdict] | None:
    known = vars(trend)
    if "latest_verdict" not in known:
        rounds = TrendRound.objects.for_organisation(trend.organisation_id).closed().select_related("organisation")
        last = rounds.filter(candidates__trend=trend).first()
        known["latest_verdict"] = (last, verdict.of_one(last, trend)) if last else None
    return known["latest_verdict"]


def judged(request: MemberRequest, trend: Trend) -> slots.Answer:
    """On a trend's page: how the last closed assessment saw its impact and uncertainty."""
    found = _latest_verdict(trend)
    if found is None or found[1].impact is None:
        return None
    round, one = found
    took_part = round.was_judged_by(request.member)
    mine = verdict.own(round, request.member).get(trend.pk) if took_part else None
    return "trends/_judged_trend.html", {
        "round": round,
        "verdict": one,
        "judges": said.judges(round, one.judges),
        "impact": plot(one.impact, mine.impact if mine else None, took_part),
        "uncertainty": plot(one.uncertainty, mine.uncertainty if mine else None, took_part),
        "zone": said.ZONES[one.zone],
        "quarter": said.quarter(one),
    }


def margin(request: MemberRequest, trend: Trend) -> slots.Answer:
    """Beside a trend: impact and uncertainty, and how much stands behind it."""
    found = _latest_verdict(trend)
    one = found[1] if found else None
    return "trends/_margin.html", {
        "trend": trend,
        "gathered": gathered_of(trend),
        "impact": said.decimal(one.impact.median) if one and one.impact else "",
        "uncertainty": said.decimal(one.uncertainty.median) if one and one.uncertainty else "",
    }


def to_judge(request: MemberRequest, _thing: object) -> slots.Answer:
    """On Start: the open assessment in which the member has trends left to judge."""
    member = request.member
    current = TrendRound.objects.for_member(member).open().first() if member.in_group else None
    if current is None:
        return None
    ballot = TrendBallot.objects.for_member(member).filter(round=current, member=member).first()
    if ballot and ballot.handed_in_at:
        return None
    asked = current.candidates.count()
    done = judging.whole(judging.given_by(ballot).values()) if ballot else 0
    told = said.done(*judging.judges(current))
    return "trends/_start_judge.html", {
        "round": current,
        "asked": asked,
        "judged": done,
        "left": asked - done,
        "done": told,
    }
