"""Impact upwards, uncertainty to the right, both 1–5: the mark at the medians, a cross for the middle half."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.trends.draw.marks import NEW, UNCHANGED, Mark, figure, link, mark
from utkik.web.templatetags.trusted import picture

WIDTH, HEIGHT = 660, 640
LEFT, RIGHT, FOOT, HEAD = 56, 652, 580, 24
Span = tuple[float, float]


@dataclass(frozen=True)
class Judged:
    """A mark with where it stands; the spans are the middle half of the answers."""

    mark: Mark
    impact: float
    uncertainty: float
    impact_half: Span
    uncertainty_half: Span


@dataclass(frozen=True)
class Words:
    """What stands on the matrix: its axes, and head and line of each quarter (upper left and right, lower)."""

    impact: str
    uncertainty: str
    quarters: Sequence[tuple[str, str]]


def matrix(marks: Iterable[Judged], words: Words, *, label: str) -> SafeString:
    """The whole matrix; two marks at one place are moved apart sideways, and their crosses tell where they stand."""
    shown = list(marks)
    role = "group" if any(one.mark.href for one in shown) else "img"
    parts = [
        f'<svg class="radar radar--matrix" viewBox="0 0 {WIDTH} {HEIGHT}" role="{role}" aria-label="{escape(label)}">',
        f'<path class="radar__sector" d="M{figure(_x(3))} {FOOT}V{HEAD + 6}M{LEFT} {figure(_y(3))}H{RIGHT}"/>',
        f'<path class="radar__minor" d="{"".join(map(_ticks, range(10, 51)))}"/>',
        f'<path class="radar__edge" d="M{LEFT} {HEAD}V{FOOT}H{RIGHT}"/>',
        *(_numbers(value) for value in range(1, 6)),
        _text("radar__force", RIGHT, FOOT + 50, "end", words.uncertainty),
        _text("radar__force", LEFT, HEAD - 12, "start", words.impact),
        *map(_quarter, QUARTERS, words.quarters),
        *(_half(one) for one in shown),
        *(_mark(one, at) for one, at in _apart(shown)),
    ]
    return picture("".join([*parts, "</svg>"]))


QUARTERS = (
    (LEFT + 14, HEAD + 14, "start"),
    (RIGHT - 4, HEAD + 14, "end"),
    (LEFT + 14, FOOT - 30, "start"),
    (RIGHT - 4, FOOT - 30, "end"),
)


def _x(value: float) -> float:
    return LEFT + (RIGHT - LEFT) * (value - 0.75) / 4.5


def _y(value: float) -> float:
    return FOOT + (HEAD - FOOT) * (value - 0.35) / 5.3


def _ticks(tenth: int) -> str:
    tall = 11 if tenth % 10 == 0 else 7 if tenth % 5 == 0 else 4
    return f"M{figure(_x(tenth / 10))} {FOOT}v{tall}M{LEFT} {figure(_y(tenth / 10))}h-{tall}"


def _text(sort: str, x: float, y: float, anchor: str, word: object) -> str:
    return (
        f'<text class="{sort}" x="{figure(x)}" y="{figure(y)}" text-anchor="{anchor}" aria-hidden="true">'
        f"{escape(word)}</text>"
    )


def _numbers(value: int) -> str:
    return _text("radar__scale", _x(value), FOOT + 27, "middle", value) + _text(
        "radar__scale", LEFT - 21, _y(value) + 4, "middle", value
    )


def _quarter(at: tuple[int, int, str], words: tuple[str, str]) -> str:
    x, y, anchor = at
    return _text("radar__quarter", x, y, anchor, words[0]) + _text("radar__line", x, y + 18, anchor, words[1])


def _half(one: Judged) -> str:
    (left, right), (low, high) = one.uncertainty_half, one.impact_half
    across = f"M{figure(_x(left))} {figure(_y(one.impact))}H{figure(_x(right))}"
    up = f"M{figure(_x(one.uncertainty))} {figure(_y(low))}V{figure(_y(high))}"
    return f'<path class="radar__half" d="{across}{up}"/>'


def _apart(shown: list[Judged]) -> list[tuple[Judged, tuple[float, float]]]:
    """Marks with the same medians stand side by side round their place, as many as there are."""
    found = []
    for one in shown:
        alike = [o for o in shown if (o.impact, o.uncertainty) == (one.impact, one.uncertainty)]
        shift = (alike.index(one) - (len(alike) - 1) / 2) * 28
        found.append((one, (_x(one.uncertainty) + shift, _y(one.impact))))
    return found


def _mark(one: Judged, at: tuple[float, float]) -> str:
    move = NEW if one.mark.move == NEW else UNCHANGED
    return link(one.mark, at, mark(*at, one.mark.number, move), hit=17, name="mark")
