"""A round: everybody judges blind, the group sees where it agrees, and decides what is lifted."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet, Register, Role, Unit
from utkik.signals.models import Signal


class Criterion(Register):
    """What is judged. Points are one criterion with a budget."""

    budget = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Points in all, per judge.")
    most = models.PositiveSmallIntegerField(default=3, help_text="Highest value on one signal.")

    class Meta(Register.Meta):
        pass


class RoundQuerySet(OrganisedQuerySet):
    def of_whole(self) -> Self:
        """Rounds of the organisation itself, not of one of its units."""
        return self.filter(unit=None)

    def newest_first(self) -> Self:
        return self.order_by("-period", "-pk")


class Round(Organised):
    """A month's prioritisation, one per month and unit."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("round", "Open")
        CLOSED = "closed", pgettext_lazy("round", "Closed")
        LOCKED = "locked", pgettext_lazy("round", "Locked")

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.DateField(help_text="First day of the month.")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    closes_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    limits_line = models.CharField(
        max_length=280, blank=True, help_text="Why fewer or more were lifted than the organisation's limits."
    )

    objects = RoundQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "period"], condition=Q(unit=None), name="round_once_in_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "unit", "period"],
                condition=Q(unit__isnull=False),
                name="round_once_in_unit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period:%Y-%m}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_locked(self) -> bool:
        return self.state == self.State.LOCKED

    def may_be_judged_by(self, member: Membership) -> bool:
        """The group judges (of the whole, or of the round's unit), and contributors who were asked to."""
        if member.organisation_id != self.organisation_id or member.left_at:
            return False
        invited = member.is_at_least(Role.CONTRIBUTOR) and self.invitees.filter(member=member).exists()
        return member.judges_for(self.unit_id) or invited

    def is_led_by(self, member: Membership) -> bool:
        """Whether the member opens, decides and locks it."""
        return member.organisation_id == self.organisation_id and member.is_analyst_of(self.unit_id)

    def was_judged_by(self, member: Membership) -> bool:
        return self.ballots.filter(member=member, handed_in_at__isnull=False).exists()


class Candidate(Organised):
    """A signal that is judged in a round; the order is the round's own and says nothing."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="candidates")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="candidacies")
    position = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "signal"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.signal_id}"


class Invitee(Organised):
    """A contributor asked to judge in one round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitees")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="invitee_once")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.member_id}"


class Ballot(Organised):
    """One member's assessments in a round, begun or handed in. `given` is the sum of its points."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(default=clock.now)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    budget = models.PositiveSmallIntegerField(default=10)
    given = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="ballot_once"),
            models.CheckConstraint(name="ballot_within_its_budget", condition=Q(given__lte=models.F("budget"))),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.member_id}"


class Assessment(Organised):
    """One judgement: round, member (through the ballot), signal, criterion, value; None is “cannot judge”."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="assessments")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assessments")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    value = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=280, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "signal", "criterion"], name="assessment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id}/{self.signal_id}"


class Outcome(Organised):
    """What the group decided on a signal in a round."""

    class Choice(models.TextChoices):
        LIFTED = "lifted", _("Lifted")
        PARKED = "parked", _("Parked")
        SET_ASIDE = "set_aside", _("Set aside")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="outcomes")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="outcomes")
    choice = models.CharField(max_length=9, choices=Choice.choices)
    until = models.DateField(null=True, blank=True)
    line = models.CharField(max_length=280, blank=True, help_text="Why, where the choice departs from the ranking.")
    rank = models.PositiveIntegerField(null=True, blank=True)
    total = models.PositiveIntegerField(default=0)
    noted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "signal"], name="outcome_once"),
            models.CheckConstraint(
                name="outcome_parked_has_a_day", condition=~Q(choice="parked") | Q(until__isnull=False)
            ),
            models.CheckConstraint(
                name="outcome_set_aside_has_a_reason", condition=~Q(choice="set_aside") | ~Q(line="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.choice}"


class Lift(Organised):
    """A unit's signal, lifted to be judged in the rounds of the whole organisation."""

    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="lift")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="lifts")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.signal_id} ↑ {self.round_id}"
