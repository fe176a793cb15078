"""Who answers, who follows up, who may give the group a commission."""

from __future__ import annotations

from utkik.people.models import Membership, Role, Unit
from utkik.reports.models import Commission, FollowUp


def unit_ids(member: Membership) -> set[int]:
    """The units a member belongs to; asked once per member and request."""
    known = vars(member)
    if "known_unit_ids" not in known:
        ids = set(member.unit_roles.values_list("unit", flat=True))
        known["known_unit_ids"] = ids | ({member.unit_id} if member.unit_id else set())
    return known["known_unit_ids"]


def in_management(member: Membership) -> bool:
    """Whether the member sits in a unit that is marked as management team, whatever the role."""
    known = vars(member)
    if "known_in_management" not in known:
        units = Unit.objects.for_member(member).standing().filter(sort=Unit.Sort.MANAGEMENT)
        known["known_in_management"] = member.left_at is None and units.filter(pk__in=unit_ids(member)).exists()
    return known["known_in_management"]


def may_answer(member: Membership) -> bool:
    """The management team answers; an analyst notes it for them in the meeting."""
    return member.left_at is None and (member.is_analyst or in_management(member))


def may_follow(member: Membership, follow_up: FollowUp) -> bool:
    """Whoever answers for it, their unit, the management team, and the group for them."""
    if member.left_at or member.organisation_id != follow_up.organisation_id:
        return False
    mine = follow_up.owner_id == member.pk or follow_up.unit_id in unit_ids(member)
    return mine or member.in_group or in_management(member)


def asking_units(member: Membership) -> list[Unit]:
    """In whose name the member may give a commission: own units; an analyst in any unit's."""
    standing = Unit.objects.for_member(member).standing()
    if member.is_at_least(Role.ANALYST):
        return list(standing)
    return list(standing.filter(pk__in=unit_ids(member)))


def may_withdraw(member: Membership, commission: Commission) -> bool:
    """Those who asked, and an analyst for them."""
    if member.organisation_id != commission.organisation_id or member.left_at:
        return False
    return member.is_analyst or commission.asked_by_unit_id in unit_ids(member)
