"""What a trend means for each committee: handed in by the unit, or written by the group."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from utkik import clock
from utkik.people import log
from utkik.people.models import Horizon, Membership, Unit
from utkik.text.normal import nfc
from utkik.trends import refusals
from utkik.trends.models import Alteration, Consequence, Trend

LONGEST = 600


@dataclass(frozen=True)
class Said:
    """What is said for one unit."""

    text: str
    horizon: Horizon | None = None
    pressure: int | None = None


@transaction.atomic
def write(
    trend: Trend, unit: Unit, said: Said, *, by: Membership, version: int | None = None, source: str = ""
) -> Consequence | None:
    """Set what the trend means for a unit; None when nothing differs. Raises ChangedMeanwhile.

    `version`: the one the writer saw, 0 where nothing stood.
    """
    rows = Consequence.objects.for_organisation(trend.organisation_id).select_for_update()
    held = rows.filter(trend=trend, unit=unit).first() or Consequence(
        organisation_id=trend.organisation_id, trend=trend, unit=unit, version=0
    )
    if version is not None and version != held.version:
        raise refusals.ChangedMeanwhile
    text = nfc(said.text).strip()[:LONGEST]
    if (held.text, held.horizon, held.pressure) == (text, said.horizon, said.pressure):
        return None
    before = held.text
    held.text, held.horizon, held.pressure = text, said.horizon, said.pressure
    held.version += 1
    held.changed_at, held.changed_by = clock.now(), by
    held.save()
    if before != text:
        _remember(trend, unit, before, text, by=by, source=source)
    log.record("trend.consequence_written", trend, by=by, details={"unit": unit.pk, "version": held.version})
    return held


def rows(trend: Trend) -> list[tuple[Unit, Consequence | None]]:
    """The committees in their order, and other units of which something is said; with what is said, if anything."""
    home = trend.organisation_id
    found = {row.unit_id: row for row in trend.consequences.select_related("unit", "horizon").exclude(text="")}
    committees = Q(sort=Unit.Sort.COMMITTEE) | Q(pk__in=list(found))
    units = Unit.objects.for_organisation(home).filter(removed_at=None, ended_on=None)
    return [(unit, found.get(unit.pk)) for unit in units.filter(committees).order_by("position", "sort_key")]


def _remember(trend: Trend, unit: Unit, before: str, after: str, *, by: Membership, source: str) -> None:
    Alteration.objects.create(
        organisation_id=trend.organisation_id,
        trend=trend,
        what=Alteration.What.CONSEQUENCE,
        before=before,
        after=after,
        source=source,
        unit=unit,
        version=trend.version,
        by=by,
    )
