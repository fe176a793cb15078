"""The numbered mark: the same on radar, matrix and line, in lists and tables."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.web.templatetags.trusted import picture

NEW, CLOSER, FURTHER, UNCHANGED = "new", "closer", "further", "unchanged"
MOVES = (NEW, CLOSER, FURTHER, UNCHANGED)


@dataclass(frozen=True)
class Mark:
    """One thing on a radar. `key` seeds its place and names its element, `label` says all of it in words.

    `ring` is None without a horizon; `was` the ring of the last edition, None for what was not there.
    """

    key: int
    number: int
    label: str
    sector: int
    ring: int | None
    was: int | None = None
    move: str = UNCHANGED
    href: str = ""
    is_current: bool = False
    along: float = 0.5
    distance: float = 0.5

    @property
    def has_moved(self) -> bool:
        return self.was is not None and self.was != self.ring


def figure(value: float) -> str:
    """A coordinate with one decimal at most, written with a point in every language."""
    return f"{round(value, 1) + 0.0:.1f}".rstrip("0").rstrip(".")


def mark(x: float, y: float, number: int | str, move: str, angle: float = pi, size: float = 13) -> str:
    """The mark at (x, y). `angle` points to the centre: a drop's tip points there (closer) or away (further)."""
    lit = " mark-no--new" if move == NEW else ""
    middle = f'cx="{figure(x)}" cy="{figure(y)}"'
    return (
        f"{_tip(x, y, move, angle, size)}"
        f'<circle class="mark-no{lit}" {middle} r="{figure(size)}"/>'
        f'<text class="mark-no__text{lit}" x="{figure(x)}" y="{figure(y + 4.6)}">{escape(number)}</text>'
    )


def _tip(x: float, y: float, move: str, angle: float, size: float) -> str:
    if move not in (CLOSER, FURTHER):
        return ""
    turn = angle if move == CLOSER else angle + pi
    along, across = sin(turn), -cos(turn)
    tip, base, half = size * 1.78, size * 0.5, size * 0.87
    points = (
        (x + along * tip, y + across * tip),
        (x + along * base - across * half, y + across * base + along * half),
        (x + along * base + across * half, y + across * base - along * half),
    )
    return f'<path class="mark-no__tip" d="M{"L".join(f"{figure(p)} {figure(q)}" for p, q in points)}Z"/>'


def sign(number: int | str, move: str) -> SafeString:
    """The mark beside a name in a list or a table, which says the same in words."""
    return picture(f'<svg class="no" viewBox="0 0 32 40" aria-hidden="true">{mark(16, 20, number, move, pi, 12)}</svg>')


def was_sign() -> SafeString:
    """The dot and its track, for the legend."""
    return picture(
        '<svg class="legend__dot" viewBox="0 0 12 12" aria-hidden="true">'
        '<circle class="radar__was" cx="1.5" cy="6" r="3"/><path class="radar__track" d="M5 6H13"/></svg>'
    )


def link(one: Mark, at: tuple[float, float], drawn: str, *, hit: int, name: str) -> str:
    """The mark as a link to what it stands for; without an address it only stands there."""
    circle = f'<circle class="radar__hit" cx="{figure(at[0])}" cy="{figure(at[1])}" r="{hit}"/>'
    if not one.href:
        return f"<g>{circle}{drawn}</g>"
    current = ' aria-current="true"' if one.is_current else ""
    return (
        f'<a class="radar__mark" href="{escape(one.href)}" id="{name}-{one.key}" data-mark="{one.key}" '
        f'aria-label="{escape(one.label)}"{current}>{circle}{drawn}</a>'
    )
