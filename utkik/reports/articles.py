"""An article as it is read on a page: a member's links lead to the pages of today, a stranger's only into the world.

An edition keeps the addresses of its day, whatever the installation is called today. What leads inside is told by the
address it was published at, and for a stranger by its path alone. What is stored is never changed.
"""

from __future__ import annotations

import re
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings

from utkik.documents import tree, web
from utkik.reports.models.frozen import Frozen

LINK = re.compile(r"<a\b([^>]*?)\bhref=\"([^\"]*)\"([^>]*)>(.*?)</a>", re.DOTALL)
BUTTON = re.compile(r'class="[^"]*\bbutton\b')
PREVIEW_TOP = 3  # a preview stands two levels below its page's own heading


def inside(frozen: Frozen, *, slug: str) -> str:
    """A stored article as a member reads it: links to the organisation's own pages hold under every name and port."""
    return from_root(frozen.article, slug=slug, was_at=frozen.tree.get("meta", {}).get("address", ""))


def preview(made: tree.Tree, *, slug: str) -> str:
    """A tree as the article it would be published as now, inside a page of its own headings."""
    return from_root(web.article(made, top=PREVIEW_TOP), slug=slug)


def from_root(article: str, *, slug: str, was_at: str = "") -> str:
    """The article with links to own pages as paths. `was_at`: where it was published, if it was."""
    parts = urlsplit(was_at)
    bases = {settings.UTKIK_URL, *([f"{parts.scheme}://{parts.netloc}"] if parts.netloc else [])}
    own = re.compile(rf'(<a\b[^>]*?\bhref=")(?:{"|".join(map(re.escape, bases))})(?=/o/{re.escape(slug)}/)')
    return own.sub(r"\1", article)


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
