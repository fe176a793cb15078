"""Our own drawings inside documents: what they may hold, and how the paper dresses them.

On the web a stylesheet gives a drawing its looks; on paper the rules of `paper/figures.css` are put into it.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

RULES = Path(__file__).parent / "paper" / "figures.css"
TAGS = {"svg", "g", "a", "path", "circle", "line", "rect", "polygon", "polyline", "text", "textPath", "tspan", "title"}
_STYLED = re.compile(r"^(?:on|style$|xlink|xml)", re.IGNORECASE)
_HORIZON = re.compile(r'<text class="radar__horizon.*?</text>')
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def fault(markup: str) -> str:
    """Why this is no drawing of ours; empty when it is one."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(markup.encode(), parser)
    except etree.XMLSyntaxError:
        return "is no whole drawing"
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else "comment"
        if name not in TAGS:
            return f"holds {name}"
        for key, value in element.attrib.items():
            if _STYLED.match(str(key)) or (str(key) == "href" and not str(value).startswith("#")):
                return f"holds {key}"
    return "" if etree.QName(root).localname == "svg" else "is no whole drawing"


def dressed(value: Any) -> Any:
    """The same document with every figure's drawing ready for paper: named, measured, with its looks inside."""
    if isinstance(value, list):
        return [dressed(part) for part in value]
    if isinstance(value, dict):
        done = {key: dressed(part) for key, part in value.items() if key != "svg"}
        # strips and stacks are drawn by the paper itself, of their numbers
        return done | {"svg": _for_paper(value["svg"])} if value.get("kind") == "figure" else done
    return value


def _for_paper(markup: str) -> str:
    box = _BOX.search(markup)
    size = f' width="{box[1]}" height="{box[2]}"' if box else ""
    opened = f'<svg xmlns="http://www.w3.org/2000/svg"{size}'
    begun = re.sub(r'^<svg(?: xmlns="[^"]*")?', opened, markup, count=1)
    # drawn glyph by glyph, a halo would eat the neighbours: it is a text of its own below the name
    begun = _HORIZON.sub(lambda found: found[0].replace("radar__horizon", "radar__halo") + found[0], begun)
    return re.sub(r"(<svg[^>]*>)", lambda found: f"{found[0]}<style>{_rules()}</style>", begun, count=1)


@cache
def _rules() -> str:
    return RULES.read_text(encoding="utf-8")
