"""How a result leaves the group: links that open one published thing, and the week's mail that was sent."""

from __future__ import annotations

import secrets
from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.people.models import Delivery, Membership, Organised, OrganisedQuerySet
from utkik.reports.models.analyses import Analysis
from utkik.reports.models.reports import Report


class ReadingLinkQuerySet(OrganisedQuerySet):
    def open(self) -> Self:
        """Those that lead somewhere now."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=clock.now()), revoked_at=None)


def new_seed() -> str:
    return secrets.token_urlsafe(24)


class ReadingLink(Organised):
    """An address by which anybody reads one published report or analysis, without an account.

    The address can be shown again to those who made it, so it is not forgotten after its first showing; yet it does
    not stand here: it is made of `seed` and the installation's secret, and the row holds its hash to know it by.
    """

    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.CASCADE, related_name="reading_links")
    analysis = models.ForeignKey(
        Analysis, null=True, blank=True, on_delete=models.CASCADE, related_name="reading_links"
    )
    name = models.CharField(max_length=120, help_text="Whom it was made for.")
    seed = models.CharField(max_length=64, default=new_seed)
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ReadingLinkQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reading_link_opens_one_thing",
                condition=Q(report__isnull=False, analysis=None) | Q(report=None, analysis__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_over(self) -> bool:
        return self.expires_at is not None and self.expires_at <= clock.now()


class Digest(Organised):
    """A member's week: written in the transaction that lays the mail in the queue, so that it comes once."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="digests")
    week = models.CharField(max_length=8, help_text="2026-W48")
    until = models.DateTimeField(help_text="Up to when it told; the next one goes on from there.")
    delivery = models.ForeignKey(
        Delivery, null=True, on_delete=models.SET_NULL, related_name="+", help_text="None: there was nothing to tell."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "week"], name="digest_once_a_week")]

    def __str__(self) -> str:
        return f"{self.member_id} {self.week}"
