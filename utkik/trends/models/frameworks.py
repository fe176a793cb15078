"""What others have named: forces, and frameworks of trends, as data that is taken in, completed and handed on."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.people.models import Membership, Organised, OrganisedQuerySet, Register


class Force(Register):
    """What drives trends: the organisation's own list, and the radar's sectors in their order."""

    class Meta(Register.Meta):
        pass


class FrameworkQuerySet(OrganisedQuerySet):
    def standing(self) -> Self:
        """Those that the organisation has, the newest edition of a publisher first."""
        return self.filter(removed_at=None).order_by("publisher", "name", "-horizon_year", "-edition", "pk")


class Framework(Organised):
    """A publisher's named trends in one edition, as the organisation has taken it in."""

    code = models.SlugField(max_length=80, help_text="The same framework taken in again is found by it.")
    publisher = models.CharField(max_length=120)
    name = models.CharField(max_length=120)
    edition = models.CharField(max_length=20, blank=True)
    horizon_year = models.PositiveSmallIntegerField(null=True, blank=True)
    published_year = models.PositiveSmallIntegerField(null=True, blank=True)
    expected = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many trends the publisher names, where it is known."
    )
    is_complete = models.BooleanField(default=True, help_text="False: names are missing that nobody has verified.")
    address = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True, help_text="Where the names were read, and what is uncertain.")
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], condition=Q(removed_at=None), name="framework_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """As people say it: SKR Vägval för framtiden 4."""
        return " ".join(filter(None, (self.publisher, self.name, self.edition)))


class FrameworkTrend(Organised):
    """One of a framework's trends: its name and where it was read. What it says is the publisher's own text."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="trends")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    force = models.ForeignKey(Force, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=500, blank=True)
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="followed_by",
        help_text="The trend of an earlier edition that this one carries on.",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_trend_number_once"),
        ]

    def __str__(self) -> str:
        return self.name
