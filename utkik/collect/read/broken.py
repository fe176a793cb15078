"""Reads what is not well-formed: first mended, where only ampersands are wrong, else by feedparser's patience."""

import html
import re
from collections.abc import Iterator
from typing import Any

from utkik.collect import failures
from utkik.collect.address import absolute
from utkik.collect.read import dates
from utkik.collect.read.reading import Raw, RawFeed

_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)(?:([A-Za-z][A-Za-z0-9]{1,31});)?")
_KINDS = {"atom": "atom", "rss": "rss", "cdf": "rss"}


def mended(text: str) -> str:
    """The text with bare ampersands escaped and HTML's entities as the signs they mean; CDATA is left alone."""
    start, end = text.find("<"), text.rfind(">")
    return "".join(
        part if part.startswith(_CDATA) else _AMPERSAND.sub(_meant, part)
        for part in _parts(text[max(start, 0) : end + 1])
    )


def _parts(text: str) -> Iterator[str]:
    """The text in parts: CDATA sections that end, and what stands between them."""
    place = 0
    while (begins := text.find(_CDATA, place)) >= 0 and (ends := text.find(_CDATA_END, begins)) >= 0:
        yield text[place:begins]
        place = ends + len(_CDATA_END)
        yield text[begins:place]
    yield text[place:]


def read(text: str, address: str) -> RawFeed:
    """What feedparser makes of the text. Raises NotAFeed or Unreadable."""
    import feedparser  # noqa: PLC0415 – only broken feeds need it, and it is slow to load

    told = feedparser.parse(
        text.encode("utf-8"),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": address},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not told.version and not told.entries:
        raise failures.NotAFeed(told.get("bozo_exception", "no version"))
    if not told.entries and told.bozo:
        raise failures.Unreadable(told.get("bozo_exception", ""))
    kind = "rdf" if told.version in ("rss10", "rss090") else _KINDS.get(told.version[:4].rstrip("0123456789"), "rss")
    head = told.feed
    feed = RawFeed(kind, head.get("title", ""), head.get("link", ""), head.get("language", ""))
    feed.entries = [_entry(entry, feed, address) for entry in told.entries]
    feed.warnings.append("broken_xml")
    return feed


def _entry(told: Any, feed: RawFeed, address: str) -> Raw:
    detail = told.get("title_detail") or {}
    link = told.get("link", "")
    if not link and told.get("enclosures"):
        link = told.enclosures[0].get("href", "")
    link = absolute(address, link) if link else ""
    bodies = [part for part in told.get("content", []) if part.get("value")]
    body = bodies[0] if bodies else told.get("summary_detail") or {}
    return Raw(
        guid=told.get("id", ""),
        title=told.get("title", ""),
        title_is_html="html" in detail.get("type", ""),
        link=link,
        text=body.get("value", ""),
        base=body.get("base") or link or address,
        published=_moment(told),
        language=body.get("language") or feed.language,
    )


def _moment(told: Any):
    for name in ("published", "created", "updated"):
        found = dates.moment(told.get(name, "") or "")
        if found:
            return found
    return None


def _meant(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    sign = html.unescape(f"&{name};")
    return f"&amp;{name};" if sign == f"&{name};" or "&" in sign else html.escape(sign, quote=False)
