"""What of a watched page is news: decisions alone, without clock and database.

A memory holds what the page was like. A list's links that are known are no news, however they stand; a text that was
there once is none either. What looks like another page is not believed at first sight: nothing comes of it, and a
warning is given. When it stands like that at the next change too, it is the page from then on, and only what is newer
comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from utkik.collect.address import fingerprint
from utkik.collect.read import dates
from utkik.collect.read.reading import Entry, Reading

REDESIGNED = "redesigned"
AT_ONCE = 50
GROWTH = 3
KEPT_SHARE = 0.3
REMEMBERED = 6_000
Told = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settled:
    """What is stored, what is remembered from now on, and what is warned of."""

    entries: list[Entry]
    told: Told
    warnings: list[str] = field(default_factory=list)


def listing(told: Told, reading: Reading, known: Iterable[str]) -> Settled:
    """`known`: the guids among the reading's that were stored before."""
    if not told.get("last"):
        return Settled(reading.entries, _as_list(told, reading))
    base = set(told.get("base", ()))
    seen = set(known) | set(told["last"]) | {entry.guid for entry in reading.entries if short(entry.guid) in base}
    moved = _moved(told["last"], reading, seen)
    unseen = [entry for entry in reading.entries if entry.guid not in seen]
    fresh = sum(entry.guid not in moved for entry in unseen)
    if not reading.entries or _is_other_list(told, reading, fresh):
        return _not_believed(told, reading, unseen, [entry for entry in reading.entries if entry.guid in seen])
    before = {urlsplit(guid).path for guid in told["last"]}
    is_rebuilt = any(urlsplit(guid).path not in before for guid in moved)
    told = _as_list(told, reading, settled=moved)
    return warned(Settled(_unsettled(reading.entries, told), told), now=is_rebuilt)


def confirmed(told: Told) -> Told:
    """The memory after a person has said that it is read rightly."""
    return {key: value for key, value in told.items() if key != "redesigned"}


def _as_list(told: Told, reading: Reading, settled: Iterable[str] = ()) -> Told:
    """The memory of a list as it stands. `settled`: guids that are no news, though nothing is stored of them."""
    dated = [entry.published.isoformat() for entry in reading.entries if entry.published]
    base = list(dict.fromkeys([*told.get("base", ()), *(short(guid) for guid in settled)]))[-REMEMBERED:]
    made: Told = {
        "shape": reading.shape,
        "last": {entry.guid: entry.title for entry in reading.entries},
        "base": base,
        "newest": max([*dated, told.get("newest", "")]),
    }
    return made | ({"redesigned": True} if told.get("redesigned") else {})


def _moved(last: dict[str, str], reading: Reading, seen: set[str]) -> set[str]:
    """Links that are known ones with new addresses: they have their titles, and most of the list moved at once."""
    there = {entry.guid for entry in reading.entries}
    gone = {title for guid, title in last.items() if guid not in there}
    same = {entry.guid for entry in reading.entries if entry.guid not in seen and entry.title in gone}
    return same if len(same) >= max(2, len(last) / 2) else set()


def _is_other_list(told: Told, reading: Reading, fresh: int) -> bool:
    size, found = len(told["last"]), len(reading.entries)
    if fresh > max(AT_ONCE, GROWTH * size):
        return True
    kept = found - fresh
    if reading.shape == told["shape"]:
        return not kept and size > 1 and not _is_newer(told, reading)
    return kept < max(KEPT_SHARE * min(size, found), 1)


def _is_newer(told: Told, reading: Reading) -> bool:
    """Whether a list without any known link may be the same, a while later: its dates are newer, or, without dates,
    its links lead to where they led."""
    if told.get("newest"):
        newest = dates.moment(told["newest"])
        dated = [entry.published for entry in reading.entries if entry.published]
        late = [moment for moment in dated if newest and moment >= newest - timedelta(days=1)]
        return len(late) >= 0.8 * len(reading.entries)
    before = {_where(guid) for guid in told["last"]}
    return sum(_where(entry.guid) in before for entry in reading.entries) >= 0.8 * len(reading.entries)


def _where(address: str) -> str:
    parts = urlsplit(address)
    return parts.netloc + parts.path.rpartition("/")[0]


def _not_believed(told: Told, reading: Reading, unseen: list[Entry], known: list[Entry]) -> Settled:
    other = told.get("other", {})
    was_so = other.get("shape") == reading.shape and {short(entry.guid) for entry in unseen} & set(other["links"])
    if not was_so:
        links = [short(entry.guid) for entry in unseen]
        told = told | ({"other": {"shape": reading.shape, "links": links}} if links else {})
        return Settled(known, told, [REDESIGNED])
    there = set(other["links"])
    told = _as_list(told, reading, [entry.guid for entry in unseen if short(entry.guid) in there])
    return warned(Settled(_unsettled(reading.entries, told), told), now=True)


def _unsettled(entries: list[Entry], told: Told) -> list[Entry]:
    base = set(told["base"])
    return [entry for entry in entries if short(entry.guid) not in base]


def warned(settled: Settled, *, now: bool = False) -> Settled:
    """What was rebuilt is warned of until somebody has looked."""
    if not (now or settled.told.get("redesigned")):
        return settled
    return replace(settled, told=settled.told | {"redesigned": True}, warnings=[REDESIGNED])


def short(text: str) -> str:
    """A text's mark in a memory."""
    return fingerprint(text)[:12]
