"""Roles, and leaving: what a member did stays, who they were does not."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik import clock
from utkik.people import changes, log
from utkik.people.models import Act, Area, Delivery, Draft, Invitation, LogIn, Membership, Organisation, Role
from utkik.text.sorting import swedish


class LastOne(Exception):
    """Somebody must be left who can do it."""

    code = "last_one"

    def __init__(self, text: str) -> None:
        super().__init__(self.code)
        self.text = text


LAST_ANALYST = gettext_lazy("There must be an analyst. Make somebody else analyst first.")
LAST_ADMINISTRATOR = gettext_lazy("There must be an administrator. Give somebody else the mark first.")


def set_role(member: Membership, role: str, *, by: Membership) -> Act | None:
    """Raises LastOne."""
    with transaction.atomic():
        _hold(member)
        if member.role == Role.ANALYST and role != Role.ANALYST and not _others(member).filter(role=Role.ANALYST):
            raise LastOne(str(LAST_ANALYST))
        return changes.change(member, "member.role_changed", by=by, role=Role(role))


def check_that_somebody_can(organisation: Organisation) -> None:
    """Raises LastOne when no analyst or no administrator is left: for changes that are made otherwise than here."""
    present = Membership.objects.for_organisation(organisation).filter(left_at=None)
    if not present.filter(role=Role.ANALYST):
        raise LastOne(str(LAST_ANALYST))
    if not present.filter(is_administrator=True):
        raise LastOne(str(LAST_ADMINISTRATOR))


def set_mark(member: Membership, is_administrator: bool, *, by: Membership) -> Act | None:
    """Give or take the administrator's mark. Raises LastOne, and PermissionError for who has not the mark."""
    if not by.is_administrator:
        raise PermissionError("only an administrator gives the mark")
    with transaction.atomic():
        _hold(member)
        if member.is_administrator and not is_administrator and not _others(member).filter(is_administrator=True):
            raise LastOne(str(LAST_ADMINISTRATOR))
        return changes.change(member, "member.mark_changed", by=by, is_administrator=is_administrator)


def remove(member: Membership, *, by: Membership) -> None:
    """Take the member out at once: the row stays as a pseudonym, the account goes when it opens nothing else.

    Raises LastOne.
    """
    with transaction.atomic():
        _hold(member)
        if member.role == Role.ANALYST and not _others(member).filter(role=Role.ANALYST):
            raise LastOne(str(LAST_ANALYST))
        if member.is_administrator and not _others(member).filter(is_administrator=True):
            raise LastOne(str(LAST_ADMINISTRATOR))
        user, email = member.user, member.user.email if member.user else ""
        areas = _let_go_of_areas(member)
        _forget(member, email)
        if user and not user.memberships.exists():
            user.delete()
        elif user:
            LogIn.objects.filter(user=user).delete()
        log.record("member.removed", member, by=by, details={"areas": areas})


def areas_of(member: Membership) -> list[Area]:
    """The areas that would stand without their owner."""
    return list(Area.objects.for_member(member).valid().filter(owner=member))


def _hold(member: Membership) -> None:
    """Two who take each other's role away at once wait for each other, so that one is left."""
    Organisation.objects.select_for_update().get(pk=member.organisation_id)


def _others(member: Membership):
    return Membership.objects.for_member(member).filter(left_at=None).exclude(pk=member.pk)


def _let_go_of_areas(member: Membership) -> list[int]:
    areas = Area.objects.for_member(member)
    owned = list(areas.filter(owner=member).values_list("pk", flat=True))
    areas.filter(owner=member).update(owner=None)
    areas.filter(deputy=member).update(deputy=None)
    return owned


def _forget(member: Membership, email: str) -> None:
    with translation.override(member.organisation.language):
        number = Membership.objects.for_member(member).filter(left_at__isnull=False).count() + 1
        member.name = _("Former member %(number)s") % {"number": number}
    member.sort_key = swedish(member.name)
    member.user, member.unit, member.is_administrator, member.seen_at = None, None, False, None
    member.left_at = clock.now()
    member.save()
    Draft.objects.for_member(member).filter(member=member).delete()
    nobody = f"left-{member.pk}@invalid"
    deliveries = Delivery.objects.for_member(member).filter(address=email)
    for delivery in deliveries:
        delivery.address, delivery.text, delivery.html = nobody, "", ""
        delivery.save(update_fields=["address", "text", "html"])
    invitations = Invitation.objects.for_member(member).filter(email=email)
    invitations.filter(used_at=None, revoked_at=None).update(revoked_at=member.left_at)
    invitations.update(email=nobody, name="")
