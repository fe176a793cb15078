"""The rules that the group writes for what comes."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast
from utkik.demo.load import CONTENT, Row
from utkik.demo.settle import HOUR
from utkik.stream.rule_models import Rule
from utkik.stream.rules import acts as rules


def acts(cast: Cast) -> Iterator[Act]:
    with (CONTENT / "rules.toml").open("rb") as file:
        rows = tomllib.load(file)["rule"]
    for row in rows:
        yield Act(row["day"], 15 * HOUR, partial(_write, cast, row))


def _write(cast: Cast, row: Row) -> None:
    rule = Rule(
        condition=Rule.Condition.ANY,
        where=row.get("where", Rule.Where.TEXT),
        words=row["words"],
        action=Rule.Action.MARK,
        mark=row["mark"],
    )
    rules.make(rule, by=cast.members[row["by"]], with_waiting=True)
