"""Signals behind trends, and assessments of trends, made by the acts a person has."""

from tests.factories import people, signals
from tests.factories.trends import trend as a_trend
from utkik.trends import evidence, judging
from utkik.trends.models import Trend


def trend_link(trend=None, signal=None, direction="supports", *, by=None, line=""):
    """A published signal behind a trend."""
    trend = trend or a_trend()
    home = trend.organisation
    by = by or people.member("scanner", organisation=home)
    return evidence.link(
        trend,
        signal or signals.signal(organisation=home, author=by, state="published"),
        direction,
        by=by,
        line=line,
    )


def trend_round(organisation=None, *, by=None, **fields):
    """An open assessment of the trends that stand (one is made where there is none)."""
    home = organisation or people.organisation()
    if not Trend.objects.for_organisation(home).standing().exists():
        a_trend(home)
    return judging.open_round(by=by or people.member("analyst", organisation=home), **fields)


def trend_ballot(round, member, said, *, handed_in=True):
    """A member's ballot: `said` is trend → (horizon, impact, uncertainty), or None for "cannot judge"."""
    ballot = judging.open_ballot(round, member)
    for trend, answers in said.items():
        if answers is None:
            judging.give(ballot, trend.pk, cannot=True)
        else:
            horizon, impact, uncertainty = answers
            judging.give(
                ballot, trend.pk, horizon=horizon.pk if horizon else None, impact=impact, uncertainty=uncertainty
            )
    if handed_in:
        judging.hand_in(ballot)
    ballot.refresh_from_db()
    return ballot
