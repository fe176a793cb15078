"""What the radar shows: the trends as they stand or as an edition held them, against the edition before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utkik import clock
from utkik.people.models import Area, Horizon, Membership, Organisation
from utkik.signals.models import Signal
from utkik.trends import snapshot
from utkik.trends.draw import marks
from utkik.trends.draw.radar import MOST
from utkik.trends.models import Edition, Force

NEW_FOR, BACK = timedelta(days=31), timedelta(days=365)
WIDEST_NUMBER = 999


@dataclass(frozen=True)
class Row:
    """One thing on the radar, as the table tells it. `key` is its id and gives its place."""

    key: int
    number: int
    name: str
    sector: int
    sector_name: str
    ring: int | None
    ring_name: str
    was: int | None
    move: str
    href: str
    pressure: int | None = None
    units: frozenset[int] = frozenset()

    @property
    def sign(self) -> Any:
        return marks.sign(self.number, self.move)

    @property
    def label(self) -> str:
        where = self.ring_name or _("no time horizon")
        return f"{self.number}. {self.name}: {self.sector_name}, {where}, {self.movement}"

    @property
    def movement(self) -> str:
        return {
            marks.NEW: pgettext("movement of a trend", "new"),
            marks.CLOSER: pgettext("movement of a trend", "closer"),
            marks.FURTHER: pgettext("movement of a trend", "further away"),
        }.get(self.move, pgettext("movement of a trend", "unchanged"))

    def as_mark(self, *, is_current: bool = False) -> marks.Mark:
        return marks.Mark(
            key=self.key,
            number=self.number,
            label=self.label,
            sector=self.sector,
            ring=self.ring,
            was=self.was,
            move=self.move,
            href=self.href,
            is_current=is_current,
        )


@dataclass(frozen=True)
class Overview:
    """Everything on one radar. `drawn` are the rows with a horizon, at most MOST; `hidden` keys keep their place."""

    rings: list[str]
    sectors: list[str]
    rows: list[Row]
    hidden: frozenset[int] = field(default_factory=frozenset)

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if row.key not in self.hidden]

    @property
    def drawn(self) -> list[Row]:
        """Those with a horizon; of more than MOST those under the strongest pressure, in their order."""
        placed = [row for row in self.rows if row.ring is not None]
        strongest = sorted(placed, key=lambda row: (-(row.pressure or 0), row.number))[:MOST]
        kept = {row.key for row in strongest}
        return [row for row in placed if row.key in kept]

    def count(self, move: str) -> int:
        return sum(row.move == move for row in self.shown)

    def in_ring(self, ring: int) -> int:
        return sum(row.ring == ring for row in self.shown)

    def narrowed(self, unit: int | None) -> Overview:
        """Only what concerns a unit is shown; all keep their places."""
        if unit is None:
            return self
        return replace(self, hidden=frozenset(row.key for row in self.rows if unit not in row.units))


def of_now(home: Organisation) -> Overview:
    """The trends as they stand, against the newest edition."""
    rings = [(row.pk, row.name) for row in Horizon.objects.for_organisation(home).valid()]
    sectors = [(row.pk, row.name) for row in Force.objects.for_organisation(home).valid()]
    earlier = Edition.objects.for_organisation(home).in_order().last()
    before = snapshot.of(earlier) if earlier else None
    return _overview(home, snapshot.now(home), before, rings, sectors)


def of_edition(edition: Edition) -> Overview:
    """The trends as an edition held them, against the one before it."""
    home = edition.organisation
    earlier = Edition.objects.for_organisation(home).filter(number__lt=edition.number).in_order().last()
    before = snapshot.of(earlier) if earlier else None
    return _overview(home, snapshot.of(edition), before, _list(edition.horizons), _list(edition.forces))


def _list(rows: Iterable[dict[str, Any]]) -> list[tuple[int, str]]:
    return [(row["pk"], row["name"]) for row in rows]


def _overview(
    home: Organisation,
    held: Sequence[snapshot.Held],
    before: Sequence[snapshot.Held] | None,
    rings: list[tuple[int, str]],
    sectors: list[tuple[int, str]],
) -> Overview:
    order = snapshot.order_of(home)
    place = {pk: number for number, (pk, _name) in enumerate(rings)}
    sector = {pk: number for number, (pk, _name) in enumerate(sectors)}
    used = {row.force for row in held}
    names = [name for _pk, name in sectors]
    if any(force not in sector for force in used):
        names.append(_("No force"))
    earlier = {row.trend: row for row in before or ()}
    rows = []
    for one in held:
        was = earlier.get(one.trend)
        at = sector.get(one.force or 0, len(names) - 1)
        ring = place.get(one.horizon or 0)
        move = snapshot.change_of(was, one, order) if before is not None else marks.UNCHANGED
        rows.append(
            Row(
                key=one.trend,
                number=one.number,
                name=one.name,
                sector=at,
                sector_name=names[at],
                ring=ring,
                ring_name=one.horizon_name,
                was=place.get(was.horizon or 0) if was else None,
                move=str(move),
                href=reverse("trends:trend", args=[home.slug, one.number]),
                pressure=one.pressure,
                units=frozenset(row["unit"] for row in one.consequences if row["text"]),
            )
        )
    return Overview([name for _pk, name in rings], names, rows)


def of_signals(member: Membership) -> Overview:
    """The year's signals by area: lifted ones first, then the latest, as many as a radar holds."""
    home = member.organisation
    rings = list(Horizon.objects.for_organisation(home).valid())
    areas = list(Area.objects.for_organisation(home).filter(unit=None).valid())
    moment = clock.now()
    signals = Signal.objects.for_organisation(home).published().filter(published_at__gte=moment - BACK)
    placed = signals.filter(horizon__in=rings, area__in=areas).select_related("organisation")
    latest = sorted(placed.newest_first(), key=lambda signal: signal.outcome != "lifted")[:MOST]
    ring = {row.pk: number for number, row in enumerate(rings)}
    sector = {row.pk: number for number, row in enumerate(areas)}
    in_order = sorted(latest, key=lambda signal: (sector[signal.area_id or 0], signal.number))
    runs = any(signal.number > WIDEST_NUMBER for signal in in_order)
    rows = [
        Row(
            key=signal.pk,
            number=place if runs else signal.number,
            name=signal.headline,
            sector=sector[signal.area_id or 0],
            sector_name=areas[sector[signal.area_id or 0]].name,
            ring=ring[signal.horizon_id or 0],
            ring_name=rings[ring[signal.horizon_id or 0]].name,
            was=None,
            move=marks.NEW if signal.published_at and moment - signal.published_at < NEW_FOR else marks.UNCHANGED,
            href=signal.get_absolute_url(),
        )
        for place, signal in enumerate(in_order, 1)
    ]
    return Overview([row.name for row in rings], [row.name for row in areas], rows)
