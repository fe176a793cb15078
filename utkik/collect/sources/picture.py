"""What a source gave each week, as a picture; the table beside it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

STEP, WIDTH, TALLEST, FLOOR = 47, 26, 91, 104


def weeks(counts: Sequence[int], numbers: Sequence[int], *, silent_from: int | None = None) -> SafeString:
    """Bars with their count above and the week's number below; from `silent_from` on an empty week is lit."""
    top = max([*counts, 1])
    parts = [_bar(place, count, numbers[place], top, silent_from) for place, count in enumerate(counts)]
    label = _("Articles per week, as a picture; the table below says the same.")
    return format_html(
        '<svg class="yield" viewBox="0 0 560 132" role="img" aria-label="{}">'
        '<line class="yield__base" x1="0" x2="560" y1="104.5" y2="104.5"/>{}</svg>',
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _bar(place: int, count: int, number: int, top: int, silent_from: int | None) -> SafeString:
    left, tall = 4 + place * STEP, round(TALLEST * count / top)
    middle = left + WIDTH // 2
    below = format_html('<text x="{}" y="120" text-anchor="middle">{}</text>', middle, number)
    if count:
        bar = '<rect x="{}" y="{}" width="{}" height="{}"/><text x="{}" y="{}" text-anchor="middle">{}</text>{}'
        return format_html(bar, left, FLOOR - tall, WIDTH, tall, middle, FLOOR - tall - 6, count, below)
    if silent_from is not None and place >= silent_from:
        return format_html('<rect class="yield__lit" x="{}" y="100" width="{}" height="4"/>{}', left, WIDTH, below)
    return below
