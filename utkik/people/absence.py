"""Being away, with dates: the deputy's stream takes over meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from utkik.people import log
from utkik.people.models import Absence, Area, Membership

LONGEST_DAYS = 731


class NotTheirs(PermissionError):
    """Only oneself and an analyst note that somebody is away."""


class BadDays(ValueError):
    """The days are in the wrong order, over already, or more than two years."""


@dataclass(frozen=True)
class Standing:
    """An area whose owner is away, and who watches it meanwhile: None when nobody does."""

    area: Area
    deputy: Membership | None


def may_note(member: Membership, by: Membership) -> bool:
    return member.organisation_id == by.organisation_id and (member.pk == by.pk or by.is_analyst)


def note(member: Membership, first_on: date, last_on: date, *, by: Membership) -> Absence:
    """Note that somebody is away, both days included. Raises NotTheirs and BadDays."""
    if not may_note(member, by):
        raise NotTheirs
    if last_on < first_on or last_on < member.organisation.today() or (last_on - first_on).days > LONGEST_DAYS:
        raise BadDays
    with transaction.atomic():
        absence = Absence.objects.create(
            organisation_id=member.organisation_id, member=member, first_on=first_on, last_on=last_on, noted_by=by
        )
        log.record("absence.noted", absence, by=by, changed=["first_on", "last_on"])
    return absence


def cancel(absence: Absence, *, by: Membership) -> None:
    """Take it back: the owner is here. Raises NotTheirs."""
    if not may_note(absence.member, by):
        raise NotTheirs
    with transaction.atomic():
        log.record("absence.cancelled", absence, by=by)
        absence.delete()


def coming(member: Membership) -> list[Absence]:
    """The organisation's present and coming absences, the nearest first."""
    rows = Absence.objects.for_member(member).filter(last_on__gte=member.organisation.today(), member__left_at=None)
    return list(rows.select_related("member").order_by("first_on", "pk"))


def standing_in(absences: list[Absence], member: Membership) -> dict[int, list[Standing]]:
    """By absent member: their areas and who stands in. A deputy who is away in the same days stands in for nobody."""
    owners = {absence.member_id for absence in absences}
    found: dict[int, list[Standing]] = {pk: [] for pk in owners}
    areas = Area.objects.for_member(member).valid().filter(owner__in=owners).select_related("owner", "deputy")
    for area in areas:
        away = any(
            absence.member_id == area.deputy_id and _meets(absence, other)
            for absence in absences
            for other in absences
            if other.member_id == area.owner_id
        )
        found[area.owner_id].append(Standing(area, None if away else area.deputy))  # type: ignore[index]
    return found


def _meets(one: Absence, other: Absence) -> bool:
    return one.first_on <= other.last_on and other.first_on <= one.last_on
