"""The analysis that an address names, for who may see it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from utkik.people.asking import MemberRequest
from utkik.reports.analysis import states
from utkik.reports.models import Analysis, AnalysisEdition, AnalysisEditionPart, AnalysisPart


def analysis_of(request: MemberRequest, year: int) -> Analysis:
    """The year's analysis, where the member may see it."""
    mine = Analysis.objects.seen_by(request.member).select_related("organisation", "conversation")
    return get_object_or_404(mine, year=year)


def published_of(request: MemberRequest, year: int) -> Analysis:
    """The year's analysis, once it has an edition."""
    analysis = analysis_of(request, year)
    if not analysis.is_published:
        raise Http404
    return analysis


def edition_of(request: MemberRequest, year: int, number: int | None = None) -> AnalysisEdition:
    """An edition; without a number the newest."""
    editions = published_of(request, year).editions.select_related("published_by", "analysis__organisation")
    if number is None:
        return editions.order_by("-number")[0]
    return get_object_or_404(editions, number=number)


def part_of(edition: AnalysisEdition, unit: int) -> AnalysisEditionPart:
    return get_object_or_404(edition.parts.select_related("unit"), unit=unit)


def draft_part_of(request: MemberRequest, year: int, unit: int) -> AnalysisPart:
    """A unit's part in the making: for the group, and for the unit's members once it was out for input."""
    parts = AnalysisPart.objects.for_member(request.member).select_related("unit", "analysis__organisation")
    part = get_object_or_404(parts, analysis__year=year, unit=unit)
    has_been_out = part.analysis.is_out or part.analysis.is_published or part.comments.exists()
    if not (request.member.in_group or (has_been_out and states.is_of(part, request.member))):
        raise Http404
    return part
