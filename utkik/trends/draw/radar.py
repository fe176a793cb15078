"""The radar: forces (or areas) as sectors, horizons as rings, now in the middle. And one sector of it as a fan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import pi, radians, sin

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.trends.draw.geometry import RADIUS, edges, middle, place, polar
from utkik.trends.draw.marks import Mark, figure, link, mark
from utkik.web.templatetags.trusted import picture

MOST = 40
SIZE, CENTRE = 660, 330
FAN_WIDTH, FAN_X, FAN_Y, FAN_RADIUS, FAN_HALF = 358, 179, 330, 300, 35
LAST_FILL = 3


def radar(
    marks: Iterable[Mark], rings: Sequence[str], sectors: Sequence[str], *, label: str, hidden: Iterable[int] = ()
) -> SafeString:
    """The whole radar. `rings` and `sectors` are names, innermost and northernmost first; `hidden` holds the keys of
    marks that keep their place but are not shown. Without links it is one picture, with them a group."""
    every = place(marks, len(sectors), len(rings))
    gone = set(hidden)
    shown = [one for one in every if one.key not in gone]
    role = "group" if any(one.href for one in shown) else "img"
    parts = [
        f'<svg class="radar radar--whole" viewBox="0 0 {SIZE} {SIZE}" role="{role}" aria-label="{escape(label)}">',
        *_rings(len(rings)),
        *_lines(len(sectors)),
        *(_sector_name(number, name, len(sectors)) for number, name in enumerate(sectors)),
        *(_ring_name(number, name, len(rings)) for number, name in enumerate(rings)),
        *(_track(one, len(sectors), len(rings)) for one in shown),
        *(_mark(one, len(sectors)) for one in shown),
    ]
    return picture("".join([*parts, "</svg>"]))


def _rings(rings: int) -> list[str]:
    outermost_first = reversed(list(enumerate(edges(rings))))
    circles = [
        f'<circle class="radar__ring radar__ring--{min(ring, LAST_FILL)}" cx="{CENTRE}" cy="{CENTRE}" '
        f'r="{figure(RADIUS * edge)}"/>'
        for ring, edge in outermost_first
    ]
    return [*circles, f'<circle class="radar__edge" cx="{CENTRE}" cy="{CENTRE}" r="{figure(RADIUS + 8)}"/>']


def _lines(sectors: int) -> list[str]:
    """The graduated edge, the sectors' borders, and a small cross in the middle as on a compass rose."""
    ticks = "".join(_tick(step) for step in range(180))
    borders = "" if sectors < 2 else "".join(_ray(2 * pi * s / sectors, RADIUS * 0.09) for s in range(sectors))
    return [
        f'<path class="radar__minor" d="{ticks}"/>',
        f'<path class="radar__sector" d="{borders}"/>' if borders else "",
        f'<path class="radar__edge" d="M{CENTRE - 6} {CENTRE}H{CENTRE + 6}M{CENTRE} {CENTRE - 6}V{CENTRE + 6}"/>',
    ]


def _tick(step: int) -> str:
    inset = 0 if step % 18 == 0 else 3 if step % 9 == 0 else 5
    return _ray(radians(step * 2), RADIUS + inset)


def _ray(angle: float, from_: float) -> str:
    (x, y), (p, q) = polar(CENTRE, CENTRE, RADIUS + 8, angle), polar(CENTRE, CENTRE, from_, angle)
    return f"M{figure(x)} {figure(y)}L{figure(p)} {figure(q)}"


def _sector_name(number: int, name: str, sectors: int) -> str:
    """Along the edge, upright in the lower half."""
    if sectors == 1:
        at = f'x="{CENTRE}" y="22" text-anchor="middle"'
        return f'<text class="radar__force" {at} aria-hidden="true">{escape(name)}</text>'
    begins, ends = 2 * pi * number / sectors, 2 * pi * (number + 1) / sectors
    low = pi / 2 < (begins + ends) / 2 < 3 * pi / 2
    out = RADIUS + (28 if low else 18)
    p, q = polar(CENTRE, CENTRE, out, ends if low else begins), polar(CENTRE, CENTRE, out, begins if low else ends)
    way = f"M{figure(p[0])} {figure(p[1])}A{figure(out)} {figure(out)} 0 0 {int(not low)} {figure(q[0])} {figure(q[1])}"
    return (
        f'<path class="radar__way" id="radar-way-{number}" d="{way}"/>'
        f'<text class="radar__force" aria-hidden="true"><textPath href="#radar-way-{number}" startOffset="50%" '
        f'text-anchor="middle">{escape(name)}</textPath></text>'
    )


def _ring_name(number: int, name: str, rings: int) -> str:
    return _name(number, name, CENTRE, CENTRE - RADIUS * edges(rings)[number] + 18)


def _name(number: int, name: str, x: float, y: float) -> str:
    return (
        f'<text class="radar__horizon radar__horizon--{min(number, LAST_FILL)}" x="{figure(x)}" y="{figure(y)}" '
        f'text-anchor="middle" aria-hidden="true">{escape(name)}</text>'
    )


def _angle(one: Mark, sectors: int) -> float:
    return 2 * pi * (one.sector + one.along) / sectors


def _track(one: Mark, sectors: int, rings: int) -> str:
    """From where it stood in the last edition."""
    if not one.has_moved:
        return ""
    angle = _angle(one, sectors)
    at = polar(CENTRE, CENTRE, RADIUS * one.distance, angle)
    return _way(polar(CENTRE, CENTRE, RADIUS * middle(one.was or 0, rings), angle), at)


def _way(from_: tuple[float, float], at: tuple[float, float]) -> str:
    x, y = figure(from_[0]), figure(from_[1])
    return (
        f'<path class="radar__track" d="M{x} {y}L{figure(at[0])} {figure(at[1])}"/>'
        f'<circle class="radar__was" cx="{x}" cy="{y}" r="3"/>'
    )


def _mark(one: Mark, sectors: int) -> str:
    angle = _angle(one, sectors)
    at = polar(CENTRE, CENTRE, RADIUS * one.distance, angle)
    return link(one, at, mark(*at, one.number, one.move, angle + pi), hit=18, name="mark")


def fan(
    marks: Iterable[Mark],
    rings: Sequence[str],
    sectors: int,
    sector: int,
    *,
    label: str,
    hidden: Iterable[int] = (),
) -> SafeString:
    """One sector for a phone, the marks where the whole radar (of `sectors`) has them."""
    gone = set(hidden)
    shown = [one for one in place(marks, sectors, len(rings)) if one.sector == sector and one.key not in gone]
    role = "group" if any(one.href for one in shown) else "img"
    parts = [
        f'<svg class="radar radar--sector" viewBox="0 0 {FAN_WIDTH} 346" role="{role}" aria-label="{escape(label)}">',
        *(_slice(ring, edge) for ring, edge in reversed(list(enumerate(edges(len(rings)))))),
        f'<path class="radar__minor" d="{"".join(_fan_tick(step) for step in range(-FAN_HALF, FAN_HALF + 1))}"/>',
        *(
            _name(number, name, FAN_X, FAN_Y - FAN_RADIUS * edges(len(rings))[number] + 16)
            for number, name in enumerate(rings)
        ),
        *(_fan_mark(one, len(rings)) for one in shown),
    ]
    return picture("".join([*parts, "</svg>"]))


def _slice(ring: int, edge: float) -> str:
    out, half = FAN_RADIUS * edge, radians(FAN_HALF)
    p, q = polar(FAN_X, FAN_Y, out, -half), polar(FAN_X, FAN_Y, out, half)
    arc = f"A{figure(out)} {figure(out)} 0 0 1 {figure(q[0])} {figure(q[1])}Z"
    return (
        f'<path class="radar__ring radar__ring--{min(ring, LAST_FILL)}" '
        f'd="M{FAN_X} {FAN_Y}L{figure(p[0])} {figure(p[1])}{arc}"/>'
    )


def _fan_tick(step: int) -> str:
    angle, tall = radians(step), 8 if step % 5 == 0 else 4
    (x, y), (p, q) = polar(FAN_X, FAN_Y, FAN_RADIUS, angle), polar(FAN_X, FAN_Y, FAN_RADIUS + tall, angle)
    return f"M{figure(x)} {figure(y)}L{figure(p)} {figure(q)}"


def _fan_mark(one: Mark, rings: int) -> str:
    half = radians(FAN_HALF)
    angle, distance = -half + 2 * half * one.along, FAN_RADIUS * one.distance
    if abs(distance * sin(angle)) < 70:  # clear of the horizon's name
        distance = min(distance, FAN_RADIUS * edges(rings)[one.ring or 0] - 38)
    at = polar(FAN_X, FAN_Y, distance, angle)
    track = _way(polar(FAN_X, FAN_Y, FAN_RADIUS * middle(one.was or 0, rings), angle), at) if one.has_moved else ""
    return track + link(one, at, mark(*at, one.number, one.move, angle + pi, 14), hit=20, name="fan")
