"""Reads a well-formed XML feed: RSS 0.9x–2.0, RDF, Atom 0.3 and 1.0, with the usual namespaces."""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from utkik.collect import failures
from utkik.collect.address import absolute, is_web
from utkik.collect.read import dates
from utkik.collect.read.reading import Raw, RawFeed

_XML = "{http://www.w3.org/XML/1998/namespace}"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_PREFIXES = {
    "": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/elements/1.0/": "dc:",
    "http://purl.org/dc/terms/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.itunes.com/DTDs/PodCast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
}
# Whose names are the feed's own words; Atom's inside an RSS item as well.
_OWN = re.compile(r"atom|rss|netscape|w3\.org/2005|w3\.org/1999/02/22", re.IGNORECASE)

_TITLES = ("title", "dc:title", "media:title")
_DATES = (
    "published", "pubdate", "issued", "dc:date", "dc:issued", "date", "dc:created", "created",
    "updated", "modified", "dc:modified", "lastbuilddate",
)  # fmt: skip
_TEXTS = (
    "content:encoded", "content", "xhtml:body", "xhtml:div", "body", "description", "summary", "fulltext",
    "dc:description", "itunes:summary", "media:description", "itunes:subtitle",
)  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BYTES = "application/octet-stream"
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}

Fields = dict[str, list[etree._Element]]


def read(root: etree._Element) -> RawFeed:
    """The feed of a parsed tree, whose base address is the document's. Raises NotAFeed."""
    name = _name(root).removeprefix("other:")
    root_space = root.tag.rpartition("}")[0][1:]
    if _prefix(root_space) == "other:":
        root = _renamed(root, root_space)
    if name == "feed":
        return _atom(root)
    if name == "entry":
        return _lone_entry(root)
    if name in ("rss", "rdf", "channel"):
        return _rss(root, "rdf" if name == "rdf" else "rss")
    raise failures.NotAFeed(f"root {name}")


def _renamed(root: etree._Element, space: str) -> etree._Element:
    """A feed in a namespace that nobody knows: its names are read as if they had none."""
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag.startswith(f"{{{space}}}"):
            node.tag = etree.QName(node).localname
    return root


def _atom(root: etree._Element) -> RawFeed:
    fields = _fields(root)
    feed = RawFeed("atom", _headline(fields)[0], _atom_link(fields, root), root.get(_XML + "lang") or "")
    feed.entries = [_atom_entry(node, feed) for node in [*fields.get("entry", []), *fields.get("item", [])]]
    return feed


def _lone_entry(root: etree._Element) -> RawFeed:
    """A document of one Atom entry, without a feed around it."""
    feed = RawFeed("atom", "", "", root.get(_XML + "lang") or "")
    feed.entries = [_atom_entry(root, feed)]
    return feed


def _atom_entry(node: etree._Element, feed: RawFeed) -> Raw:
    fields = _fields(node)
    title, is_html = _headline(fields)
    guid = _word(fields, "id")
    link = _atom_link(fields, node)
    if not link and guid and ":" not in guid and " " not in guid:
        link = _seen_from(fields["id"][0], guid)  # an id is an address by the book, here a relative one
    if not link and is_web(guid):
        link = guid
    return _told(Raw(guid, title, is_html, link), node, fields, feed)


def _atom_link(fields: Fields, node: etree._Element) -> str:
    """The page itself before other links; a form such as text/html before others."""
    best, rank = "", 9
    for link in fields.get("link", []):
        relation = (link.get("rel") or "alternate").rpartition("/")[2].lower()
        kind = (link.get("type") or "text/html").lower()
        place = (link.get("href") or link.text or "").strip()
        worth = {"alternate": 0, "related": 4, "via": 5, "enclosure": 6}.get(relation, 9)
        worth += 0 if "html" in kind or worth else 1
        if place and worth < rank:
            best, rank = _seen_from(link, place), worth
    if not best:
        for content in fields.get("content", []):
            best = _seen_from(content, content.get("src", "")) if content.get("src") else ""
    return best


def _rss(root: etree._Element, kind: str) -> RawFeed:
    top = _fields(root)
    channel = top["channel"][0] if top.get("channel") else root
    fields = _fields(channel)
    feed = RawFeed(kind, _headline(fields)[0], _rss_link(fields), _word(fields, "language", "dc:language"))
    feed.language = feed.language or root.get(_XML + "lang") or ""
    feed.minutes, feed.quiet = _minutes(fields), _quiet(fields)
    items = [*fields.get("item", []), *(top.get("item", []) if channel is not root else [])]
    feed.entries = [_rss_item(node, feed) for node in items]
    return feed


def _rss_item(node: etree._Element, feed: RawFeed) -> Raw:
    fields = _fields(node)
    for group in fields.get("media:group", []):
        for name, found in _fields(group).items():
            fields.setdefault(name, found)
    title, is_html = _headline(fields)
    guid = _word(fields, "guid", "id", "dc:identifier") or (node.get(_ABOUT) or "").strip()
    return _told(Raw(guid, title, is_html, _rss_link(fields, node)), node, fields, feed)


def _rss_link(fields: Fields, item: etree._Element | None = None) -> str:
    """The link, of several the last, as other readers take it; else a guid that is one, the item's rdf:about, or
    what it encloses."""
    for link in reversed(fields.get("link", [])):
        is_page = (link.get("rel") or "alternate") == "alternate"
        if place := (link.text or "").strip() or (link.get("href", "") if is_page else ""):
            return _seen_from(link, place)
    for guid in fields.get("guid", []):
        said = (guid.text or "").strip()
        if is_web(said) and (guid.get("isPermaLink") or "true").lower() != "false":
            return said
    about = _attribute(item, _ABOUT, "HREF", "href") if item is not None else ""
    if item is not None and about.startswith("/"):
        about = absolute(_base_of_channel(item), about)
    if is_web(about):
        return about
    for name, attribute in (("enclosure", "url"), ("media:content", "url")):
        for node in fields.get(name, []):
            if node.get(attribute):
                return _seen_from(node, node.get(attribute, ""))
    return ""


def _base_of_channel(item: etree._Element) -> str:
    """What an item's address is seen from in a channel of the oldest form (CDF)."""
    above = item.getparent()
    return (_attribute(above, "BASE", "base") if above is not None else "") or item.base or ""


def _told(entry: Raw, node: etree._Element, fields: Fields, feed: RawFeed) -> Raw:
    """The entry with its text, date and language."""
    entry.language = node.get(_XML + "lang") or _word(fields, "dc:language", "language") or feed.language
    said = [_word({name: fields[name][::-1]}, name) for name in _DATES if name in fields]
    said.append(_attribute(node, "LASTMOD", "lastmod"))
    for date in filter(None, said):
        found = dates.moment(date)
        if found:
            entry.published = found
            break
    for name in _TEXTS:
        for told in fields.get(name, []):
            if _is_no_text(told):
                continue
            entry.text, entry.text_is_plain = _markup(told, name)
            if entry.text.strip():
                entry.base = _own_base(told) or entry.link or told.base or ""
                return entry
    return entry


def _is_no_text(node: etree._Element) -> bool:
    """A picture or another file that stands inside the feed itself."""
    kind = (node.get("type") or "").lower()
    return "/" in kind and not kind.startswith("text/") and not any(word in kind for word in ("html", "xml", "plain"))


def _markup(node: etree._Element, name: str) -> tuple[str, bool]:
    """What the element says as HTML, or as plain text (then True)."""
    if len(node) or name.startswith("xhtml:"):
        return _inside(node), False
    said, kind = _said(node), (node.get("type") or "").lower()
    if kind in ("text", "text/plain") and node.get("mode") != "escaped":
        return said, True
    is_atom = "Atom" in str(node.tag) or "atom" in str(node.tag)
    return said, is_atom and not kind and node.get("mode") != "escaped" and name in ("summary", "content")


def _inside(node: etree._Element) -> str:
    """The element's content as HTML, without namespaces."""
    copy = deepcopy(node)
    for part in copy.iter():
        if isinstance(part.tag, str):
            part.tag = etree.QName(part).localname
    parts = [copy.text or ""]
    parts += [etree.tostring(child, method="html", encoding="unicode") for child in copy]
    return "".join(parts)


def _headline(fields: Fields) -> tuple[str, bool]:
    """The title, and whether it is HTML by its own word."""
    for name in _TITLES:
        for node in fields.get(name, []):
            kind = (node.get("type") or "").lower()
            if len(node):
                return _inside(node), True
            said = _said(node)
            if said.strip():
                return said, kind in ("html", "text/html", _BYTES) or node.get("mode") in ("escaped", "base64")
    return "", False


def _said(node: etree._Element) -> str:
    """The element's own text; unpacked where it came as base64."""
    said = node.text or ""
    if node.get("mode") == "base64" or (node.get("type") or "").lower() == _BYTES:
        try:
            return b64decode(said, validate=False).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return said
    return said


def _attribute(node: etree._Element, *names: str) -> str:
    return next((value.strip() for name in names if (value := node.get(name))), "")


def _minutes(fields: Fields) -> int:
    """How seldom the feed asks to be fetched, in minutes; 0 where it does not say."""
    said = _word(fields, "ttl")
    if said.isdigit():
        return min(int(said), 10080)
    period = _PERIODS.get(_word(fields, "sy:updateperiod").lower(), 0)
    often = _word(fields, "sy:updatefrequency")
    return period // max(int(often), 1) if period and often.isdigit() else period


def _quiet(fields: Fields) -> dict[str, list[int]]:
    """When the feed asks to be left alone (skipHours, skipDays); nothing where it says so of all hours or all days."""
    hours = {int(said) % 24 for said in _inner(fields, "skiphours") if said.isdigit() and int(said) <= 24}
    days = {_DAYS.index(said) for said in _inner(fields, "skipdays") if said in _DAYS}
    told = {"hours": sorted(hours) if len(hours) < 24 else [], "days": sorted(days) if len(days) < 7 else []}
    return {name: numbers for name, numbers in told.items() if numbers}


def _inner(fields: Fields, name: str) -> list[str]:
    return [(part.text or "").strip().lower() for node in fields.get(name, []) for part in node]


def _fields(node: etree._Element) -> Fields:
    found: Fields = {}
    for child in node:
        if isinstance(child.tag, str):
            found.setdefault(_called(child.tag), []).append(child)
    return found


def _name(node: etree._Element) -> str:
    """The element's name in lower case, with the usual prefix of its namespace."""
    return _called(node.tag)


@lru_cache(maxsize=1_000)
def _called(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return _prefix(space[1:]) + local.lower()


def _prefix(space: str) -> str:
    return _PREFIXES.get(space, "" if _OWN.search(space) else "other:")


def _word(fields: Fields, *names: str) -> str:
    for name in names:
        for node in fields.get(name, []):
            said = "".join(node.itertext()) if len(node) else node.text
            if said and said.strip():
                return said.strip()
    return ""


def _seen_from(node: etree._Element, place: str) -> str:
    """An address joined to its element's base (xml:base, else the document's)."""
    from_here = place.strip()
    if from_here.startswith(("http://", "https://")):
        return from_here
    return absolute(node.base or "", from_here)


def _own_base(node: etree._Element) -> str:
    """The element's base where some xml:base says one."""
    lineage: Iterator[etree._Element] = (part for part in (node, *node.iterancestors()) if part.get(_XML + "base"))
    return (node.base or "") if next(lineage, None) is not None else ""
