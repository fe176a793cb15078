"""Graduated lines: evidence over the years, a horizon, everybody's answer 1–5, and numbered marks stacked on 1–5.

Fluid lines have x in per cent and y in px, so that they need no style attribute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.trends.draw.marks import NEW, figure
from utkik.web.drawing import named, share
from utkik.web.templatetags.trusted import picture

QUARTERS = 4
SUPPORTS, NEW_ANGLE, WEAKENS = 1, 0, -1
A_GAP = 5 / 12
MOST_DOTS = 12


@dataclass(frozen=True)
class Piece:
    """One piece of evidence: when (the year with its part as decimal), which way, whether it was lifted."""

    at: float
    way: int
    lifted: bool = False


@dataclass(frozen=True)
class _Frame:
    """Where the line lies: its first year, how many, and the measures of small or large."""

    first: int
    years: int
    step: float
    radius: float
    clear: float
    base: int
    foot: int
    height: int
    large: bool

    def x(self, at: float) -> str:
        return share(at - self.first, self.years)


def strip(
    pieces: Iterable[Piece], first: int, last: int, now: float, *, label: str, words: Sequence[str] = (), large=False
) -> SafeString:
    """Evidence stacked per quarter: above the line for, below against, diamonds on it for a new angle, lifted ones lit.

    Years `first` to `last`; a stretch without evidence up to `now` of five months or more is lit. `words` are those
    beside the large one, for above and below."""
    inside = [piece for piece in pieces if first <= piece.at < last + 1]
    frame = _frame(inside, first, last, large)
    newest = max((piece.at for piece in inside), default=None)
    parts = [
        f'<svg class="scale strip{" strip--large" if large else ""}" height="{frame.height}" {named(label)}>',
        f'<line x1="0" x2="100%" y1="{frame.base}" y2="{frame.base}"/>',
        *_graduation(frame),
        *(_year_words(frame, words) if large else []),
    ]
    if newest is not None and now - newest >= A_GAP:
        ends = f'x1="{frame.x(newest + 0.5 / QUARTERS)}" x2="{frame.x(now)}"'
        parts.append(f'<line class="strip__gap" {ends} y1="{frame.base}" y2="{frame.base}"/>')
    parts += _stacked(frame, inside)
    ends = f'y1="{frame.base - (15 if large else 9)}" y2="{frame.base + (8 if large else 5)}"'
    parts.append(f'<line class="scale__now" x1="{frame.x(now)}" x2="{frame.x(now)}" {ends}/>')
    return picture("".join([*parts, "</svg>"]))


def _frame(pieces: Sequence[Piece], first: int, last: int, large: bool) -> _Frame:
    step, radius, clear = (13.0, 5.0, 14.0) if large else (7.5, 2.9, 8.0)
    tall = Counter((_quarter(piece, first), piece.way) for piece in pieces)
    up = max([3, *(min(count, MOST_DOTS) for (_q, way), count in tall.items() if way == SUPPORTS)])
    down = max([2, *(min(count, MOST_DOTS) for (_q, way), count in tall.items() if way != SUPPORTS)])
    step = min(step, (13 * MOST_DOTS if large else 38) / max(up, down))
    base = round(clear + (up - 1) * step + radius + 4) if large else 50
    foot = round(base + clear + down * step + radius - 3)
    return _Frame(first, last - first + 1, step, radius, clear, base, foot, foot + 26 if large else 76, large)


def _quarter(piece: Piece, first: int) -> int:
    return int((piece.at - first) * QUARTERS)


def _graduation(frame: _Frame) -> list[str]:
    per = 12 if frame.large else QUARTERS
    lines = []
    for step in range(frame.years * per + 1):
        whole = step % per == 0
        tall = (10 if frame.large else 6) if whole else (6 if frame.large and step % 3 == 0 else 3)
        x = frame.x(frame.first + step / per)
        lines.append(f'<line x1="{x}" x2="{x}" y1="{frame.base - tall}" y2="{frame.base + (tall if whole else 0)}"/>')
    return lines


def _year_words(frame: _Frame, words: Sequence[str]) -> list[str]:
    years = [
        f'<text x="{frame.x(frame.first + year)}" y="{frame.height - 3}">{frame.first + year}</text>'
        for year in range(frame.years)
    ]
    heights = (10, frame.foot)
    return years + [
        f'<text class="strip__word" x="0" y="{y}">{escape(word)}</text>'
        for y, word in zip(heights, words, strict=False)
    ]


def _stacked(frame: _Frame, pieces: Sequence[Piece]) -> list[str]:
    """Lifted ones next to the line, then by day; what would stand too high becomes a bar with its number."""
    heights: Counter[tuple[int, int]] = Counter()
    whole = Counter((_quarter(piece, frame.first), piece.way) for piece in pieces)
    bars = {where: many for where, many in whole.items() if many > MOST_DOTS}
    drawn = [_bar(frame, quarter, way, many) for (quarter, way), many in sorted(bars.items())]
    for piece in sorted(pieces, key=lambda piece: (not piece.lifted, piece.at)):
        quarter = _quarter(piece, frame.first)
        if (quarter, piece.way) in bars:
            continue
        x, up = frame.x(frame.first + (quarter + 0.5) / QUARTERS), heights[quarter, piece.way]
        heights[quarter, piece.way] += 1
        sort = "strip__lit" if piece.lifted else "strip__dot"
        if piece.way == NEW_ANGLE:
            drawn.append(_diamond(x, frame.base + up * frame.step, sort, frame.radius + 2))
        else:
            y = frame.base - piece.way * (frame.clear + up * frame.step)
            drawn.append(f'<circle class="{sort}" cx="{x}" cy="{figure(y)}" r="{frame.radius}"/>')
    return drawn


def _bar(frame: _Frame, quarter: int, way: int, many: int) -> str:
    x, side = frame.x(frame.first + (quarter + 0.5) / QUARTERS), way or 1
    end = frame.base - side * (frame.clear + (MOST_DOTS - 1) * frame.step)
    at = figure(end - 4 if side > 0 else end + 12)
    return (
        f'<line class="scale__done" x1="{x}" x2="{x}" y1="{figure(frame.base - side * frame.clear)}" '
        f'y2="{figure(end)}"/><text x="{x}" y="{at}" text-anchor="middle">{many}</text>'
    )


def _diamond(x: str, y: float, sort: str, half: float) -> str:
    """A diamond at a place in per cent: a nested drawing carries it there."""
    shape = f"M0 -{figure(half)}L{figure(half)} 0L0 {figure(half)}L-{figure(half)} 0Z"
    return f'<svg x="{x}" y="{figure(y)}" overflow="visible"><path class="{sort}" d="{shape}"/></svg>'


def horizon(ring: int, was: int | None, rings: int, *, label: str = "", new: bool = False) -> SafeString:
    """The horizons on a line, now to the left: where it stands, and firm what it moved since the last edition."""
    xs = [6 + 32 * place for place in range(rings)]
    end = xs[-1] + 6
    parts = [
        f'<svg class="scale horizon" viewBox="0 0 {end} 18" {named(label)}>',
        f'<line x1="2" x2="{end - 2}" y1="9.5" y2="9.5"/>',
        *(f'<line x1="{x}" x2="{x}" y1="4" y2="9.5"/>' for x in xs),
    ]
    if new:
        parts.append(f'<circle class="strip__lit" cx="{xs[ring]}" cy="9.5" r="4"/>')
    else:
        if was is not None and was != ring:
            parts.append(f'<line class="scale__done" x1="{xs[was]}" x2="{xs[ring]}" y1="9.5" y2="9.5"/>')
            parts.append(f'<circle class="horizon__was" cx="{xs[was]}" cy="9.5" r="3.5"/>')
        parts.append(f'<circle class="scale__dot" cx="{xs[ring]}" cy="9.5" r="4.5"/>')
    return picture("".join([*parts, "</svg>"]))


def pressure(
    answers: Sequence[int],
    median: float,
    half: tuple[float, float],
    *,
    label: str,
    mine: int | None = None,
    words: Sequence[str] = (),
) -> SafeString:
    """Everybody's answer as stacked dots, the middle half firm, the median lit, the own dot open. The scale is 1–5
    unless `words` name its steps."""
    steps = len(words) or 5
    names = words or [str(value) for value in range(1, steps + 1)]

    def x_of(value: float) -> str:
        return figure(14 + 240 / (steps - 1 or 1) * (value - 1))

    top = max(Counter(answers).values(), default=1)
    base = 12 + (top + 1) // 2 * 8
    parts = [
        f'<svg class="scale plot5" viewBox="0 0 268 {base + 24}" {named(label)}>'
        f'<line x1="14" x2="254" y1="{base}" y2="{base}"/>'
    ]
    for value, name in enumerate(names, 1):
        anchor = "start" if words and value == 1 else "end" if words and value == steps else "middle"
        x = x_of(value)
        parts.append(
            f'<line x1="{x}" x2="{x}" y1="{base}" y2="{base + 6}"/>'
            f'<text x="{x}" y="{base + 20}" text-anchor="{anchor}">{escape(name)}</text>'
        )
    parts.append(f'<line class="scale__done" x1="{x_of(half[0])}" x2="{x_of(half[1])}" y1="{base}" y2="{base}"/>')
    parts += _answers(answers, mine, base, x_of)
    middle = x_of(median)
    parts.append(f'<line class="scale__now" x1="{middle}" x2="{middle}" y1="{base - 5}" y2="{base + 9}"/>')
    return picture("".join([*parts, "</svg>"]))


def _answers(answers: Sequence[int], mine: int | None, base: int, x_of) -> list[str]:
    drawn = []
    for value, many in sorted(Counter(answers).items()):
        for place in range(many):
            shift = 0 if many == 1 else -4 if place % 2 == 0 else 4
            sort = "scale__mine" if value == mine and place == many - 1 else "scale__dot"
            x = figure(float(x_of(value)) + shift)
            drawn.append(f'<circle class="{sort}" cx="{x}" cy="{base - 9 - 8 * (place // 2)}" r="3"/>')
    return drawn


def stack(rows: Iterable[tuple[int, int, str]], *, label: str, ends: tuple[str, str] = ("1", "5")) -> SafeString:
    """Numbered marks stacked on 1–5: rows are (number, value, move); `ends` are the words at 1 and 5."""
    every = list(rows)
    top = max(Counter(value for _number, value, _move in every).values(), default=1)
    base = 20 + top * 30
    parts = [
        f'<svg class="scale stack" viewBox="0 0 660 {base + 34}" {named(label)}>'
        f'<line x1="26" x2="634" y1="{base}" y2="{base}"/>'
    ]
    for step in range(41):
        tall, at = 11 if step % 10 == 0 else 7 if step % 5 == 0 else 4, figure(26 + step * 15.2)
        parts.append(f'<line x1="{at}" x2="{at}" y1="{base}" y2="{base + tall}"/>')
    for value in range(1, 6):
        word = {1: ends[0], 5: ends[1]}.get(value, str(value))
        parts.append(f'<text x="{26 + 152 * (value - 1)}" y="{base + 28}" text-anchor="middle">{escape(word)}</text>')
    heights: Counter[int] = Counter()
    for number, value, move in every:
        y = base - 20 - heights[value] * 30
        heights[value] += 1
        lit = " mark-no--new" if move == NEW else ""
        x = 26 + 152 * (value - 1)
        parts.append(
            f'<circle class="mark-no{lit}" cx="{x}" cy="{y}" r="13"/>'
            f'<text class="mark-no__text{lit}" x="{x}" y="{figure(y + 4.6)}">{number}</text>'
        )
    return picture("".join([*parts, "</svg>"]))
