"""A unit that works for itself: members with a role for it alone, and areas that are its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from utkik.people import changes, log
from utkik.people.models import GROUP, Act, Area, Membership, Unit, UnitRole


class NotOurs(ValueError):
    """The member, or the role, is none that the unit can have."""


def give(unit: Unit, member: Membership, role: str, *, by: Membership) -> UnitRole:
    """A member becomes scanner or analyst of the unit, beside their own role. Raises NotOurs."""
    if member.organisation_id != unit.organisation_id or member.left_at or role not in GROUP:
        raise NotOurs
    with transaction.atomic():
        given, _new = UnitRole.objects.update_or_create(
            member=member, unit=unit, defaults={"role": role, "organisation_id": unit.organisation_id}
        )
        log.record("unit.role_given", unit, by=by, details={"member": member.pk, "role": role})
    return given


def take(unit: Unit, member: int, *, by: Membership) -> bool:
    """Take the role for the unit away; the member's own stays."""
    with transaction.atomic():
        rows = UnitRole.objects.for_organisation(unit.organisation_id).filter(unit=unit, member=member)
        if not rows.delete()[0]:
            return False
        log.record("unit.role_taken", unit, by=by, details={"member": member})
    return True


def set_areas(unit: Unit, areas: Iterable[int], *, by: Membership) -> list[Act]:
    """The unit's areas are these (ids) and no others; one that was another unit's moves here. Returns the acts."""
    wanted = set(areas)
    acts = []
    with transaction.atomic():
        for area in Area.objects.for_organisation(unit.organisation_id).valid():
            if area.pk in wanted and area.unit_id != unit.pk:
                acts.append(changes.change(area, "area.changed", by=by, unit=unit))
            elif area.pk not in wanted and area.unit_id == unit.pk:
                acts.append(changes.change(area, "area.changed", by=by, unit=None))
    return [act for act in acts if act]
