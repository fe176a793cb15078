"""The nodes of a budget analysis in Markdown."""

from collections.abc import Iterator
from typing import Any

from utkik.documents import budget, tree
from utkik.documents.marks import blocks, escape, grid, heading, link, runs, source


def _contents(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(2, node["title"])
    yield "\n".join(f"- {escape(title)}" for _identity, title in budget.contents(document))


def _onepage(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield heading(2, node["title"])
    yield runs(node.get("lead"))
    yield "\n".join(f"- {runs(point)}" for point in node["points"])
    if "asks" in node:
        yield heading(3, node["asks"]["title"])
        yield "\n".join(f"{place}. {runs(item)}" for place, item in enumerate(node["asks"]["items"], 1))
    yield from _stack(node)


def _stack(node: tree.Node) -> Iterator[str]:
    if "stack" in node:
        yield heading(3, node["stack"]["title"])
        yield escape(node["stack"]["alt"])
        yield escape(node["stack"].get("caption", ""))


def _figure(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield escape(node["alt"])
    yield escape(node.get("caption", ""))


def _trend(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    labels = document["labels"]
    yield heading(2, node["title"])
    names = ("force", "horizon", "pressure", "evidence", "framework")
    told: dict[str, str] = {name: escape(node[name]) for name in names if name in node}
    if "move_text" in node:
        told["move"] = escape(node["move_text"])
    facts = [f"- {escape(labels['number'])}: {node['no']}"]
    facts += [f"- {escape(labels[name])}: {value}" for name, value in told.items()]
    if "web" in node:
        facts.append(f"- {escape(labels['web'])}: {link(escape(node['web']), node['web'])}")
    yield "\n".join(facts)
    for name, there in budget.parts_of_trend(node):
        if there:
            yield heading(3, labels[name])
            yield from _part_of_trend(name, node, labels)


def _part_of_trend(name: str, node: tree.Node, labels: dict[str, Any]) -> Iterator[str]:
    if name in ("what", "land"):
        yield from blocks(node[name])
    elif name == "strip":
        yield escape(node["strip"]["alt"])
    elif name == "lifted":
        yield "\n".join(f"- {source(one, labels)}" for one in node["lifted"])
    else:
        yield _rows(node["consequences"], labels, first="unit")


def _rows(rows: list[dict[str, Any]], labels: dict[str, Any], *, first: str) -> str:
    names = [labels[name] for name in (first, "consequence", "when", "pressure")]
    cells = [
        [escape(f"{row['no']}. {row['name']}" if "no" in row else row["name"]), runs(row["text"])]
        + [escape(str(row.get(name, "–"))) for name in ("when", "pressure")]
        for row in rows
    ]
    return grid([[escape(name) for name in names], ["---", "---", "---", "---:"], *cells])


def _committee(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    labels = document["labels"]
    yield heading(2, node["title"])
    yield runs(node.get("lead"))
    if "web" in node:
        yield f"{escape(labels['web'])}: {link(escape(node['web']), node['web'])}"
    yield _rows(node["rows"], labels, first="trend")
    yield from _stack(node)
    if "take" in node:
        yield heading(3, labels["take"])
        yield from blocks(node["take"])
    if "question" in node:
        yield heading(3, labels["question"])
        yield runs(node["question"])
    if "signals" in node:
        yield heading(3, labels["signals"])
        yield "\n".join(f"- {source(one, labels)}" for one in node["signals"])


def _pressure(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    labels = document["labels"]
    head = [labels["number"], labels["trend"], *(column["name"] for column in node["columns"])]
    rows = [
        [str(row["no"]), escape(row["title"]), *(str(cell or "–") for cell in row["cells"])] for row in node["rows"]
    ]
    yield grid([[escape(name) for name in head], ["---"] * len(head), *rows])


DRAWN = {
    "contents": _contents,
    "onepage": _onepage,
    "figure": _figure,
    "trend": _trend,
    "committee": _committee,
    "pressure": _pressure,
}
