"""What the views of trends share: finding what an address names, in the member's organisation alone."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from utkik.people.asking import MemberRequest
from utkik.trends.models import Call, CallUnit, Edition, Framework, Proposal, Trend

KNOWN = ("organisation", "force", "horizon", "owner", "deputy", "origin__framework", "conversation")


def trend_of(request: MemberRequest, number: int) -> Trend:
    """The organisation's trend with the number, followed or not; else 404."""
    return get_object_or_404(Trend.objects.seen_by(request.member).select_related(*KNOWN), number=number)


def edition_of(request: MemberRequest, number: int) -> Edition:
    return get_object_or_404(Edition.objects.for_member(request.member).select_related("frozen_by"), number=number)


def framework_of(request: MemberRequest, pk: int, *, removed: bool = False) -> Framework:
    frameworks = Framework.objects.for_member(request.member).filter(removed_at__isnull=not removed)
    return get_object_or_404(frameworks, pk=pk)


def call_of(request: MemberRequest, pk: int) -> Call:
    return get_object_or_404(Call.objects.for_member(request.member).select_related("organisation"), pk=pk)


def asked_of(request: MemberRequest, call: Call) -> CallUnit | None:
    """The call as it asks the member's own unit; None when it does not."""
    if request.member.unit_id is None:
        return None
    return call.units.select_related("unit", "call", "handed_in_by").filter(unit=request.member.unit_id).first()


def own_asked_of(request: MemberRequest, pk: int) -> CallUnit:
    """As `asked_of`, by the call's id; 404 when the unit is not asked."""
    asked = asked_of(request, call_of(request, pk))
    if asked is None:
        raise Http404
    return asked


def proposal_of(request: MemberRequest, pk: int) -> Proposal:
    proposals = Proposal.objects.seen_by(request.member).select_related("trend", "unit", "by", "call_unit")
    return get_object_or_404(proposals, pk=pk)
