"""The web article's drawings as SVG. They carry their own lines and fills, so that they stand without a stylesheet
too; classes let a page colour them in its theme. Numbers are written with a point in every language."""

from math import cos, pi, sin
from typing import Any

from django.utils.html import escape

from utkik.documents.tree import LEVELS

EDGE = 235
# the paper's rings, as parts of the radius (paper/parts.typ)
RINGS = {"wider": 1.0, "near": 0.66, "own": 0.34}
FIRM = 4
SIGN = {"wider": 10.25, "near": 6.5, "own": 2.75}


def _figure(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def level(name: str) -> str:
    """Three rings of which the level's is firm; its word stands beside it."""
    rings = []
    for ring in reversed(LEVELS):
        classes = " ".join(["rings__own"] * (ring == "own") + ["rings__on"] * (ring == name))
        width = 3 if ring == name else 1
        rings.append(f'<circle cx="12" cy="12" r="{_figure(SIGN[ring])}" stroke-width="{width}" class="{classes}"/>')
    return (
        '<svg class="rings" viewBox="0 0 24 24" width="22" height="22" fill="none" stroke="currentColor" '
        f'aria-hidden="true">{"".join(rings)}</svg>'
    ).replace(' class=""', "")


def chart(dial: dict[str, Any], levels: list[dict[str, str]]) -> str:
    """The cover's instrument: three rings, the days round the edge, every signal on its day and level."""
    parts = [
        '<svg class="chart" viewBox="-270 -270 540 540" width="480" height="480" fill="none" stroke="currentColor" '
        f'font-size="13" role="img" aria-label="{escape(dial["alt"])}">',
        *(_ring(name) for name in RINGS),
        f'<path class="chart__minor" d="{"".join(_tick(place, dial) for place in range(dial["turn"]))}"/>',
        *(_edge(label) for label in dial["labels"]),
        *(_name(level) for level in levels),
        *(_mark(mark) for mark in sorted(dial["marks"], key=lambda mark: mark.get("no") is not None)),
    ]
    return "".join([*parts, "</svg>"])


def _ring(name: str) -> str:
    own = ' class="chart__own"' if name == "own" else ""
    return f'<circle r="{_figure(EDGE * RINGS[name])}"{own}/>'


def _point(at: float, radius: float) -> tuple[str, str]:
    """Where a part of the turn lies, from the north and with the clock."""
    return _figure(radius * sin(2 * pi * at)), _figure(-radius * cos(2 * pi * at))


def _tick(place: int, dial: dict[str, Any]) -> str:
    at = (place + 0.5) / dial["turn"]
    named = any(abs(label["at"] - at) < 0.001 for label in dial["labels"])
    (x, y), (x2, y2) = _point(at, EDGE), _point(at, EDGE + (8 if named else 4))
    return f"M{x} {y}L{x2} {y2}"


def _words(x: str, y: str, words: str, kind: str, anchor: str = "middle", fill: str = "currentColor") -> str:
    return (
        f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}" dominant-baseline="central" '
        f'fill="{fill}" stroke="none">{escape(words)}</text>'
    )


def _edge(label: dict[str, Any]) -> str:
    return _words(*_point(label["at"], EDGE + 20), label["t"], "chart__day")


def _name(level: dict[str, str]) -> str:
    return _words("0", _figure(12 - EDGE * RINGS[level["id"]]), level["name"], "chart__name")


def _mark(mark: dict[str, Any]) -> str:
    x, y = _point(mark["at"], EDGE * mark["r"])
    if "no" not in mark:
        return f'<circle class="chart__{"dot" if mark.get("lifted") else "plain"}" cx="{x}" cy="{y}" r="3"/>'
    dot = f'<circle class="chart__dot" cx="{x}" cy="{y}" r="11" fill="currentColor"/>'
    return dot + _words(x, y, str(mark["no"]), "chart__number", fill="white")


def ring(pressure: int) -> str:
    """How hard a trend presses, 1 to 5: the ring grows and gets firmer, and the number stands in it."""
    firm = " pressure-ring__c--firm" if pressure >= FIRM else ""
    return (
        '<svg class="pressure-ring" viewBox="0 0 36 36" width="36" height="36" fill="none" stroke="currentColor" '
        f'role="img" aria-label="{pressure}"><circle class="pressure-ring__c{firm}" cx="18" cy="18" '
        f'r="{_figure(7 + 1.7 * pressure)}"/>{_words("18", "18", str(pressure), "pressure-ring__no")}</svg>'
    )


def line(node: dict[str, Any]) -> str:
    """A graduated line with what happened on it, each word on a row of its own so that none covers another."""
    span = node["max"] - node["min"]

    def share(value: float) -> str:
        return f"{_figure(1 + 98 * (value - node['min']) / span)}%"

    marks = sorted(node.get("marks", ()), key=lambda mark: -mark["at"])
    base = 20 + 16 * len(marks)
    major = {tick["at"] for tick in node.get("ticks", ())}
    values = [node["min"] + step * node["step"] for step in range(round(span / node["step"]) + 1)]
    parts = [
        f'<svg class="scale scale--told" width="100%" height="{base + 22}" fill="none" stroke="currentColor" '
        f'font-size="12" role="img" aria-label="{escape(node["alt"])}">',
        f'<line x1="1%" x2="99%" y1="{base}" y2="{base}"/>',
        *(_upright(share(value), base - (8 if value in major else 4), base) for value in values),
        *(_words(share(tick["at"]), str(base + 14), tick["label"], "scale__tick") for tick in node.get("ticks", ())),
    ]
    for row, mark in enumerate(marks):
        kind = "scale__now" if mark.get("new", True) else "scale__then"
        late = mark["at"] - node["min"] > span / 2
        top = base - 16 * (row + 1) - 4
        parts.append(_upright(share(mark["at"]), top - 6, base + 3, kind))
        label = f"{mark.get('label', '')}\u00a0" if late else f"\u00a0{mark.get('label', '')}"
        parts.append(_words(share(mark["at"]), str(top), label, kind, "end" if late else "start"))
    return "".join([*parts, "</svg>"])


def _upright(x: str, top: int, foot: int, kind: str = "") -> str:
    classes = f' class="{kind}"' if kind else ""
    return f'<line{classes} x1="{x}" x2="{x}" y1="{top}" y2="{foot}"/>'
