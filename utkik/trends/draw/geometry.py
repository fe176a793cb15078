"""Where things lie on the radar: rings as parts of the radius, and a stable place for every mark in its cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import cos, hypot, pi, sin
from random import Random

from utkik.trends.draw.marks import Mark

RADIUS = 286.0
INNER = 0.11
# The outer edges of four rings: the innermost is drawn wider than its share, for there most marks lie.
DRAWN = (0.36, 0.60, 0.81, 1.0)
# And where most things lie there and now, as signals do.
CROWDED = (0.56, 0.74, 0.88, 1.0)
PAD = 0.058
CLEAR = 46
TRIES = 260
NAME_WIDTH, NAME_ABOVE, NAME_BELOW = 58, 6, 34

Point = tuple[float, float]


@dataclass(frozen=True)
class Rings:
    """The outer edge of each ring as a part of the radius, the innermost first; and the share of a sector that is kept
    clear along each of its sides."""

    edges: tuple[float, ...]
    side: float

    def cell(self, ring: int) -> tuple[float, float]:
        """The inner and outer edge of a ring."""
        return (self.edges[ring - 1] if ring else INNER), self.edges[ring]

    def middle(self, ring: int) -> float:
        low, high = self.cell(ring)
        return (low + high) / 2


@cache
def rings(many: int, *, crowded: bool = False) -> Rings:
    """So many rings. `crowded`: most things lie in the innermost, which gets more room."""
    drawn = CROWDED if crowded else DRAWN
    return Rings(tuple(_edge((ring + 1) / many, drawn) for ring in range(many)), 0.1 if crowded else 0.16)


def _edge(part: float, drawn: tuple[float, ...]) -> float:
    stops = [(0.0, INNER), *((0.25 * (place + 1), edge) for place, edge in enumerate(drawn))]
    for (low, inner), (high, outer) in zip(stops, stops[1:], strict=False):
        if part <= high:
            return inner + (outer - inner) * (part - low) / (high - low)
    return 1.0


def polar(x: float, y: float, distance: float, angle: float) -> Point:
    """The point at a distance and an angle (from the north, with the clock) from (x, y)."""
    return x + distance * sin(angle), y - distance * cos(angle)


def place(marks: Iterable[Mark], sectors: int, rings: Rings) -> list[Mark]:
    """Every mark with its place in its cell, drawn from its key: the same in each edition, clear of the horizons' names
    and of each other as far as there is room. Give it all marks, also those that a filter hides; those without a
    ring are left out."""
    taken: list[Point] = []
    placed = []
    for mark in sorted((mark for mark in marks if mark.ring is not None), key=lambda mark: mark.key):
        along, distance, own = _spot(mark, sectors, rings, taken)
        taken += own
        placed.append(replace(mark, along=along, distance=distance))
    return placed


def _spot(mark: Mark, sectors: int, rings: Rings, taken: list[Point]) -> tuple[float, float, list[Point]]:
    """The first place that lies clear of all, else the one that lies most clear."""
    chance = Random(f"utkik-{mark.key}")
    best: tuple[float, float, float, list[Point]] | None = None
    for _attempt in range(TRIES):
        along, distance = _inside(chance.random(), chance.random(), mark.ring or 0, rings)
        angle = 2 * pi * (mark.sector + along) / sectors
        at = polar(0, 0, distance * RADIUS, angle)
        if _on_a_name(at, rings):
            continue
        own = [at, *_track(mark, at, angle, rings)]
        near = _room(own, taken, best[0] if best else -1.0)
        if best is None or near > best[0]:
            best = near, along, distance, own
        if near > CLEAR:
            break
    return best[1:] if best else (0.5, rings.middle(mark.ring or 0), [])


def _room(own: list[Point], taken: list[Point], least: float) -> float:
    """The way to the nearest mark; once it is known to be no more than `least` nothing further is measured."""
    nearest = CLEAR + 1.0
    for x, y in own:
        for p, q in taken:
            if abs(x - p) < nearest and abs(y - q) < nearest:
                nearest = min(nearest, hypot(x - p, y - q))
                if nearest <= least:
                    return nearest
    return nearest


def _inside(u: float, v: float, ring: int, rings: Rings) -> Point:
    """A share of the sector and of the radius that keep clear of the cell's edges."""
    low, high = rings.cell(ring)
    pad = min(PAD, (high - low) / 3)
    return rings.side + (1 - 2 * rings.side) * u, low + pad + (high - low - 2 * pad) * v


def _on_a_name(at: Point, rings: Rings) -> bool:
    x, y = at
    tops = (-edge * RADIUS for edge in rings.edges)
    return abs(x) < NAME_WIDTH and any(top - NAME_ABOVE < y < top + NAME_BELOW for top in tops)


def _track(mark: Mark, at: Point, angle: float, rings: Rings) -> list[Point]:
    """Where the mark came from, and halfway: other marks keep clear of these too."""
    if not mark.has_moved:
        return []
    from_ = polar(0, 0, rings.middle(mark.was or 0) * RADIUS, angle)
    return [from_, ((at[0] + from_[0]) / 2, (at[1] + from_[1]) / 2)]
