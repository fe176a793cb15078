"""Two editions as two upright scales, the horizons from above and down, one line per trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.trends.draw.marks import CLOSER, FURTHER, NEW, UNCHANGED, figure
from utkik.web.drawing import named
from utkik.web.templatetags.trusted import picture

WIDTH, LEFT, RIGHT, ROW, HEAD = 1080, 460, 696, 27, 62
LONGEST = 45


@dataclass(frozen=True)
class Stop:
    """A trend in one edition: its number, its name, and the ring it stands in (the last is for no horizon)."""

    number: int
    name: str
    ring: int


@dataclass(frozen=True)
class _Bands:
    """Where each horizon lies, and each trend on either side."""

    edges: list[tuple[str, float, float]]
    left: dict[int, float]
    right: dict[int, float]
    foot: float


def slope(
    left: Sequence[Stop], right: Sequence[Stop], rings: Sequence[str], names: tuple[str, str], *, label: str
) -> SafeString:
    """Firm lines came closer, dashed ones went further; what came is lit, what went is crossed."""
    bands = _bands(left, right, rings)
    parts = [f'<svg class="slope" viewBox="0 0 {WIDTH} {round(bands.foot + 8)}" {named(label)}>']
    for x, name in ((LEFT, names[0]), (RIGHT, names[1])):
        parts.append(
            f'<line class="slope__axis" x1="{x}" x2="{x}" y1="{HEAD}" y2="{figure(bands.foot)}"/>'
            f'<text class="slope__edition" x="{x}" y="22" text-anchor="middle">{escape(name)}</text>'
        )
    for name, top, _bottom in bands.edges:
        parts.append(f'{_rule(top)}<text class="slope__horizon" x="0" y="{figure(top + 20)}">{escape(name)}</text>')
    parts.append(_rule(bands.foot))
    before = {stop.number: stop.ring for stop in left}
    parts += [_after(stop, before.get(stop.number), bands) for stop in right]
    parts += [_before(stop, bands) for stop in left]
    return picture("".join([*parts, "</svg>"]))


def _rule(y: float) -> str:
    return f'<line class="slope__rule" x1="0" x2="{WIDTH}" y1="{figure(y)}" y2="{figure(y)}"/>'


def _bands(left: Sequence[Stop], right: Sequence[Stop], rings: Sequence[str]) -> _Bands:
    places: tuple[dict[int, float], dict[int, float]] = ({}, {})
    edges, y = [], float(HEAD)
    for ring, name in enumerate(rings):
        sides = [[stop for stop in side if stop.ring == ring] for side in (left, right)]
        rows = max(1, *map(len, sides))
        edges.append((name, y, y + rows * ROW + 20))
        for side, here in zip(places, sides, strict=True):
            top = y + 10 + (rows - len(here)) * ROW / 2
            side.update({stop.number: top + place * ROW + ROW / 2 for place, stop in enumerate(here)})
        y = edges[-1][2]
    return _Bands(edges, *places, y)


def _after(stop: Stop, was: int | None, bands: _Bands) -> str:
    if stop.number not in bands.right:
        return ""
    b, a = bands.right[stop.number], bands.left.get(stop.number)
    move = _move(stop.ring, was) if a is not None else NEW
    line = ""
    if a is not None:
        curve = f"C{LEFT + 120} {figure(a)} {RIGHT - 120} {figure(b)} {RIGHT} {figure(b)}"
        line = (
            f'<path class="slope__line slope__line--{SHORT[move]}" d="M{LEFT} {figure(a)}{curve}"/>'
            f'<circle class="slope__dot" cx="{LEFT}" cy="{figure(a)}" r="3.5"/>'
        )
    size = 3.5 if move == UNCHANGED else 5
    return (
        f'{line}<circle class="slope__dot slope__dot--{SHORT[move]}" cx="{RIGHT}" cy="{figure(b)}" r="{size}"/>'
        f'<text class="slope__name slope__name--{SHORT[move]}" x="{RIGHT + 16}" y="{figure(b + 5)}">{stop.number}'
        f'<tspan dx="8">{escape(_cut(stop.name))}</tspan></text>'
    )


SHORT = {NEW: "new", CLOSER: "in", FURTHER: "out", UNCHANGED: "same"}


def _move(ring: int, was: int | None) -> str:
    if was is None or was == ring:
        return UNCHANGED
    return CLOSER if ring < was else FURTHER


def _before(stop: Stop, bands: _Bands) -> str:
    if stop.number not in bands.left:
        return ""
    a, gone = bands.left[stop.number], stop.number not in bands.right
    cross = f'<path class="slope__gone" d="M{LEFT - 5} {figure(a - 5)}l10 10m0 -10l-10 10"/>' if gone else ""
    sort = " slope__name--gone" if gone else ""
    return (
        f'{cross}<text class="slope__name{sort}" x="{LEFT - 16}" y="{figure(a + 5)}" text-anchor="end">'
        f"{escape(_cut(stop.name))}</text>"
    )


def _cut(name: str) -> str:
    """As much of a name as the side holds; the whole stands in the table."""
    if len(name) <= LONGEST:
        return name
    return name[: name.rfind(" ", 0, LONGEST - 1)].rstrip(" ,;:–") + " …"
