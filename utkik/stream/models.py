"""The stream: items as one organisation holds them, what was decided about them, and the way back."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.collect.models import Item, Sighting, Source
from utkik.people.models import Area, Level, Membership, Organised, OrganisedQuerySet, Place


class EntryQuerySet(OrganisedQuerySet):
    def waiting(self, organisation) -> Self:
        """New entries, and put-off ones whose day has come."""
        put_off = Q(state=Entry.State.LATER, due_on__lte=organisation.today())
        return self.for_organisation(organisation).filter(Q(state=Entry.State.NEW) | put_off)

    def waiting_for(self, member: Membership) -> Self:
        """What waits for this member: in their areas, in no area, or handed to them."""
        mine = (
            Q(area=None)
            | Q(area__owner=member)
            | Q(area__deputy=member)
            | Q(handovers__receiver=member, handovers__done_at=None)
        )
        return self.waiting(member.organisation).filter(mine).distinct()

    def newest_first(self) -> Self:
        return self.order_by("-sort_at", "-pk")


class Entry(Organised):
    """An item in one organisation's stream, once whatever sources it came by."""

    class State(models.TextChoices):
        NEW = "new"
        KEPT = "kept"
        LATER = "later"
        DISMISSED = "dismissed"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    sighting = models.ForeignKey(Sighting, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="entries")
    level = models.CharField(max_length=5, choices=Level.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.NEW)
    due_on = models.DateField(null=True, blank=True)
    handled_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    sort_at = models.DateTimeField(help_text="When published or, where that lies ahead or is unknown, first seen.")
    search_terms = models.TextField(blank=True, help_text="What search looks in: see utkik.text.index.")
    version = models.PositiveIntegerField(default=1)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "item"], name="entry_once_per_organisation"),
            models.CheckConstraint(
                name="entry_put_off_has_a_day", condition=~Q(state="later") | Q(due_on__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "-sort_at"], name="entry_newest_by_state"),
            models.Index(fields=["organisation", "area", "state", "-sort_at"], name="entry_newest_of_area"),
            models.Index(fields=["organisation", "-sort_at"], name="entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}/{self.pk}"


class Arrival(Organised):
    """By which of the organisation's sources an entry came."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="arrivals")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="arrivals")
    sighting = models.ForeignKey(Sighting, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "source"], name="arrival_once_per_source")]

    def __str__(self) -> str:
        return f"{self.entry_id} ← {self.source_id}"


class Handover(Organised):
    """An entry given to a colleague, with a line why."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="handovers")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    line = models.CharField(max_length=280, blank=True)
    at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["receiver", "done_at"], name="handover_waiting_for")]

    def __str__(self) -> str:
        return f"{self.entry_id} → {self.receiver_id}"


class Decision(Organised):
    """One act of triage, over one entry or many, that can be taken back as a whole."""

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, help_text="keep, dismiss, later, hand_over, dismiss_above, restore …")
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="decision_newest_of_member")]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class Change(Organised):
    """What a decision did to one entry: the fields as they were, to put them back."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "entry"], name="change_once_per_decision")]

    def __str__(self) -> str:
        return f"{self.decision_id}/{self.entry_id}"


class Shown(Organised):
    """The learning log: where an entry stood when a decision was made; for the decided one and those above."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="shown")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    list_order = models.CharField(max_length=20, default="newest")
    shown_at = models.DateTimeField()
    decided = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.entry_id}@{self.place}"
