from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet
from utkik.signals.models.signals import Signal

HERE = timedelta(seconds=25)


class Revision(Organised):
    """A signal's texts as they were at a version; nothing written is lost.

    `aside` marks what somebody wrote from a version that a colleague had left behind: kept, though it never stood.
    """

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    aside = models.BooleanField(default=False)
    pen = models.CharField(max_length=40, blank=True, help_text="The opened form that it was written in.")
    sent = models.BooleanField(default=True, help_text="False: saved by itself, while somebody was writing.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "version"], condition=Q(aside=False), name="revision_once_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} v{self.version}"


class WritingQuerySet(OrganisedQuerySet):
    def at_work(self) -> Self:
        """Whose form is open now: it says so every few seconds."""
        return self.filter(seen_at__gt=clock.now() - HERE, sent_at=None)


class Writing(Organised):
    """A form that one member has open on a signal: what stands in it, and the version it began from."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="writings")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    pen = models.CharField(max_length=40)
    base_version = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True, help_text="From then on a late copy changes nothing.")

    objects = WritingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "pen"], name="writing_once_per_pen")]
        indexes = [models.Index(fields=["signal", "-seen_at"], name="writing_at_work")]

    def __str__(self) -> str:
        return f"{self.signal_id}/{self.member_id}"
