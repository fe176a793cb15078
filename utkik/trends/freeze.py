"""Freezing: the list of trends as it stands becomes an edition, which never changes."""

from __future__ import annotations

import hashlib

from django.db import transaction

from utkik.people import log
from utkik.people.models import Horizon, Membership, Organisation
from utkik.text.normal import nfc
from utkik.trends import refusals, snapshot
from utkik.trends.models import Edition, EditionTrend, Force, Trend

NOTE = 600


@transaction.atomic
def freeze(
    organisation: Organisation, year: int, *, by: Membership, note: str = "", looked_at: str | None = None
) -> Edition:
    """Make the next edition. `looked_at`: the mark of the list that the analyst saw (see `mark`).

    Raises NothingToFreeze, ListChanged.
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    begun = mark(organisation)
    if looked_at is not None and looked_at != begun:
        raise refusals.ListChanged
    last = newest(organisation)
    standing = snapshot.now(organisation, since=last.frozen_at if last else None)
    if not standing:
        raise refusals.NothingToFreeze
    edition = Edition.objects.create(
        organisation=organisation,
        number=(last.number if last else 0) + 1,
        year=year,
        name=_name(organisation, year),
        note=nfc(note).strip()[:NOTE],
        frozen_by=by,
        forces=_lists(Force, organisation),
        horizons=_lists(Horizon, organisation),
    )
    earlier = {row.trend: row for row in snapshot.of(last)} if last else {}
    order = snapshot.order_of(organisation)
    rows = [_row(edition, row, snapshot.change_of(earlier.pop(row.trend, None), row, order)) for row in standing]
    why = snapshot.reasons(organisation, since=last.frozen_at if last else None)
    rows += [_row(edition, row, EditionTrend.Change.GONE, why.get(row.trend, [])) for row in earlier.values()]
    EditionTrend.objects.bulk_create(rows)
    if begun != mark(organisation):  # a colleague's change came between the questions that the rows were read by
        raise refusals.ListChanged
    log.record("trend_edition.frozen", edition, by=by, details={"number": edition.number, "trends": len(standing)})
    return edition


def newest(organisation: Organisation) -> Edition | None:
    return Edition.objects.for_organisation(organisation).in_order().last()


def mark(organisation: Organisation) -> str:
    """A sign for the list as it stands: it differs as soon as any trend does."""
    trends = Trend.objects.for_organisation(organisation).order_by("pk").values_list("pk", "version")
    said = Trend.objects.for_organisation(organisation).order_by("consequences__pk")
    versions = said.values_list("consequences__pk", "consequences__version")
    return hashlib.sha256(repr([*trends, *versions]).encode()).hexdigest()[:16]


def _name(organisation: Organisation, year: int) -> str:
    """2026; a second one in the same year is 2026:2."""
    same = Edition.objects.for_organisation(organisation).filter(year=year).count()
    return f"{year}:{same + 1}" if same else f"{year}"


def _lists(model: type[Force] | type[Horizon], organisation: Organisation) -> list[dict[str, object]]:
    rows = model.objects.for_organisation(organisation).valid()
    return [{"pk": row.pk, "name": row.name, "position": row.position} for row in rows]


def _row(
    edition: Edition, row: snapshot.Held, change: str, reasons: list[snapshot.Reason] | None = None
) -> EditionTrend:
    return EditionTrend(
        organisation_id=edition.organisation_id,
        edition=edition,
        trend_id=row.trend,
        number=row.number,
        name=row.name,
        text=row.text,
        happening=row.happening,
        force_id=row.force,
        force_name=row.force_name,
        horizon_id=row.horizon,
        horizon_name=row.horizon_name,
        pressure=row.pressure,
        position=row.position,
        change=change,
        consequences=row.consequences,
        reasons=snapshot.plain(row.reasons if reasons is None else reasons),
    )
