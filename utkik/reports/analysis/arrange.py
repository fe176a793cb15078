"""Which trends an analysis tells of, in which order, and for which units a trend has consequences."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from utkik.people.models import Membership, Unit
from utkik.reports.analysis import begin, texts, write
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisTrend
from utkik.trends.models import Trend


@transaction.atomic
def move(analysis: Analysis, number: int, place: int, *, by: Membership) -> int | None:
    """Put the trend with this number at a place (from 1, cut to what there is). The new place; None: not in it."""
    analysis = write.hold(analysis)
    chapters = texts.chapters_of(analysis)
    moved = _chapter(chapters, number)
    if moved is None:
        return None
    place = min(max(place, 1), len(chapters))
    if place != chapters.index(moved) + 1:
        chapters.remove(moved)
        chapters.insert(place - 1, moved)
        _number(chapters)
        write.revise(analysis, by=by)
    return place


@transaction.atomic
def leave(analysis: Analysis, number: int, *, by: Membership) -> bool:
    """Take a trend out; its words stay in the revisions. False when it was not in it."""
    analysis = write.hold(analysis)
    gone = _chapter(texts.chapters_of(analysis), number)
    if gone is None:
        return False
    gone.delete()
    _number(texts.chapters_of(analysis))
    write.revise(analysis, by=by, apart=True)
    return True


@transaction.atomic
def take(analysis: Analysis, number: int, *, by: Membership) -> bool:
    """Take a trend in, last, with the words it has. False when it is in it or does not stand."""
    analysis = write.hold(analysis)
    trend = next((trend for trend in left_out(analysis) if trend.number == number), None)
    if trend is None:
        return False
    last = analysis.chapters.aggregate(last=Max("position"))["last"] or 0
    begin.add(analysis, trend, last + 1)
    write.revise(analysis, by=by)
    return True


@transaction.atomic
def concern(analysis: Analysis, number: int, unit: int, *, by: Membership) -> bool:
    """Make room for what a trend means for one more unit. False when there is room already, or no such unit."""
    analysis = write.hold(analysis)
    chapter = _chapter(texts.chapters_of(analysis), number)
    known = next((one for one in units(analysis) if one.pk == unit), None)
    if chapter is None or known is None or any(row.unit_id == unit for row in chapter.consequences.all()):
        return False
    AnalysisConsequence.objects.create(organisation_id=analysis.organisation_id, chapter=chapter, unit=known)
    begin.give_part(analysis, unit)
    write.revise(analysis, by=by)
    return True


@transaction.atomic
def spare(analysis: Analysis, number: int, unit: int, *, by: Membership) -> bool:
    """Take a consequence out; its words stay in the revisions. False when there was none."""
    analysis = write.hold(analysis)
    chapter = _chapter(texts.chapters_of(analysis), number)
    rows = AnalysisConsequence.objects.for_organisation(analysis.organisation_id)
    gone = rows.filter(chapter=chapter, unit=unit) if chapter else rows.none()
    if not gone.exists():
        return False
    gone.delete()
    write.revise(analysis, by=by, apart=True)
    return True


def left_out(analysis: Analysis) -> list[Trend]:
    """Trends that stand but are not in the analysis."""
    standing = Trend.objects.for_organisation(analysis.organisation_id).standing()
    return list(standing.exclude(pk__in=analysis.chapters.values("trend")))


def units(analysis: Analysis) -> list[Unit]:
    """Committees first, then departments: whom a trend may concern."""
    standing = Unit.objects.for_organisation(analysis.organisation_id).standing().exclude(sort=Unit.Sort.MANAGEMENT)
    return sorted(standing, key=lambda unit: (unit.sort != Unit.Sort.COMMITTEE, unit.position, unit.sort_key))


def _chapter(chapters: list[AnalysisTrend], number: int) -> AnalysisTrend | None:
    return next((chapter for chapter in chapters if chapter.trend.number == number), None)


def _number(chapters: list[AnalysisTrend]) -> None:
    for position, chapter in enumerate(chapters, 1):
        if chapter.position != position:
            AnalysisTrend.objects.for_organisation(chapter.organisation_id).filter(pk=chapter.pk).update(
                position=position
            )
