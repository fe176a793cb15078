"""The radar: forces (or areas) as sectors, horizons as rings, now in the middle. And one sector of it as a fan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, hypot, pi, radians, sin

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.trends.draw.geometry import RADIUS, Rings, place, polar
from utkik.trends.draw.geometry import rings as so_many
from utkik.trends.draw.marks import Mark, figure, link, mark
from utkik.web.templatetags.trusted import picture

MOST = 40
SIZE, CENTRE = 660, 330
FAN_WIDTH, FAN_X, FAN_Y, FAN_RADIUS, FAN_HALF = 358, 179, 330, 300, 35
FAN_CLEAR = 31
# So far to either side of the middle the horizons' names reach.
FAN_NAME = 70
LAST_FILL = 3
Turn = tuple[float, float]


def radar(
    marks: Iterable[Mark],
    rings: Sequence[str],
    sectors: Sequence[str],
    *,
    label: str,
    hidden: Iterable[int] = (),
    drawn: Rings | None = None,
) -> SafeString:
    """The whole radar. `rings` and `sectors` are names, innermost and northernmost first; `hidden` holds the keys of
    marks that keep their place but are not shown; `drawn` says how wide the rings are, where not as usual. Without
    links it is one picture, with them a group."""
    drawn = drawn or so_many(len(rings))
    every = place(marks, len(sectors), drawn)
    gone = set(hidden)
    shown = [one for one in every if one.key not in gone]
    role = "group" if any(one.href for one in shown) else "img"
    parts = [
        f'<svg class="radar radar--whole" viewBox="0 0 {SIZE} {SIZE}" role="{role}" aria-label="{escape(label)}">',
        *_rings(drawn.edges),
        *_lines(len(sectors)),
        *(_sector_name(number, name, len(sectors)) for number, name in enumerate(sectors)),
        *(_ring_name(number, name, drawn.edges[number]) for number, name in enumerate(rings)),
        *(_track(one, len(sectors), drawn) for one in shown),
        *(_mark(one, len(sectors)) for one in shown),
    ]
    return picture("".join([*parts, "</svg>"]))


def _rings(outer: Sequence[float]) -> list[str]:
    outermost_first = reversed(list(enumerate(outer)))
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


def _ring_name(number: int, name: str, edge: float) -> str:
    return _name(number, name, CENTRE, CENTRE - RADIUS * edge + 18)


def _name(number: int, name: str, x: float, y: float) -> str:
    return (
        f'<text class="radar__horizon radar__horizon--{min(number, LAST_FILL)}" x="{figure(x)}" y="{figure(y)}" '
        f'text-anchor="middle" aria-hidden="true">{escape(name)}</text>'
    )


def _angle(one: Mark, sectors: int) -> float:
    return 2 * pi * (one.sector + one.along) / sectors


def _track(one: Mark, sectors: int, rings: Rings) -> str:
    """From where it stood in the last edition."""
    if not one.has_moved:
        return ""
    angle = _angle(one, sectors)
    at = polar(CENTRE, CENTRE, RADIUS * one.distance, angle)
    return _way(polar(CENTRE, CENTRE, RADIUS * rings.middle(one.was or 0), angle), at)


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
    drawn: Rings | None = None,
) -> SafeString:
    """One sector for a phone, the marks where the whole radar (of `sectors`) has them as far as there is room."""
    drawn = drawn or so_many(len(rings))
    inside = [one for one in place(marks, sectors, drawn) if one.sector == sector]
    outer, gone = drawn.edges, set(hidden)
    shown = [(one, at) for one, at in _fan_places(inside, outer) if one.key not in gone]
    role = "group" if any(one.href for one, _at in shown) else "img"
    parts = [
        f'<svg class="radar radar--sector" viewBox="0 0 {FAN_WIDTH} 346" role="{role}" aria-label="{escape(label)}">',
        *(_slice(ring, edge) for ring, edge in reversed(list(enumerate(outer)))),
        f'<path class="radar__minor" d="{"".join(_fan_tick(step) for step in range(-FAN_HALF, FAN_HALF + 1))}"/>',
        *(_name(number, name, FAN_X, FAN_Y - FAN_RADIUS * outer[number] + 16) for number, name in enumerate(rings)),
        *(_fan_mark(one, at, drawn) for one, at in shown),
    ]
    return picture("".join([*parts, "</svg>"]))


def _fan_places(inside: Sequence[Mark], outer: Sequence[float]) -> list[tuple[Mark, Turn]]:
    """Each mark's angle and distance: its own, or the nearest of some others in its cell that no mark has taken."""
    taken: list[tuple[float, float]] = []
    found = []
    for one in inside:
        turns = [_fan_turn(one.along, one.distance, one, outer), *_other_turns(one, outer)]
        rooms = [_fan_room(turn, taken) for turn in turns]
        turn = next((turn for turn, room in zip(turns, rooms, strict=True) if room > FAN_CLEAR), None)
        turn = turn or turns[rooms.index(max(rooms))]
        taken.append(polar(FAN_X, FAN_Y, turn[1], turn[0]))
        found.append((one, turn))
    return found


def _other_turns(one: Mark, outer: Sequence[float]) -> list[Turn]:
    ring = one.ring or 0
    low, high = outer[ring - 1] + 0.06 if ring else 0.13, outer[ring] - 0.06
    steps = [(along / 12, low + (high - low) * part / 4) for along in range(1, 12) for part in range(5)]
    near = sorted(steps, key=lambda step: abs(step[0] - one.along) + abs(step[1] - one.distance))
    return [_fan_turn(along, distance, one, outer) for along, distance in near]


def _fan_turn(along: float, share: float, one: Mark, outer: Sequence[float]) -> Turn:
    half = radians(FAN_HALF)
    angle, distance = -half + 2 * half * along, FAN_RADIUS * share
    if abs(distance * sin(angle)) >= FAN_NAME:
        return angle, distance
    ring = one.ring or 0
    under = min(distance, FAN_RADIUS * outer[ring] - 38)
    if under > FAN_RADIUS * (outer[ring - 1] if ring else 0) + 14:
        return angle, under
    return asin(FAN_NAME / distance) * (-1 if angle < 0 else 1), distance


def _fan_room(turn: Turn, taken: Sequence[tuple[float, float]]) -> float:
    x, y = polar(FAN_X, FAN_Y, turn[1], turn[0])
    return min((hypot(x - p, y - q) for p, q in taken), default=FAN_CLEAR + 1)


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


def _fan_mark(one: Mark, turn: Turn, rings: Rings) -> str:
    angle, distance = turn
    at = polar(FAN_X, FAN_Y, distance, angle)
    track = _way(polar(FAN_X, FAN_Y, FAN_RADIUS * rings.middle(one.was or 0), angle), at) if one.has_moved else ""
    return track + link(one, at, mark(*at, one.number, one.move, angle + pi, 14), hit=20, name="fan")
