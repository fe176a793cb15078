"""What an analysis is made of, asked for once: its trends with consequences, what gathered behind them, the signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from utkik.people.models import Horizon, Unit
from utkik.reports.analysis import texts
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisPart, AnalysisTrend
from utkik.trends import gathered, snapshot, standing, verdict
from utkik.trends.models import Edition, EditionTrend, Evidence, Trend, TrendRound
from utkik.trends.verdict import Verdict

Change = EditionTrend.Change
# An edition this young was frozen for this analysis: what changed with it is what the analysis tells.
FRESH = timedelta(days=300)


@dataclass(frozen=True)
class Chapter:
    """One trend as the analysis tells it."""

    row: AnalysisTrend
    trend: Trend
    consequences: list[AnalysisConsequence]
    gathered: gathered.Gathered
    evidence: list[Evidence]
    change: str
    ring: int | None
    was: int | None
    judged: Verdict | None = None

    @property
    def identity(self) -> str:
        return f"trend-{self.trend.number}"

    @property
    def lifted(self) -> list[Evidence]:
        return [row for row in self.evidence if row.signal.outcome == "lifted"]

    def to(self, unit: Unit) -> AnalysisConsequence | None:
        """What it means for a unit, where something is written."""
        return next((row for row in self.consequences if row.unit_id == unit.pk and row.text.strip()), None)


@dataclass(frozen=True)
class Material:
    """The whole of it. `units` are those that a written consequence concerns, in their order."""

    analysis: Analysis
    chapters: list[Chapter]
    units: list[Unit]
    parts: dict[int, AnalysisPart]
    rings: list[Horizon]
    others: list[Trend]
    edition: Edition | None

    def of(self, unit: Unit) -> list[Chapter]:
        """The trends that mean something for a unit, the hardest pressing first."""
        mine = [chapter for chapter in self.chapters if chapter.to(unit)]
        return sorted(mine, key=lambda chapter: -(_pressure(chapter, unit)))


def gather(analysis: Analysis) -> Material:
    """Everything, in a number of queries that does not grow with the trends."""
    home = analysis.organisation
    rows = texts.chapters_of(analysis)
    every = list(Trend.objects.for_organisation(home).standing().select_related("force", "horizon"))
    mine = [row.trend for row in rows]
    stands = standing.of(home, mine)
    changes, before = _fresh(stands.edition, analysis)
    behind = gathered.of_all(home)
    evidence = _evidence(analysis, [trend.pk for trend in mine])
    judged = _judged(analysis)
    place = {ring.pk: number for number, ring in enumerate(stands.rings)}
    chapters = []
    for row in rows:
        moved = stands.moved[row.trend_id]
        change, was = moved.change, moved.was_ring
        if change == Change.UNCHANGED and changes.get(row.trend_id, change) != change:
            change, was = changes[row.trend_id], place.get(before.get(row.trend_id) or 0)
        consequences = texts.consequences_of(row)
        found = evidence.get(row.trend_id, [])
        stands_in = behind[row.trend_id]
        verdict_ = judged.get(row.trend_id)
        chapters.append(Chapter(row, row.trend, consequences, stands_in, found, change, moved.ring, was, verdict_))
    said = {
        unit.pk: unit for chapter in chapters for row in chapter.consequences if row.text.strip() for unit in [row.unit]
    }
    units = sorted(said.values(), key=lambda unit: (unit.sort != Unit.Sort.COMMITTEE, unit.position, unit.sort_key))
    parts = {part.unit_id: part for part in texts.parts_of(analysis)}
    others = [trend for trend in every if trend.pk not in {one.pk for one in mine}]
    return Material(analysis, chapters, units, parts, stands.rings, others, stands.edition)


def _fresh(edition: Edition | None, analysis: Analysis) -> tuple[dict[int, str], dict[int, int | None]]:
    """By trend: how the newest edition changed it, and the horizon of the edition before; {} for an old one."""
    if edition is None or analysis.created_at - edition.frozen_at > FRESH:
        return {}, {}
    mine = Edition.objects.for_organisation(analysis.organisation_id)
    earlier = mine.filter(number__lt=edition.number).order_by("-number").first()
    rows = EditionTrend.objects.for_organisation(analysis.organisation_id).filter(edition=edition)
    if earlier is None:
        return {}, {}
    before = {held.trend: held.horizon for held in snapshot.of(earlier)}
    return dict(rows.values_list("trend", "change")), before


def _judged(analysis: Analysis) -> dict[int, Verdict]:
    """By trend, how it came out of the latest blind assessment."""
    latest = TrendRound.objects.for_organisation(analysis.organisation_id).closed().first()
    return {one.trend: one for one in verdict.of(latest)} if latest else {}


def _evidence(analysis: Analysis, trends: Sequence[int]) -> dict[int, list[Evidence]]:
    """By trend, the signals behind it, the newest first."""
    standing_ = Evidence.objects.for_organisation(analysis.organisation_id).standing().filter(trend__in=trends)
    rows = standing_.select_related("signal__organisation").prefetch_related("signal__units").newest_first()
    found: dict[int, list[Evidence]] = {}
    for row in rows:
        found.setdefault(row.trend_id, []).append(row)
    return found


def _pressure(chapter: Chapter, unit: Unit) -> int:
    row = chapter.to(unit)
    return (row.pressure if row else None) or 0
