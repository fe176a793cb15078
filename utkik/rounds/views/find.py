"""Which round, and what the member may do with it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from utkik.people.asking import MemberRequest
from utkik.people.models import GROUP, Membership, Unit, UnitRole
from utkik.rounds.models import Round


def round_of(request: MemberRequest, pk: int) -> Round:
    """The organisation's round; 404 for any other."""
    rounds = Round.objects.for_member(request.member).select_related("organisation", "criterion", "unit")
    return get_object_or_404(rounds, pk=pk)


def judged_by(request: MemberRequest, pk: int) -> Round:
    """A round that the member judges; 403 for whoever was not asked."""
    found = round_of(request, pk)
    if not found.may_be_judged_by(request.member):
        raise PermissionDenied
    return found


def led_by(request: MemberRequest, pk: int) -> Round:
    """A round that the member leads; 403 for an analyst of another unit."""
    found = round_of(request, pk)
    if not found.is_led_by(request.member):
        raise PermissionDenied
    return found


def sees_outcome(round: Round, member: Membership) -> bool:
    """Every member once it is locked; before that those who judged, and the analysts who note it."""
    if round.is_open:
        return False
    return round.is_locked or round.is_led_by(member) or round.was_judged_by(member)


def with_own_group(member: Membership) -> QuerySet[Unit]:
    """The units that judge for themselves: somebody has a role for them."""
    named = UnitRole.objects.for_member(member).filter(role__in=GROUP, member__left_at=None).values("unit")
    return Unit.objects.for_member(member).standing().filter(pk__in=named)
