"""How far an example has come, on the graduated line."""

from __future__ import annotations

from django.utils.safestring import SafeString

from utkik.web.drawing import named
from utkik.web.templatetags.trusted import picture

STEP, FIRST, BASE = 36, 6, 9.5


def path(stop: int, *, stops: int = 5, label: str = "") -> SafeString:
    """Found, contacted, invited, visited us, inspired: a tick for each, firm as far as `stop` (from 0)."""
    places = [FIRST + place * STEP for place in range(stops)]
    stop = min(max(stop, 0), stops - 1)
    parts = [
        f'<svg class="scale path" viewBox="0 0 {places[-1] + 6} 18" {named(label)}>'
        f'<line x1="2" x2="{places[-1] + 4}" y1="{BASE}" y2="{BASE}"/>'
    ]
    parts += [f'<line x1="{x}" x2="{x}" y1="3" y2="{BASE}"/>' for x in places]
    if stop:
        parts.append(f'<line class="scale__done" x1="{FIRST}" x2="{places[stop]}" y1="{BASE}" y2="{BASE}"/>')
    parts.append(f'<circle class="scale__dot" cx="{places[stop]}" cy="{BASE}" r="4.5"/></svg>')
    return picture("".join(parts))
