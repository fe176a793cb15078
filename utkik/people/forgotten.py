"""A forgotten password: a link that chooses a new one, and who may hand it over."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils.translation import gettext as _

from utkik.people import limits, links, log, mail
from utkik.people.models import LogIn, Membership, User
from utkik.people.models.members import composed, tidy_email


def link_for(user: User) -> str:
    """The address at which the user chooses a new password."""
    return links.password_link(user)


def set_password(user: User, password: str) -> None:
    """Set the password and end every log-in. Raises ValidationError for one that is too weak."""
    validate_password(composed(password) or "", user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        LogIn.objects.filter(user=user).delete()


def may_hand_over(member: Membership, *, by: Membership) -> bool:
    """Whether an administrator may see a link for the member: only when the account opens no other organisation."""
    if not by.is_administrator or by.left_at or member.user is None or member.organisation_id != by.organisation_id:
        return False
    elsewhere = Membership.objects.filter(user=member.user).exclude(organisation=by.organisation_id)
    return not elsewhere.exists()


def hand_over(member: Membership, *, by: Membership) -> str:
    """The link, for the administrator to pass on; written in the log. Raises PermissionError."""
    if not may_hand_over(member, by=by):
        raise PermissionError("the account opens other organisations too")
    log.record("member.password_link_shown", member, by=by)
    return link_for(member.user)  # type: ignore[arg-type]


def ask(email: str, address: str) -> None:
    """Mail a link to whoever has the e-mail, if somebody does; nobody learns which. Raises limits.TooOften."""
    email = tidy_email(email)
    limits.take((limits.RESET_FROM_ADDRESS, limits.network(address)), (limits.RESET_ACCOUNT, email))
    member = (
        Membership.objects.filter(user__email=email, user__is_active=True, left_at=None)
        .select_related("user", "organisation")
        .order_by("pk")
        .first()
    )
    if member is None or member.user is None:
        return
    with mail.language_of(member.user, member.organisation) as language:
        mail.put(
            member.organisation,
            address=email,
            recipient=member,
            occasion=mail.once_more("password"),
            language=language,
            subject=_("Choose a new password in Utkik"),
            text=_(
                "Somebody, probably you, asked for a new password in Utkik. Choose it here within a day:\n\n"
                "%(link)s\n\nIf it was not you, do nothing. Your old password still works."
            )
            % {"link": link_for(member.user)},
            holds_key=True,
        )
