"""What the loop remembers: that a worker lives, what failed, and when periodic work is next due."""

from __future__ import annotations

from django.db import models

from utkik import clock


class Worker(models.Model):
    """A worker process and when it last said that it lives (in real time, whatever UTKIK_NOW says)."""

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class FailedWork(models.Model):
    """A row that one kind of work could not finish. Gone when it succeeds; parked after too many failures.

    The organisation is a plain number: this step knows none. It is empty where the row is the installation's.
    """

    duty = models.CharField(max_length=100)
    row = models.BigIntegerField()
    organisation_id = models.BigIntegerField(null=True, db_index=True)
    failures = models.PositiveIntegerField(default=1)
    code = models.CharField(max_length=60, help_text="The error's stable code; the page's sentence comes from it.")
    cause = models.CharField(max_length=500, help_text="For the operator: never shown on a page.")
    failed_at = models.DateTimeField(default=clock.now)
    retry_at = models.DateTimeField(default=clock.now)
    parked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "row"], name="failed_work_once_per_row")]

    def __str__(self) -> str:
        return f"{self.duty} {self.row}: {self.code}"


class Turn(models.Model):
    """When a chore, work without rows of its own, is next due."""

    chore = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.chore
