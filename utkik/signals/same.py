"""The same thing seen by two units of the organisation: they find each other."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from utkik.people.models import Membership
from utkik.signals.models import Evidence, Signal
from utkik.text.search import terms

MOST = 5
LIKE = 0.6  # of the headlines' words that the two must share
LOOKED_AT = 400


@dataclass(frozen=True)
class Same:
    """Another unit's signal (the whole's, where the unit is None) about the same thing."""

    signal: Signal
    where: str


def elsewhere(signal: Signal, member: Membership) -> list[Same]:
    """Published signals of other units (for a unit's signal also of the whole) with an item or a link in common, else
    with nearly the same headline."""
    here = signal.area.unit_id if signal.area else None
    others = Signal.objects.for_member(member).published().exclude(pk=signal.pk)
    others = others.exclude(area__unit=None) if here is None else others.exclude(area__unit=here)
    others = others.select_related("area__unit", "organisation").newest_first()
    found = list(others.filter(pk__in=_with_shared_evidence(signal))[:MOST])
    known = {row.pk for row in found}
    alike = [row for row in others[:LOOKED_AT] if row.pk not in known and _is_alike(signal, row)]
    return [Same(row, _where(row)) for row in (found + alike)[:MOST]]


def _with_shared_evidence(signal: Signal):
    mine = signal.evidence.standing()
    entries = [row.entry_id for row in mine if row.entry_id]
    links = [row.address for row in mine if row.address]
    shared = Evidence.objects.for_organisation(signal.organisation_id).standing()
    return shared.filter(Q(entry__in=entries) | Q(address__in=links)).order_by().values("signal")


def _is_alike(one: Signal, other: Signal) -> bool:
    mine, theirs = set(terms(one.headline).split()), set(terms(other.headline).split())
    return bool(mine and theirs) and len(mine & theirs) / len(mine | theirs) >= LIKE


def _where(signal: Signal) -> str:
    unit = signal.area.unit if signal.area else None
    return unit.name if unit else signal.organisation.name
