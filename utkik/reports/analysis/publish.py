"""Settling an analysis: an edition is frozen with its tree, article, files and checksums, and so is every part."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import translation

from utkik import clock
from utkik.documents import tree
from utkik.documents.words import plain
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import refusals
from utkik.reports.analysis import compose, draw, material, ready, states, telling, texts, write
from utkik.reports.compose import Issue
from utkik.reports.draw import Drawn
from utkik.reports.models import (
    Analysis,
    AnalysisEdition,
    AnalysisEditionPart,
    AnalysisEditionSignal,
    AnalysisEditionTrend,
    AnalysisFile,
)
from utkik.text import search


@dataclass(frozen=True)
class Prepared:
    """An edition that is drawn but not yet stored: of which analysis, at which version, as which number."""

    material: material.Material
    version: int
    number: int
    drawn: draw.Whole
    search_terms: str


def publish(analysis: Analysis, *, by: Membership, version: int) -> AnalysisEdition:
    """Settle the analysis and freeze it as its next edition: `prepare`, then `freeze`."""
    return freeze(prepare(analysis, version=version), by=by)


def prepare(analysis: Analysis, *, version: int) -> Prepared:
    """Draw the next edition, outside any transaction: the PDFs may take seconds, and nobody shall wait for them.

    `version` is the analysis' version that the publisher looked at. Raises NotReady, ChangedMeanwhile.
    """
    mine = Analysis.objects.for_organisation(analysis.organisation_id).select_related("organisation")
    analysis = mine.get(pk=analysis.pk)
    if analysis.version != version:
        raise refusals.ChangedMeanwhile
    missing = ready.obstacles(analysis, texts.chapters_of(analysis))
    if missing:
        raise refusals.NotReady(missing)
    number = next_number(analysis)
    found = material.gather(analysis)
    drawn = draw.everything(found, Issue(number, clock.now()))
    return Prepared(found, version, number, drawn, search.terms(*_words(drawn.whole.tree)))


@transaction.atomic
def freeze(prepared: Prepared, *, by: Membership) -> AnalysisEdition:
    """Store what was drawn, if nothing changed since, and tell those who chose it. Raises ChangedMeanwhile."""
    analysis = write.hold(prepared.material.analysis)
    if analysis.version != prepared.version or next_number(analysis) != prepared.number:
        raise refusals.ChangedMeanwhile
    edition = _store(analysis, prepared, by)
    if analysis.published_at is None:
        analysis.published_at = edition.published_at
        analysis.save(update_fields=["published_at"])
    states.settle(analysis, by=by)
    with translation.override(analysis.language):
        analysis.conversation.title = f"{compose.period(analysis)}: {analysis.title}"[:200]
    analysis.conversation.save(update_fields=["title"])
    told = {"edition": edition.pk, "number": edition.number}
    log.record("analysis.published", analysis, by=by, details=told)
    telling.tell(edition)
    return edition


def next_number(analysis: Analysis) -> int:
    return analysis.editions.count() + 1


def _store(analysis: Analysis, prepared: Prepared, by: Membership) -> AnalysisEdition:
    home, found = analysis.organisation_id, prepared.material
    edition = AnalysisEdition.objects.create(
        analysis=analysis,
        title=analysis.title,
        search_terms=prepared.search_terms,
        **_frozen(analysis, prepared, prepared.drawn.whole, by),
    )
    files = _files(edition, prepared.drawn.whole, None)
    for position, (unit, drawn) in enumerate(prepared.drawn.parts, 1):
        part = AnalysisEditionPart.objects.create(
            edition=edition,
            unit=unit,
            title=drawn.tree["meta"]["title"],
            position=position,
            trends=len(found.of(unit)),
            **_frozen(analysis, prepared, drawn, by),
        )
        files += _files(edition, drawn, part)
    AnalysisFile.objects.bulk_create(files)
    AnalysisEditionTrend.objects.bulk_create(
        AnalysisEditionTrend(organisation_id=home, edition=edition, trend=chapter.trend) for chapter in found.chapters
    )
    signals = sorted({row.signal_id for chapter in found.chapters for row in chapter.evidence})
    AnalysisEditionSignal.objects.bulk_create(
        AnalysisEditionSignal(organisation_id=home, edition=edition, signal_id=signal) for signal in signals
    )
    return edition


def _frozen(analysis: Analysis, prepared: Prepared, drawn: Drawn, by: Membership) -> dict[str, Any]:
    return {
        "organisation_id": analysis.organisation_id,
        "number": prepared.number,
        "schema_version": tree.VERSION,
        "tree": drawn.tree,
        "article": drawn.article,
        "article_sha256": hashlib.sha256(drawn.article.encode()).hexdigest(),
        "published_at": clock.parse(drawn.tree["meta"]["published"]),
        "published_by": by,
        "of_version": analysis.version,
    }


def _files(edition: AnalysisEdition, drawn: Drawn, part: AnalysisEditionPart | None) -> list[AnalysisFile]:
    return [
        AnalysisFile(
            organisation_id=edition.organisation_id,
            edition=edition,
            part=part,
            form=form,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for form, content in drawn.files.items()
    ]


def _words(made: tree.Tree) -> list[str]:
    """What a search looks in: headings, the one page, meanings and consequences."""
    found = [words for _level, words in tree.headings(made)]
    for node in tree.walk(made["body"]):
        if node["kind"] == "onepage":
            found += [plain(node.get("lead")), *(plain(point) for point in node["points"])]
            found += [plain(item) for item in node.get("asks", {}).get("items", [])]
        if node["kind"] == "trend":
            found += [plain(block.get("runs", "")) for block in [*node.get("what", []), *node["land"]]]
            found += [plain(row["text"]) for row in node.get("consequences", [])]
    return [*found, made["meta"]["period"]]
