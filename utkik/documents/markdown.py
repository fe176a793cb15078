"""From the content tree to Markdown (CommonMark with tables).

A person's words are escaped, so that what reads back is what was written; every paragraph is one line.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from utkik.documents import tree
from utkik.documents.runs import safe
from utkik.documents.words import ended, plain

# Signs that mean something anywhere, and what means something only where a line begins.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~$])|&(?=#?\w+;)")
_AT_START = re.compile(r"^([#+=-]|\d{1,9}(?=[.)]))")
# what an address may not hold unescaped inside <…>
_IN_ADDRESS = "%/:?#[]@!$&'()*+,;=~-._"


def escape(text: str) -> str:
    """The words on one line, none of their signs read as markup."""
    escaped = _ANYWHERE.sub(lambda found: "\\" + found.group(0), " ".join(text.split()))
    first = _AT_START.match(escaped)
    if not first:
        return escaped
    # a figure cannot be escaped, the point or bracket after it can
    start = first.group(1)
    return f"{start}\\{escaped[len(start) :]}" if start.isdigit() else f"\\{escaped}"


def link(shown: str, address: str | None) -> str:
    """Escaped words as a link, where the address may be one."""
    if not safe(address) or not address:
        return shown
    return f"[{shown}](<{quote(address, safe=_IN_ADDRESS)}>)"


def runs(value: Any) -> str:
    """Runs on one line. Emphasis and links keep the white space outside them."""
    if value is None or isinstance(value, str):
        return escape(value or "")
    if not any(run.keys() - {"t"} for run in value):
        return escape(plain(value))
    written = "".join(_run(run, first=place == 0) for place, run in enumerate(value))
    return " ".join(written.split())


def _run(run: dict[str, Any], *, first: bool) -> str:
    text = run["t"]
    inner = text.strip()
    if not inner:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    shown = escape(inner) if first else escape("x" + inner)[1:]
    if run.get("i"):
        shown = f"*{shown}*"
    if run.get("b"):
        shown = f"**{shown}**"
    return before + link(shown, run.get("href")) + after


def blocks(value: list[dict[str, Any]]) -> Iterator[str]:
    """Each paragraph or list as one piece."""
    for block in value:
        if block["kind"] == "list":
            yield "\n".join(f"- {runs(item)}" for item in block["items"])
        else:
            yield runs(block["runs"])


def render(document: tree.Tree) -> str:
    """The document as Markdown, with the same headings in the same order as web and PDF. Raises BadTree."""
    tree.check(document)
    pieces = [piece for node in document["body"] for piece in _node(node, document)]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _node(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    return DRAWN[node["kind"]](node, document)


def _heading(level: int, words: str) -> str:
    return f"{'#' * level} {escape(words)}"


def _cover(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield _heading(1, node["title"])
    yield escape(f"{node['kicker']} · {node['period']}")
    yield escape(f"{node['organisation']} · {node['edition']}")
    yield escape(node.get("note", ""))
    yield escape(node["dial"]["alt"])


def _summary(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield _heading(2, node["title"])
    yield runs(node.get("lead"))
    yield "\n".join(f"{item['no']}. {_item(item)}" for item in node["items"])
    if "ask" in node:
        yield _heading(3, node["ask"]["title"])
        yield runs(node["ask"]["text"])


def _item(item: dict[str, Any]) -> str:
    if "text" not in item:
        return f"**{escape(item['title'])}**"
    return f"**{escape(ended(item['title']))}** {runs(item['text'])}"


def _signal(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    labels = document["labels"]
    yield _heading(2, node["title"])
    yield "\n".join(f"- {escape(label)}: {value}" for label, value in _facts(node, document))
    yield _heading(3, labels["new"])
    yield from blocks(node["new"])
    yield _heading(3, labels["land"])
    yield from blocks(node["land"])
    if "how" in node:
        yield _heading(3, tree.how_title(node, labels))
        yield from blocks(node["how"]["body"])
    if "question" in node:
        yield _heading(3, labels["question"])
        yield runs(node["question"])
    if "evidence" in node:
        yield _heading(3, labels["evidence"])
        yield "\n".join(f"- {_source(source, labels)}" for source in node["evidence"])


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


def _source(source: dict[str, Any], labels: dict[str, Any]) -> str:
    title = escape(tree.source_title(source, labels))
    told = [source[name] for name in ("publisher", "date") if name in source]
    return ", ".join([link(title, source.get("url")), *map(escape, told)])


def _others(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    for group in node["groups"]:
        yield _heading(3, group["title"])
        yield "\n".join(f"- {_other(item)}" for item in group["items"])


def _other(item: dict[str, Any]) -> str:
    name = link(escape(item["title"]), item.get("web"))
    told = " · ".join(filter(None, (runs(item.get("line")), escape(item.get("area", "")))))
    return f"{name}: {told}" if told else name


def _section(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield _heading(2, node["title"])
    yield runs(node.get("lead"))
    for inner in node["body"]:
        yield from _node(inner, document)


def _text(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield from blocks(node["body"])


def _land(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield _heading(3, node["title"])
    yield from blocks(node["body"])


def _table(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield escape(node.get("caption", ""))
    rules = {"right": "---:", "center": ":---:"}
    rows = [[escape(column["label"]) for column in node["columns"]]]
    rows.append([rules.get(column.get("align", ""), "---") for column in node["columns"]])
    rows += [[_cell(cell) for cell in row] for row in node["rows"]]
    yield "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(cell: Any) -> str:
    return str(cell["mark"]) if isinstance(cell, dict) else runs(cell)


def _line(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield escape(node["alt"])


def _colophon(node: tree.Node, document: tree.Tree) -> Iterator[str]:
    yield _heading(3, node["title"])
    yield from blocks(node["body"])
    yield "\n".join(f"- {escape(row['label'])}: {runs(row['value'])}" for row in node["rows"])


DRAWN = {
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
