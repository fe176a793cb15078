"""How the trends came out of a blind assessment: pure calculation, then read from the database.

Median, middle half (the quartiles, inclusive method) and range of those who could judge. The word on how near the
judges stand is `rounds.tally.zone`'s, over impact and uncertainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from utkik.people.models import Horizon, Membership
from utkik.rounds import tally
from utkik.trends.judging import StillOpen
from utkik.trends.models import Trend, TrendAssessment, TrendRound

AGREED, NEAR, DIVIDED, NOBODY = "agreed", "near", "divided", "nobody"
ACT, TRY, CARE, FOLLOW = "act", "try", "care", "follow"
MIDDLE = 3
Said = tuple[int | None, int | None, int | None, bool]


@dataclass(frozen=True)
class Spread:
    """Answers on one question, sorted."""

    values: tuple[int, ...]
    median: float
    half: tuple[float, float]

    @property
    def least(self) -> int:
        return self.values[0]

    @property
    def most(self) -> int:
        return self.values[-1]


@dataclass(frozen=True)
class Verdict:
    """How one trend came out. `horizon` counts the rings from 1, now; None where nobody could judge."""

    trend: int
    impact: Spread | None
    uncertainty: Spread | None
    horizon: Spread | None
    judges: int
    cannot: int

    @property
    def zone(self) -> str:
        """How near the judges stand to each other."""
        asked = [spread for spread in (self.impact, self.uncertainty) if spread]
        zones = {tally.zone(spread.values) for spread in asked}
        if not asked:
            return NOBODY
        if zones == {tally.AGREED}:
            return AGREED
        return NEAR if zones <= {tally.AGREED, tally.NEAR} else DIVIDED

    @property
    def quarter(self) -> str:
        """Which quarter of the matrix it stands in; empty where nobody could judge."""
        if self.impact is None or self.uncertainty is None:
            return ""
        if self.impact.median >= MIDDLE:
            return TRY if self.uncertainty.median >= MIDDLE else ACT
        return FOLLOW if self.uncertainty.median >= MIDDLE else CARE


def spread(values: Iterable[int]) -> Spread | None:
    """Median and middle half; None of nothing."""
    found = tuple(sorted(values))
    if not found:
        return None
    if len(found) == 1:
        return Spread(found, float(found[0]), (float(found[0]), float(found[0])))
    low, _middle, high = quantiles(found, n=4, method="inclusive")
    return Spread(found, float(median(found)), (low, high))


def verdicts(trends: Sequence[int], said: Mapping[int, Sequence[Said]]) -> list[Verdict]:
    """Every trend's verdict in their order. `said`: trend → each judge's (horizon, impact, uncertainty, cannot)."""
    found = []
    for trend in trends:
        rows = said.get(trend, ())
        horizons, impacts, uncertainties = (
            spread(row[place] for row in rows if row[place] is not None)  # type: ignore[misc]
            for place in range(3)
        )
        judged = sum(not row[3] and any(value is not None for value in row[:3]) for row in rows)
        found.append(Verdict(trend, impacts, uncertainties, horizons, judged, sum(row[3] for row in rows)))
    return found


def of(round: TrendRound) -> list[Verdict]:
    """How every trend of a closed round came out, from the ballots that were handed in. Raises StillOpen."""
    trends = round.candidates.order_by("trend__number").values_list("trend", flat=True)
    return _verdicts(round, list(trends), _handed_in(round))


def of_one(round: TrendRound, trend: Trend) -> Verdict:
    """How one of its trends came out. Raises StillOpen."""
    return _verdicts(round, [trend.pk], _handed_in(round, trend.pk))[0]


def _verdicts(round: TrendRound, trends: list[int], rows: Iterable[TrendAssessment]) -> list[Verdict]:
    said: dict[int, list[Said]] = {}
    valid = Horizon.objects.for_organisation(round.organisation_id).valid().values_list("pk", flat=True)
    place = {pk: number for number, pk in enumerate(valid, 1)}
    for row in rows:
        ring = place.get(row.horizon_id or 0)
        said.setdefault(row.trend_id, []).append((ring, row.impact, row.uncertainty, row.cannot))
    return verdicts(trends, said)


def own(round: TrendRound, member: Membership) -> dict[int, TrendAssessment]:
    """Trend → what one judge said, for the open dot that is theirs. Raises StillOpen."""
    return {row.trend_id: row for row in _handed_in(round) if row.ballot.member_id == member.pk}


def reasons(round: TrendRound) -> dict[int, list[str]]:
    """Trend → what the judges wrote, without names and in an order that tells none. Raises StillOpen."""
    written: dict[int, list[str]] = {}
    for row in _handed_in(round):
        if row.reason:
            written.setdefault(row.trend_id, []).append(row.reason)
    return {trend: sorted(lines) for trend, lines in written.items()}


def _handed_in(round: TrendRound, trend: int | None = None) -> list[TrendAssessment]:
    if round.is_open:
        raise StillOpen
    rows = round.assessments.filter(ballot__handed_in_at__isnull=False).select_related("ballot")
    return list((rows if trend is None else rows.filter(trend=trend)).order_by("pk"))
