from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik import clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from utkik.people.models.members import Membership

COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as # and six digits, for example #0a4f78."))


class Organisation(models.Model):
    """A municipality, region or agency: the boundary that nothing crosses unasked."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    matter_name = models.CharField(max_length=60, help_text="The name in “Därför är detta intressant för …”.")
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="sv")
    timezone = models.CharField(max_length=40, default="Europe/Stockholm")
    lift_min = models.PositiveSmallIntegerField(default=5)
    lift_max = models.PositiveSmallIntegerField(default=10)
    accent = models.CharField(max_length=7, blank=True, validators=[COLOUR])
    signal_colour = models.CharField(max_length=7, blank=True, validators=[COLOUR])
    logo = models.ForeignKey("people.Upload", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    contact = models.CharField(max_length=200, blank=True)
    next_signal_number = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_lifts_some", condition=Q(lift_min__gte=1, lift_max__gte=models.F("lift_min"))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def today(self) -> date:
        return clock.today(self.timezone)

    def local(self, moment: datetime) -> datetime:
        return clock.local(moment, self.timezone)


class OrganisedQuerySet(models.QuerySet):
    """Every query for an organisation's data begins with one of these two."""

    def for_organisation(self, organisation: Organisation | int) -> Self:
        return self.filter(organisation=organisation)

    def for_member(self, member: Membership) -> Self:
        return self.filter(organisation=member.organisation_id)


class Organised(models.Model):
    """A row that belongs to one organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    objects = OrganisedQuerySet.as_manager()

    class Meta:
        abstract = True


class UnitQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Units that exist today, in the order the organisation gave them."""
        return self.filter(removed_at=None, ended_on=None).order_by("position", "sort_key")


class Unit(Organised):
    """A department, committee or management team of the organisation."""

    class Sort(models.TextChoices):
        DEPARTMENT = "department", _("Department")
        COMMITTEE = "committee", _("Committee")
        MANAGEMENT = "management", _("Management team")

    name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240, editable=False, default="")
    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.DEPARTMENT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = UnitQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "sort", "name"], condition=Q(removed_at=None), name="unit_name_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
