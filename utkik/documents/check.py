"""Reads a finished PDF back: what an accessible document must hold, and what of the tree must be found in it.

veraPDF is not at hand for Python, so nothing here says "conformant": typst's own check ran when the file was written,
this one looks again at what can be seen from outside.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from utkik.documents import tree
from utkik.documents.runs import safe


def read_back(content: bytes, document: tree.Tree) -> list[str]:
    """What is wrong with the file, one plain sentence each; empty when all was found."""
    with pikepdf.open(io.BytesIO(content)) as file:
        return [
            *_frame_faults(file, document),
            *_font_faults(file),
            *_figure_faults(file),
            *_link_faults(file, document),
        ]


def headings(content: bytes) -> list[int]:
    """The levels of the headings in the order in which they are read."""
    with pikepdf.open(io.BytesIO(content)) as file:
        tags = [str(element.S) for element in _elements(file.Root.StructTreeRoot)]
    return [int(tag[2]) for tag in tags if len(tag) == 3 and tag.startswith("/H") and tag[2].isdigit()]


def _elements(element: Any) -> Iterator[Any]:
    """Every structure element in reading order."""
    if isinstance(element, pikepdf.Array):
        for part in element:
            yield from _elements(part)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from _elements(element.K)


def _frame_faults(file: pikepdf.Pdf, document: tree.Tree) -> Iterator[str]:
    root: Any = file.Root
    if not str(root.get("/Lang", "")).lower().startswith(document["lang"]):
        yield f"the language is {root.get('/Lang')}"
    if not bool(root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)):
        yield "it is not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "it has no structure tree"
    if not bool(root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)):
        yield "a reader is not told to show its title"
    with file.open_metadata() as known:
        if not known.get("dc:title"):
            yield "it has no title"
        if known.get("pdfuaid:part") != "1":
            yield "it does not name PDF/UA-1"
        if (known.get("pdfaid:part"), known.get("pdfaid:conformance")) != ("2", "A"):
            yield "it does not name PDF/A-2a"


def _font_faults(file: pikepdf.Pdf) -> Iterator[str]:
    seen = False
    nothing: Any = pikepdf.Dictionary()
    for page in file.pages:
        fonts: Any = page.get("/Resources", nothing).get("/Font", nothing)
        for font in fonts.values():
            seen = True
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            described = inner.get("/FontDescriptor", nothing)
            embedded = any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            if str(font.get("/Subtype")) != "/Type3" and not embedded:
                yield f"the font {font.get('/BaseFont')} is not embedded"
    if not seen:
        yield "no font was found"


def _figure_faults(file: pikepdf.Pdf) -> Iterator[str]:
    for element in _elements(file.Root.StructTreeRoot):
        if str(element.S) == "/Figure" and not str(element.get("/Alt", "")):
            yield "a figure has no text in its place"


def _link_faults(file: pikepdf.Pdf, document: tree.Tree) -> Iterator[str]:
    inside = {_key(part) for part in _linked(file)}
    addresses = set()
    for number, page in enumerate(file.pages, 1):
        for note in page.get("/Annots", []):
            if str(note.get("/Subtype")) != "/Link":
                continue
            if _key(note) not in inside:
                yield f"a link on page {number} lies in no Link element"
            if not str(note.get("/Contents", "")):
                yield f"a link on page {number} has no Contents"
            if "/A" in note and "/URI" in note.A:
                addresses.add(str(note.A.URI))
    yield from (f"an address of another kind: {address[:60]}" for address in sorted(addresses) if not safe(address))
    wanted = {address for address in _addresses(document["body"]) if safe(address)}
    yield from (f"the link to {address[:80]} is lost" for address in sorted(wanted - addresses))


def _linked(file: pikepdf.Pdf) -> Iterator[Any]:
    """The annotations that Link elements refer to."""
    for element in _elements(file.Root.StructTreeRoot):
        if str(element.S) == "/Link":
            yield from _annotations(element)


def _annotations(link: Any) -> Iterator[Any]:
    inner = link.get("/K", [])
    for part in inner if isinstance(inner, pikepdf.Array) else [inner]:
        if isinstance(part, pikepdf.Dictionary) and str(part.get("/Type", "")) == "/OBJR":
            yield part.Obj


def _key(thing: Any) -> tuple[int, int]:
    number, generation = thing.objgen
    return number, generation


def _addresses(value: Any) -> Iterator[str]:
    """Every address that must be a link on paper; what only the web shows is left out."""
    if isinstance(value, list):
        for part in value:
            yield from _addresses(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key in ("href", "url", "web") and isinstance(part, str):
                yield part
            elif key != "downloads":
                yield from _addresses(part)
