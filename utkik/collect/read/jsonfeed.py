"""Reads JSON Feed 1.0 and 1.1."""

import json

from utkik.collect import failures
from utkik.collect.address import absolute
from utkik.collect.read import dates
from utkik.collect.read.reading import Raw, RawFeed


def read(text: str, address: str) -> RawFeed:
    """The feed in a JSON text. Raises NotAFeed where it is another JSON, Unreadable where it is broken."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise failures.Unreadable(wrong) from wrong
    if not isinstance(told, dict) or not isinstance(told.get("items"), list):
        raise failures.NotAFeed("JSON without items")
    feed = RawFeed("json", _word(told, "title"), _word(told, "home_page_url"), _word(told, "language"))
    feed.entries = [_entry(item, feed, address) for item in told["items"] if isinstance(item, dict)]
    return feed


def _entry(item: dict, feed: RawFeed, address: str) -> Raw:
    link = _word(item, "url") or _word(item, "external_url") or _enclosed(item)
    guid = _word(item, "id")
    if not link and guid.startswith(("http://", "https://")):
        link = guid
    markup, plain = _word(item, "content_html"), _word(item, "content_text") or _word(item, "summary")
    return Raw(
        guid=guid,
        title=_word(item, "title"),
        link=absolute(address, link) if link else "",
        text=markup or plain,
        text_is_plain=not markup,
        base=absolute(address, link) if link else address,
        published=dates.moment(_word(item, "date_published")) or dates.moment(_word(item, "date_modified")),
        language=_word(item, "language") or feed.language,
    )


def _enclosed(item: dict) -> str:
    for attached in item.get("attachments") or []:
        if isinstance(attached, dict) and _word(attached, "url"):
            return _word(attached, "url")
    return ""


def _word(told: dict, name: str) -> str:
    said = told.get(name)
    return str(said).strip() if isinstance(said, str | int | float) and not isinstance(said, bool) else ""
