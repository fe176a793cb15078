"""The management team's answers to what was lifted, and what came of them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet, Unit
from utkik.reports.models.reports import month_named
from utkik.rounds.models import Outcome


class ResponseQuerySet(OrganisedQuerySet):
    def given(self) -> Self:
        """Answers that the meeting has handed in: every member may read them."""
        return self.filter(given_at__isnull=False)


class Response(Organised):
    """What the management team answers to a lifted signal; noted in the meeting, given when it hands in."""

    class Choice(models.TextChoices):
        TAKE_FURTHER = "take_further", _("Take further")
        KEEP_WATCHING = "keep_watching", _("Keep watching")
        NO_ACTION = "no_action", _("No action")

    outcome = models.OneToOneField(Outcome, on_delete=models.PROTECT, related_name="response")
    choice = models.CharField(max_length=13, choices=Choice.choices)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True, help_text="Who answers for it, member or not.")
    due_on = models.DateField(null=True, blank=True)
    line = models.CharField(max_length=280, blank=True, help_text="Line to the minutes.")
    noted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    given_at = models.DateTimeField(null=True, blank=True)
    given_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ResponseQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="response_taken_further_has_unit_and_day",
                condition=~Q(choice="take_further") | Q(unit__isnull=False, due_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_id} {self.choice}"

    @property
    def month(self) -> str:
        """The month it was lifted in, as addresses write it."""
        return month_named(self.outcome.round.period, self.outcome.round.unit_id)

    @property
    def is_given(self) -> bool:
        return self.given_at is not None


class ResponseRevision(Organised):
    """An answer as it was at a version; a given answer that is changed leaves its trace."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "version"], name="response_revision_once")]

    def __str__(self) -> str:
        return f"{self.response_id} v{self.version}"


class FollowUpQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Those that still count: not withdrawn by a changed answer."""
        return self.exclude(state=FollowUp.State.WITHDRAWN)

    def waiting(self) -> Self:
        """What nobody has written the end of yet."""
        return self.filter(state__in=(FollowUp.State.OPEN, FollowUp.State.BEGUN))

    def late(self, day: date) -> Self:
        return self.waiting().filter(due_on__lt=day)

    def done(self) -> Self:
        return self.filter(state=FollowUp.State.DONE)

    def soonest_first(self) -> Self:
        return self.order_by("due_on", "pk")


class FollowUp(Organised):
    """A lifted signal that was taken further, until *så gick det* is written."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("follow-up", "Open")
        BEGUN = "begun", pgettext_lazy("follow-up", "Begun")
        DONE = "done", pgettext_lazy("follow-up", "Finished")
        WITHDRAWN = "withdrawn", pgettext_lazy("follow-up", "Withdrawn")

    class Effect(models.TextChoices):
        DECISION = "decision", _("Decision or changed work")
        KNOWLEDGE = "knowledge", _("Added to our knowledge")
        NOTHING = "nothing", _("Nothing, and why")

    response = models.OneToOneField(Response, on_delete=models.PROTECT, related_name="follow_up")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_name = models.CharField(max_length=120, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    begun_at = models.DateTimeField(null=True, blank=True)
    effect = models.CharField(max_length=9, choices=Effect.choices, blank=True)
    result = models.TextField(blank=True, help_text="Så gick det, at most 600 characters.")
    result_at = models.DateTimeField(null=True, blank=True)
    result_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = FollowUpQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_up_done_says_how_it_went",
                condition=~Q(state="done") | (~Q(result="") & ~Q(effect="") & Q(result_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="follow_up_due")]

    def __str__(self) -> str:
        return f"{self.response_id} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("reports:follow_up", args=[self.organisation.slug, self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state in (self.State.OPEN, self.State.BEGUN)

    @property
    def led_to_something(self) -> bool:
        return self.effect in (self.Effect.DECISION, self.Effect.KNOWLEDGE)


class FollowUpRevision(Organised):
    """A follow-up as it was before a change: moved dates, handed over, *så gick det* written anew."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follow_up", "version"], name="follow_up_revision_once")]

    def __str__(self) -> str:
        return f"{self.follow_up_id} v{self.version}"


class FollowUpReminder(Organised):
    """That somebody was reminded of a follow-up, and when."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="reminders")
    to = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.at:%Y-%m-%d}"
