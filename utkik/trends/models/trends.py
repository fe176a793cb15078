"""The organisation's own trends, what each means for its committees, and how they came to be what they are."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Horizon, Membership, Organised, OrganisedQuerySet, Unit
from utkik.signals.models import Conversation
from utkik.trends.models.frameworks import Force, FrameworkTrend

PRESSURE = [MinValueValidator(1), MaxValueValidator(5)]


class TrendQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Those that are followed today, force by force, in the order of their numbers."""
        return self.filter(ended_at=None).order_by("force__position", "force__pk", "position", "number")

    def seen_by(self, member: Membership) -> Self:
        """Every member reads every trend, the ended ones too."""
        return self.for_member(member)


class Trend(Organised):
    """A trend that the organisation follows, in its own words."""

    number = models.PositiveIntegerField(help_text="Per organisation, never reused.")
    name = models.CharField(max_length=120)
    text = models.TextField(blank=True, help_text="Det här betyder trenden för …")
    happening = models.TextField(blank=True, help_text="Vad är det som händer? Our own words.")
    force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="trends")
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pressure = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=PRESSURE, help_text="Förändringstryck, 1 weak to 5 strong."
    )
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="trends_owned")
    deputy = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="trends_deputised"
    )
    origin = models.ForeignKey(
        FrameworkTrend, null=True, blank=True, on_delete=models.SET_NULL, related_name="taken_in_as"
    )
    position = models.PositiveIntegerField(default=0)
    taken_in_at = models.DateTimeField(default=clock.now)
    taken_in_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="trend")
    search_terms = models.TextField(blank=True)

    objects = TrendQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="trend_number_once"),
            models.CheckConstraint(
                name="trend_pressure_one_to_five", condition=Q(pressure=None) | Q(pressure__gte=1, pressure__lte=5)
            ),
        ]
        indexes = [models.Index(fields=["organisation", "ended_at"], name="trend_standing")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trends:trend", args=[self.organisation.slug, self.number])

    @property
    def stands(self) -> bool:
        return self.ended_at is None


class Consequence(Organised):
    """What a trend means for one committee or department; handed in by the unit, or written by the group."""

    trend = models.ForeignKey(Trend, on_delete=models.CASCADE, related_name="consequences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pressure = models.PositiveSmallIntegerField(null=True, blank=True, validators=PRESSURE)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trend", "unit"], name="consequence_once_per_unit"),
            models.CheckConstraint(
                name="consequence_pressure_one_to_five",
                condition=Q(pressure=None) | Q(pressure__gte=1, pressure__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trend_id} {self.unit_id}"


class Alteration(Organised):
    """One change of a trend: what, from what, to what, why, and from whose input. Written once, never changed."""

    class What(models.TextChoices):
        TAKEN_IN = "taken_in", _("Taken up")
        NAME = "name", _("New name")
        TEXT = "text", _("New meaning here")
        HAPPENING = "happening", _("New description")
        FORCE = "force", _("Another force")
        HORIZON = "horizon", _("Moved")
        PRESSURE = "pressure", _("Another pressure")
        OWNER = "owner", _("Another owner")
        DEPUTY = "deputy", _("Another deputy")
        ORIGIN = "origin", _("Another origin")
        CONSEQUENCE = "consequence", _("New consequence")
        ENDED = "ended", _("Taken off")
        RESUMED = "resumed", _("Taken up again")

    trend = models.ForeignKey(Trend, on_delete=models.CASCADE, related_name="alterations")
    what = models.CharField(max_length=12, choices=What.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    why = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="From whose input, in words.")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(
        "trends.Proposal", null=True, blank=True, on_delete=models.PROTECT, related_name="alterations"
    )
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["trend", "at"], name="alteration_in_order")]

    def __str__(self) -> str:
        return f"{self.trend_id} {self.what}"
