"""Publishing: an edition is frozen with its content tree, its article, its files and their checksums."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation

from utkik import clock
from utkik.documents import tree
from utkik.documents.words import plain
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import compose, ready, refusals, went, write
from utkik.reports.draw import Drawn, draw
from utkik.reports.models import Commission, Edition, EditionFile, EditionSignal, FollowUp, Report, Told
from utkik.reports.texts import pieces_of
from utkik.text import search


@dataclass(frozen=True)
class Prepared:
    """An edition that is drawn but not yet stored: of which report, at which version, as which number."""

    report: Report
    version: int
    number: int
    drawn: Drawn
    search_terms: str
    telling: list[went.Offered]


def publish(report: Report, *, by: Membership, version: int) -> Edition:
    """Freeze the report as its next edition: `prepare`, then `freeze`.

    Signals, names and words may change afterwards: nothing of the edition does.
    """
    return freeze(prepare(report, version=version), by=by)


def prepare(report: Report, *, version: int) -> Prepared:
    """Draw the next edition, outside any transaction: a PDF may take seconds, and nobody shall wait for it.

    `version` is the report's version that the publisher looked at. Raises NotReady, ChangedMeanwhile.
    """
    report = (
        Report.objects.for_organisation(report.organisation_id)
        .select_related("organisation", "round__criterion")
        .get(pk=report.pk)
    )
    if report.version != version:
        raise refusals.ChangedMeanwhile
    missing = ready.obstacles(report, pieces_of(report))
    if missing:
        raise refusals.NotReady(missing)
    number = next_number(report)
    telling = went.told(report)
    drawn = draw(report, compose.Issue(number, clock.now()))
    return Prepared(report, version, number, drawn, search.terms(*_words(drawn.tree)), telling)


@transaction.atomic
def freeze(prepared: Prepared, *, by: Membership) -> Edition:
    """Store what was drawn, if nothing changed since. Raises ChangedMeanwhile."""
    report = write.hold(prepared.report)
    if report.version != prepared.version or next_number(report) != prepared.number:
        raise refusals.ChangedMeanwhile
    edition = _store(report, prepared, by)
    if report.published_at is None:
        report.published_at = edition.published_at
        report.save(update_fields=["published_at"])
    _name_conversation(report)
    log.record("edition.published", report, by=by, details={"edition": edition.pk, "number": edition.number})
    return edition


def next_number(report: Report) -> int:
    return report.editions.count() + 1


def _store(report: Report, prepared: Prepared, by: Membership) -> Edition:
    drawn = prepared.drawn
    edition = Edition.objects.create(
        organisation_id=report.organisation_id,
        report=report,
        number=prepared.number,
        title=report.title,
        schema_version=tree.VERSION,
        tree=drawn.tree,
        article=drawn.article,
        article_sha256=hashlib.sha256(drawn.article.encode()).hexdigest(),
        published_at=clock.parse(drawn.tree["meta"]["published"]),
        published_by=by,
        of_version=report.version,
        search_terms=prepared.search_terms,
    )
    EditionFile.objects.bulk_create(_file(edition, form, content) for form, content in drawn.files.items())
    EditionSignal.objects.bulk_create(
        EditionSignal(organisation_id=report.organisation_id, edition=edition, signal_id=piece.signal_id)
        for piece in pieces_of(report)
    )
    Told.objects.bulk_create(_told(edition, one) for one in prepared.telling)
    return edition


def _told(edition: Edition, one: went.Offered) -> Told:
    thing = one.thing
    return Told(
        organisation_id=edition.organisation_id,
        edition=edition,
        follow_up=thing if isinstance(thing, FollowUp) else None,
        commission=thing if isinstance(thing, Commission) else None,
    )


def _file(edition: Edition, form: str, content: bytes) -> EditionFile:
    return EditionFile(
        organisation_id=edition.organisation_id,
        edition=edition,
        form=form,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _name_conversation(report: Report) -> None:
    with translation.override(report.language):
        report.conversation.title = f"{compose.period(report)}: {report.title}"[:200]
    report.conversation.save(update_fields=["title"])


def _words(made: tree.Tree) -> list[str]:
    """What a search looks in: headings, the words of Fem minuter, facts and meanings."""
    found = [words for _level, words in tree.headings(made)]
    for node in tree.walk(made["body"]):
        if node["kind"] == "summary":
            found += [plain(node.get("lead")), *(plain(item.get("text")) for item in node["items"])]
        if node["kind"] == "signal":
            found += [plain(block.get("runs", "")) for block in [*node["new"], *node["land"]]]
            found.append(plain(node.get("question")))
        if node["kind"] == "table":
            found += [plain(cell) for row in node["rows"] for cell in row if not isinstance(cell, dict)]
    return [*found, made["meta"]["period"]]
