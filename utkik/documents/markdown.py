"""From the content tree to Markdown (CommonMark with tables).

A person's words are escaped, so that what reads back is what was written; every paragraph is one line.
"""

from collections.abc import Iterator
from typing import Any

from utkik.documents import budget, markdown_budget, sheet, tree
from utkik.documents.marks import blocks, escape, grid, heading, link, runs, source
from utkik.documents.words import ended

__all__ = ["blocks", "escape", "link", "render", "runs"]


def render(document: tree.Tree) -> str:
    """The document as Markdown, with the same headings in the same order as web and PDF. Raises BadTree."""
    tree.check(document)
    pieces = [piece for node in document["body"] for piece in _node(node, document)]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _node(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    return DRAWN[node["kind"]](node, document)


def _cover(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(1, node["title"])
    yield escape(_about(node, document["kind"]))
    yield escape(f"{node['organisation']} · {node['edition']}")
    yield escape(node.get("note", ""))
    yield escape(node["dial"]["alt"])


def _about(node: tree.Node, kind: str) -> str:
    """What the document is, and of when: an analysis’ words lead on to its budget, a report’s do not to its month."""
    period = node["period"]
    return (
        f"{node['kicker']} {period[:1].lower()}{period[1:]}" if kind == budget.KIND else f"{node['kicker']} · {period}"
    )


def _summary(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(2, node["title"])
    yield runs(node.get("lead"))
    yield "\n".join(f"{item['no']}. {_item(item)}" for item in node["items"])
    if "ask" in node:
        yield heading(3, node["ask"]["title"])
        yield runs(node["ask"]["text"])


def _item(item: dict[str, Any]) -> str:
    if "text" not in item:
        return f"**{escape(item['title'])}**"
    return f"**{escape(ended(item['title']))}** {runs(item['text'])}"


def _signal(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    labels = document["labels"]
    yield heading(2, node["title"])
    yield "\n".join(f"- {escape(label)}: {value}" for label, value in _facts(node, document))
    yield heading(3, labels["new"])
    yield from blocks(node["new"])
    yield heading(3, labels["land"])
    yield from blocks(node["land"])
    if "how" in node:
        yield heading(3, tree.how_title(node, labels))
        yield from blocks(node["how"]["body"])
    if "question" in node:
        yield heading(3, labels["question"])
        yield runs(node["question"])
    if "evidence" in node:
        yield heading(3, labels["evidence"])
        yield "\n".join(f"- {source(one, labels)}" for one in node["evidence"])


def _facts(node: tree.Node, document: tree.Tree) -> Iterator[tuple[str, str]]:
    labels = document["labels"]
    level = next(level["name"] for level in document["levels"] if level["id"] == node["level"])
    yield labels["number"], str(node["no"])
    yield labels["level"], escape(", ".join(filter(None, (level, node.get("place")))))
    for name in ("area", "horizon", "sort", "date", "trend", "points"):
        if name in node:
            yield labels[name], escape(node[name])
    if "concerns" in node:
        yield labels["concerns"], escape(", ".join(node["concerns"]))
    if "web" in node:
        yield labels["web"], link(escape(node["web"]), node["web"])


def _others(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    for group in node["groups"]:
        yield heading(3, group["title"])
        yield "\n".join(f"- {_other(item)}" for item in group["items"])


def _other(item: dict[str, Any]) -> str:
    name = link(escape(item["title"]), item.get("web"))
    told = " · ".join(filter(None, (runs(item.get("line")), escape(item.get("area", "")))))
    return f"{name}: {told}" if told else name


def _section(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(2, node["title"])
    yield runs(node.get("lead"))
    for inner in node["body"]:
        yield from _node(inner, document)


def _text(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield from blocks(node["body"])


def _land(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(3, node["title"])
    yield from blocks(node["body"])


def _table(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield escape(node.get("caption", ""))
    rules = {"right": "---:", "center": ":---:"}
    rows = [[escape(column["label"]) for column in node["columns"]]]
    rows.append([rules.get(column.get("align", ""), "---") for column in node["columns"]])
    rows += [[_cell(cell) for cell in row] for row in node["rows"]]
    yield grid(rows)


def _cell(cell: Any) -> str:
    return str(cell.get("mark", cell.get("trend"))) if isinstance(cell, dict) else runs(cell)


def _line(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield escape(node["alt"])


def _colophon(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(3, node["title"])
    yield from blocks(node["body"])
    yield "\n".join(f"- {escape(row['label'])}: {runs(row['value'])}" for row in node["rows"])


DRAWN = (
    {
        "cover": _cover,
        "summary": _summary,
        "signal": _signal,
        "others": _others,
        "section": _section,
        "text": _text,
        "land": _land,
        "table": _table,
        "line": _line,
        "colophon": _colophon,
    }
    | markdown_budget.DRAWN
    | sheet.DRAWN
)
