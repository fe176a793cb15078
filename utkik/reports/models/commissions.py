"""What the group is asked to watch, and what a report tells of commissions and follow-ups."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from utkik import clock
from utkik.people.models import Area, Membership, Organised, OrganisedQuerySet, Unit
from utkik.reports.models.answers import FollowUp
from utkik.reports.models.reports import Edition, Report
from utkik.signals.models import Signal


class CommissionQuerySet(OrganisedQuerySet):
    def waiting(self) -> Self:
        return self.filter(answered_at=None, withdrawn_at=None)

    def late(self, day: date) -> Self:
        return self.waiting().filter(due_on__lt=day)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Commission(Organised):
    """What the management team or a unit asks the group to watch, until it is answered."""

    text = models.CharField(max_length=200, help_text="What to watch.")
    why = models.CharField(max_length=600, blank=True, help_text="What the answer will be used for.")
    asked_by_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    answer = models.TextField(blank=True, help_text="At most 1200 characters.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    signals = models.ManyToManyField(Signal, blank=True, related_name="+", through="CommissionSignal")
    version = models.PositiveIntegerField(default=1)

    objects = CommissionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="commission_answered_says_something", condition=Q(answered_at=None) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="commission_answered_or_withdrawn", condition=Q(answered_at=None) | Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("reports:commission", args=[self.organisation.slug, self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None


class CommissionSignal(Organised):
    """A signal that answers a commission, or helps to."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="linked")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="commissions")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commission", "signal"], name="commission_signal_once")]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.signal_id}"


class CommissionRevision(Organised):
    """A commission as it was before a change."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commission", "version"], name="commission_revision_once")]

    def __str__(self) -> str:
        return f"{self.commission_id} v{self.version}"


ONE_OF_THE_TWO = Q(follow_up__isnull=False, commission=None) | Q(follow_up=None, commission__isnull=False)


class LeftOut(Organised):
    """What a report in the making was offered to tell of and does not."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="left_out")
    follow_up = models.ForeignKey(FollowUp, null=True, on_delete=models.CASCADE, related_name="+")
    commission = models.ForeignKey(Commission, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "follow_up"], name="left_out_follow_up_once"),
            models.UniqueConstraint(fields=["report", "commission"], name="left_out_commission_once"),
            models.CheckConstraint(name="left_out_is_one_thing", condition=ONE_OF_THE_TWO),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.follow_up_id or self.commission_id}"


class Told(Organised):
    """That an edition tells how a follow-up went, or of a commission."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="told_of")
    follow_up = models.ForeignKey(FollowUp, null=True, on_delete=models.PROTECT, related_name="told_in")
    commission = models.ForeignKey(Commission, null=True, on_delete=models.PROTECT, related_name="told_in")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "follow_up"], name="told_follow_up_once"),
            models.UniqueConstraint(fields=["edition", "commission"], name="told_commission_once"),
            models.CheckConstraint(name="told_is_one_thing", condition=ONE_OF_THE_TWO),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.follow_up_id or self.commission_id}"
