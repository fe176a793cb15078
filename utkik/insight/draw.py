"""The rhythm's instruments as SVG: weeks with a pass, the age of what waits, signals per month."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from utkik.web.drawing import named, number, share
from utkik.web.templatetags.trusted import picture

OLD = 42  # days at which the line of the age is full


def weeks(done: Sequence[bool], gap: int, *, label: str, pause: Sequence[bool] = ()) -> SafeString:
    """A firm stretch for each week with a pass, magenta the last `gap` weeks, a thin line for today.

    `pause`: weeks that do not count; no tick stands there.
    """
    whole = len(done)
    base = 20
    parts = [f'<svg class="scale weeks" height="30" {named(label)}><line x1="0" x2="100%" y1="{base}" y2="{base}"/>']
    for place in range(whole + 1):
        if place < whole and place < len(pause) and pause[place]:
            continue
        x, top = share(place, whole), 12 if place % 4 == 0 else 16
        parts.append(f'<line x1="{x}" x2="{x}" y1="{top}" y2="{base}"/>')
    parts += [_stretch("scale__done", place, place + 1, whole, base) for place, passed in enumerate(done) if passed]
    if gap:
        parts.append(_stretch("strip__gap", whole - gap, whole, whole, base))
    parts.append('<line class="weeks__now" x1="100%" x2="100%" y1="0" y2="30"/></svg>')
    return picture("".join(parts))


def week_words(words: Sequence[tuple[int, str]], whole: int) -> SafeString:
    """The weeks' names over a column of `weeks`."""
    said = "".join(f'<text x="{share(place, whole)}" y="12">{word}</text>' for place, word in words)
    return picture(f'<svg class="scale weeks weeks--head" height="16" aria-hidden="true">{said}</svg>')


def age(days: int, *, is_gap: bool) -> SafeString:
    """How long the oldest has waited, on a line of six weeks. The number stands beside it in words."""
    parts = ['<svg class="scale age" height="18" aria-hidden="true"><line x1="0" x2="100%" y1="13" y2="13"/>']
    for place in range(7):
        x = share(place, 6)
        parts.append(f'<line x1="{x}" x2="{x}" y1="{8 if place % 2 == 0 else 10}" y2="13"/>')
    parts.append(_stretch("strip__gap" if is_gap else "scale__done", 0, min(days, OLD), OLD, 13))
    return picture("".join([*parts, "</svg>"]))


def months(values: Sequence[int], top: int, *, label: str, gaps: Sequence[bool] = ()) -> SafeString:
    """Months as columns on a common scale; a month that is part of a gap is a magenta mark on the line."""
    whole, base, height = max(len(values), 1), 38, 44
    parts = [
        f'<svg class="scale months" height="{height}" {named(label)}><line x1="0" x2="100%" y1="{base}" y2="{base}"/>'
    ]
    for place, value in enumerate(values):
        if value:
            tall = (base - 14) * value / max(top, 1)
            at = f'x="{share(place + 0.14, whole)}" width="{share(0.72, whole)}"'
            parts.append(f'<rect class="months__bar" {at} y="{number(base - tall)}" height="{number(tall)}"/>')
            middle = share(place + 0.5, whole)
            parts.append(f'<text x="{middle}" y="{number(base - tall - 4)}" text-anchor="middle">{value}</text>')
        elif place < len(gaps) and gaps[place]:
            parts.append(_stretch("strip__gap", place, place + 1, whole, base))
    return picture("".join([*parts, "</svg>"]))


def month_words(words: Sequence[str]) -> SafeString:
    """The months' names over a column of `months`."""
    said = "".join(
        f'<text x="{share(place + 0.5, len(words))}" y="12" text-anchor="middle">{word}</text>'
        for place, word in enumerate(words)
    )
    return picture(f'<svg class="scale months months--head" height="16" aria-hidden="true">{said}</svg>')


def _stretch(sign: str, first: float, last: float, whole: int, base: int) -> str:
    return f'<line class="{sign}" x1="{share(first, whole)}" x2="{share(last, whole)}" y1="{base}" y2="{base}"/>'
