"""The year as a graduated line: what was done, what comes, what is late. Pure, without clock and database."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.web import dates
from utkik.web.drawing import named, share
from utkik.web.templatetags.trusted import picture

HEIGHT, BASE = 200, 118
ABOVE = (86, 62, 38, 14)  # the words' lines over the scale, the nearest first
BELOW = (162, 182)
LETTER = 0.66  # how much of the year's width a letter takes, in per cent, at the narrowest that is drawn
ROOM = 1.5
NOW_ROOM = 3.5


@dataclass(frozen=True)
class Mark:
    """A date on the line: done, late or ahead, with its words."""

    on: date
    words: str
    done: bool = False
    late: bool = False


@dataclass(frozen=True)
class Placed:
    """A mark with the line its words stand on, and which way they run from the stem."""

    mark: Mark
    y: int
    anchor: str


def year(
    of: int,
    today: date,
    marks: Sequence[Mark],
    *,
    rounds: Iterable[tuple[date, date]] = (),
    now: str = "",
    label: str = "",
) -> SafeString:
    """The line of a year; `rounds` are stretches of days (both included), `now` the word at today."""
    parts = [
        f'<svg class="scale year" height="{HEIGHT}" {named(label)}><line x1="0" x2="100%" y1="{BASE}" y2="{BASE}"/>',
        *_months(of),
        *(_stretch(of, first, last) for first, last in rounds if last.year >= of >= first.year),
        *(part for placed in place(of, marks, today) for part in _mark(of, placed)),
    ]
    if today.year == of:
        x = _at(of, today)
        anchor = "end" if today.month == 12 else "start"
        parts.append(
            f'<line class="scale__now" x1="{x}" x2="{x}" y1="{BASE - 24}" y2="{BASE + 6}"/>'
            f'<text class="scale__now" x="{x}" y="{BASE - 30}" text-anchor="{anchor}">{escape(now)}</text>'
        )
    return picture("".join([*parts, "</svg>"]))


def place(of: int, marks: Sequence[Mark], today: date | None = None) -> list[Placed]:
    """Give each mark's words a line on which they stand clear of the others and of today's word; what is done stands
    over the scale, what comes under it while there is room. Marks of other years are left out."""
    taken: dict[int, list[tuple[float, float]]] = {}
    if today and today.year == of:
        at = 100 * _share(of, today)
        taken[ABOVE[0]] = [(at - NOW_ROOM, at) if today.month == 12 else (at, at + NOW_ROOM)]
    here = sorted((mark for mark in marks if mark.on.year == of), key=lambda mark: mark.on)
    placed: list[Placed] = []
    for mark in here:
        lines = ABOVE + BELOW if mark.done or mark.late else BELOW + ABOVE
        stems: list[tuple[float, int | None]] = [(100 * _share(of, each.mark.on), each.y) for each in placed]
        stems += [(100 * _share(of, each.on), None) for each in here[len(placed) + 1 :]]
        placed.append(_fit(of, mark, lines, taken, stems))
    return placed


Stems = Sequence[tuple[float, int | None]]


def _fit(
    of: int, mark: Mark, lines: Sequence[int], taken: dict[int, list[tuple[float, float]]], stems: Stems
) -> Placed:
    """The first line with room where no stem runs through words; where there is none, the first with room."""
    at, wide = 100 * _share(of, mark.on), LETTER * len(mark.words)
    free: list[tuple[int, int, int, str, tuple[float, float]]] = []
    for y in lines:
        for anchor, first in (("middle", at - wide / 2), ("end", at - wide), ("start", at)):
            last = first + wide
            if first >= 0 and last <= 100 and all(last + ROOM < a or first - ROOM > b for a, b in taken.get(y, [])):
                free.append((_crossings(at, y, (first, last), taken, stems), len(free), y, anchor, (first, last)))
    if not free:
        return Placed(mark, 0, "")
    _crossed, _order, y, anchor, span = min(free)
    taken.setdefault(y, []).append(span)
    return Placed(mark, y, anchor)


def _crossings(
    at: float, y: int, span: tuple[float, float], taken: dict[int, list[tuple[float, float]]], stems: Stems
) -> int:
    """How many stems run through words if these words stand here; a mark without a line yet may get any."""
    own = sum(a < at < b for line, spans in taken.items() if _is_past(y, line) for a, b in spans)
    return own + sum(span[0] < x < span[1] and (line is None or _is_past(line, y)) for x, line in stems)


def _is_past(far: int, near: int) -> bool:
    """Whether a stem to the one line goes past the other."""
    return (far < near < BASE) or (far > near > BASE)


def _mark(of: int, placed: Placed) -> Iterable[str]:
    mark, x = placed.mark, _at(of, placed.mark.on)
    if placed.y:
        near, far = (BASE - 5, placed.y + 4) if placed.y < BASE else (BASE + 5, placed.y - 12)
        yield f'<line class="year__stem" x1="{x}" x2="{x}" y1="{far}" y2="{near}"/>'
        name = ' class="year__latetext"' if mark.late else ""
        yield f'<text{name} x="{x}" y="{placed.y}" text-anchor="{placed.anchor}">{escape(mark.words)}</text>'
    sign = "year__late" if mark.late else "scale__dot" if mark.done else "year__ahead"
    yield f'<circle class="{sign}" cx="{x}" cy="{BASE}" r="{5 if mark.late else 4.5}"/>'


def _months(of: int) -> Iterable[str]:
    for month in range(1, 13):
        first = date(of, month, 1)
        x = _at(of, first)
        yield f'<line x1="{x}" x2="{x}" y1="{BASE - 10}" y2="{BASE}"/>'
        word = dates.month_name(first)[:3]
        yield f'<text class="year__month" x="{x}" dx="4" y="{BASE + 20}">{escape(word)}</text>'
        for week in range(1, 5):
            x = _at(of, first + timedelta(days=7 * week))
            if (first + timedelta(days=7 * week)).month == month:
                yield f'<line x1="{x}" x2="{x}" y1="{BASE - 5}" y2="{BASE}"/>'


def _stretch(of: int, first: date, last: date) -> str:
    from_ = _at(of, max(first, date(of, 1, 1)))
    to = _at(of, min(last, date(of, 12, 31)))
    return f'<line class="scale__done" x1="{from_}" x2="{to}" y1="{BASE}" y2="{BASE}"/>'


def _share(of: int, day: date) -> float:
    return (day - date(of, 1, 1)).days / (366 if isleap(of) else 365)


def _at(of: int, day: date) -> str:
    return share(_share(of, day), 1)
