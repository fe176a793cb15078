"""The patterns that the group gathered: begun, named, and added to when something new turned up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.insight import gathering
from utkik.insight.models import Pattern


def acts(cast: Cast) -> Iterator[Act]:
    with (CONTENT / "patterns.toml").open("rb") as file:
        told = tomllib.load(file)["pattern"]
    for row in told:
        yield Act(row["day"], 15 * HOUR + 20, partial(_begin, cast, row))
        for place, piece in enumerate(row["piece"]):
            yield Act(piece["day"], 15 * HOUR + 25 + 2 * place, partial(_add, cast, row, piece))


def _begin(cast: Cast, row: Row) -> None:
    gathering.begin(row["name"], meaning=row["meaning"], by=cast.members[row["by"]])


def _add(cast: Cast, row: Row, piece: Row) -> None:
    pattern = Pattern.objects.for_organisation(cast.organisation).get(name=row["name"])
    thing = cast.signals[piece["signal"]] if "signal" in piece else cast.entries[piece["item"]]
    thing.refresh_from_db()
    gathering.add(pattern, thing, by=cast.members[row["by"]])
