"""Judging the trends blind: everybody says horizon, impact and uncertainty before anybody sees what others said."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from utkik import clock
from utkik.people.models import Horizon, Membership, Organised, OrganisedQuerySet
from utkik.trends.models.trends import Trend


class TrendRoundQuerySet(OrganisedQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def closed(self) -> Self:
        """Those that can be looked at, the latest first."""
        return self.exclude(closed_at=None).order_by("-closed_at", "-pk")


class TrendRound(Organised):
    """An assessment of the trends, opened and closed by an analyst; one is open at a time."""

    name = models.CharField(max_length=60, help_text="As people say it: 2026, or 2026:2 when a year has several.")
    due_on = models.DateField(null=True, blank=True, help_text="By when the group is asked to be done.")
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    objects = TrendRoundQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=Q(closed_at=None), name="trend_round_open_once"),
            models.UniqueConstraint(fields=["organisation", "name"], name="trend_round_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("trends:judging", args=[self.organisation.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def may_be_judged_by(self, member: Membership) -> bool:
        """The group judges."""
        return member.organisation_id == self.organisation_id and not member.left_at and member.in_group

    def was_judged_by(self, member: Membership) -> bool:
        return self.ballots.filter(member=member, handed_in_at__isnull=False).exists()


class TrendCandidate(Organised):
    """A trend that is judged in a round, and the horizon it had when the round was opened."""

    round = models.ForeignKey(TrendRound, on_delete=models.CASCADE, related_name="candidates")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="candidacies")
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "trend"], name="trend_candidate_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.trend_id}"


class TrendBallot(Organised):
    """One member's assessments in a round, begun or handed in."""

    round = models.ForeignKey(TrendRound, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="trend_ballot_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.member_id}"


class TrendAssessment(Organised):
    """One member's word on one trend. `cannot`: they could not judge it, which counts for nothing."""

    ballot = models.ForeignKey(TrendBallot, on_delete=models.CASCADE, related_name="assessments")
    round = models.ForeignKey(TrendRound, on_delete=models.CASCADE, related_name="assessments")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="assessments")
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    uncertainty = models.PositiveSmallIntegerField(null=True, blank=True)
    cannot = models.BooleanField(default=False)
    reason = models.CharField(max_length=280, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "trend"], name="trend_assessment_once"),
            models.CheckConstraint(
                name="trend_assessment_one_to_five",
                condition=(Q(impact=None) | Q(impact__gte=1, impact__lte=5))
                & (Q(uncertainty=None) | Q(uncertainty__gte=1, uncertainty__lte=5)),
            ),
            models.CheckConstraint(
                name="trend_assessment_cannot_says_nothing",
                condition=Q(cannot=False) | Q(horizon=None, impact=None, uncertainty=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.trend_id}"
