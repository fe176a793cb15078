"""Signals: fact and meaning kept apart, what lies behind them, and what is said about them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import (
    Area,
    Horizon,
    Kind,
    Level,
    Membership,
    Organised,
    OrganisedQuerySet,
    Place,
    Role,
    Unit,
    Upload,
)
from utkik.stream.models import Entry


class Conversation(Organised):
    """A discussion. Its owner (a signal, a report, a trend …) holds it and says who may take part and where it is."""

    audience = models.CharField(max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)
    title = models.CharField(max_length=200)
    path = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.title


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
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

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

    search_terms = models.TextField(blank=True)

    objects = SignalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="signal_number_once"),
            models.CheckConstraint(
                name="signal_published_is_whole",
                condition=~Q(state="published")
                | (~Q(headline="") & ~Q(fact="") & ~Q(matter="") & ~Q(level="") & Q(area__isnull=False)
                   & Q(published_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-published_at"], name="signal_newest_by_state"),
        ]

    def __str__(self) -> str:
        return self.headline or f"{self.number}"


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
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    added_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signal", "entry"], condition=Q(removed_at=None), name="evidence_entry_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Revision(Organised):
    """A signal's texts as they were at a version; nothing written is lost."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "version"], name="revision_once_per_version")]

    def __str__(self) -> str:
        return f"{self.signal_id} v{self.version}"


class Writing(Organised):
    """What one member is writing on a signal, autosaved, with the version they began from."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="writings")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    base_version = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["signal", "member"], name="writing_once_per_member")]

    def __str__(self) -> str:
        return f"{self.signal_id}/{self.member_id}"


class Comment(Organised):
    """Something said in a conversation."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=8, default="sv")
    at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["conversation", "at"], name="comment_in_order")]

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.pk}"


class CommentRevision(Organised):
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "version"], name="comment_revision_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"
