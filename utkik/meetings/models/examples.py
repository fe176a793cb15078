"""The bank of examples: what others did and how, how near we have come to them, and who visited whom."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.meetings.models.days import WHOLE_DAY, LaidAway, moment, new_key
from utkik.people.models import Area, Level, Membership, Organised, OrganisedQuerySet, Place, Unit
from utkik.reports.models import FollowUp
from utkik.signals.models import Signal
from utkik.trends.models import Trend

CONTACTS_LAST = timedelta(days=730)  # a person at another's is kept for two years at most


class Example(LaidAway):
    """What a municipality or a firm did, and how."""

    title = models.CharField(max_length=100)
    who = models.CharField(max_length=120, blank=True)
    how = models.TextField(blank=True, help_text="Så gjorde de")
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.PROTECT, related_name="examples")
    level = models.CharField(max_length=5, choices=Level.choices, blank=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=2000, blank=True)
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal"], condition=Q(removed_at=None), name="example_once_per_signal"),
        ]
        indexes = [models.Index(fields=["organisation", "-made_at"], name="example_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:example", args=[self.organisation.slug, self.pk])


class Visit(LaidAway):
    """A study visit: they came to us, or we went to them."""

    class Sort(models.TextChoices):
        TO_US = "to_us", _("They came to us")
        TO_THEM = "to_them", _("We went to them")

    sort = models.CharField(max_length=7, choices=Sort.choices)
    title = models.CharField(max_length=120)
    example = models.ForeignKey(Example, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    guests = models.CharField(max_length=300, blank=True, help_text="From where the others come, and how many.")
    who_came = models.CharField(max_length=300, blank=True, help_text="Which of our units took part, and how many.")
    impressions = models.TextField(blank=True)
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    calendar_key = models.CharField(max_length=40, unique=True, default=new_key)
    calendar_version = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visit_ends_after_it_begins",
                condition=Q(ends=None) | Q(begins__isnull=False, ends__gt=models.F("begins")),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-on"], name="visit_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:visit", args=[self.organisation.slug, self.pk])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_over(self) -> bool:
        return self.on < self.organisation.today()

    def hours(self) -> tuple[datetime, datetime] | None:
        """When it begins and ends, as moments; None while no time is set."""
        if self.begins is None:
            return None
        zone = self.organisation.timezone
        ends = self.ends or max(self.begins, WHOLE_DAY[1])
        return moment(self.on, self.begins, zone), moment(self.on, ends, zone)


class VisitUnit(Organised):
    """A department or committee that took part in a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "unit"], name="visit_unit_once")]

    def __str__(self) -> str:
        return f"{self.visit_id} {self.unit_id}"


class ExampleStep(LaidAway):
    """How near we came, and when: found, contacted, invited, visited, and what it inspired."""

    class Sort(models.TextChoices):
        FOUND = "found", pgettext_lazy("example", "Found")
        CONTACTED = "contacted", pgettext_lazy("example", "Contacted")
        INVITED = "invited", pgettext_lazy("example", "Invited")
        VISITED = "visited", pgettext_lazy("example", "Visited us")
        INSPIRED = "inspired", pgettext_lazy("example", "Inspired")

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="steps")
    sort = models.CharField(max_length=9, choices=Sort.choices)
    on = models.DateField()
    line = models.CharField(max_length=160, blank=True)
    answered_on = models.DateField(null=True, blank=True, help_text="When they answered: contacted, invited.")
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(FollowUp, null=True, blank=True, on_delete=models.PROTECT, related_name="inspired_by")
    trend = models.ForeignKey(Trend, null=True, blank=True, on_delete=models.PROTECT, related_name="inspired_by")
    by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["example", "sort"], name="example_step_by_sort")]

    def __str__(self) -> str:
        return f"{self.example_id} {self.sort}"

    @property
    def place(self) -> int:
        """Which of the five it is, from 0."""
        return list(self.Sort).index(self.Sort(self.sort))


class ContactQuerySet(OrganisedQuerySet):
    def of(self, member: Membership) -> Self:
        """Only whoever owns a contact sees it."""
        return self.for_member(member).filter(owner=member)

    def over(self, today: date) -> Self:
        """What may not be kept any longer: two years have gone, or whoever owned it has left."""
        return self.filter(Q(expires_on__lte=today) | ~Q(owner__left_at=None))


class Contact(Organised):
    """A person at another municipality or firm: seen by whoever owns the contact, and deleted after two years."""

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="contacts")
    owner = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    reached_at = models.CharField(max_length=200, blank=True, help_text="Work e-mail or telephone.")
    noted_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField()

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["example", "owner"], name="contact_once_per_owner")]

    def __str__(self) -> str:
        return f"{self.example_id}/{self.owner_id}"
