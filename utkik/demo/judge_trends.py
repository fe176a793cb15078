"""The trends judged blind before the year's edition: opened, each judge's answers, closed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast, steady
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.trends import judging
from utkik.trends.models import TrendRound


def acts(cast: Cast) -> Iterator[Act]:
    with (CONTENT / "judging.toml").open("rb") as file:
        told = tomllib.load(file)
    yield Act(told["opens"], 9 * HOUR, partial(_open, cast, told))
    for row in told["ballot"]:
        minute = 10 * HOUR + steady(row["judge"], 5 * HOUR)
        yield Act(row["day"], minute, partial(_judge, cast, row, told["horizons"]))
    yield Act(told["closes"], 15 * HOUR, partial(_close, cast, told))


def _open(cast: Cast, told: Row) -> None:
    due = cast.line.day(told["opens"] + told["due"])
    judging.open_round(by=cast.members[told["by"]], due_on=due)


def _judge(cast: Cast, row: Row, horizons: list[str]) -> None:
    ballot = judging.open_ballot(_round(cast), cast.members[row["judge"]])
    for candidate in ballot.round.candidates.select_related("trend"):
        code = next(code for code, trend in cast.trends.items() if trend.pk == candidate.trend_id)
        reason = row.get("reason", {}).get(code, "")
        if code not in row["said"]:
            judging.give(ballot, candidate.trend_id, cannot=True, reason=reason)
            continue
        ring, impact, uncertainty = row["said"][code]
        horizon = cast.horizons[horizons[ring - 1]].pk
        said = {"horizon": horizon, "impact": impact, "uncertainty": uncertainty}
        judging.give(ballot, candidate.trend_id, **said, reason=reason)
    judging.hand_in(ballot)


def _close(cast: Cast, told: Row) -> None:
    judging.close(_round(cast), by=cast.members[told["by"]])


def _round(cast: Cast) -> TrendRound:
    return TrendRound.objects.for_organisation(cast.organisation).open().get()
