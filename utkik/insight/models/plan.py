"""The group's agreed dates: of the month, of the year, and of a new municipality's first three months."""

from __future__ import annotations

import secrets
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet


class PlanDateQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        return self.filter(removed_at=None).order_by("on", "pk")


class PlanDate(Organised):
    """A date that was agreed: what is done by then, and who sees to it. What really happened stands elsewhere."""

    class Scope(models.TextChoices):
        MONTH = "month", pgettext_lazy("plan", "Month")
        YEAR = "year", pgettext_lazy("plan", "Year")
        START = "start", pgettext_lazy("plan", "The first three months")

    class Sort(models.TextChoices):
        PASS = "pass", _("Pass together, one hour")
        OPENS = "opens", _("The round opens")
        CLOSES = "closes", _("The round closes")
        REPORT = "report", _("The report is ready")
        ANSWERS = "answers", _("The management team answers")
        CALL_OUT = "call_out", _("The call for input goes out")
        CALL_BACK = "call_back", _("The committees answer the call for input")
        EDITION = "edition", _("The year’s edition of the trends is frozen")
        THEME = "theme", _("The theme of the theme day is chosen")
        THEME_DAY = "theme_day", pgettext_lazy("plan", "Theme day")
        FORUM = "forum", pgettext_lazy("plan", "Forum")
        DRAFT = "draft", _("The analysis goes out to the committees")
        ANALYSIS = "analysis", _("The analysis goes to the budget")
        OTHER = "other", pgettext_lazy("plan", "Something else")

    scope = models.CharField(max_length=5, choices=Scope.choices)
    period = models.DateField(help_text="First day of the month, or of the year, that it belongs to.")
    on = models.DateField()
    sort = models.CharField(max_length=9, choices=Sort.choices, default=Sort.OTHER)
    name = models.CharField(max_length=120, blank=True, help_text="In own words; empty: what the sort is called.")
    who = models.CharField(max_length=120, blank=True, help_text="Who it concerns, where that is no one member.")
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = PlanDateQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["organisation", "on"], name="plan_date_in_order")]

    def __str__(self) -> str:
        return self.name or str(self.get_sort_display())


def new_key() -> str:
    """A word for an address that nobody can guess."""
    return secrets.token_urlsafe(24)


class CalendarKey(Organised):
    """The word in the address of a member's own subscription to the plan; a new one ends the old."""

    member = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="calendar_key")
    key = models.CharField(max_length=64, unique=True, default=new_key)
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.member_id}"


class Hour(Organised):
    """En timme i månaden: a small group's guided hour, step by step."""

    class Step(models.IntegerChoices):
        NEW = 1, pgettext_lazy("hour", "What is new")
        CHOOSE = 2, pgettext_lazy("hour", "Choose")
        JUDGE = 3, pgettext_lazy("hour", "Judge")
        REPORT = 4, pgettext_lazy("hour", "Report")

    step = models.PositiveSmallIntegerField(choices=Step.choices, default=Step.NEW)
    begun_at = models.DateTimeField(default=clock.now)
    begun_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    step_at = models.DateTimeField(default=clock.now, help_text="When the step was begun.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(ended_at=None), name="one_hour_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d} {self.step}"
