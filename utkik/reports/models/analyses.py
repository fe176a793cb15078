"""Budget analyses: in the making, out for input, and frozen in editions with a part for each committee."""

from __future__ import annotations

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Horizon, Membership, Organised, OrganisedQuerySet, Unit
from utkik.reports.models.frozen import Frozen, FrozenFile
from utkik.signals.models import Conversation, Signal
from utkik.trends.models import Trend

PRESSURE = [MinValueValidator(1), MaxValueValidator(5)]


class AnalysisQuerySet(OrganisedQuerySet):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def seen_by(self, member: Membership) -> Self:
        """Published ones for every member, those in the making for the group."""
        mine = self.for_member(member)
        return mine if member.in_group else mine.published()

    def newest_first(self) -> Self:
        return self.order_by("-year", "-pk")


class Analysis(Organised):
    """What the trends mean for one budget year; what is published are its editions."""

    class State(models.TextChoices):
        WORKING = "working", _("working material")
        OUT = "out", _("out for input")
        SETTLED = "settled", _("settled")

    year = models.PositiveSmallIntegerField(help_text="The budget year.")
    language = models.CharField(max_length=8, default="sv")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WORKING)
    due_on = models.DateField(null=True, blank=True, help_text="Until when the committees may comment.")
    title = models.CharField(max_length=100, blank=True, help_text="The analyst's headline.")
    introduction = models.TextField(blank=True, help_text="First lines of the one page, at most 500 characters.")
    summary = models.TextField(blank=True, help_text="The one page: a point on each line.")
    ask_1 = models.TextField(blank=True, help_text="What the director sends along, three times.")
    ask_2 = models.TextField(blank=True)
    ask_3 = models.TextField(blank=True)
    method = models.TextField(blank=True, help_text="How the analysis was made, beside what is counted.")
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, help_text="When its first edition was.")
    version = models.PositiveIntegerField(default=1)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="analysis")

    objects = AnalysisQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="analysis_once_a_year")]

    def __str__(self) -> str:
        return self.title or str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("reports:analysis", args=[self.organisation.slug, self.year])

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_out(self) -> bool:
        return self.state == self.State.OUT


class AnalysisTrend(Organised):
    """A trend's place and words in an analysis."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="chapters")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="analysed")
    position = models.PositiveIntegerField()
    what = models.TextField(blank=True, help_text="Vad är det som händer?")
    meaning = models.TextField(blank=True, help_text="Det här betyder trenden för …")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["analysis", "trend"], name="analysis_trend_once")]

    def __str__(self) -> str:
        return f"{self.analysis_id}/{self.trend_id}"


class AnalysisConsequence(Organised):
    """What a trend means for one committee or department, in this analysis."""

    chapter = models.ForeignKey(AnalysisTrend, on_delete=models.CASCADE, related_name="consequences")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pressure = models.PositiveSmallIntegerField(null=True, blank=True, validators=PRESSURE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chapter", "unit"], name="analysis_consequence_once"),
            models.CheckConstraint(
                name="analysis_pressure_one_to_five",
                condition=Q(pressure=None) | Q(pressure__gte=1, pressure__lte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chapter_id} {self.unit_id}"


class AnalysisPart(Organised):
    """What is said to one committee in a part of its own."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="analysis_parts")
    take = models.TextField(blank=True, help_text="Det här tar nämnden med sig.")
    question = models.TextField(blank=True, help_text="Att tala om, at most 280 characters.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["analysis", "unit"], name="analysis_part_once")]

    def __str__(self) -> str:
        return f"{self.analysis_id} {self.unit_id}"


class AnalysisComment(Organised):
    """What a committee says of its own part while the analysis is out for input."""

    part = models.ForeignKey(AnalysisPart, on_delete=models.CASCADE, related_name="comments")
    trend = models.ForeignKey(
        Trend, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="None: of the whole part."
    )
    text = models.TextField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True, help_text="What the group says to it; the committee reads it.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.part_id}: {self.text[:40]}"


class AnalysisRevision(Organised):
    """An analysis' words as they were at a version; `aside` marks what a clash kept out of it."""

    analysis = models.ForeignKey(Analysis, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    aside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["analysis", "version"], condition=Q(aside=False), name="analysis_revision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.analysis_id} v{self.version}"


class AnalysisEdition(Frozen):
    """A settled analysis, frozen whole."""

    analysis = models.ForeignKey(Analysis, on_delete=models.PROTECT, related_name="editions")
    search_terms = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["analysis", "number"], name="analysis_edition_once")]

    def __str__(self) -> str:
        return f"{self.analysis_id}:{self.number}"


class AnalysisEditionPart(Frozen):
    """One committee's part of an edition, a document of its own; `title` is the committee's name as it was."""

    edition = models.ForeignKey(AnalysisEdition, on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    trends = models.PositiveIntegerField(default=0, help_text="How many trends have a consequence for it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "unit"], name="analysis_edition_part_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.title}"


class AnalysisEditionTrend(Organised):
    """A trend that an edition tells of: where a trend was used."""

    edition = models.ForeignKey(AnalysisEdition, on_delete=models.CASCADE, related_name="told")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="told_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "trend"], name="analysis_edition_trend_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.trend_id}"


class AnalysisEditionSignal(Organised):
    """A signal that stands behind a trend of an edition: where a signal was used."""

    edition = models.ForeignKey(AnalysisEdition, on_delete=models.CASCADE, related_name="told_signals")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="told_in_analyses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "signal"], name="analysis_edition_signal_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.signal_id}"


class AnalysisFile(FrozenFile):
    """An edition, or one committee's part of it, as a file."""

    edition = models.ForeignKey(AnalysisEdition, on_delete=models.PROTECT, related_name="files")
    part = models.ForeignKey(AnalysisEditionPart, null=True, blank=True, on_delete=models.PROTECT, related_name="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "form"], condition=Q(part=None), name="analysis_file_once"),
            models.UniqueConstraint(
                fields=["part", "form"], condition=Q(part__isnull=False), name="analysis_part_file_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"
