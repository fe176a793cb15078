"""The list of trends as it stands now, or as an edition holds it, in one form, so that any two can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from utkik.people.models import Horizon, Organisation
from utkik.trends.models import Alteration, Consequence, Edition, EditionTrend, Trend

What = Alteration.What
# What a reader of two editions is told the reason of.
TOLD = [What.TAKEN_IN, What.NAME, What.TEXT, What.HAPPENING, What.FORCE, What.HORIZON, What.ENDED, What.RESUMED]


@dataclass(frozen=True)
class Reason:
    """One change with its ground, in words that never change."""

    what: str
    before: str
    after: str
    why: str
    source: str
    at: str


@dataclass(frozen=True)
class Held:
    """A trend as one list holds it."""

    trend: int
    number: int
    name: str
    text: str
    happening: str
    force: int | None
    force_name: str
    horizon: int | None
    horizon_name: str
    pressure: int | None
    position: int
    consequences: list[dict[str, Any]] = field(default_factory=list)
    reasons: list[Reason] = field(default_factory=list)


def now(organisation: Organisation, *, since: datetime | None = None) -> list[Held]:
    """What is followed today, with the reasons for what changed after `since`."""
    standing = Trend.objects.for_organisation(organisation).standing().select_related("force", "horizon")
    said = _consequences(organisation)
    why = reasons(organisation, since=since)
    return [
        Held(
            trend=trend.pk,
            number=trend.number,
            name=trend.name,
            text=trend.text,
            happening=trend.happening,
            force=trend.force_id,
            force_name=trend.force.name if trend.force else "",
            horizon=trend.horizon_id,
            horizon_name=trend.horizon.name if trend.horizon else "",
            pressure=trend.pressure,
            position=position,
            consequences=said.get(trend.pk, []),
            reasons=why.get(trend.pk, []),
        )
        for position, trend in enumerate(standing, 1)
    ]


def of(edition: Edition) -> list[Held]:
    """What an edition holds; not what had gone by then."""
    rows = edition.trends.exclude(change=EditionTrend.Change.GONE).order_by("position")
    return [held(row) for row in rows]


def held(row: EditionTrend) -> Held:
    return Held(
        trend=row.trend_id,
        number=row.number,
        name=row.name,
        text=row.text,
        happening=row.happening,
        force=row.force_id,
        force_name=row.force_name,
        horizon=row.horizon_id,
        horizon_name=row.horizon_name,
        pressure=row.pressure,
        position=row.position,
        consequences=row.consequences,
        reasons=[Reason(**reason) for reason in row.reasons],
    )


def reasons(organisation: Organisation, *, since: datetime | None) -> dict[int, list[Reason]]:
    """By trend, what changed after a moment and why, oldest first."""
    made = Alteration.objects.for_organisation(organisation).filter(what__in=TOLD)
    if since is not None:
        made = made.filter(at__gt=since)
    found: dict[int, list[Reason]] = {}
    for row in made.select_related("unit", "proposal__unit").order_by("at", "pk"):
        found.setdefault(row.trend_id, []).append(
            Reason(row.what, row.before, row.after, row.why, source_of(row), row.at.isoformat())
        )
    return found


def source_of(row: Alteration) -> str:
    """From whose input a change came: what was written, else the unit's name."""
    unit = row.unit or (row.proposal.unit if row.proposal else None)
    return row.source or (unit.name if unit else "")


def order_of(organisation: Organisation) -> dict[int, int]:
    """Every horizon the organisation has or had, by id: how far from now it lies."""
    rows = Horizon.objects.for_organisation(organisation).order_by("position", "pk").values_list("pk", flat=True)
    return {pk: place for place, pk in enumerate(rows)}


def change_of(before: Held | None, after: Held, order: dict[int, int]) -> str:
    """new, closer, further or unchanged."""
    if before is None:
        return EditionTrend.Change.NEW
    if before.horizon is None or after.horizon is None or before.horizon == after.horizon:
        return EditionTrend.Change.UNCHANGED
    closer = order.get(after.horizon, 0) < order.get(before.horizon, 0)
    return EditionTrend.Change.CLOSER if closer else EditionTrend.Change.FURTHER


def plain(rows: Iterable[Reason]) -> list[dict[str, str]]:
    return [asdict(row) for row in rows]


def _consequences(organisation: Organisation) -> dict[int, list[dict[str, Any]]]:
    rows = Consequence.objects.for_organisation(organisation).exclude(text="").select_related("unit", "horizon")
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.order_by("unit__position", "unit__sort_key"):
        found.setdefault(row.trend_id, []).append(
            {
                "unit": row.unit_id,
                "unit_name": row.unit.name,
                "text": row.text,
                "horizon": row.horizon_id,
                "horizon_name": row.horizon.name if row.horizon else "",
                "pressure": row.pressure,
            }
        )
    return found
