"""The content tree: the contract between those who build a document and those who draw it.

One tree gives the web article, the PDF and the Markdown (and later Word, slides, mail). It is plain JSON:

    {"format": "utkik-document", "version": 1, "kind": "monthly-report" | "budget-analysis" | "talk-sheet",
     "lang", "region"?, "meta", "look", "levels": [{"id": "own"|"near"|"wider", "name"}],
     "labels": {every word a template prints}, "body": [nodes]}

*Text* is runs, `"plain"` or `[{"t", "b"?, "i"?, "href"?, "ref"?}]`; *blocks* are `[{"kind": "p", "runs"} |
{"kind": "list", "items": [runs]}]`. Never HTML, Markdown or typst. What is optional is left out, never null.
`id` and `ref` come from the builder. Headings: the cover's title is level 1, signals, summary and sections are 2,
what stands inside them is 3; `headings` says which, and every form keeps to it.
"""

from collections.abc import Iterator
from typing import Any

from utkik.documents import budget, shapes, sheet
from utkik.documents.shapes import each, number, number_or_auto, one_of, shape, signs, text

FORMAT, VERSION = "utkik-document", 1
LEVELS = ("own", "near", "wider")
LABEL_NAMES = {
    "monthly-report": (
        "level area horizon sort date concerns trend points new land how question evidence untitled web open page "
        "answer answers owner until hurry number"
    ),
    budget.KIND: budget.LABEL_NAMES,
    sheet.KIND: sheet.LABEL_NAMES,
}

Tree = dict[str, Any]
Node = dict[str, Any]


class BadTree(ValueError):
    """The tree breaks the contract. `faults` holds one plain sentence for each thing that is wrong."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


_address = shapes.address
_identity = shapes.identity
_runs, _blocks = shapes.runs, shapes.blocks
_mark = shape({"at": number, "r": number}, level=one_of(*LEVELS), no=number, lifted=shapes.truth)
_dial = shape(
    {"turn": number, "labels": each(shape({"at": number, "t": text})), "marks": each(_mark, empty=True), "alt": text},
    dot=number,
)
_evidence = shape({}, title=text, publisher=text, date=text, url=text, own=shapes.truth, lang=signs("[a-z]{2,3}"))

NODES: dict[str, shapes.Shape] = (
    {
        "cover": shape(
            {
                "organisation": text,
                "kicker": text,
                "period": text,
                "title": text,
                "edition": text,
                "counts": each(shape({"n": text, "label": text}, lifted=shapes.truth)),
                "dial": _dial,
            },
            note=text,
            ways=each(shape({"label": text, "ref": _identity})),
            downloads=each(shape({"label": text, "href": _address})),
        ),
        "summary": shape(
            {
                "id": _identity,
                "title": text,
                "items": each(shape({"ref": _identity, "no": number, "title": text}, text=_runs, area=text)),
            },
            lead=_runs,
            ask=shape({"title": text, "text": _runs}),
        ),
        "signal": shape(
            {"id": _identity, "no": number, "title": text, "level": one_of(*LEVELS), "new": _blocks, "land": _blocks},
            area=text,
            place=text,
            horizon=text,
            sort=text,
            date=text,
            concerns=each(text),
            trend=text,
            points=text,
            how=shape({"body": _blocks}, who=text),
            question=_runs,
            evidence=each(_evidence),
            web=_address,
        ),
        "others": shape(
            {
                "groups": each(
                    shape(
                        {
                            "level": one_of(*LEVELS),
                            "title": text,
                            "items": each(shape({"title": text}, area=text, line=_runs, web=_address)),
                        }
                    )
                )
            }
        ),
        "section": shape({"title": text, "body": shapes.anything}, id=_identity, lead=_runs, **{"break": shapes.truth}),
        "text": shape({"body": _blocks}),
        "land": shape({"title": text, "body": _blocks}),
        "table": shape(
            {
                "columns": each(shape({"label": text}, width=number_or_auto, align=one_of("left", "right", "center"))),
                "rows": each(shapes.cells),
            },
            caption=text,
            wide=shapes.truth,
            tall=shapes.truth,
        ),
        "line": shape(
            {"min": number, "max": number, "step": number, "alt": text},
            ticks=each(shape({"at": number, "label": text})),
            marks=each(
                shape(
                    {"at": number},
                    label=text,
                    new=shapes.truth,
                    align=one_of("left", "right", "center"),
                    w=number,
                )
            ),
            range=each(number),
        ),
        "colophon": shape({"title": text, "body": _blocks, "rows": each(shape({"label": text, "value": _runs}))}),
    }
    | budget.NODES
    | sheet.NODES
)

_colour = signs("#[0-9a-f]{6}")
_root = shape(
    {
        "format": one_of(FORMAT),
        "version": one_of(VERSION),
        "kind": one_of(*LABEL_NAMES),
        "lang": signs("[a-z]{2}"),
        "meta": shape(
            {"title": text, "organisation": text, "period": text, "running": text},
            description=text,
            keywords=each(text),
            published=shapes.moment,
            address=_address,
        ),
        "look": shape({}, accent=_colour, signal=_colour),
        "levels": each(shape({"id": one_of(*LEVELS), "name": text})),
        "labels": shapes.anything,
        "body": shapes.anything,
    },
    region=signs("[A-Z]{2}"),
)


def faults(tree: Any) -> list[str]:
    """What breaks the contract, one plain sentence each; empty when the tree may be drawn."""
    found = list(_root(tree, "tree"))
    if not isinstance(tree, dict) or not isinstance(tree.get("body"), list):
        return [*found, "tree.body: a list is needed"]
    found += _label_faults(tree.get("labels"), tree.get("kind"))
    found += _node_faults(tree["body"], "body")
    return found or list(_reference_faults(tree))


def check(tree: Any) -> None:
    """Raises BadTree with everything that is wrong."""
    found = faults(tree)
    if found:
        raise BadTree(found)


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node in reading order, those inside sections too."""
    for node in nodes:
        yield node
        if node["kind"] == "section":
            yield from walk(node["body"])


def headings(tree: Tree) -> list[tuple[int, str]]:
    """The headings every form shows, in order: (level, words)."""
    return [found for node in walk(tree["body"]) for found in _headings_of(node, tree["labels"])]


def _headings_of(node: Node, labels: dict[str, Any]) -> Iterator[tuple[int, str]]:
    kind = node["kind"]
    if kind in budget.NODES:
        yield from budget.headings_of(node, labels)
    if kind in sheet.NODES:
        yield from sheet.headings_of(node, labels)
    if kind in ("cover", "summary", "signal", "section"):
        yield (1 if kind == "cover" else 2), node["title"]
    if kind == "summary" and "ask" in node:
        yield 3, node["ask"]["title"]
    if kind == "signal":
        yield 3, labels["new"]
        yield 3, labels["land"]
        if "how" in node:
            yield 3, how_title(node, labels)
        if "question" in node:
            yield 3, labels["question"]
        if "evidence" in node:
            yield 3, labels["evidence"]
    if kind in ("land", "colophon"):
        yield 3, node["title"]
    if kind == "others":
        yield from ((3, group["title"]) for group in node["groups"])


def how_title(node: Node, labels: dict[str, Any]) -> str:
    """The heading above how others did, with their name where it is known."""
    who = node["how"].get("who")
    return f"{labels['how']}: {who}" if who else str(labels["how"])


def _label_faults(labels: Any, kind: Any) -> Iterator[str]:
    if not isinstance(labels, dict):
        yield "labels: words are needed"
        return
    for name in LABEL_NAMES.get(kind, "").split():
        if name == "answers":
            yield from each(text, empty=True)(labels.get(name), "labels.answers")
        else:
            yield from text(labels.get(name), f"labels.{name}")


def _node_faults(nodes: Any, at: str) -> Iterator[str]:
    if not isinstance(nodes, list):
        yield f"{at}: a list is needed"
        return
    for place, node in enumerate(nodes):
        here = f"{at}[{place}]"
        kind = node.get("kind") if isinstance(node, dict) else None
        if kind not in NODES:
            yield f"{here}: unknown kind {kind!r}"
            continue
        yield from NODES[kind]({key: value for key, value in node.items() if key != "kind"}, f"{here} {kind}")
        if kind == "section":
            yield from _node_faults(node.get("body"), here)


def _reference_faults(tree: Tree) -> Iterator[str]:
    levels = [level["id"] for level in tree["levels"]]
    if levels != list(LEVELS):
        yield f"levels: {', '.join(LEVELS)} are needed, in this order"
    known: set[str] = set()
    for node in walk(tree["body"]):
        identity = node.get("id")
        if identity in known:
            yield f"{node['kind']}: the id {identity!r} stands twice"
        if identity:
            known.add(identity)
        if node["kind"] == "table" and any(len(row) != len(node["columns"]) for row in node["rows"]):
            yield "table: every row needs as many cells as there are columns"
        yield from budget.faults_of(node)
    first = "sheet" if tree["kind"] == sheet.KIND else "cover"
    if [node["kind"] for node in tree["body"]][:1] != [first]:
        yield f"body: a {first} is needed first"
    for ref in shapes.references(tree["body"]):
        if ref not in known:
            yield f"the reference {ref!r} leads nowhere"
