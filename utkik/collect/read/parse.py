"""An answer's bytes become a reading: decode, read by the form's own reader, then clean and limit every entry.

Well-formed XML is read from the tree that the strict parse made. What the strict parser refuses is mended where only
ampersands are wrong, and else left to feedparser. A DOCTYPE is accepted, an ENTITY of the feed's own refused.
"""

import re

from lxml import etree

from utkik.collect import failures
from utkik.collect.address import absolute, canonical
from utkik.collect.read import broken, clean, decode, jsonfeed, language, tree
from utkik.collect.read.reading import (
    ADDRESS_LIMIT,
    ENTRY_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Entry,
    Raw,
    RawFeed,
    Reading,
)
from utkik.text.normal import beginning

# Possessive (`++`) and never across the next beginning: whatever a hostile text repeats, each sign is looked at once.
_HTML = re.compile(r"\s*+(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|main|div|h1|p|a|ul|table)[\s>]", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_OWN_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^>\[<]++|<(?!!DOCTYPE))*+\[", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}")
_TITLE_FROM_TEXT = 100


def read(body: bytes, address: str, charset: str = "") -> Reading:
    """Read a feed. `charset` is the Content-Type's. Raises Unreadable (NotAFeed, OtherFile, DeclaresEntity, …)."""
    text = decode.text_of(body, charset)
    if not text.strip():
        raise failures.Empty()
    try:
        return finished(_raw(text, address), address)
    except failures.NotAFeed as wrong:
        if _PAGE.search(text[:5000]):
            raise
        raise failures.OtherFile(wrong.cause) from wrong


def _raw(text: str, address: str) -> RawFeed:
    if text.lstrip()[:1] in "{[":
        return jsonfeed.read(text, address)
    bare = decode.without_declaration(text)
    if _HTML.match(bare):
        raise failures.NotAFeed("html")
    if "<" not in bare:
        raise failures.NotAFeed("no markup")
    if _OWN_DOCTYPE.search(bare) and _ENTITY.search(bare):
        raise failures.DeclaresEntity()
    try:
        return tree.read(_strict(bare, address))
    except etree.XMLSyntaxError as wrong:
        if "depth" in str(wrong).lower():
            raise failures.TooDeep(wrong) from wrong
    return _mended_or_patient(bare, address)


def _mended_or_patient(bare: str, address: str) -> RawFeed:
    try:
        feed = tree.read(_strict(broken.mended(bare), address))
    except etree.XMLSyntaxError:
        return broken.read(bare, address)
    feed.warnings.append("broken_xml")
    return feed


def _strict(text: str, address: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(text.encode("utf-8"), parser, base_url=address)


def finished(raw: RawFeed, address: str) -> Reading:
    warnings = list(dict.fromkeys(raw.warnings))
    if len(raw.entries) > ENTRY_LIMIT:
        warnings.append("too_many")
    if not raw.entries:
        warnings.append("no_items")
    site = canonical(absolute(address, raw.site)) if raw.site else ""
    told = language.detect("\n".join(entry.title for entry in raw.entries[:20]), raw.language)
    return Reading(
        kind=raw.kind,
        title=clean.headline(raw.title[: TITLE_LIMIT * 4], is_html=False)[:TITLE_LIMIT],
        site=site[:ADDRESS_LIMIT],
        language=_tag(told),
        minutes=raw.minutes,
        quiet=raw.quiet,
        entries=[_entry(entry, address, _own(entry, raw) or told) for entry in _newest(raw.entries)],
        warnings=warnings,
    )


def _own(entry: Raw, feed: RawFeed) -> str:
    """The language that an entry claims for itself; what it merely has from its feed does not count."""
    return entry.language if entry.language != feed.language else ""


def _newest(entries: list[Raw]) -> list[Raw]:
    """At most so many as the limit, the newest, in the feed's order. What has no date counts as it stands."""
    if len(entries) <= ENTRY_LIMIT:
        return entries
    dated = [entry.published.timestamp() if entry.published else 0.0 for entry in entries]
    order = sorted(range(len(entries)), key=lambda place: (-dated[place], place))[:ENTRY_LIMIT]
    return [entries[place] for place in sorted(order)]


def _entry(raw: Raw, address: str, told: str) -> Entry:
    link = canonical(absolute(address, raw.link)) if raw.link else ""
    link = link if len(link) <= ADDRESS_LIMIT else ""
    text = raw.text[:SUMMARY_LIMIT]
    if raw.text_is_plain or not (clean.has_markup(text) or "&lt;" in text):
        markup = clean.clean(clean.paragraphs(text if raw.text_is_plain else clean.unescaped_all(text)))
    else:
        markup = clean.clean(clean.unescaped_once(text), raw.base or link or address)
    words = clean.plain(markup)
    title = clean.headline(raw.title[: TITLE_LIMIT * 4], is_html=raw.title_is_html)[:TITLE_LIMIT]
    if not title:
        title = beginning(words.partition("\n")[0], _TITLE_FROM_TEXT)
    return Entry(
        guid=raw.guid.strip()[:ADDRESS_LIMIT],
        title=title,
        link=link,
        summary_html=markup,
        summary_text=words,
        published=raw.published,
        language=_tag(language.detect(f"{title}\n{words}", told)),
    )


def _tag(told: str) -> str:
    """A language's tag such as sv or en-gb; an empty text for what cannot be one."""
    tag = told.strip().replace("_", "-").lower()
    return tag if _LANGUAGE.fullmatch(tag) else ""
