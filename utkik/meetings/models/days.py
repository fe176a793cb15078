"""Theme days: what they are about, who is asked, what is said at the tables, and what came of it."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.people.models import Guest, Membership, Organised, OrganisedQuerySet, Unit, Upload
from utkik.reports.models import FollowUp
from utkik.signals.models import Signal

if TYPE_CHECKING:
    from utkik.meetings.models.examples import Visit

SETTLES_AFTER = timedelta(days=182)  # half a year later it is asked what came of it
WHOLE_DAY = time(9), time(16)


def new_key() -> str:
    """A word for an address that nobody can guess."""
    return secrets.token_urlsafe(24)


def moment(on: date, at: time, zone: str) -> datetime:
    """The moment at which clocks in the zone show a time on a day."""
    return datetime.combine(on, at, tzinfo=ZoneInfo(zone))


class ThemeDayQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-on", "-pk")

    def coming(self, today: date) -> Self:
        """What lies ahead and is not called off, the next one first."""
        return self.standing().filter(on__gte=today, cancelled_at=None).order_by("on", "pk")

    def held(self, today: date) -> Self:
        return self.standing().filter(on__lt=today, cancelled_at=None).newest_first()

    def to_settle(self, today: date) -> Self:
        """Half a year has gone and nobody has said yet what came of it."""
        return self.held(today).filter(on__lte=today - SETTLES_AFTER, settled_at=None)


class ThemeDay(Organised):
    """A day a year on one theme, for politicians and officials. What it gave is asked for half a year later."""

    theme = models.CharField(max_length=100)
    purpose = models.TextField(blank=True, help_text="What those who come should have with them when they leave.")
    on = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    invited = models.PositiveIntegerField(null=True, blank=True, help_text="Where the invitations are not kept here.")
    came = models.PositiveIntegerField(null=True, blank=True)
    takeaway = models.TextField(blank=True, help_text="Det här tar vi med oss")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    calendar_key = models.CharField(max_length=40, unique=True, default=new_key)
    calendar_version = models.PositiveIntegerField(default=0, help_text="Grows when time, place or name change.")
    room_key = models.CharField(max_length=40, unique=True, default=new_key)
    room_opened_at = models.DateTimeField(null=True, blank=True)
    room_closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="It is told what came of it.")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ThemeDayQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="theme_day_ends_after_it_begins",
                condition=Q(ends=None) | Q(begins__isnull=False, ends__gt=models.F("begins")),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on"], name="theme_day_newest")]

    def __str__(self) -> str:
        return self.theme

    def get_absolute_url(self) -> str:
        return reverse("meetings:theme_day", args=[self.organisation.slug, self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        return self.on < self.organisation.today()

    @property
    def settles_on(self) -> date:
        return self.on + SETTLES_AFTER

    @property
    def room_is_open(self) -> bool:
        """Whether the tables may answer now."""
        return self.room_opened_at is not None and self.room_closed_at is None and self.removed_at is None

    def hours(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends, as moments; None while no time is set."""
        if self.begins is None:
            return None
        zone = self.organisation.timezone
        ends = self.ends or max(self.begins, WHOLE_DAY[1])
        return moment(self.on, self.begins, zone), moment(self.on, ends, zone)


class StandingQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_at=None)


class LaidAway(Organised):
    """A row that is laid away instead of deleted, so that it can be had back."""

    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True


class DayPart(LaidAway):
    """A row of the programme: from when, what, and who speaks."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="parts")
    begins = models.TimeField()
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=120, blank=True, help_text="Who speaks or leads.")
    is_from_outside = models.BooleanField(default=False)
    is_pause = models.BooleanField(default=False)

    class Meta:
        ordering = ["begins", "pk"]

    def __str__(self) -> str:
        return self.title


class DayInvitationQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_at=None)

    def sent(self) -> Self:
        return self.standing().filter(sent_at__isnull=False)

    def unsent(self) -> Self:
        return self.standing().filter(sent_at=None)


class DayInvitation(Organised):
    """A member or a guest who is asked to come, and what they answer."""

    class Answer(models.TextChoices):
        YES = "yes", pgettext_lazy("invitation", "Comes")
        NO = "no", pgettext_lazy("invitation", "Cannot come")

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    guest = models.OneToOneField(Guest, null=True, blank=True, on_delete=models.PROTECT, related_name="day_invitation")
    added_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = DayInvitationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "member"], condition=Q(removed_at=None), name="day_invitation_member_once"
            ),
            models.CheckConstraint(
                name="day_invitation_is_a_members_or_a_guests",
                condition=Q(member__isnull=False, guest=None) | Q(member=None, guest__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.member_id or self.guest_id}"

    @property
    def name(self) -> str:
        who = self.member or self.guest
        return who.name if who else ""


class DayMaterial(LaidAway):
    """What is handed out: a file, a link, or one of the organisation's signals."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="material")
    title = models.CharField(max_length=200)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=2000, blank=True)
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.PROTECT, related_name="day_material")
    added_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="day_material_is_one_thing",
                condition=Q(upload__isnull=False, address="", signal=None)
                | (Q(upload=None, signal=None) & ~Q(address=""))
                | Q(upload=None, address="", signal__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["day", "signal"], condition=Q(removed_at=None), name="day_material_signal_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DayQuestion(LaidAway):
    """What the tables talk about and answer together; with words to choose among, or in their own."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=200)
    choices = models.JSONField(default=list, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text


class DayAnswer(Organised):
    """What one table answers to one question; answered again, the latest stands."""

    question = models.ForeignKey(DayQuestion, on_delete=models.CASCADE, related_name="answers")
    table = models.PositiveSmallIntegerField()
    choice = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.CharField(max_length=280, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["table"]
        constraints = [models.UniqueConstraint(fields=["question", "table"], name="day_answer_once_per_table")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.table}"


class DayImpression(LaidAway):
    """What stayed with somebody, in their own words; from a table's phone, or noted by a member."""

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="impressions")
    text = models.CharField(max_length=280)
    table = models.PositiveSmallIntegerField(null=True, blank=True)
    noted_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text


class DayResult(LaidAway):
    """What came of the day, told half a year later; also the question that nobody has taken."""

    class Sort(models.TextChoices):
        DECISION = "decision", _("Decision")
        CHANGE = "change", _("Changed work")
        VISIT = "visit", _("Study visit")
        KNOWLEDGE = "knowledge", _("Knowledge")
        UNTAKEN = "untaken", _("Nobody took it")

    day = models.ForeignKey(ThemeDay, on_delete=models.CASCADE, related_name="results")
    sort = models.CharField(max_length=9, choices=Sort.choices)
    text = models.CharField(max_length=200)
    line = models.CharField(max_length=200, blank=True, help_text="Who, and when.")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(FollowUp, null=True, blank=True, on_delete=models.PROTECT, related_name="day_results")
    visit: models.ForeignKey[Visit | None, Visit | None] = models.ForeignKey(
        "meetings.Visit", null=True, blank=True, on_delete=models.PROTECT, related_name="day_results"
    )
    noted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_untaken(self) -> bool:
        return self.sort == self.Sort.UNTAKEN
