"""What the source itself says about level, area and place: offered, never saved before a person took it."""

from __future__ import annotations

from dataclasses import dataclass

from utkik.people.models import Area, Place
from utkik.signals.fields import Fields
from utkik.signals.models import Signal


@dataclass(frozen=True)
class Suggested:
    """Values that may be offered for a signal's empty fields."""

    level: str = ""
    area: Area | None = None
    place: Place | None = None


def for_signal(signal: Signal, fields: Fields) -> Suggested:
    """From the first item behind the signal, only for what is still empty."""
    pieces = signal.evidence.standing().exclude(entry=None).select_related("entry__area", "entry__place")
    piece = pieces.first()
    if piece is None or piece.entry is None:
        return Suggested()
    entry = piece.entry
    return Suggested(
        level="" if fields.get("level") else entry.level,
        area=None if fields.get("area") or not _stands(entry.area) else entry.area,
        place=None if fields.get("place") or not _stands(entry.place) else entry.place,
    )


def _stands(row: Area | Place | None) -> bool:
    return row is not None and row.ended_on is None and row.removed_at is None
