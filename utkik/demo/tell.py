"""Signals are written, published, talked about and sometimes taken back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from utkik.demo.cast import Act, Cast, steady
from utkik.demo.load import Row
from utkik.demo.settle import HOUR
from utkik.signals import begin, evidence, publish, talk, write
from utkik.stream import triage

SAME = ("headline", "fact", "matter", "level", "who", "how", "outlook", "belief", "reliability")


def acts(cast: Cast) -> Iterator[Act]:
    """Begun after lunch, published within the hour; what is said comes in the order it was said."""
    for row in cast.content.signals:
        minute = 12 * HOUR + 30 + steady(row["id"], 45)
        yield Act(row["day"], minute, partial(_begin, cast, row))
        yield Act(row["day"], minute + 20, partial(_write, cast, row))
        if row.get("state") != "draft":
            yield Act(row["day"], minute + 28, partial(_publish, cast, row))
        if "withdrawn" in row:
            yield Act(row["withdrawn"]["day"], 15 * HOUR, partial(_withdraw, cast, row))
        for place, comment in enumerate(row.get("comment", [])):
            at = 14 * HOUR + 40 * place + steady(comment["text"], 35)
            yield Act(comment["day"], at, partial(_say, cast, row["id"], comment["text"], comment["by"]))


def _begin(cast: Cast, row: Row) -> None:
    author = cast.members[row["author"]]
    first, *others = row["evidence"]
    entry = cast.entries[first]
    entry.refresh_from_db()
    signal, new = begin.from_entry(entry, by=author)
    if not new:
        signal = begin.blank(by=author)
        others = [first, *others]
    cast.signals[row["id"]] = signal
    for piece in others:
        _add(cast, row, piece)


def _add(cast: Cast, row: Row, piece: Any) -> None:
    signal, author = cast.signals[row["id"]], cast.members[row["author"]]
    if isinstance(piece, str):
        entry = cast.entries[piece]
        evidence.add_entry(signal, entry, by=author)
        triage.keep(entry, by=author)
    elif "talk" in piece:
        evidence.add_talk(signal, title=piece["talk"], by=author, dated=cast.line.day(piece["day"]))
    else:
        evidence.add_link(signal, address=piece["link"], by=author, title=piece["title"], publisher=piece["publisher"])


def _write(cast: Cast, row: Row) -> None:
    signal = cast.signals[row["id"]]
    write.save(signal, _fields(cast, row), by=cast.members[row["author"]], version=signal.version)


def _fields(cast: Cast, row: Row) -> dict[str, Any]:
    told = {name: row[name] for name in SAME if name in row}
    told["area"] = cast.areas[row["area"]]
    told["other_areas"] = [cast.areas[code] for code in row.get("also", [])]
    told["units"] = [cast.units[code] for code in row.get("units", [])]
    told["words"] = ", ".join(row.get("words", []))
    for name, rows in (("place", cast.places), ("kind", cast.kinds), ("horizon", cast.horizons)):
        if name in row:
            told[name] = rows[row[name]]
    if "date" in row:
        told["important_on"] = cast.line.day(row["date"]["day"])
    return told


def _publish(cast: Cast, row: Row) -> None:
    signal = cast.signals[row["id"]]
    signal.refresh_from_db()
    publish.publish(signal, by=cast.members[row["author"]], version=signal.version)


def _withdraw(cast: Cast, row: Row) -> None:
    publish.withdraw(cast.signals[row["id"]], by=cast.members[row["author"]])
    _say(cast, row["id"], row["withdrawn"]["reason"], row["author"])


def _say(cast: Cast, signal: str, text: str, by: str) -> None:
    talk.say(cast.signals[signal].conversation, text, by=cast.members[by])
