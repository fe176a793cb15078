"""The evidence behind the trends: signals linked by the trend's owner, the day after they were published."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.trends import evidence

DIRECTIONS = ("supports", "weakens", "new_angle")
# A trend that came out of the committees' input is there from this day on.
ANSWERED = -18


def acts(cast: Cast) -> Iterator[Act]:
    published = {row["id"]: row["day"] for row in cast.content.signals}
    begun = {row["code"]: row["day"] for row in cast.content.trends["trend"]}
    with (CONTENT / "evidence.toml").open("rb") as file:
        told = tomllib.load(file)
    for trend, row in told.items():
        for direction in DIRECTIONS:
            for place, signal in enumerate(row.get(direction, [])):
                day = min(max(published[signal] + 1, begun.get(trend, ANSWERED) + 1), 0)
                yield Act(day, 12 * HOUR + place, partial(_link, cast, trend, signal, direction, row))


def _link(cast: Cast, code: str, signal: str, direction: str, row: Row) -> None:
    trend = cast.trends[code]
    trend.refresh_from_db()
    by = trend.owner if trend.owner and trend.owner.in_group else cast.members["tova"]
    line = row.get("line", {}).get(signal, "")
    evidence.link(trend, cast.signals[signal], direction, by=by, line=line)
