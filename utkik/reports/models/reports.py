"""Monthly reports: in the making, and frozen in editions."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet, Unit
from utkik.reports.models.frozen import Frozen, FrozenFile
from utkik.rounds.models import Round
from utkik.signals.models import Conversation, Signal


def month_named(period: date, unit: int | None) -> str:
    """The month as addresses and files write it: 2026-11, and 2026-11-u3 for a unit's own."""
    return f"{period:%Y-%m}" + (f"-u{unit}" if unit else "")


class ReportQuerySet(OrganisedQuerySet):
    def of_whole(self) -> Self:
        """Reports of the organisation itself, not of one of its units."""
        return self.filter(unit=None)

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def seen_by(self, member: Membership) -> Self:
        """Published ones for every member, those in the making for the group."""
        mine = self.for_member(member)
        return mine if member.in_group else mine.published()

    def newest_first(self) -> Self:
        return self.order_by("-period", "-pk")


class Report(Organised):
    """One month's report of the organisation or of a unit; what is published are its editions."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.DateField(help_text="First day of the month.")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    language = models.CharField(max_length=8, default="sv")
    title = models.CharField(max_length=100, blank=True, help_text="The analyst's headline.")
    introduction = models.TextField(blank=True, help_text="First lines of Fem minuter, at most 500 characters.")
    request = models.TextField(blank=True, help_text="What is asked of the readers, at most 280 characters.")
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, help_text="When its first edition was.")
    version = models.PositiveIntegerField(default=1)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="report")

    objects = ReportQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period"], condition=Q(unit=None), name="report_once_in_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "unit", "period"],
                condition=Q(unit__isnull=False),
                name="report_once_in_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.month

    @property
    def month(self) -> str:
        """The month as addresses and files write it: 2026-11, and 2026-11-u3 for a unit's own report."""
        return month_named(self.period, self.unit_id)

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Piece(Organised):
    """A lifted signal's place and words in a report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="pieces")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="pieces")
    position = models.PositiveIntegerField()
    text = models.TextField(blank=True, help_text="In Fem minuter, at most 180 characters.")
    question = models.TextField(blank=True, help_text="Att tala om, at most 280 characters.")
    units = models.ManyToManyField(Unit, blank=True, related_name="+", through="PieceUnit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "signal"], name="piece_once")]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.signal_id}"


class PieceUnit(Organised):
    """A department or committee that a report says a signal concerns."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "unit"], name="piece_unit_once")]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.unit_id}"


class ReportRevision(Organised):
    """A report's words as they were at a version; nothing written is lost.

    `aside` marks what somebody wrote while a colleague changed the same words: kept, though it never stood.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    aside = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "version"], condition=Q(aside=False), name="report_revision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} v{self.version}"


class Edition(Frozen):
    """A frozen publication: the content tree, the rendered article, the files and their checksums."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="editions")
    search_terms = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return f"{self.report_id}:{self.number}"


class EditionSignal(Organised):
    """A signal that an edition tells of: where a signal was used."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="told")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="told_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "signal"], name="edition_signal_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.signal_id}"


class EditionFile(FrozenFile):
    """An edition as a file, byte for byte as it was published."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "form"], name="edition_file_once")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.form}"
