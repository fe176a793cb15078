"""The instruments of the follow-up page: how far a year's liftings came, and the time from signal to effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utkik.reports.use import Year
from utkik.web.drawing import named, share
from utkik.web.templatetags.trusted import picture

TICK = 5
BASE, LONG_BASE = 34, 24
# Two counts nearer to one another than this (per cent of the line) would write over each other.
NEAR = 13.0


def use_bar(year: Year, most: int) -> SafeString:
    """One year's liftings as a line: what led to something is firm, what waits for its answer is a gap."""
    whole = most * 1.2
    words = {
        "led": pgettext("use", "led to something"),
        "further": pgettext("use", "taken further"),
        "answered": pgettext("use", "answered"),
    }
    parts = [f'<svg class="scale" height="64" {named(in_words(year))}>', _stretch("", 0, year.lifted, whole)]
    for step in range(0, year.lifted + 1, TICK):
        x = share(step, whole)
        parts.append(f'<line x1="{x}" x2="{x}" y1="{BASE - (8 if step % 10 == 0 else 4)}" y2="{BASE}"/>')
    if year.answered < year.lifted:
        parts.append(_stretch("use__gap", year.answered, year.lifted, whole))
    parts += [_stretch("use__way", 0, year.further, whole), _stretch("use__led", 0, year.led, whole)]
    counts = [("led", year.led), ("further", year.further), ("answered", year.answered)]
    parts += [_count(name, words[name], value, whole) for name, value in _apart(counts, whole)]
    word = escape(pgettext("use", "lifted"))
    lifted = f'{year.lifted}<tspan class="use__word"> {word}</tspan>'
    parts.append(f'<text class="use__number" x="{share(year.lifted, whole)}" dx="8" y="{BASE + 4}">{lifted}</text>')
    return picture("".join([*parts, "</svg>"]))


def in_words(year: Year) -> str:
    """The drawing's sentence; the same numbers stand in the table."""
    return _(
        "%(year)s: %(lifted)s lifted, %(answered)s answered, %(further)s taken further, %(led)s led to something"
    ) % {
        "year": year.year,
        "lifted": year.lifted,
        "answered": year.answered,
        "further": year.further,
        "led": year.led,
    }


def _stretch(sort: str, first: float, last: float, whole: float) -> str:
    kind = f'class="{sort}" ' if sort else ""
    return f'<line {kind}x1="{share(first, whole)}" x2="{share(last, whole)}" y1="{BASE}" y2="{BASE}"/>'


def _apart(counts: list[tuple[str, int]], whole: float) -> list[tuple[str, int]]:
    """The counts that are not nought and have room for their words; the table holds them all."""
    kept: list[tuple[str, int]] = []
    for name, value in counts:
        if value and (not kept or 100 * (value - kept[-1][1]) / whole >= NEAR):
            kept.append((name, value))
    return kept


def _count(name: str, word: str, value: int, whole: float) -> str:
    x = share(value, whole)
    # a short stretch has no room to its left
    anchor = "end" if 100 * value / whole >= NEAR else "start"
    shown = f'<tspan class="use__word">{escape(word)} </tspan>{value}'
    return (
        f'<line x1="{x}" x2="{x}" y1="{BASE}" y2="{BASE + 10}"/>'
        f'<text x="{x}" y="{BASE + 24}" text-anchor="{anchor}">{shown}</text>'
    )


@dataclass(frozen=True)
class Span:
    """The years a column of time lines shows."""

    first: int
    last: int

    @property
    def years(self) -> int:
        return self.last - self.first + 1

    def at(self, day: date) -> float:
        """Where a day lies, from 0 to 1."""
        start = date(self.first, 1, 1)
        return min(1.0, max(0.0, (day - start).days / (date(self.last + 1, 1, 1) - start).days))


def span_of(days: Sequence[date], today: date) -> Span:
    """From the first year that is shown to this one, at most five years back."""
    first = min([day.year for day in days], default=today.year)
    return Span(max(first, today.year - 5), today.year)


def span_head(span: Span) -> SafeString:
    """The years over the lines."""
    texts = "".join(
        f'<text x="{share(place, span.years)}" y="14">{span.first + place}</text>' for place in range(span.years)
    )
    return picture(f'<svg class="scale" height="20" aria-hidden="true">{texts}</svg>')


def time_line(span: Span, published: date, lifted: date, ended: date | None, today: date) -> SafeString:
    """One signal's way: open dot for the signal, lit when it was lifted, filled when it led to something."""
    base = LONG_BASE
    parts = [
        f'<svg class="scale" height="44" aria-hidden="true"><line x1="0" x2="100%" y1="{base}" y2="{base}"/>',
    ]
    for quarter in range(span.years * 4 + 1):
        x, tall = share(quarter, span.years * 4), 10 if quarter % 4 == 0 else 4
        parts.append(f'<line x1="{x}" x2="{x}" y1="{base - tall}" y2="{base}"/>')
    x_from, x_lift, x_end = (f"{100 * span.at(day):.2f}%" for day in (published, lifted, ended or today))
    parts.append(f'<line class="scale__done" x1="{x_from}" x2="{x_end}" y1="{base}" y2="{base}"/>')
    parts.append(f'<circle class="scale__mine" cx="{x_from}" cy="{base}" r="4"/>')
    parts.append(f'<circle class="scale__lit" cx="{x_lift}" cy="{base}" r="4.5"/>')
    if ended:
        parts.append(f'<circle class="scale__dot" cx="{x_end}" cy="{base}" r="5"/>')
    else:
        parts.append(f'<line class="scale__now" x1="{x_end}" x2="{x_end}" y1="{base - 12}" y2="{base + 6}"/>')
    return picture("".join([*parts, "</svg>"]))
