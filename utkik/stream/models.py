"""The stream: items as one organisation holds them, what was decided about them, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.collect.models import Item, Sighting, Source
from utkik.people.models import (
    Area,
    Level,
    Membership,
    Organisation,
    Organised,
    OrganisedQuerySet,
    Place,
    Upload,
    out_of_reach,
)

if TYPE_CHECKING:
    from datetime import date


class EntryQuerySet(OrganisedQuerySet):
    def waiting(self, organisation) -> Self:
        """New entries, and put-off ones whose day has come."""
        either = self.for_organisation(organisation).filter(state__in=[Entry.State.NEW, Entry.State.LATER])
        return either.filter(waits_on(organisation.today()))

    def waiting_for(self, member: Membership) -> Self:
        """What waits for this member: in their areas, in no area, or handed to them."""
        return self.waiting(member.organisation).filter(concerns(member))

    def handed_to(self, member: Membership) -> Self:
        """What a colleague gave this member and that still waits."""
        return self.waiting(member.organisation).filter(receiver=member)

    def put_off_for(self, member: Membership) -> Self:
        """What is put off to a day by this member, or in what concerns them."""
        later = self.for_member(member).filter(state=Entry.State.LATER)
        return later.filter(Q(handled_by=member) | concerns(member))

    def tipped(self) -> Self:
        """Those that a colleague sent, or that a colleague's tip joined."""
        return self.filter(models.Exists(Tip.objects.standing().filter(entry=models.OuterRef("pk"))))

    def kept(self, organisation) -> Self:
        return self.for_organisation(organisation).filter(state=Entry.State.KEPT)

    def newest_first(self) -> Self:
        return self.order_by("-sort_at", "-pk")


def waits_on(day: date) -> Q:
    return Q(state=Entry.State.NEW) | Q(state=Entry.State.LATER, due_on__lte=day)


def concerns(member: Membership) -> Q:
    """What lands on this member's desk: handed to them, or handed to nobody and in their areas or in no area.

    An entry handed to somebody who is away or has left the group falls back to its area.
    """
    areas = Area.objects.watched_by(member).values("pk")
    free = Q(receiver=None) | Q(receiver__in=out_of_reach(member))
    return Q(receiver=member) | free & (Q(area=None) | Q(area__in=areas))


class OfAnEntry(Organised):
    """A row that is always reached from entries: an index on the organisation alone would only tempt the planner."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Entry(OfAnEntry):
    """An item in one organisation's stream, once whatever sources it came by."""

    class State(models.TextChoices):
        NEW = "new"
        KEPT = "kept"
        LATER = "later"
        DISMISSED = "dismissed"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    sighting = models.ForeignKey(Sighting, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", help_text="The first it came by.")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    level = models.CharField(max_length=5, choices=Level.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Who it was handed to."
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.NEW)
    due_on = models.DateField(null=True, blank=True)
    handled_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    sort_at = models.DateTimeField(help_text="When published or, where that lies ahead or is unknown, first seen.")
    search_terms = models.TextField(blank=True, help_text="What search looks in: see utkik.text.index.")
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "item"], name="entry_once_per_organisation"),
            models.CheckConstraint(
                name="entry_put_off_has_a_day", condition=~Q(state="later") | Q(due_on__isnull=False)
            ),
        ]
        indexes = [
            # The stream's list, newest first; it holds all that its views and filters ask, so that the rows
            # that are left out are never read.
            models.Index(
                fields=[
                    "organisation",
                    "-sort_at",
                    "-id",
                    "state",
                    "due_on",
                    "area",
                    "receiver",
                    "handled_by",
                    "level",
                    "source",
                ],
                name="entry_newest",
            ),
            # Counts: what waits, without passing over all that was decided.
            models.Index(
                fields=["organisation", "state", "due_on", "area", "receiver", "handled_by"], name="entry_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.pk}"

    # Who sent it, where a list of entries asked for all of them at once.
    known_tips: list[Tip] | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody is to decide about it today."""
        if self.state == self.State.LATER and self.due_on is not None:
            return self.due_on <= self.organisation.today()
        return self.state == self.State.NEW


class Arrival(OfAnEntry):
    """By which of the organisation's sources an entry came."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="arrivals")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="arrivals")
    sighting = models.ForeignKey(Sighting, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "source"], name="arrival_once_per_source")]

    def __str__(self) -> str:
        return f"{self.entry_id} ← {self.source_id}"


class Handover(OfAnEntry):
    """An entry given to a colleague, with a line why. Who has it now stands in the entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=280, blank=True)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.receiver_id}"


class Decision(Organised):
    """One act of triage, over one entry or many, that can be taken back as a whole."""

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, help_text="keep, dismiss, later, hand_over, dismiss_above, restore, undo")
    size = models.PositiveIntegerField(default=1, help_text="How many entries it was about.")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["member", "-at"], name="decision_newest_of_member"),
            models.Index(fields=["organisation", "at"], name="decision_of_the_day"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class Change(OfAnEntry):
    """What a decision did to one entry: the fields as they were, to put them back, and as they became."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "entry"], name="change_once_per_decision")]

    def __str__(self) -> str:
        return f"{self.decision_id}/{self.entry_id}"


class Shown(OfAnEntry):
    """The learning log: where an entry stood when a decision was made; for the decided one and those above."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="shown")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    list_order = models.CharField(max_length=20, default="newest")
    shown_at = models.DateTimeField()
    decided = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.entry_id}@{self.place}"


class TipQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(taken_back_at=None)

    def sent_by(self, member: Membership) -> Self:
        """A person's own, the newest first."""
        return self.for_member(member).standing().filter(sender=member).order_by("-at", "-pk")


class Tip(OfAnEntry):
    """What a colleague sent: a link, a thought or a file. It stands in the stream as an entry, private to the
    organisation, or joins the one that was there with the same link."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="tips")
    sender = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tips")
    link = models.CharField(max_length=2000, blank=True, help_text="Canonical and absolute, or none.")
    link_key = models.CharField(max_length=64, blank=True, help_text="Fingerprint of the link, to know it again.")
    title = models.CharField(max_length=500)
    thought = models.TextField(blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    has_joined = models.BooleanField(default=False, help_text="The entry was in the stream before.")
    at = models.DateTimeField(default=clock.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = TipQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "sender"], condition=Q(taken_back_at=None), name="tip_once_per_sender"
            ),
        ]
        indexes = [
            models.Index(fields=["sender", "-at"], name="tip_newest_of_sender"),
            models.Index(fields=["organisation", "link_key"], name="tip_by_link"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def said(self) -> str:
        """What the sender thought of; empty where the title says all of it."""
        return "" if self.thought == self.title else self.thought


from utkik.stream import purge_models, rule_models  # noqa: E402, F401 – more models: Django looks for them here
