"""The organisation's own lists: rows with a code, a validity in time and a successor, never enums in code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from utkik.people.models.members import Absence, Membership
from utkik.people.models.organisations import Organised, OrganisedQuerySet, Unit

if TYPE_CHECKING:
    from datetime import date


class Level(models.TextChoices):
    """How far away: the three rings. The same for every organisation; the places in them are its own."""

    OWN = "own", _("Own municipality")
    NEAR = "near", _("Nearby")
    WIDER = "wider", _("Wider world")


class RegisterQuerySet(OrganisedQuerySet):
    def valid(self, day: date | None = None) -> Self:
        """Rows that may be chosen on a day (without one: that have not ended), in the list's order."""
        ended = Q(ended_on=None) if day is None else Q(ended_on=None) | Q(ended_on__gt=day)
        return self.filter(ended, removed_at=None).order_by("position", "pk")


class Register(Organised):
    """A row of a list. It is ended, not deleted: what was said with it keeps its word."""

    code = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = RegisterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"], condition=Q(removed_at=None), name="%(class)s_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaQuerySet(RegisterQuerySet):
    def watched_by(self, member: Membership) -> Self:
        """Areas that are this member's today: their own, and as deputy those whose owner is away or missing."""
        stands_in = Q(deputy=member) & (Q(owner=None) | Q(owner__in=out_of_reach(member)))
        return self.for_member(member).filter(Q(owner=member) | stands_in)


def out_of_reach(member: Membership) -> models.QuerySet[Membership, int]:
    """Colleagues for whom somebody stands in today: away, or no longer in the group. As ids."""
    away = Absence.objects.for_member(member).on(member.organisation.today()).values("member")
    group = Membership.objects.for_member(member).group().order_by().values("pk")
    return Membership.objects.for_member(member).filter(~Q(pk__in=group) | Q(pk__in=away)).values_list("pk", flat=True)


class Area(Register):
    """What a scanner watches and owns; the deputy steps in."""

    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="areas")
    owner = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="areas_owned")
    deputy = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="areas_deputised"
    )

    objects = AreaQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                condition=Q(unit=None, removed_at=None),
                name="area_code_once_in_organisation",
            ),
            models.UniqueConstraint(
                fields=["organisation", "unit", "code"],
                condition=Q(unit__isnull=False, removed_at=None),
                name="area_code_once_in_unit",
            ),
        ]


class Place(Register):
    """A place on one of the three levels; its name is looked for in what comes in."""

    level = models.CharField(max_length=5, choices=Level.choices)

    class Meta(Register.Meta):
        pass


class Horizon(Register):
    """How far ahead a signal points; also the radar's rings, innermost first."""

    years = models.CharField(max_length=40, blank=True)

    class Meta(Register.Meta):
        pass


class Kind(Register):
    """What sort of signal it is: weak signal, emerging trend, example, event or decision, wild card."""

    class Meta(Register.Meta):
        pass
