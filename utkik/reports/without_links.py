"""An article as a stranger reads it: what leads into Utkik is words, what leads to the world stays a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings

LINK = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)


def outside(article: str) -> str:
    """The stored article without the links that ask for a log-in: their words stay, as a span."""
    return LINK.sub(_kept, article)


def _kept(found: re.Match[str]) -> str:
    return f"<span>{found[2]}</span>" if _is_inside(found[1]) else found[0]


def _is_inside(address: str) -> bool:
    if address.startswith("#"):
        return False
    if address.startswith("/"):
        return True
    return urlsplit(address).netloc == urlsplit(settings.UTKIK_URL).netloc
