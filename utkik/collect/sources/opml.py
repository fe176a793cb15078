"""Sources as OPML: taken in, and given out so that another organisation gets the same.

Nested outlines are read as levels, places and areas. Our own export says level, place and area outright, in
attributes of a namespace of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from lxml import etree

from utkik.collect.address import canonical
from utkik.collect.read import broken, decode
from utkik.text.normal import one_line

NAMESPACE = "urn:utkik:opml"
BYTES = 10 * 1024 * 1024
DEEPEST = 50
MOST = 20_000
_OUR = f"{{{NAMESPACE}}}"
_OWN_ATTRIBUTES = ("level", "place", "area", "areacode", "watched", "selector")
_LONGEST = {"selector": 500}


class BadOpml(Exception):
    """The file is not taken in; `text` says why and what to do."""

    code = "bad_opml"
    text = _("The file is no OPML. Choose the file that your feed reader exported.")


class TooBig(BadOpml):
    code = "opml_too_big"
    text = _("The file is larger than 10 MB or nested too deep. Divide it and import the parts.")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in the file: the titles of the outlines around it, outermost first, and what our own attributes say."""

    address: str
    name: str
    site: str = ""
    folders: tuple[str, ...] = ()
    level: str = ""
    place: str = ""
    area: str = ""
    areacode: str = ""
    watched: str = ""
    selector: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether the file says outright where the source belongs."""
        return bool(self.level or self.place or self.area or self.areacode)


@dataclass(frozen=True, slots=True)
class Refused:
    """An outline that gives no source, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Taken:
    """What an import did."""

    added: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)


def read(body: bytes) -> list[Outline]:
    """The feeds of an OPML file. Raises BadOpml."""
    if len(body) > BYTES:
        raise TooBig()
    text = decode.without_declaration(decode.text_of(body))
    root = _parsed(text)
    if root.tag.lower() not in ("opml", "outlinedocument"):
        raise BadOpml(root.tag)
    top = root.find("body")
    return list(_feeds(top if top is not None else root, ()))[:MOST]


def write(outlines: list[Outline], title: str) -> bytes:
    """An OPML file of these feeds, grouped by area."""
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"utkik": NAMESPACE})
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body, groups = etree.SubElement(root, "body"), dict[str, etree._Element]()
    for outline in outlines:
        group = body
        if outline.area:
            if outline.area not in groups:
                groups[outline.area] = etree.SubElement(body, "outline", text=outline.area, title=outline.area)
            group = groups[outline.area]
        _write(group, outline)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _write(group: etree._Element, outline: Outline) -> None:
    how = {"type": "link", "url": outline.address} if outline.watched else {"type": "rss", "xmlUrl": outline.address}
    said = how | {"text": outline.name, "title": outline.name}
    if outline.site:
        said["htmlUrl"] = outline.site
    said |= {_OUR + name: getattr(outline, name) for name in _OWN_ATTRIBUTES if getattr(outline, name)}
    etree.SubElement(group, "outline", said)


def _parsed(text: str) -> etree._Element:
    if re.search(r"<!ENTITY", text, re.IGNORECASE):
        raise BadOpml("entity")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True)
    for attempt in (text, broken.mended(text)):
        try:
            return etree.fromstring(attempt.encode("utf-8"), parser)
        except etree.XMLSyntaxError as wrong:
            if "depth" in str(wrong).lower():
                raise TooBig(wrong) from wrong
            last = wrong
    raise BadOpml(last) from last


def _feeds(node: etree._Element, folders: tuple[str, ...]) -> Iterator[Outline]:
    if len(folders) > DEEPEST:
        raise TooBig("depth")
    for outline in node.iterchildren("outline"):
        said = {name.lower(): value for name, value in outline.attrib.items()}
        name = one_line(said.get("text") or said.get("title") or "")[:200]
        address = (said.get("xmlurl") or said.get("url") or "").strip()
        if address:
            yield _outline(outline, said, address, name, folders)
        yield from _feeds(outline, (*folders, name) if name and not address else folders)


def _outline(node, said: dict[str, str], address: str, name: str, folders: tuple[str, ...]) -> Outline:
    ours = {part: one_line(node.get(_OUR + part) or "")[: _LONGEST.get(part, 120)] for part in _OWN_ATTRIBUTES}
    return Outline(address, name, canonical(said.get("htmlurl") or ""), folders, **ours)
