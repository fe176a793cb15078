"""Input (inspel): what the units are asked, what each answers together, and what they and the group propose."""

from __future__ import annotations

import hashlib
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Horizon, Membership, Organised, OrganisedQuerySet, Unit
from utkik.trends.models.trends import PRESSURE, Trend


class CallQuerySet(OrganisedQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def asking(self, member: Membership) -> Self:
        """Calls that ask the member's unit."""
        return self.for_member(member).filter(units__unit=member.unit_id) if member.unit_id else self.none()


class Call(Organised):
    """A call for input: about which trends, whom, and by when."""

    title = models.CharField(max_length=120)
    text = models.TextField(blank=True, help_text="What the units should know before they answer.")
    due_on = models.DateField()
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    objects = CallQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("trends:call", args=[self.organisation.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class CallTrend(Organised):
    """A trend that a call asks about, and its own question beside those that stand for every trend."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="trends")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "trend"], name="call_trend_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.trend_id}"


class CallUnit(Organised):
    """A unit that a call asks. It answers together; one member hands in for all of it."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When somebody of the unit first opened it.")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    handed_in_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "unit"], name="call_unit_once")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.unit_id}"

    @property
    def is_handed_in(self) -> bool:
        return self.handed_in_at is not None


class Answer(Organised):
    """What a unit says of one trend: asked as soon as the row stands, answered once there is something in it."""

    class Seen(models.TextChoices):
        YES = "yes", _("Yes, already")
        SOON = "soon", _("It begins to show")
        NO = "no", _("Not with us")

    call_unit = models.ForeignKey(CallUnit, on_delete=models.CASCADE, related_name="answers")
    trend = models.ForeignKey(Trend, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    seen = models.CharField(max_length=4, choices=Seen.choices, blank=True)
    text = models.TextField(blank=True, help_text="Vad betyder det för er verksamhet?")
    reply = models.TextField(blank=True, help_text="The answer to the trend's own question.")
    horizon = models.ForeignKey(Horizon, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pressure = models.PositiveSmallIntegerField(null=True, blank=True, validators=PRESSURE)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call_unit", "trend"], name="answer_once_per_trend")]

    def __str__(self) -> str:
        return f"{self.call_unit_id} {self.trend_id}"

    @property
    def is_given(self) -> bool:
        return bool(self.seen or self.text or self.reply or self.horizon_id or self.pressure)


class ProposalQuerySet(OrganisedQuerySet):
    def waiting(self) -> Self:
        return self.filter(state=Proposal.State.OPEN).order_by("at", "pk")

    def seen_by(self, member: Membership) -> Self:
        """Analysts see all that were handed in, the group its own and each other's, a unit its own with drafts."""
        mine = Q(unit=member.unit_id) if member.unit_id else Q(pk=None)
        if member.is_analyst:
            shown = ~Q(state=Proposal.State.DRAFT) | mine
        elif member.in_group:
            shown = (Q(unit=None) & ~Q(state=Proposal.State.DRAFT)) | mine
        else:
            shown = mine
        return self.for_member(member).filter(shown | Q(by=member))


class Proposal(Organised):
    """A wish to change, add or take off a trend; an analyst accepts, adapts or declines it with a reason."""

    class Sort(models.TextChoices):
        CHANGE = "change", _("Change the text")
        ADDITION = "addition", _("Add a trend")
        REMOVAL = "removal", _("Take it off")

    class State(models.TextChoices):
        DRAFT = "draft", _("Not handed in")
        OPEN = "open", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        ADAPTED = "adapted", _("Adapted")
        DECLINED = "declined", _("Declined")

    answer = models.OneToOneField(
        Answer,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposal",
        help_text="The answer of a unit that it was written under.",
    )
    call_unit = models.ForeignKey(CallUnit, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sort = models.CharField(max_length=8, choices=Sort.choices)
    trend = models.ForeignKey(
        Trend,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        help_text="What it is about; for an addition the trend that came of it.",
    )
    name = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    why = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="Where it comes from, in words: a forum, a visit.")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="proposal_decided_with_reason",
                condition=~Q(state__in=["adapted", "declined"]) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="proposal_is_about_a_trend", condition=Q(sort="addition") | Q(trend__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"], name="proposal_waiting")]

    def __str__(self) -> str:
        return f"{self.sort} {self.trend_id or self.name}"

    @property
    def mark(self) -> str:
        """A sign for what is proposed: a unit may put it otherwise as long as nobody has answered."""
        said = repr((self.sort, self.trend_id, self.name, self.text, self.why))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def is_decided(self) -> bool:
        return self.state in (self.State.ACCEPTED, self.State.ADAPTED, self.State.DECLINED)
