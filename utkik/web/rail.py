"""The rail: each step registers its own entry, the frame puts them in order and marks where the reader is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

START, WAY, AROUND, CARE = "start", "way", "around", "care"
GROUPS = (START, WAY, AROUND, CARE)


@dataclass(frozen=True)
class Entry:
    """One line of the rail.

    ``count`` is what the member can act on, ``said`` the words a screen reader hears after it ("left for you").
    ``tab`` above 0 offers the entry to the bottom bar of five, lowest first; ``icon`` is its sign there and
    ``short`` its word where the bar is narrow. ``key`` is the delivered key that leads there ("g i"); a
    person's own choice takes its place.
    """

    name: str | Promise
    url: str
    group: str = WAY
    order: int = 100
    count: int = 0
    said: str | Promise = ""
    icon: str = ""
    tab: int = 0
    short: str | Promise = ""
    key: str = ""
    current: str = ""


Offering = Callable[[Any], Entry | None]
_offering: list[Offering] = []


def register(function: Offering) -> None:
    """Let ``function(request)`` offer an entry, or None to those who may not go there."""
    if function not in _offering:
        _offering.append(function)


def entries(request: HttpRequest) -> list[Entry]:
    """Every entry this member sees, in order, with the current one marked ("page" or "true")."""
    offered = [entry for function in _offering if (entry := function(request))]
    offered.sort(key=lambda entry: (GROUPS.index(entry.group), entry.order))
    here = _nearest(request.path, offered)
    return [
        replace(entry, current="page" if entry.url == request.path else "true") if entry is here else entry
        for entry in offered
    ]


def grouped(offered: Iterable[Entry]) -> list[dict[str, Any]]:
    """The entries in their groups; a group without entries is left out."""
    offered = list(offered)
    groups = [{"name": name, "entries": [e for e in offered if e.group == name]} for name in GROUPS]
    return [group for group in groups if group["entries"]]


def tabs(offered: Iterable[Entry], *, most: int = 5) -> list[Entry]:
    """The most used entries for the bottom bar, in the order of their ``tab`` number."""
    return sorted((entry for entry in offered if entry.tab), key=lambda entry: entry.tab)[:most]


def _nearest(path: str, offered: list[Entry]) -> Entry | None:
    """The entry whose address the path lies under. Start lies above everything: it counts only when exact."""
    fits = [e for e in offered if path == e.url or (e.group != START and path.startswith(e.url.rstrip("/") + "/"))]
    return max(fits, key=lambda entry: len(entry.url), default=None)
