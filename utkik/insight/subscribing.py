"""The address by which a member's own calendar follows the plan: made, made anew, ended, dead once they have left."""

from __future__ import annotations

from utkik.insight.models import CalendarKey
from utkik.insight.models.plan import new_key
from utkik.people.models import Membership


def of(member: Membership) -> CalendarKey | None:
    return CalendarKey.objects.for_member(member).filter(member=member).first()


def make(member: Membership) -> CalendarKey:
    """A new address; the one before it is dead from now on."""
    told = {"organisation_id": member.organisation_id, "key": new_key()}
    made, _new = CalendarKey.objects.update_or_create(member=member, defaults=told)
    return made


def end(member: Membership) -> bool:
    """The address is dead from now on, and there is none. False when there was none."""
    gone, _rows = CalendarKey.objects.for_member(member).filter(member=member).delete()
    return bool(gone)


def behind(key: str) -> Membership | None:
    """Whose calendar an address is; None when it is dead or they have left."""
    known = CalendarKey.objects.filter(key=key, member__left_at=None, member__user__is_active=True)
    found = known.select_related("member__organisation", "member__user").first()
    return found.member if found else None
