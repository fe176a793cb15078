"""The node of a talk sheet: one signal on one page, with questions and room for notes (see tree.py)."""

from collections.abc import Iterator
from typing import Any

from utkik.documents import shapes
from utkik.documents.marks import blocks, escape, heading, link, runs
from utkik.documents.shapes import each, one_of, shape, text

KIND = "talk-sheet"
LABEL_NAMES = "level area horizon new land web open page"

Node = dict[str, Any]

NODES: dict[str, shapes.Shape] = {
    "sheet": shape(
        {
            "id": shapes.identity,
            "title": text,
            "level": one_of("own", "near", "wider"),
            "new": shapes.blocks,
            "land": shapes.blocks,
            "asked": text,
            "notes": text,
        },
        kicker=text,
        area=text,
        horizon=text,
        questions=each(shapes.runs, empty=True),
        closing=text,
        web=shapes.address,
    )
}


def headings_of(node: Node, labels: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The headings a sheet shows: (level, words)."""
    yield 1, node["title"]
    yield from ((2, words) for words in (labels["new"], labels["land"]))
    if node.get("questions"):
        yield 2, node["asked"]
    yield 2, node["notes"]


def _sheet(node: Node, document: dict[str, Any]) -> Iterator[str]:
    labels = document["labels"]
    yield heading(1, node["title"])
    level = next(level["name"] for level in document["levels"] if level["id"] == node["level"])
    told = [(labels["level"], level), (labels["area"], node.get("area")), (labels["horizon"], node.get("horizon"))]
    yield "\n".join(f"- {escape(label)}: {escape(value)}" for label, value in told if value)
    yield heading(2, labels["new"])
    yield from blocks(node["new"])
    yield heading(2, labels["land"])
    yield from blocks(node["land"])
    if node.get("questions"):
        yield heading(2, node["asked"])
        yield "\n".join(f"{place}. {runs(asked)}" for place, asked in enumerate(node["questions"], 1))
    yield heading(2, node["notes"])
    yield escape(node.get("closing", ""))
    if "web" in node:
        yield f"{escape(labels['web'])}: {link(escape(node['web']), node['web'])}"


DRAWN = {"sheet": _sheet}
