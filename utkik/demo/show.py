"""The bank of examples: cards made from signals, the steps towards those who did it, and the visits."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import time
from functools import partial
from typing import Any

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.demo.theme import follow_up
from utkik.meetings import bank, contacts, visiting
from utkik.meetings.models import Example, Visit


def acts(cast: Cast) -> Iterator[Act]:
    with (CONTENT / "examples.toml").open("rb") as file:
        told = tomllib.load(file)
    for row in told["example"]:
        yield Act(row["day"], 13 * HOUR + 30, partial(_make, cast, row))
        for step in row.get("step", []):
            noted = max(step["day"], step.get("answered", step["day"]))
            yield Act(noted, 16 * HOUR + 10, partial(_step, cast, row, step))
        if "contact" in row:
            yield Act(row["day"] + 1, 9 * HOUR, partial(_contact, cast, row))
    for row in told["visit"]:
        yield Act(row["day"], 14 * HOUR + 40, partial(_visit, cast, row))
        if "impressed" in row:
            yield Act(row["impressed"], 10 * HOUR + 50, partial(_impress, cast, row))


def _example(cast: Cast, signal: str) -> Example:
    return Example.objects.for_organisation(cast.organisation).get(signal=cast.signals[signal])


def _make(cast: Cast, row: Row) -> None:
    bank.from_signal(cast.signals[row["signal"]], by=cast.members[row["by"]])


def _step(cast: Cast, row: Row, step: Row) -> None:
    fields: dict[str, Any] = {
        "sort": step["sort"],
        "on": cast.line.day(step["day"]),
        "line": cast.line.told(step.get("line", "")),
        "answered_on": cast.line.day(step["answered"]) if "answered" in step else None,
        "unit": cast.units[step["unit"]] if "unit" in step else None,
        "trend": cast.trends[step["trend"]] if "trend" in step else None,
        "follow_up": follow_up(cast, step["follow_up"]) if "follow_up" in step else None,
    }
    bank.take_step(_example(cast, row["signal"]), fields, by=cast.members[row["by"]])


def _contact(cast: Cast, row: Row) -> None:
    contacts.keep(_example(cast, row["signal"]), by=cast.members[row["by"]], **row["contact"])


def _visit(cast: Cast, row: Row) -> None:
    fields: dict[str, Any] = {name: row.get(name, "") for name in ("sort", "title", "place", "guests", "who_came")}
    fields |= {name: time.fromisoformat(row[name]) for name in ("begins", "ends")}
    fields |= {"on": cast.line.day(row["on"]), "example": _example(cast, row["example"]) if "example" in row else None}
    visiting.begin(fields, by=cast.members[row["by"]], units=[cast.units[code] for code in row["units"]])


def _impress(cast: Cast, row: Row) -> None:
    visit = Visit.objects.for_organisation(cast.organisation).get(title=row["title"])
    fields = {"impressions": row["impressions"]}
    visiting.change(visit, fields, by=cast.members[row["by"]], version=visit.version)
