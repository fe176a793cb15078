from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.people.models import Area, Horizon, Kind, Level, Membership, Organised, OrganisedQuerySet, Place, Unit
from utkik.signals.models.talks import Conversation

if TYPE_CHECKING:
    pass


class SignalQuerySet(OrganisedQuerySet):
    def published(self) -> Self:
        return self.filter(state=Signal.State.PUBLISHED, removed_at=None)

    def drafts(self) -> Self:
        return self.filter(state=Signal.State.DRAFT, removed_at=None)

    def seen_by(self, member: Membership) -> Self:
        """Published and withdrawn ones for every member, drafts for the group."""
        mine = self.for_member(member).filter(removed_at=None)
        return mine if member.in_group else mine.exclude(state=Signal.State.DRAFT)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-number")


class Signal(Organised):
    """A thing worth knowing: what is new, and why it matters here."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("signal", "Draft")
        PUBLISHED = "published", pgettext_lazy("signal", "Published")
        WITHDRAWN = "withdrawn", pgettext_lazy("signal", "Withdrawn")

    class Outlook(models.TextChoices):
        OPPORTUNITY = "opportunity", _("Opportunity")
        THREAT = "threat", _("Threat")
        BOTH = "both", _("Both")

    class Reliability(models.TextChoices):
        HIGH = "high", _("Reliable")
        MEDIUM = "medium", _("Fairly reliable")
        LOW = "low", _("Uncertain")

    number = models.PositiveIntegerField(help_text="Per organisation, never reused.")
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    language = models.CharField(max_length=8, default="sv")
    headline = models.CharField(max_length=100, blank=True)
    fact = models.TextField(blank=True, help_text="Vad är nytt?")
    matter = models.TextField(blank=True, help_text="Därför är detta intressant för …")
    level = models.CharField(max_length=5, choices=Level.choices, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="signals")
    other_areas = models.ManyToManyField(Area, blank=True, related_name="+", through="SignalArea")
    who = models.CharField(max_length=120, blank=True)
    how = models.TextField(blank=True, help_text="Så gjorde de")
    units = models.ManyToManyField(Unit, blank=True, related_name="+", through="SignalUnit")
    kind = models.ForeignKey(Kind, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outlook = models.CharField(max_length=11, choices=Outlook.choices, blank=True)
    important_on = models.DateField(null=True, blank=True)
    belief = models.TextField(blank=True, help_text="Vilken föreställning utmanas?")
    reliability = models.CharField(max_length=6, choices=Reliability.choices, blank=True)
    words = models.CharField(max_length=200, blank=True, help_text="Own words, parted by commas.")

    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="signals")
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="signal")

    # What rows of a list show of the round, set by the round's step through signals.outcome.mark.
    outcome = models.CharField(max_length=9, blank=True)
    outcome_on = models.DateField(null=True, blank=True, help_text="Parked until, else the day of the outcome.")
    outcome_rank = models.PositiveIntegerField(null=True, blank=True)
    outcome_of = models.PositiveIntegerField(null=True, blank=True, help_text="How many the round held.")

    search_terms = models.TextField(blank=True)

    objects = SignalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="signal_number_once"),
            models.CheckConstraint(
                name="signal_published_is_whole",
                condition=~Q(state="published")
                | (
                    ~Q(headline="")
                    & ~Q(fact="")
                    & ~Q(matter="")
                    & ~Q(level="")
                    & Q(area__isnull=False)
                    & Q(published_at__isnull=False)
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-published_at"], name="signal_newest_by_state"),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("signals:signal", args=[self.organisation.slug, self.number])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN


class SignalArea(Organised):
    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "area"], name="signal_area_once")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.area_id}"


class SignalUnit(Organised):
    """A department or committee that a signal concerns."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "unit"], name="signal_unit_once")]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.unit_id}"
