"""The recorded decision by which articles that nobody refers to are let go, and what went by it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.collect.models import Item
from utkik.people.models import Membership, Organised, OrganisedQuerySet


class PurgeRuleQuerySet(OrganisedQuerySet):
    def in_force(self) -> Self:
        return self.filter(ended_at=None)


class PurgeRule(Organised):
    """What was set aside so many months ago, and nothing refers to, is let go. One at a time per organisation."""

    months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PurgeRuleQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(ended_at=None), name="purge_rule_once"),
            models.CheckConstraint(name="purge_rule_waits_half_a_year", condition=Q(months__gte=6)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.months}"


class Purged(Organised):
    """An item that the organisation let go: it never comes into its stream again."""

    rule = models.ForeignKey(PurgeRule, on_delete=models.PROTECT, related_name="purged")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "item"], name="purged_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.item_id}"
