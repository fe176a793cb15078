"""The trends as they stood when an analyst froze them. A trigger in the database refuses every change."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Horizon, Membership, Organised, OrganisedQuerySet
from utkik.trends.models.frameworks import Force
from utkik.trends.models.trends import Trend


class EditionQuerySet(OrganisedQuerySet):
    def in_order(self) -> Self:
        return self.order_by("number")


class Edition(Organised):
    """One freezing: the whole list as it stood. Nothing in it changes afterwards."""

    number = models.PositiveIntegerField(help_text="Per organisation, 1 and up.")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60, help_text="As people say it: 2026, or 2026:2 when a year has several.")
    note = models.TextField(blank=True)
    frozen_at = models.DateTimeField(default=clock.now)
    frozen_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    forces = models.JSONField(default=list, help_text="The forces in their order, as they were called then.")
    horizons = models.JSONField(default=list, help_text="The horizons in their order, as they were called then.")

    objects = EditionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="trend_edition_number_once"),
            models.UniqueConstraint(fields=["organisation", "name"], name="trend_edition_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trends:edition", args=[self.organisation.slug, self.number])


class EditionTrend(Organised):
    """A trend as an edition holds it: its words, names of force and horizon, consequences, and why it changed."""

    class Change(models.TextChoices):
        NEW = "new", _("new")
        CLOSER = "closer", _("closer")
        FURTHER = "further", _("further away")
        UNCHANGED = "unchanged", _("unchanged")
        GONE = "gone", _("taken off")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="trends")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    happening = models.TextField(blank=True)
    force = models.ForeignKey(Force, null=True, on_delete=models.PROTECT, related_name="+")
    force_name = models.CharField(max_length=120, blank=True)
    horizon = models.ForeignKey(Horizon, null=True, on_delete=models.PROTECT, related_name="+")
    horizon_name = models.CharField(max_length=120, blank=True)
    pressure = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveIntegerField(default=0, help_text="In the edition's list, 1 and up.")
    change = models.CharField(max_length=9, choices=Change.choices, help_text="Since the edition before it.")
    consequences = models.JSONField(
        default=list, help_text="[{unit, unit_name, text, horizon, horizon_name, pressure}], in the units' order."
    )
    reasons = models.JSONField(
        default=list, help_text="[{what, before, after, why, source, at}] since the edition before it, oldest first."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "trend"], name="edition_trend_once")]

    def __str__(self) -> str:
        return self.name
