"""The nodes that a budget analysis has beside the common ones (see tree.py), and the headings they show.

A drawing (`svg`) is made by our own functions of numbers and escaped words, with classes alone; the paper gives it its
looks (figures.py). Beside it stand the numbers it was made of, or a table that says the same.
"""

from collections.abc import Iterator
from typing import Any

from utkik.documents import shapes
from utkik.documents.shapes import each, number, one_of, shape, text

KIND = "budget-analysis"
MOVES = ("new", "closer", "further", "unchanged")
LABEL_NAMES = (
    "number trend force horizon move pressure evidence framework what strip strip_for strip_against strip_angle "
    "strip_lifted lifted land consequences unit consequence when take question signals none untitled web open page "
    "level"
)

Node = dict[str, Any]

_tick = shape({"at": number, "label": text})
stack = shape(
    {
        "title": text,
        "min": number,
        "max": number,
        "step": number,
        "ticks": each(_tick),
        "stacks": each(shape({"at": number, "no": number}, new=shapes.truth)),
        "alt": text,
        "svg": shapes.drawing,
    },
    caption=text,
)
_strip = shape(
    {
        "from": number,
        "to": number,
        "marks": each(shape({"at": number, "dir": one_of(1, 0, -1)}, lifted=shapes.truth)),
        "alt": text,
        "svg": shapes.drawing,
    }
)
# one consequence: for whom it is (on a trend's page), or of which trend (on a committee's)
_row = shape({"name": text, "text": shapes.runs}, ref=shapes.identity, no=number, when=text, pressure=number)
_source = shape({}, title=text, publisher=text, date=text, url=text, own=shapes.truth, lang=shapes.signs("[a-z]{2,3}"))

NODES: dict[str, shapes.Shape] = {
    "contents": shape({"title": text}),
    "onepage": shape(
        {"id": shapes.identity, "title": text, "points": each(shapes.runs, empty=True)},
        lead=shapes.runs,
        asks=shape({"title": text, "items": each(shapes.runs)}),
        stack=stack,
    ),
    # `fans`: the same in parts, each with its name, for a screen that is too narrow for the whole
    "figure": shape(
        {"svg": shapes.drawing, "alt": text},
        caption=text,
        fans=each(shape({"title": text, "svg": shapes.drawing})),
    ),
    "trend": shape(
        {"id": shapes.identity, "no": number, "title": text, "land": shapes.blocks},
        force=text,
        horizon=text,
        move=one_of(*MOVES),
        move_text=text,
        pressure=text,
        evidence=text,
        framework=text,
        what=shapes.blocks,
        strip=_strip,
        lifted=each(_source),
        consequences=each(_row),
        web=shapes.address,
    ),
    "committee": shape(
        {"id": shapes.identity, "title": text, "rows": each(_row)},
        lead=shapes.runs,
        stack=stack,
        take=shapes.blocks,
        question=shapes.runs,
        signals=each(_source),
        web=shapes.address,
    ),
    "pressure": shape(
        {
            "columns": each(shape({"name": text}, ref=shapes.identity)),
            # 0: nothing was handed in
            "rows": each(shape({"no": number, "title": text, "ref": shapes.identity, "cells": each(number)})),
        }
    ),
}


def headings_of(node: Node, labels: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The headings that a node of these kinds shows: (level, words)."""
    kind = node["kind"]
    if kind in ("contents", "onepage", "trend", "committee"):
        yield 2, node["title"]
    if "asks" in node:
        yield 3, node["asks"]["title"]
    if kind == "trend":
        yield from ((3, labels[name]) for name, there in parts_of_trend(node) if there)
    if "stack" in node:
        yield 3, node["stack"]["title"]
    if kind == "committee":
        yield from ((3, labels[name]) for name in ("take", "question", "signals") if name in node)


def parts_of_trend(node: Node) -> list[tuple[str, bool]]:
    """What a trend's page tells, in its order, and whether it is there."""
    return [
        ("what", "what" in node),
        ("land", True),
        ("strip", "strip" in node),
        ("lifted", "lifted" in node),
        ("consequences", "consequences" in node),
    ]


def contents(document: dict[str, Any]) -> list[tuple[str, str]]:
    """What the list of contents leads to: (id, title) of every chapter that has one."""
    return [
        (node["id"], node["title"])
        for node in document["body"]
        if node["kind"] in ("onepage", "section", "trend", "committee") and "id" in node
    ]


def faults_of(node: Node) -> Iterator[str]:
    """What the shapes cannot see."""
    if node["kind"] == "pressure" and any(len(row["cells"]) != len(node["columns"]) for row in node["rows"]):
        yield "pressure: every row needs as many cells as there are columns"
