"""Forums: discussions around chosen signals and questions, in a room or in writing, with guests from outside."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people.models import Guest, Membership, Organised, OrganisedQuerySet, Unit
from utkik.signals.models import Comment, Conversation, Signal
from utkik.trends.models import Proposal


class StandingQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_at=None)


class Question(Organised):
    """What is worth asking without a piece of news behind it; with visionary prompts to begin from."""

    text = models.CharField(max_length=200)
    prompts = models.JSONField(default=list, blank=True, help_text="“Vad om …”, one sentence each.")
    asked_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return self.text


class ForumQuerySet(StandingQuerySet):
    def running(self) -> Self:
        """What is planned or open: nobody has ended it."""
        return self.standing().filter(ended_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class Forum(Organised):
    """One discussion. Every member sees it, and its guests until it ends."""

    name = models.CharField(max_length=100)
    about = models.TextField(blank=True, help_text="Why it is held, and what it is to be used for.")
    host = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    room_at = models.DateTimeField(null=True, blank=True, help_text="When it meets; empty when it is in writing only.")
    place = models.CharField(max_length=200, blank=True)
    writes_until = models.DateField(null=True, blank=True, help_text="Until when it goes on in writing.")
    invites_group = models.BooleanField(default=False, help_text="The scanners and analysts are invited.")
    came = models.PositiveIntegerField(null=True, blank=True)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="forum")
    code = models.CharField(max_length=20, blank=True, help_text="Opens the forum from a phone; empty when closed.")
    headline = models.CharField(max_length=140, blank=True)
    summary = models.TextField(blank=True, help_text="Det här tar vi med oss")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    ended_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ForumQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="forum_code_opens_one"),
            models.CheckConstraint(name="ended_forum_has_no_code", condition=Q(ended_at=None) | Q(code="")),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="forum_newest")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:forum", args=[self.organisation.slug, self.pk])

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def room_is_open(self) -> bool:
        """Whether phones may come in by the code."""
        return bool(self.code) and self.ended_at is None and self.removed_at is None


class ForumQuestion(Organised):
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="in_forums")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["forum", "question"], name="forum_question_once")]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.question_id}"


class ForumSignal(Organised):
    """A signal that the discussion begins from."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="signals")
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="in_forums")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["forum", "signal"], name="forum_signal_once")]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.signal_id}"


class ForumUnit(Organised):
    """A unit that is invited."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "unit"], name="forum_unit_once")]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.unit_id}"


class ForumGuest(Organised):
    """Somebody from outside who takes part: invited by an analyst, or in the room by the code on the wall."""

    class Way(models.TextChoices):
        LINK = "link", _("By a link of their own")
        CODE = "code", _("By the code in the room")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="guests")
    guest = models.OneToOneField(Guest, on_delete=models.PROTECT, related_name="forum_seat")
    way = models.CharField(max_length=4, choices=Way.choices, default=Way.LINK)
    sent_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.guest_id}"


class ForumMail(Organised):
    """That a member was invited to a forum: once each."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="invited")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["forum", "member"], name="forum_member_invited_once")]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.member_id}"


class Contribution(Organised):
    """Where something was said: in the room or in writing, and whose voice it is when somebody else noted it."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="contributions")
    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="contribution")
    in_room = models.BooleanField(default=False)
    voice = models.CharField(max_length=80, blank=True, help_text="A table or a part: “Bordet vid fönstret”.")

    def __str__(self) -> str:
        return f"{self.forum_id} {self.comment_id}"


class ForumResult(Organised):
    """What came of a forum: a signal begun from it, or a proposal on a trend."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="results")
    comment = models.ForeignKey(Comment, null=True, blank=True, on_delete=models.SET_NULL, related_name="became")
    signal = models.OneToOneField(Signal, null=True, blank=True, on_delete=models.CASCADE, related_name="from_forum")
    proposal = models.OneToOneField(
        Proposal, null=True, blank=True, on_delete=models.CASCADE, related_name="from_forum"
    )
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="forum_result_is_one_thing",
                condition=Q(signal__isnull=False, proposal=None) | Q(signal=None, proposal__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.forum_id} {self.signal_id or self.proposal_id}"
