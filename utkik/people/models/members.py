from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models.organisations import Organised, OrganisedQuerySet, Unit

if TYPE_CHECKING:
    from datetime import date


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> User:
        user = self.model(email=tidy_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=tidy_email(username or ""))


def tidy_email(text: str) -> str:
    """One spelling per address: capital letters in it tell nobody apart."""
    return text.strip().lower()


class User(AbstractBaseUser):
    """Someone who can log in. What they may do stands in their memberships."""

    email = models.EmailField(max_length=254, unique=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, blank=True)
    theme = models.CharField(max_length=5, choices=[("light", _("Light")), ("dark", _("Dark"))], blank=True)
    keys_on = models.BooleanField(default=True)
    keys = models.JSONField(default=dict, blank=True, help_text="Act → key, where it differs from the usual one.")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.email

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(composed(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(composed(raw_password) or "")


def composed(password: str | None) -> str | None:
    """The same password whichever keyboard composed its å, ä and ö."""
    return None if password is None else unicodedata.normalize("NFC", password)


class Role(models.TextChoices):
    """Each may do all that the one before it may."""

    READER = "reader", _("Reader")
    CONTRIBUTOR = "contributor", _("Contributor")
    SCANNER = "scanner", _("Scanner")
    ANALYST = "analyst", _("Analyst")

    def includes(self, other: str) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(Role(other))


GROUP = (Role.SCANNER, Role.ANALYST)


class MembershipQuerySet(OrganisedQuerySet):
    def of_user(self, user: User) -> Self:
        """A person's own present memberships, in all organisations."""
        return self.filter(user=user, left_at=None)

    def present(self) -> Self:
        """Those who have not left, in the order of the Swedish alphabet."""
        return self.filter(left_at=None).order_by("sort_key", "pk")

    def group(self) -> Self:
        """The scanners and analysts, of the whole or of a unit: omvärldsbevakningsgruppen."""
        return self.present().filter(
            Q(role__in=GROUP) | Q(pk__in=UnitRole.objects.filter(role__in=GROUP).values("member"))
        )

    def judging_for(self, unit: int | None) -> Self:
        """Who judges in the rounds of the whole (None) or of a unit: see Membership.judges_for."""
        if unit is None:
            return self.present().filter(role__in=GROUP)
        named = UnitRole.objects.filter(role__in=GROUP, unit=unit).values("member")
        return self.present().filter(Q(role__in=GROUP, unit=unit) | Q(pk__in=named))


class Membership(Organised):
    """A user in an organisation. Whoever leaves stays as a pseudonym, so that what they did can be told."""

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, editable=False, default="")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.READER)
    is_administrator = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)

    # Which mail this person wants; nothing but these without asking.
    wants_digest = models.BooleanField(default=True, help_text="The week's news, once a week.")
    wants_mentions = models.BooleanField(default=True, help_text="When a colleague names them.")
    wants_reports = models.BooleanField(default=False, help_text="When a report or an analysis is out.")
    mail_paused_at = models.DateTimeField(null=True, blank=True, help_text="Since when no mail is wanted at all.")

    objects = MembershipQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], condition=Q(left_at=None), name="membership_once"),
            models.CheckConstraint(name="membership_leaver_has_no_user", condition=Q(left_at=None) | Q(user=None)),
        ]

    def __str__(self) -> str:
        return self.name

    def is_at_least(self, role: str) -> bool:
        """Whether the role includes another. A unit's own scanner or analyst does everywhere what a scanner does,
        for the group sees one stream; what an analyst does they do for their unit alone (`is_analyst_of`)."""
        if self.left_at is not None:
            return False
        return Role(self.role).includes(role) or (role != Role.ANALYST and bool(self.unit_ranks))

    @cached_property
    def unit_ranks(self) -> dict[int, str]:
        """Unit → the role, scanner or analyst, that the member has for it beside their own."""
        return dict(self.unit_roles.filter(role__in=GROUP).values_list("unit", "role"))

    @property
    def in_group(self) -> bool:
        return self.is_at_least(Role.SCANNER)

    @property
    def is_analyst(self) -> bool:
        return self.is_at_least(Role.ANALYST)

    def is_analyst_of(self, unit: int | None) -> bool:
        """Whether the member leads the work of the whole (None) or of a unit."""
        return self.is_analyst or (self.left_at is None and self.unit_ranks.get(unit or 0) == Role.ANALYST)

    def judges_for(self, unit: int | None) -> bool:
        """Whether the member is of the group that judges for the whole (None), or for a unit: those who have a role
        for it, and those of the whole's group who work there."""
        if self.left_at is not None:
            return False
        of_whole = Role(self.role).includes(Role.SCANNER)
        return of_whole if unit is None else unit in self.unit_ranks or (of_whole and self.unit_id == unit)


class UnitRole(Organised):
    """A second role that a member has for one unit alone."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="unit_roles")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="unit_roles")
    role = models.CharField(max_length=12, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "unit"], name="unit_role_once")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.role} {self.unit_id}"


class AbsenceQuerySet(OrganisedQuerySet):
    def on(self, day: date) -> Self:
        """Absences that a day lies in."""
        return self.filter(first_on__lte=day, last_on__gte=day)


class Absence(Organised):
    """Days on which a member is away, both included: the deputy steps in for them."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField()
    last_on = models.DateField()
    noted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    objects = AbsenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(last_on__gte=models.F("first_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.first_on}–{self.last_on}"


class GuestQuerySet(OrganisedQuerySet):
    def present(self) -> Self:
        return self.filter(ended_at=None, expires_at__gt=clock.now())


class Guest(Organised):
    """Someone from outside who takes part in one thing (a later step says which), by a link and without a password.

    Only the token's hash is stored. When the thing ends the guest is gone: the name stays where they said something
    and nowhere else, the address does not.
    """

    name = models.CharField(max_length=120)
    affiliation = models.CharField(max_length=120, blank=True, help_text="The firm or municipality they come from.")
    email = models.EmailField(max_length=254, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = GuestQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.name


class InvitationQuerySet(OrganisedQuerySet):
    def open(self) -> Self:
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=clock.now())


class Invitation(Organised):
    """A seat kept for an address, taken by a link that works once. Only the token's hash is stored."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.READER)
    is_administrator = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(used_at=None, revoked_at=None),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.email
