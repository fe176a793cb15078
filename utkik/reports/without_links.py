"""An article as a stranger reads it: what leads into Utkik is words, what leads to the world stays a link.

An edition keeps the addresses of its day, whatever the installation is called today: what leads inside is told by
its path, not by its host.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlsplit

LINK = re.compile(r"<a\b([^>]*?)\bhref=\"([^\"]*)\"([^>]*)>(.*?)</a>", re.DOTALL)
BUTTON = re.compile(r'class="[^"]*\bbutton\b')


def outside(article: str, *, slug: str, pdf: str) -> str:
    """The stored article without the links that ask for a log-in: their words stay, buttons go. The way to its PDF
    becomes `pdf`."""
    return LINK.sub(partial(_kept, f"/o/{slug}/", pdf), article)


def _kept(inside: str, pdf: str, found: re.Match[str]) -> str:
    before, address, after, words = found.groups()
    path = urlsplit(address).path
    if not path.startswith(inside):
        return found[0]
    if path.endswith("/pdf"):
        return f'<a{before}href="{pdf}"{after}>{words}</a>'
    return "" if BUTTON.search(before + after) else f"<span>{words}</span>"
