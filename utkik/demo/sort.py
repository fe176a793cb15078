"""What the group decides about the articles: kept, later, handed over, or not relevant."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from utkik.demo.cast import Act, Cast, steady
from utkik.demo.load import Row
from utkik.demo.settle import HOUR
from utkik.people.models import Membership
from utkik.stream import triage

ALL_AREAS = ("tova", "anders", "jonas", "viktor", "samira", "pernilla", "elin")


def acts(cast: Cast) -> Iterator[Act]:
    """A decision for every article but those that still wait and those that became signals."""
    stream = cast.content.stream
    later = {row["item"]: row for row in stream["later"]}
    handed = {row["item"]: row for row in stream["handed"]}
    left = {*stream["new"], *handed, *later, *_evidence(cast)}
    for item in cast.content.items:
        if item["id"] in later:
            yield _morning_after(item, partial(_put_off, cast, later[item["id"]]))
        elif item["id"] not in left:
            act = triage.keep if item["id"] in stream["kept"] else triage.dismiss
            yield _morning_after(item, partial(_decide, cast, item, act))
    for row in handed.values():
        yield Act(row["day"], 11 * HOUR, partial(_hand_over, cast, row))
        if row.get("then") == "kept":
            yield Act(row["day"] + 1, 11 * HOUR, partial(_keep, cast, row))


def _evidence(cast: Cast) -> set[str]:
    return {entry for row in cast.content.signals for entry in row["evidence"] if isinstance(entry, str)}


def _morning_after(item: Row, act) -> Act:
    """Within three days, in a scanner's session before ten."""
    return Act(min(item["day"] + 1 + steady(item["id"], 3), -1), 8 * HOUR + steady(item["id"], 2 * HOUR), act)


def _decide(cast: Cast, item: Row, act) -> None:
    act(cast.entries[item["id"]], by=_watcher(cast, item))


def _put_off(cast: Cast, row: Row) -> None:
    triage.later(cast.entries[row["item"]], cast.line.day(row["until"]), by=cast.members[row["by"]])


def _hand_over(cast: Cast, row: Row) -> None:
    giver, receiver = cast.members[row["from"]], cast.members[row["to"]]
    triage.hand_over(cast.entries[row["item"]], receiver, row["line"], by=giver)


def _keep(cast: Cast, row: Row) -> None:
    triage.keep(cast.entries[row["item"]], by=cast.members[row["to"]])


def _watcher(cast: Cast, item: Row) -> Membership:
    """The owner of the entry's area on that day, now and then the deputy; for what is everybody's, one of the group."""
    area = cast.entries[item["id"]].area
    if area is None:
        return cast.members[ALL_AREAS[steady(item["id"], len(ALL_AREAS))]]
    owner = cast.areas[area.code].owner
    deputy = cast.areas[area.code].deputy
    chosen = deputy if deputy and steady(item["id"], 6) == 0 else owner
    assert chosen is not None
    return chosen
