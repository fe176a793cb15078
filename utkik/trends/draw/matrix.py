"""Impact upwards, uncertainty to the right, both 1–5: the mark at the medians, a cross for the middle half."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.trends.draw.marks import NEW, UNCHANGED, Mark, figure, link, mark
from utkik.web.templatetags.trusted import picture

Span = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """How large a matrix is drawn: marks and words keep their size on both. `beside` alike marks stand in one row."""

    name: str
    width: int
    height: int
    left: int
    right: int
    foot: int
    beside: int
    has_lines: bool

    def x(self, value: float) -> float:
        return self.left + (self.right - self.left) * (value - 0.75) / 4.5

    def y(self, value: float) -> float:
        return self.foot + (HEAD - self.foot) * (value - 0.35) / 5.3


HEAD = 24
WHOLE = Sheet("whole", 660, 640, 56, 652, 580, beside=40, has_lines=True)
# As wide as a telephone shows without shrinking it.
NARROW = Sheet("narrow", 358, 520, 34, 354, 464, beside=2, has_lines=False)


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


def matrix(marks: Iterable[Judged], words: Words, *, label: str, sheet: Sheet = WHOLE) -> SafeString:
    """One matrix; marks at the same place are moved apart, and their crosses tell where they stand."""
    shown = list(marks)
    role = "group" if any(one.mark.href for one in shown) else "img"
    left, right, foot = sheet.left, sheet.right, sheet.foot
    parts = [
        f'<svg class="radar matrix--{sheet.name}" viewBox="0 0 {sheet.width} {sheet.height}" role="{role}" '
        f'aria-label="{escape(label)}">',
        f'<path class="radar__sector" d="M{figure(sheet.x(3))} {foot}V{HEAD + 6}'
        f'M{left} {figure(sheet.y(3))}H{right}"/>',
        f'<path class="radar__minor" d="{"".join(_ticks(sheet, tenth) for tenth in range(10, 51))}"/>',
        f'<path class="radar__edge" d="M{left} {HEAD}V{foot}H{right}"/>',
        *(_numbers(sheet, value) for value in range(1, 6)),
        _text("radar__force", right, foot + 50, "end", words.uncertainty),
        _text("radar__force", left, HEAD - 12, "start", words.impact),
        *(_quarter(sheet, at, said) for at, said in enumerate(words.quarters)),
        *(_half(sheet, one) for one in shown),
        *(_mark(sheet, one, at) for one, at in _apart(sheet, shown)),
    ]
    return picture("".join([*parts, "</svg>"]))


def _ticks(sheet: Sheet, tenth: int) -> str:
    tall = 11 if tenth % 10 == 0 else 7 if tenth % 5 == 0 else 4
    return f"M{figure(sheet.x(tenth / 10))} {sheet.foot}v{tall}M{sheet.left} {figure(sheet.y(tenth / 10))}h-{tall}"


def _text(sort: str, x: float, y: float, anchor: str, word: object) -> str:
    return (
        f'<text class="{sort}" x="{figure(x)}" y="{figure(y)}" text-anchor="{anchor}" aria-hidden="true">'
        f"{escape(word)}</text>"
    )


def _numbers(sheet: Sheet, value: int) -> str:
    return _text("radar__scale", sheet.x(value), sheet.foot + 27, "middle", value) + _text(
        "radar__scale", sheet.left - 21, sheet.y(value) + 4, "middle", value
    )


def _quarter(sheet: Sheet, at: int, words: tuple[str, str]) -> str:
    """Upper left, upper right, lower left, lower right."""
    x, anchor = (sheet.right - 4, "end") if at % 2 else (sheet.left + 14, "start")
    y = sheet.foot - 30 if at > 1 else HEAD + 14
    head = _text("radar__quarter", x, y, anchor, words[0])
    return head + _text("radar__line", x, y + 18, anchor, words[1]) if sheet.has_lines else head


def _half(sheet: Sheet, one: Judged) -> str:
    (left, right), (low, high) = one.uncertainty_half, one.impact_half
    across = f"M{figure(sheet.x(left))} {figure(sheet.y(one.impact))}H{figure(sheet.x(right))}"
    up = f"M{figure(sheet.x(one.uncertainty))} {figure(sheet.y(low))}V{figure(sheet.y(high))}"
    return f'<path class="radar__half" d="{across}{up}"/>'


def _apart(sheet: Sheet, shown: list[Judged]) -> list[tuple[Judged, tuple[float, float]]]:
    """Marks with the same medians stand in rows round their place, as many as there are."""
    found = []
    for one in shown:
        alike = [o for o in shown if (o.impact, o.uncertainty) == (one.impact, one.uncertainty)]
        row, at = divmod(alike.index(one), sheet.beside)
        rows = -(-len(alike) // sheet.beside)
        wide = min(sheet.beside, len(alike) - row * sheet.beside)
        aside, down = (at - (wide - 1) / 2) * 28, (row - (rows - 1) / 2) * 28
        found.append((one, (sheet.x(one.uncertainty) + aside, sheet.y(one.impact) + down)))
    return found


def _mark(sheet: Sheet, one: Judged, at: tuple[float, float]) -> str:
    move = NEW if one.mark.move == NEW else UNCHANGED
    name = "mark" if sheet is WHOLE else f"mark-{sheet.name}"
    return link(one.mark, at, mark(*at, one.mark.number, move), hit=17, name=name)
