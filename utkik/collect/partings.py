"""What becomes of a removed source's articles: later steps hold them, and say here how many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from utkik.collect.models import Source
from utkik.people.models import Membership


@dataclass(frozen=True, slots=True)
class Parting:
    """`waiting(source)`: how many wait that came by this source alone; `take_away(source, by)` takes them away."""

    waiting: Callable[[Source], int]
    take_away: Callable[[Source, Membership], int]


_partings: list[Parting] = []


def register(parting: Parting) -> None:
    """Let a later step part with a source's articles."""
    _partings.append(parting)


def waiting(source: Source) -> int:
    """How many articles wait that came by this source alone."""
    return sum(parting.waiting(source) for parting in _partings)


def take_away(source: Source, *, by: Membership) -> int:
    """Take them away, inside the transaction that removes the source. Returns how many."""
    return sum(parting.take_away(source, by) for parting in _partings)
