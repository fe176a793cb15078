"""Addresses that let somebody in, made of what the database holds and a secret that it does not."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from utkik.people.models import Invitation, Membership, User


class _PasswordTokens(PasswordResetTokenGenerator):
    """Django's own, dead too once the account opens another set of organisations than when the link was made: the
    administrator of one organisation must not come into the next with a link that was handed over before."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        opens = Membership.objects.filter(user=user.pk, left_at=None).values_list("organisation", flat=True)
        return f"{super()._make_hash_value(user, timestamp)} {sorted(opens)}"


_password_tokens = _PasswordTokens()


def absolute(path: str) -> str:
    """The path under the installation's public address."""
    return f"{settings.UTKIK_URL}{path}"


def invitation_token(invitation: Invitation) -> str:
    """256 bits that only this installation can make; the row holds but their hash."""
    moment = invitation.created_at.astimezone(UTC).isoformat()
    seat = f"{invitation.organisation_id}:{invitation.email}:{moment}"
    digest = salted_hmac("utkik.people.invitation", seat, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def still_opens(invitation: Invitation) -> bool:
    """Whether the link that can be made today is the one that was given: not after the secret was changed."""
    return hashed(invitation_token(invitation)) == invitation.token_hash


def invitation_link(invitation: Invitation) -> str:
    return absolute(reverse("people:invitation", args=[invitation_token(invitation)]))


def password_link(user: User) -> str:
    """A link that chooses a new password: dead once it was used, the person logged in, joined or
    left an organisation, or a day passed."""
    place = urlsafe_base64_encode(str(user.pk).encode())
    return absolute(reverse("people:new_password", args=[place, _password_tokens.make_token(user)]))


def user_of_link(place: str, token: str) -> User | None:
    """Whose password the link may choose; None when the link is dead."""
    try:
        user = User.objects.get(pk=int(urlsafe_base64_decode(place)), is_active=True)
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
    return user if _password_tokens.check_token(user, token) else None
