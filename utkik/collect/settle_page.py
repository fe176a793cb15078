"""What of a watched page's text is news: decisions alone, without clock and database.

A text that was there once is no news. What stands at a place whose text was another a moment later, or at three visits
after each other, is furniture: a place is known by the texts around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from utkik.collect.address import fingerprint
from utkik.collect.read import furniture
from utkik.collect.read.reading import Entry, Reading
from utkik.collect.settle import REDESIGNED, REMEMBERED, Settled, Told, short, warned
from utkik.text.normal import beginning

AT_ONCE = 40
KEPT_SHARE = 0.2
RESTLESS = 3
TITLE_SIGNS = 100
LINK_SIGNS = 80
LINK_WORDS = 8

Make = Callable[[str, str, str, list[str]], Entry]


@dataclass(frozen=True, slots=True)
class _Run:
    """Texts after each other that are not known, and what stands around them."""

    place: str
    keys: list[str]


def page(told: Told, reading: Reading, make: Make) -> Settled:
    """`make(title, guid, link, texts)` makes the entry of what was added."""
    keys, later = _keys(reading.blocks), _keys(reading.again)
    loose = told.get("loose", {}) | _loose(keys, later)
    if "seen" not in told:
        return Settled([], _told(told, [*keys, *later], reading, loose, {})) if keys else Settled([], told)
    seen = set(told["seen"])
    added = [key for key in keys if key not in seen]
    restless: dict[str, int] = {}
    if not keys or _is_other(told, reading, len(added), len(keys)):
        other = set(told.get("other", ()))
        if not other & set(keys):
            return Settled([], told | {"other": keys}, [REDESIGNED])
        news = [key for key in added if key not in other]
        told = told | {"redesigned": True}
    else:
        news, restless = _news(keys, seen, loose, told.get("restless", {}))
    after = _told(told, [*keys, *later], reading, loose, restless)
    texts = {_key(text): text for text in reversed(reading.blocks)} if news else {}
    entries = [make(*_addition(reading, [texts[key] for key in news]))] if news else []
    return warned(Settled(entries, after))


def _told(told: Told, keys: list[str], reading: Reading, loose: dict, restless: dict) -> Told:
    remembered = list(dict.fromkeys([*told.get("seen", ()), *keys]))[-REMEMBERED:]
    made = {"seen": remembered, "title": reading.title, "loose": loose, "restless": restless}
    return made | ({"redesigned": True} if told.get("redesigned") else {})


def _news(keys: list[str], seen: set[str], loose: dict[str, int], before: dict[str, int]) -> tuple[list[str], dict]:
    """What is news, and at which places something was added, for how many visits after each other.

    A place that proves restless is loose from then on.
    """
    news: list[str] = []
    restless: dict[str, int] = {}
    for run in _runs(keys, seen):
        passed_over = loose.get(run.place, 0)
        if not passed_over:
            restless[run.place] = before.get(run.place, 0) + 1
            if restless[run.place] >= RESTLESS:
                passed_over = loose[run.place] = len(run.keys)
        news += run.keys[passed_over:]
    return news, restless


def _loose(keys: list[str], later: list[str]) -> dict[str, int]:
    """The places whose text was another a moment later, and how many texts stood there."""
    if not later:
        return {}
    steady = set(keys) & set(later)
    found: dict[str, int] = {}
    for run in (*_runs(keys, steady), *_runs(later, steady)):
        found[run.place] = max(found.get(run.place, 0), len(run.keys))
    return found


def _runs(keys: list[str], known: set[str]) -> Iterator[_Run]:
    before, waiting = "", []
    for is_known, some in groupby(keys, key=known.__contains__):
        run = list(some)
        if not is_known:
            waiting = run
            continue
        if waiting:
            yield _Run(f"{before}/{run[0]}", waiting)
        before, waiting = run[-1], []
    if waiting:
        yield _Run(f"{before}/", waiting)


def _is_other(told: Told, reading: Reading, added: int, size: int) -> bool:
    kept = size - added
    if not kept and reading.title != told["title"]:
        return True
    return added > AT_ONCE and kept < KEPT_SHARE * size


def _addition(reading: Reading, texts: list[str]) -> tuple[str, str, str, list[str]]:
    """Title, guid, link and texts of what was added; the link leads to the words themselves."""
    mark = fingerprint(*texts)[:12]
    words = quote(" ".join(texts[0].split()[:LINK_WORDS])[:LINK_SIGNS], safe="").replace("-", "%2D")
    link = f"{reading.site.partition('#')[0]}#u-{mark}:~:text={words}"
    begins = beginning(texts[0], TITLE_SIGNS)
    return f"{reading.title}: {begins}" if reading.title else begins, f"added:{mark}", link, texts


def _keys(blocks: list[str]) -> list[str]:
    return [key for key in dict.fromkeys(_key(text) for text in blocks) if key]


def _key(text: str) -> str:
    """What a text is known by: without what changes at each visit, and without numbers that matter to nobody."""
    steady = furniture.steady_text(text)
    if not steady:
        return ""
    return short(steady.casefold() if furniture.is_weighty(steady) else furniture.without_numbers(steady))
