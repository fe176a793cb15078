"""An address as a QR code: squares in an SVG, drawn here, asked of nobody."""

from __future__ import annotations

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString


def picture(address: str, *, label: str, css: str = "room__qr") -> SafeString:
    """The address, for a phone's camera; `label` is what it says to whoever cannot see it."""
    rows = segno.make(address, error="m", micro=False).matrix
    squares = "".join(_row(place, row) for place, row in enumerate(rows))
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><path d="{}"/></svg>',
        css,
        len(rows),
        len(rows),
        label,
        squares,
    )


def _row(place: int, row: bytes | bytearray) -> str:
    """The dark stretches of a row as a path."""
    drawn, start = "", None
    for at, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = at
        elif not dark and start is not None:
            drawn += f"M{start} {place}h{at - start}v1h-{at - start}z"
            start = None
    return drawn
