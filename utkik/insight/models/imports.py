"""Imports: a sheet of earlier signals, how its columns were read, and the signals it became."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet
from utkik.signals.models import Signal


class ImportQuerySet(OrganisedQuerySet):
    def done(self) -> Self:
        return self.filter(state__in=(Import.State.DONE, Import.State.UNDONE))

    def newest_first(self) -> Self:
        return self.order_by("-begun_at", "-pk")


class Import(Organised):
    """A file that was read. Its rows are kept until it is taken in; `columns` and `names` say how they are read."""

    class State(models.TextChoices):
        READ = "read"
        DONE = "done"
        UNDONE = "undone"

    name = models.CharField(max_length=200, help_text="What the file was called.")
    state = models.CharField(max_length=6, choices=State.choices, default=State.READ)
    head = models.JSONField(default=list, help_text="The words over the columns.")
    rows = models.JSONField(default=list, help_text="The row's number in the file and its cells, as text.")
    columns = models.JSONField(default=dict, help_text="Field: the column's place.")
    names = models.JSONField(default=dict, help_text="Field: {the file's word: the row's key, or 0 for none}.")
    unfinished = models.BooleanField(default=False, help_text="Rows that lack something become drafts.")
    begun_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("insight:import_one", args=[self.organisation.slug, self.pk])


class ImportedSignal(Organised):
    """A signal that came with an import: who wrote it once, as text, and the row it stood in."""

    batch = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="signals")
    signal = models.OneToOneField(Signal, on_delete=models.CASCADE, related_name="imported")
    row = models.PositiveIntegerField()
    author_name = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.row}"
