"""Each month's round: opened, judged blind, closed, decided and locked; the last one is open."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast, steady
from utkik.demo.load import Row
from utkik.demo.settle import HOUR
from utkik.rounds import choose, closing, opening
from utkik.rounds import judge as judging

CLOSES = 16 * HOUR


def acts(cast: Cast) -> Iterator[Act]:
    for row in cast.content.rounds:
        yield Act(row["opens"], 8 * HOUR + 10, partial(_open, cast, row))
        for place, ballot in enumerate(row["ballot"]):
            day = row["opens"] + 1 + place // 3
            yield Act(day, 10 * HOUR + steady(ballot["judge"], 3 * HOUR), partial(_judge, cast, row, ballot))
        if row["state"] == "locked":
            yield Act(row["closes"], CLOSES, partial(_close, cast, row))
            yield Act(row["locks"], 10 * HOUR, partial(_choose, cast, row))
            yield Act(row["locks"], 10 * HOUR + 45, partial(_lock, cast, row))


def _open(cast: Cast, row: Row) -> None:
    period = cast.line.period(row["number"] - 1)
    closes: int = row["closes_at"] if "closes_at" in row else row["closes"]
    by = cast.members[row["by"]]
    opened = opening.open_round(cast.organisation, period, by=by, closes_at=cast.line.working_moment(closes, CLOSES))
    opening.invite(opened, [cast.members[code] for code in row.get("invited", [])], by=by)
    cast.rounds[row["number"]] = opened


def _judge(cast: Cast, row: Row, told: Row) -> None:
    ballot = judging.open_ballot(cast.rounds[row["number"]], cast.members[told["judge"]])
    for signal, value in told["points"].items():
        ballot = judging.give(ballot, cast.signals[signal].pk, value)
    for reason in row.get("reason", []):
        if reason["judge"] == told["judge"]:
            judging.explain(ballot, cast.signals[reason["signal"]].pk, reason["text"])
    if told.get("handed_in", True):
        judging.hand_in(ballot)


def _close(cast: Cast, row: Row) -> None:
    closing.close(cast.rounds[row["number"]], by=cast.members[row["by"]])


def _choose(cast: Cast, row: Row) -> None:
    for outcome in row["outcome"]:
        until = cast.line.day(outcome["until"]) if "until" in outcome else None
        choose.note(
            cast.rounds[row["number"]],
            cast.signals[outcome["signal"]].pk,
            outcome["choice"],
            by=cast.members[row["by"]],
            line=outcome.get("line", ""),
            until=until,
        )


def _lock(cast: Cast, row: Row) -> None:
    cast.rounds[row["number"]] = closing.lock(cast.rounds[row["number"]], by=cast.members[row["by"]])
