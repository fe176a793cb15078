"""The list as it stands against the newest edition: which trends are new, closer, further away or unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from utkik.people.models import Horizon, Organisation
from utkik.trends import freeze, snapshot
from utkik.trends.models import Edition, EditionTrend, Trend

Change = EditionTrend.Change


@dataclass(frozen=True)
class Moved:
    """What became of a trend since the newest edition; without an edition `change` is empty."""

    change: str
    was: snapshot.Held | None
    ring: int | None
    was_ring: int | None

    @property
    def is_new(self) -> bool:
        return self.change == Change.NEW


@dataclass(frozen=True)
class Standing:
    """The newest edition, the rings from now outwards, and what became of each trend, by its id."""

    edition: Edition | None
    rings: list[Horizon]
    moved: dict[int, Moved]

    def count(self, change: str) -> int:
        return sum(row.change == change for row in self.moved.values())


def of(organisation: Organisation, trends: Iterable[Trend]) -> Standing:
    """Four queries, however many trends."""
    edition = freeze.newest(organisation)
    earlier = {row.trend: row for row in snapshot.of(edition)} if edition else {}
    order = snapshot.order_of(organisation)
    rings = list(Horizon.objects.for_organisation(organisation).valid())
    place = {ring.pk: number for number, ring in enumerate(rings)}
    moved = {}
    for trend in trends:
        was = earlier.get(trend.pk)
        change = _change(was, trend, order) if edition else ""
        ring = place.get(trend.horizon_id) if trend.horizon_id else None
        was_ring = place.get(was.horizon) if was and was.horizon else None
        moved[trend.pk] = Moved(change, was, ring, was_ring)
    return Standing(edition, rings, moved)


def _change(was: snapshot.Held | None, trend: Trend, order: dict[int, int]) -> str:
    if was is None:
        return str(Change.NEW)
    if was.horizon is None or trend.horizon_id is None or was.horizon == trend.horizon_id:
        return str(Change.UNCHANGED)
    closer = order.get(trend.horizon_id, 0) < order.get(was.horizon, 0)
    return str(Change.CLOSER if closer else Change.FURTHER)
