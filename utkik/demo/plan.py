"""The agreed dates: of the year, of the months from one to the next, and who is away."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.demo.timeline import OPENINGS
from utkik.insight import planning
from utkik.insight.calendar_rules import before_weekend
from utkik.insight.models import PlanDate
from utkik.people import absence

FIRST_PLANNED = 3  # the round with whose month the planning began


def acts(cast: Cast) -> Iterator[Act]:
    with (CONTENT / "plan.toml").open("rb") as file:
        told = tomllib.load(file)
    for row in told["date"]:
        yield Act(row["day"], 10 * HOUR + 5, partial(_agree, cast, row))
    for opening in OPENINGS[FIRST_PLANNED:]:
        yield Act(opening - 3, 11 * HOUR, partial(_plan_month, cast, told["month"]))
    for row in told["absence"]:
        yield Act(row["day"], 11 * HOUR + 20, partial(_note_absence, cast, row))


def _people(cast: Cast, row: Row) -> dict[str, Any]:
    return {part: cast.members[row[part]] if part in row else None for part in ("owner", "deputy")}


def _agree(cast: Cast, row: Row) -> None:
    fields = {
        "on": before_weekend(cast.line.day(row["on"])),
        "sort": row["sort"],
        "name": row.get("name", ""),
        "who": row.get("who", ""),
    }
    agreed = planning.add(cast.organisation, fields | _people(cast, row), by=cast.members[row["by"]])
    if row["on"] < 0 and row["sort"] in (PlanDate.Sort.OTHER, PlanDate.Sort.THEME) and row.get("done", True):
        planning.set_done(agreed, True, by=cast.members[row["by"]])


def _plan_month(cast: Cast, named: list[Row]) -> None:
    """The month's plan, and at the first who sees to what: later months take it over."""
    analyst = next(member for member in cast.members.values() if member.is_analyst)
    for made in planning.make_month(cast.organisation, by=analyst):
        row = next((row for row in named if row["sort"] == made.sort and made.owner is None), None)
        if row:
            fields = {"on": made.on, "sort": made.sort, "name": made.name, "who": made.who}
            planning.change(made, fields | _people(cast, row), by=analyst, version=made.version)


def _note_absence(cast: Cast, row: Row) -> None:
    member, today = cast.members[row["who"]], cast.organisation.today()
    away = cast.line.day(row["first"])
    absence.note(member, max(away, today), away + timedelta(days=row["last"] - row["first"]), by=member)
