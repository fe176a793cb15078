"""The signs, on a grid of 24: each stands beside a word, or has a name."""

from django.utils.html import escape
from django.utils.safestring import SafeString

from utkik.web.templatetags.trusted import picture

ICONS = {
    "start": '<path d="M4 11.5 12 4l8 7.5M6.5 9.5V20h11V9.5"/>',
    "stream": '<path d="M3 8c3 0 3 2 6 2s3-2 6-2 3 2 6 2M3 14c3 0 3 2 6 2s3-2 6-2 3 2 6 2"/>',
    "tip": '<path d="M12 5v14M5 12h14"/>',
    "round": '<path d="M3 17h18M6 17v-3M12 17v-6M18 17v-3M12 8.5v-3"/>',
    "report": '<path d="M6 3.5h9l3.5 3.5v13.5H6zM9.5 11h5.5M9.5 15h5.5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "link": '<path d="M14 4.5h5.5V10M19 5l-8.5 8.5M17 14v5H5V7h5"/>',
    "warn": '<path d="M12 4 2.8 20h18.4zM12 10v5M12 17.5v.2"/>',
    "key": '<circle cx="8" cy="14.5" r="4"/><path d="m11 11.5 8-8M15.5 7l3 3"/>',
    "down": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14"/>',
    "talk": '<path d="M4 5h16v11h-9l-4.5 4v-4H4z"/>',
}

# ring, radius: the firm one's place tells the level
RINGS = (("wider", "10.25"), ("near", "6.5"), ("own", "2.75"))

MARK = (
    '<circle cx="11" cy="13" r="9.75"/><circle cx="11" cy="13" r="6.25"/>'
    '<circle cx="11" cy="13" r="2.75" class="rings__own"/>'
    '<circle cx="19.8" cy="4.2" r="2.6" class="rings__seen"/>'
)


def icon(name: str) -> SafeString:
    """A sign beside its word. Raises KeyError for a name that is not drawn."""
    return picture(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')


def rings(level: str, label: str = "") -> SafeString:
    """The three rings with the level's one firm; hidden where the word stands beside it."""
    name = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return picture(f'<svg class="rings" viewBox="0 0 24 24" {name}>{"".join(_ring(*r, level) for r in RINGS)}</svg>')


def _ring(name: str, radius: str, level: str) -> str:
    classes = ["rings__own"] * (name == "own") + ["rings__on"] * (name == level)
    marked = f' class="{" ".join(classes)}"' if classes else ""
    return f'<circle cx="12" cy="12" r="{radius}"{marked}/>'


def mark() -> SafeString:
    """The product's own sign."""
    return picture(f'<svg class="rings" viewBox="0 0 24 24" aria-hidden="true">{MARK}</svg>')
