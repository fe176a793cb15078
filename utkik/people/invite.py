"""Seats kept for addresses: a link that works once, for a week, opened by GET and used by POST."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik import clock
from utkik.people import limits, links, log, mail
from utkik.people.models import Invitation, Membership, Organisation, Role, Unit, User
from utkik.people.models.members import tidy_email
from utkik.text.normal import one_line
from utkik.text.sorting import swedish

LASTS = timedelta(days=7)


class InvitationError(Exception):
    """`text` says to a person what is the matter."""

    code = "invitation"
    text = gettext_lazy("The invitation cannot be used.")


class AlreadyMember(InvitationError):
    code = "already_member"
    text = gettext_lazy("That person is a member already.")


class NotYours(InvitationError):
    code = "not_yours"
    text = gettext_lazy("The invitation is for another e-mail address than the one you are logged in with.")


class Over(InvitationError):
    code = "over"
    text = gettext_lazy("The link has been used, was withdrawn, or is older than seven days. Ask for a new one.")


def invite(
    organisation: Organisation,
    email: str,
    *,
    role: str,
    by: Membership,
    is_administrator: bool = False,
    unit: Unit | None = None,
    name: str = "",
) -> Invitation:
    """Keep a seat and mail its link. An older invitation to the same address dies.

    Raises AlreadyMember, limits.TooOften, PermissionError (only an administrator gives the mark).
    """
    email = tidy_email(email)
    if is_administrator and not by.is_administrator:
        raise PermissionError("only an administrator gives the mark")
    if member_with(organisation, email):
        raise AlreadyMember(email)
    limits.take((limits.INVITATIONS, str(organisation.pk)))
    with transaction.atomic():
        _withdraw(Invitation.objects.for_organisation(organisation).filter(email=email))
        moment = clock.now()
        invitation = Invitation(
            organisation=organisation,
            email=email,
            name=one_line(name),
            role=Role(role),
            is_administrator=is_administrator,
            unit=unit,
            invited_by=by,
            created_at=moment,
            expires_at=moment + LASTS,
        )
        invitation.token_hash = links.hashed(links.invitation_token(invitation))
        invitation.save()
        log.record("member.invited", invitation, by=by, details={"role": invitation.role})
        if mail.can_send():
            _mail(invitation)
    return invitation


def again(invitation: Invitation, *, by: Membership) -> Invitation:
    """A new link for the same seat; the old one is dead. Raises as `invite`."""
    return invite(
        invitation.organisation,
        invitation.email,
        role=invitation.role,
        by=by,
        is_administrator=invitation.is_administrator,
        unit=invitation.unit,
        name=invitation.name,
    )


def withdraw(invitation: Invitation, *, by: Membership) -> bool:
    """The link no longer works. False when it was used or withdrawn before."""
    with transaction.atomic():
        gone = _withdraw(Invitation.objects.for_member(by).filter(pk=invitation.pk))
        if gone:
            log.record("member.invitation_withdrawn", invitation, by=by)
    return bool(gone)


def find(token: str) -> Invitation | None:
    """The invitation of a link, whatever has become of it."""
    invitations = Invitation.objects.select_related("organisation", "invited_by", "unit")
    return invitations.filter(token_hash=links.hashed(token)).first()


def is_open(invitation: Invitation) -> bool:
    return not invitation.used_at and not invitation.revoked_at and invitation.expires_at > clock.now()


def accept(invitation: Invitation, user: User, *, name: str = "") -> Membership:
    """The logged-in user takes the seat. Raises Over, NotYours, AlreadyMember."""
    if user.email != invitation.email:
        raise NotYours(invitation.pk)
    with transaction.atomic():
        _use(invitation)
        return _seat(invitation, user, name)


def accept_as_new(invitation: Invitation, *, name: str, password: str) -> Membership:
    """Make the account and take the seat. Raises Over; NotYours when the address has an account already."""
    with transaction.atomic():
        _use(invitation)
        if User.objects.filter(email=invitation.email).exists():
            raise NotYours(invitation.pk)
        return _seat(invitation, User.objects.create_user(invitation.email, password), name)


def member_with(organisation: Organisation, email: str) -> Membership | None:
    members = Membership.objects.for_organisation(organisation).filter(left_at=None)
    return members.filter(user__email=tidy_email(email)).first()


def has_account(invitation: Invitation) -> bool:
    return User.objects.filter(email=invitation.email).exists()


def _use(invitation: Invitation) -> None:
    """Of two clicks at once one gets through."""
    if not Invitation.objects.open().filter(pk=invitation.pk).update(used_at=clock.now()):
        raise Over(invitation.pk)


def _seat(invitation: Invitation, user: User, name: str) -> Membership:
    if member_with(invitation.organisation, user.email):
        raise AlreadyMember(invitation.pk)
    name = one_line(name) or invitation.name or known_name(user)
    member = Membership.objects.create(
        organisation=invitation.organisation,
        user=user,
        name=name[:120],
        sort_key=swedish(name[:120]),
        unit=invitation.unit,
        role=invitation.role,
        is_administrator=invitation.is_administrator,
        seen_at=clock.now(),
    )
    log.record("member.joined", member, by=member, details={"invitation": invitation.pk, "role": member.role})
    return member


def known_name(user: User) -> str:
    """What the person is called elsewhere, else the part of the address before the @."""
    elsewhere = Membership.objects.filter(user=user, left_at=None).values_list("name", flat=True).first()
    return elsewhere or user.email.split("@")[0]


def _withdraw(invitations) -> int:
    return invitations.filter(used_at=None, revoked_at=None).update(revoked_at=clock.now())


def _mail(invitation: Invitation) -> None:
    user = User.objects.filter(email=invitation.email).first()
    with mail.language_of(user, invitation.organisation) as language:
        told = {
            "who": invitation.invited_by.name if invitation.invited_by else invitation.organisation.name,
            "organisation": invitation.organisation.name,
            "role": Role(invitation.role).label,
            "link": links.invitation_link(invitation),
        }
        mail.put(
            invitation.organisation,
            address=invitation.email,
            occasion=f"invitation-{invitation.pk}",
            language=language,
            subject=_("Invitation to Utkik at %(organisation)s") % told,
            text=_(
                "%(who)s invites you to take part in the horizon scanning of %(organisation)s, as %(role)s.\n\n"
                "Open the link and say yes. It works once, for seven days:\n\n%(link)s"
            )
            % told,
            holds_key=True,
        )
