"""The order of the stream: newest first, and where a page of it ends. Pure, without clock and database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NEWEST = "newest"
PER_PAGE = 60
# Feeds that know no date write the beginning of their clock.
TOO_OLD = datetime(1990, 1, 1, tzinfo=UTC)


def sort_moment(published: datetime | None, seen: datetime) -> datetime:
    """Where an item stands: when it was published or, where that lies ahead or is unknown, when it was seen."""
    if published is None or published > seen or published < TOO_OLD:
        return seen
    return published


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: the next page holds what stands after it."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        micro = (self.at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
        return f"{micro}-{self.pk}"


def cursor(text: str) -> Cursor | None:
    """A cursor as it stands in an address; None for anything else."""
    micro, _dash, pk = text.rpartition("-")
    try:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(micro))
        return Cursor(at, int(pk)) if 0 < int(pk) < 2**63 else None
    except (ValueError, OverflowError):
        return None
