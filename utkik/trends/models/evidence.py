"""The signals that gathered behind a trend, and the pairs that somebody said do not belong together."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet
from utkik.signals.models import Signal
from utkik.trends.models.trends import Trend


class EvidenceQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """What is linked now, of signals that stand published."""
        return self.filter(removed_at=None, signal__state=Signal.State.PUBLISHED, signal__removed_at=None)

    def newest_first(self) -> Self:
        """By the day the signal was published: evidence is as old as what it tells, not as its link."""
        return self.order_by("-signal__published_at", "-pk")


class Evidence(Organised):
    """A signal linked to a trend, and which way it speaks."""

    class Direction(models.TextChoices):
        SUPPORTS = "supports", _("supports")
        WEAKENS = "weakens", _("weakens")
        NEW_ANGLE = "new_angle", _("new angle")

    trend = models.ForeignKey(Trend, on_delete=models.CASCADE, related_name="evidence")
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="trend_evidence")
    direction = models.CharField(max_length=9, choices=Direction.choices, default=Direction.SUPPORTS)
    line = models.CharField(max_length=280, blank=True, help_text="How it speaks for or against, in one line.")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = EvidenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trend", "signal"], condition=Q(removed_at=None), name="trend_evidence_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "removed_at", "trend"], name="trend_evidence_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.trend_id} {self.signal_id} {self.direction}"


class PassedOver(Organised):
    """A signal that somebody said has nothing to do with a trend: it is not suggested again."""

    trend = models.ForeignKey(Trend, on_delete=models.CASCADE, related_name="passed_over")
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trend", "signal"], name="trend_passed_over_once")]

    def __str__(self) -> str:
        return f"{self.trend_id} {self.signal_id}"
