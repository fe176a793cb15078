"""Publishing: an edition is frozen with its content tree, its article, its files and their checksums."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.templatetags.static import static
from django.utils import translation

from utkik import clock
from utkik.documents import check, fonts, markdown, pdf, tree, web
from utkik.documents.words import plain
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import compose, ready, refusals, write
from utkik.reports.models import Edition, EditionFile, EditionSignal, Report
from utkik.reports.texts import pieces_of
from utkik.text import search

logger = logging.getLogger(__name__)

# What a file that stands alone is dressed in: the same sheets as the page, by their whole addresses.
STYLES = (
    "web/layers.css",
    "web/tokens.css",
    "web/base.css",
    "web/frame.css",
    "web/components/signs.css",
    "web/components/controls.css",
    "web/components/lists.css",
    "web/components/agenda.css",
    "reports/report.css",
    "web/print.css",
)


@dataclass(frozen=True)
class Drawn:
    """Everything an edition holds, made before the database is asked to wait."""

    tree: tree.Tree
    article: str
    files: dict[str, bytes]


def publish(report: Report, *, by: Membership, version: int) -> Edition:
    """Freeze the report as its next edition.

    `version` is the report's version that the publisher looked at. Raises NotReady, ChangedMeanwhile. Signals, names
    and words may change afterwards: nothing of the edition does.
    """
    report = (
        Report.objects.for_organisation(report.organisation_id)
        .select_related("organisation", "round")
        .get(pk=report.pk)
    )
    if report.version != version:
        raise refusals.ChangedMeanwhile
    missing = ready.obstacles(report, pieces_of(report))
    if missing:
        raise refusals.NotReady(missing)
    number = _next_number(report)
    drawn = draw(report, compose.Issue(number, clock.now()))
    with transaction.atomic():
        held = write.hold(report)
        if held.version != version or _next_number(report) != number:
            raise refusals.ChangedMeanwhile
        return _store(held, number, drawn, by)


def draw(report: Report, issue: compose.Issue) -> Drawn:
    """The report in all its forms, as an edition of this number and moment would hold them."""
    made = compose.compose(report, issue)
    article = web.article(made)
    printed = pdf.render(made).content
    for fault in check.read_back(printed, made):
        logger.error("The PDF of %s, edition %s: %s", report.month, issue.number, fault)
    files = {
        "pdf": printed,
        "md": markdown.render(made).encode(),
        "html": web.whole(made, article, styles()).encode(),
    }
    return Drawn(made, article, files)


def unprintable(report: Report) -> list[str]:
    """Signs in the report's words that no font of the PDF has; they are printed as an empty square."""
    lost: Counter[str] = Counter()
    fonts.printable(compose.compose(report, compose.Issue(_next_number(report), clock.now())), lost)
    return sorted(lost)


def styles() -> list[str]:
    """The whole addresses of the sheets a file alone is dressed in."""
    return [settings.UTKIK_URL + static(name) for name in STYLES]


def _next_number(report: Report) -> int:
    return report.editions.count() + 1


def _store(report: Report, number: int, drawn: Drawn, by: Membership) -> Edition:
    moment = clock.parse(drawn.tree["meta"]["published"])
    edition = Edition.objects.create(
        organisation_id=report.organisation_id,
        report=report,
        number=number,
        title=report.title,
        schema_version=tree.VERSION,
        tree=drawn.tree,
        article=drawn.article,
        article_sha256=hashlib.sha256(drawn.article.encode()).hexdigest(),
        published_at=moment,
        published_by=by,
        of_version=report.version,
        search_terms=search.terms(*_words(drawn.tree)),
    )
    EditionFile.objects.bulk_create(
        EditionFile(
            organisation_id=report.organisation_id,
            edition=edition,
            form=form,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
        for form, content in drawn.files.items()
    )
    EditionSignal.objects.bulk_create(
        EditionSignal(organisation_id=report.organisation_id, edition=edition, signal_id=piece.signal_id)
        for piece in pieces_of(report)
    )
    if report.published_at is None:
        report.published_at = moment
        report.save(update_fields=["published_at"])
    _name_conversation(report)
    log.record("edition.published", report, by=by, details={"edition": edition.pk, "number": number})
    return edition


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
    return [*found, made["meta"]["period"]]
