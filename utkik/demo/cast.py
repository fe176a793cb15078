"""Who and what is on stage while the example is played, by the codes that the content uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from zlib import crc32

from utkik.collect.models import Source
from utkik.demo.load import Content
from utkik.demo.timeline import Timeline
from utkik.people.models import Area, Horizon, Kind, Membership, Organisation, Place, Unit
from utkik.rounds.models import Round
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.trends.models import Trend


class Act(NamedTuple):
    """Something that is done at a minute of a day on the line."""

    day: int
    minute: int
    do: Callable[[], object]


@dataclass
class Cast:
    """Filled act by act; what an act needs was brought in by an earlier one."""

    content: Content
    line: Timeline
    passwords: dict[str, str]
    organisation: Organisation = field(init=False)
    members: dict[str, Membership] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, Area] = field(default_factory=dict)
    horizons: dict[str, Horizon] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    signals: dict[str, Signal] = field(default_factory=dict)
    rounds: dict[int, Round] = field(default_factory=dict)
    trends: dict[str, Trend] = field(default_factory=dict)


def steady(text: str, most: int) -> int:
    """A number below `most` that is always the same for a text: so no two days of the example look alike."""
    return crc32(text.encode()) % most
