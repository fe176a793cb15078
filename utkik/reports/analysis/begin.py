"""Beginning a budget year's analysis from the trends that stand."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from utkik.people import log
from utkik.people.models import Membership, Role
from utkik.reports.analysis import texts
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisPart, AnalysisRevision, AnalysisTrend
from utkik.signals.models import Conversation
from utkik.trends.models import Consequence, Trend

FIRST, LAST = 2000, 2100


def begin(year: int, *, by: Membership) -> Analysis:
    """The analysis for a budget year, with the trends that stand, the hardest pressing first, in the words they have.

    Begun already: that one. Raises ValueError for a year that no budget has.
    """
    if not FIRST <= year <= LAST:
        raise ValueError(year)
    known = _known(year, by)
    if known:
        return known
    try:
        return _make(year, by)
    except IntegrityError:  # a colleague was first
        known = _known(year, by)
        if known is None:
            raise
        return known


def add(analysis: Analysis, trend: Trend, position: int) -> AnalysisTrend:
    """Give a trend its place, with its words and consequences as they stand (inside the caller's transaction)."""
    chapter = AnalysisTrend.objects.create(
        organisation_id=analysis.organisation_id,
        analysis=analysis,
        trend=trend,
        position=position,
        what=trend.happening,
        meaning=trend.text,
    )
    said = Consequence.objects.for_organisation(analysis.organisation_id).filter(trend=trend).exclude(text="")
    for row in said:
        AnalysisConsequence.objects.create(
            organisation_id=analysis.organisation_id,
            chapter=chapter,
            unit_id=row.unit_id,
            text=row.text,
            horizon_id=row.horizon_id,
            pressure=row.pressure,
        )
        give_part(analysis, row.unit_id)
    return chapter


def give_part(analysis: Analysis, unit: int) -> None:
    """See to it that a unit has a part of its own."""
    AnalysisPart.objects.get_or_create(organisation_id=analysis.organisation_id, analysis=analysis, unit_id=unit)


def _known(year: int, by: Membership) -> Analysis | None:
    return Analysis.objects.for_member(by).filter(year=year).first()


@transaction.atomic
def _make(year: int, by: Membership) -> Analysis:
    organisation = by.organisation
    analysis = Analysis.objects.create(
        organisation=organisation,
        year=year,
        language=organisation.language,
        created_by=by,
        conversation=Conversation.objects.create(
            organisation=organisation,
            audience=Role.READER,
            title=str(year),
            path=f"/o/{organisation.slug}/analyses/{year}",
        ),
    )
    standing = Trend.objects.for_organisation(organisation).standing()
    for position, trend in enumerate(sorted(standing, key=lambda trend: (-(trend.pressure or 0), trend.number)), 1):
        add(analysis, trend, position)
    AnalysisRevision.objects.create(
        organisation=organisation, analysis=analysis, version=1, fields=texts.snapshot(analysis), by=by
    )
    log.record("analysis.begun", analysis, by=by, details={"year": year})
    return analysis
