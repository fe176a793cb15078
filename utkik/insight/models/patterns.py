"""Patterns: signals, kept items and questions that somebody gathered because they hang together."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from utkik import clock
from utkik.meetings.models import Forum, Question
from utkik.people.models import Membership, Organised, OrganisedQuerySet
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.trends.models import Trend

ONE_OF_THE_THREE = (
    Q(signal__isnull=False, entry=None, question=None)
    | Q(signal=None, entry__isnull=False, question=None)
    | Q(signal=None, entry=None, question__isnull=False)
)
ONE_OF_THE_TWO = Q(signal__isnull=False, entry=None) | Q(signal=None, entry__isnull=False)


class PatternQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Those that were not removed, the one last worked on first."""
        return self.filter(removed_at=None).order_by("-changed_at", "-pk")


class Pattern(Organised):
    """What somebody saw that none of its pieces shows alone."""

    name = models.CharField(max_length=120)
    meaning = models.TextField(blank=True, help_text="Vad det kan betyda")
    begun_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    trend = models.ForeignKey(
        Trend, null=True, blank=True, on_delete=models.SET_NULL, related_name="patterns", help_text="What it became."
    )
    forum = models.ForeignKey(
        Forum,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="patterns",
        help_text="Where it is talked of.",
    )

    objects = PatternQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["organisation", "removed_at", "-changed_at"], name="pattern_last_worked_on")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("insight:pattern", args=[self.organisation.slug, self.pk])


class PatternPieceQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Pieces that are in it, and whose signal is one still."""
        gone = Q(signal__removed_at__isnull=False) | Q(question__removed_at__isnull=False)
        return self.filter(removed_at=None).exclude(gone)


class PatternPiece(Organised):
    """A signal, a kept item or a question in a pattern."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="pieces")
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.CASCADE, related_name="in_patterns")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="in_patterns")
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.CASCADE, related_name="in_patterns")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = PatternPieceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(name="pattern_piece_is_one_of_three", condition=ONE_OF_THE_THREE),
            models.UniqueConstraint(
                fields=["pattern", "signal"], condition=Q(removed_at=None), name="pattern_signal_once"
            ),
            models.UniqueConstraint(
                fields=["pattern", "entry"], condition=Q(removed_at=None), name="pattern_entry_once"
            ),
            models.UniqueConstraint(
                fields=["pattern", "question"], condition=Q(removed_at=None), name="pattern_question_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern_id}: {self.signal_id or self.entry_id or self.question_id}"


class PatternRefusal(Organised):
    """What somebody said does not belong to a pattern now: it is not offered again."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="refusals")
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="pattern_refusal_is_one_thing", condition=ONE_OF_THE_TWO),
            models.UniqueConstraint(fields=["pattern", "signal"], name="pattern_signal_refused_once"),
            models.UniqueConstraint(fields=["pattern", "entry"], name="pattern_entry_refused_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pattern_id} not {self.signal_id or self.entry_id}"
