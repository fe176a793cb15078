"""What the points of a round say: pure calculation, without database or clock.

The zones are this product's own rule. With m the median of those who could judge: nobody more than 1 from m is
agreement (or nearness), exactly one 2 or more from m sees more or less, all else is divided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

AGREED, AGREED_LOW, NEAR, ONE_MORE, ONE_LESS, DIVIDED, NOBODY = (
    "agreed",
    "agreed_low",
    "near",
    "one_more",
    "one_less",
    "divided",
    "nobody",
)


@dataclass(frozen=True)
class Standing:
    """How one signal came out. `points` are sorted; `mean` is over those who could judge it, `rank` from 1."""

    signal: int
    points: tuple[int, ...]
    total: int
    mean: Fraction
    median: float | None
    zone: str
    rank: int
    shared: bool


def standings(signals: Mapping[int, int], ballots: Mapping[int, Mapping[int, int | None]]) -> list[Standing]:
    """Every signal's standing, best first; equal means share a rank and stand in the signals' order.

    `signals`: signal → its author; `ballots`: member → (signal → points, None for "cannot judge"; a signal left
    out got none). Nobody's points count on a signal of their own.
    """
    points = {signal: _points(signal, author, ballots) for signal, author in signals.items()}
    means = {signal: Fraction(sum(given), len(given)) if given else Fraction(0) for signal, given in points.items()}
    order = sorted(signals, key=lambda signal: -means[signal])
    every = list(means.values())
    return [
        Standing(
            signal=signal,
            points=points[signal],
            total=sum(points[signal]),
            mean=means[signal],
            median=float(median(points[signal])) if points[signal] else None,
            zone=zone(points[signal]),
            rank=1 + sum(mean > means[signal] for mean in every),
            shared=every.count(means[signal]) > 1,
        )
        for signal in order
    ]


def zone(points: Sequence[int]) -> str:
    """How near the judges stand to each other on one signal."""
    if not points:
        return NOBODY
    middle = median(points)
    if all(abs(given - middle) <= 1 for given in points):
        most_given = max(points.count(given) for given in points)
        if most_given * 2 > len(points):
            return AGREED_LOW if middle == 0 else AGREED
        return NEAR
    far = [given for given in points if abs(given - middle) >= 2]
    if len(far) == 1:
        return ONE_MORE if far[0] > middle else ONE_LESS
    return DIVIDED


def passed_over(standing: Standing, every: Sequence[Standing], lifted: set[int]) -> list[Standing]:
    """The signals that a lifted one was preferred to although they stand before or beside it."""
    if standing.signal not in lifted:
        return []
    return [other for other in every if other.signal not in lifted and other.rank <= standing.rank]


def _points(signal: int, author: int, ballots: Mapping[int, Mapping[int, int | None]]) -> tuple[int, ...]:
    given = [ballot.get(signal, 0) for judge, ballot in ballots.items() if judge != author]
    return tuple(sorted(value for value in given if value is not None))
