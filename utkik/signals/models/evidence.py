from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet, Upload
from utkik.signals.models.signals import Signal
from utkik.stream.models import Entry


class EvidenceQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_at=None).order_by("position", "pk")


class Evidence(Organised):
    """What lies behind a signal: an item of the stream, a link, a file, or a talk."""

    class Sort(models.TextChoices):
        ITEM = "item", _("Item")
        LINK = "link", _("Link")
        FILE = "file", _("File")
        TALK = "talk", _("Talk")

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="evidence")
    sort = models.CharField(max_length=4, choices=Sort.choices)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    title = models.CharField(max_length=500)
    publisher = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=2000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    dated = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True, help_text="With whom, how, or what the file is.")
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "entry"], condition=Q(removed_at=None), name="evidence_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
