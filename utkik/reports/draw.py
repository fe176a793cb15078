"""A report drawn in all its forms, as an edition would hold them."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static

from utkik.documents import fonts, markdown, pdf, tree, web
from utkik.reports import compose
from utkik.reports.models import Report

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
    """Everything an edition holds."""

    tree: tree.Tree
    article: str
    files: dict[str, bytes]


def draw(report: Report, issue: compose.Issue) -> Drawn:
    """The report as an edition of this number and moment. What the PDF lacks when it is read back is logged."""
    return forms(compose.compose(report, issue), f"{report.month}, edition {issue.number}")


def forms(made: tree.Tree, name: str, sheets: tuple[str, ...] = STYLES) -> Drawn:
    """A tree in all its forms; `name` is how the log calls it, `sheets` dress the page that stands alone."""
    from utkik.documents import check  # noqa: PLC0415 – pikepdf is slow to load, and the start of the web waits for it

    article = web.article(made)
    printed = pdf.render(made).content
    for fault in check.read_back(printed, made):
        logger.error("The PDF of %s: %s", name, fault)
    files = {
        "pdf": printed,
        "md": markdown.render(made).encode(),
        "html": web.whole(made, article, styles(sheets)).encode(),
    }
    return Drawn(made, article, files)


def unprintable(report: Report, issue: compose.Issue) -> list[str]:
    """Signs in the report's words that no font of the PDF has; they are printed as an empty square."""
    lost: Counter[str] = Counter()
    fonts.printable(compose.compose(report, issue), lost)
    return sorted(lost)


def styles(sheets: tuple[str, ...] = STYLES) -> list[str]:
    """The whole addresses of the sheets a file alone is dressed in."""
    return [settings.UTKIK_URL + static(name) for name in sheets]
