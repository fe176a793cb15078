"""From the content tree to the web article, and to a file that holds the article alone.

The article is stored with the edition and shown as it is, whatever becomes of the templates: its markup and the
names of its classes are a promise to every edition that was published (reports/static/reports/report.css).
"""

from functools import cache
from pathlib import Path
from typing import Any

from django.template import Context, Engine
from django.utils import translation

from utkik.documents import tree
from utkik.web.templatetags.trusted import article as trusted

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(TEMPLATES)], libraries={"document": "utkik.documents.markup"})


def article(document: tree.Tree, *, top: int = 1) -> str:
    """The report as one `<article>`: no style, no script, every address whole. Raises BadTree.

    `top` is the level of its headline: 1 on a page of its own, lower where it is shown inside another page.
    """
    tree.check(document)
    nodes = [_drawn(node) for node in document["body"]]
    summary = next((node for node in nodes if node["kind"] in ("summary", "onepage")), None)
    levels = {f"h{level}": str(top + level - 1) for level in (1, 2, 3)}
    return _render("documents/article.html", {"tree": document | {"body": nodes}, "summary": summary} | levels)


def whole(document: tree.Tree, stored: str, styles: list[str]) -> str:
    """A page of its own around a stored article; `styles` are whole addresses of stylesheets."""
    return _render("documents/whole.html", {"tree": document, "article": trusted(stored), "styles": styles})


def _render(name: str, context: dict[str, Any]) -> str:
    # every word comes from the tree; the reader's own language must not change how a number is written
    with translation.override(None):
        return _engine().get_template(name).render(Context(context, use_l10n=False))


def _drawn(node: tree.Node) -> tree.Node:
    """The node with the template it is drawn by, inner nodes too."""
    drawn = node | {"template": f"documents/_{node['kind']}.html"}
    if node["kind"] == "section":
        drawn["body"] = [_drawn(inner) for inner in node["body"]]
    if node["kind"] == "table":
        drawn["aligned"] = [list(map(_cell, row, node["columns"])) for row in node["rows"]]
    return drawn


def _cell(cell: Any, column: dict[str, Any]) -> dict[str, Any]:
    right = column.get("align") == "right"
    if isinstance(cell, dict):
        return {**cell, "right": right}
    return {"runs": cell, "right": right}
