"""Reads a page that is watched: the list on it, or the text that is its matter. Runs where a runaway can be killed."""

from __future__ import annotations

from itertools import accumulate

from lxml import etree, html
from lxml.cssselect import CSSSelector

from utkik.collect import failures
from utkik.collect.address import absolute, canonical
from utkik.collect.read import clean, decode, furniture, listing, parse, ways
from utkik.collect.read.reading import Raw, RawFeed, Reading

BLOCKS = 3_000
BLOCK_SIGNS = 2_000
SIGNS = 500_000
_BLOCK_TAGS = frozenset(
    "p li h1 h2 h3 h4 h5 h6 td th dt dd blockquote pre figcaption caption div section article main ul ol dl table tr"  # noqa: SIM905
    " thead tbody tfoot body header address summary details br hr form fieldset legend label".split()
)


def read(body: bytes, address: str, charset: str, way: ways.Way) -> Reading:
    """Read a page as it is watched. Raises Unreadable (Empty, NotAPage, BadSelector)."""
    root = tree(decode.text_of(body, charset))
    base = _base(root, address)
    raw = RawFeed(kind=way.kind, title=_title(root), site=address, language=root.get("lang") or "")
    chosen = _chosen(root, way.selector)
    if way.kind == ways.LISTING:
        found, shape = listing.read(root, base, address, way.shape, chosen)
        raw.entries = found
        reading = parse.finished(raw, address)
        reading.shape = shape
        return reading
    reading = parse.finished(raw, address)
    reading.warnings.clear()
    reading.blocks = blocks_of(root, chosen)
    if not reading.blocks:
        reading.warnings.append("no_text")
    reading.title = _heading(root) or reading.title
    return reading


def tree(text: str) -> html.HtmlElement:
    """A page's tree without what is furniture."""
    bare = decode.without_declaration(text)
    if not bare.strip():
        raise failures.Empty()
    if "<" not in bare:
        raise failures.NotAPage("no markup")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(bare.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as wrong:
        raise failures.NotAPage(wrong) from wrong
    if root.tag != "html":
        raise failures.NotAPage(root.tag)
    return root


def check(selector: str) -> None:
    """Raises BadSelector where a selector cannot be understood."""
    if selector.strip():
        _compiled(selector)


def blocks_of(root: html.HtmlElement, chosen: list[html.HtmlElement] | None) -> list[str]:
    """The page's own text, block by block; of what was chosen, all."""
    if chosen is None:
        furniture.clear(root)
        chosen = [_matter(root)]
    found: list[str] = []
    for part in chosen:
        _walk(part, found)
    texts = [text[:BLOCK_SIGNS] for text in found[:BLOCKS]]
    reach = accumulate(map(len, texts))
    return [text for text, signs in zip(texts, reach, strict=True) if signs <= SIGNS and furniture.steady_text(text)]


def entry_of(title: str, guid: str, link: str, texts: list[str]) -> Raw:
    """What was added to a page, as an entry."""
    return Raw(guid=guid, title=title, link=link, text="\n\n".join(texts), text_is_plain=True)


def _chosen(root: html.HtmlElement, selector: str) -> list[html.HtmlElement] | None:
    """What the selector names, outermost alone; None without a selector."""
    if not selector.strip():
        return None
    found = _compiled(selector)(root)
    within = set(found)
    return [node for node in found if not any(above in within for above in node.iterancestors())]


def _compiled(selector: str) -> CSSSelector:
    try:
        return CSSSelector(selector, translator="html")
    except Exception as wrong:  # cssselect's own errors, and XPath's of what it made
        raise failures.BadSelector(wrong) from wrong


def _walk(node: html.HtmlElement, found: list[str]) -> None:
    """Texts of a part in their order, parted where blocks part. Without recursion: pages may be deep."""
    words: list[str] = []

    def end() -> None:
        text = " ".join("".join(words).split())
        words.clear()
        if text:
            found.append(text)

    for event, part in etree.iterwalk(node, events=("start", "end")):
        is_block = part.tag in _BLOCK_TAGS
        if is_block:
            end()
        if event == "start":
            if part.tag in ("script", "style", "noscript", "template"):
                continue
            words.append(part.text or "")
        elif part is not node:
            words.append(part.tail or "")
    end()


def _matter(root: html.HtmlElement) -> html.HtmlElement:
    """The main part of a page."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _heading(root: html.HtmlElement) -> str:
    found = root.xpath("//h1")
    return clean.headline(found[0].text_content(), is_html=False)[:200] if len(found) == 1 else ""


def _title(root: html.HtmlElement) -> str:
    found = root.xpath("//head/title | //title")
    return found[0].text_content() if found else ""


def _base(root: html.HtmlElement, address: str) -> str:
    found = root.xpath("//base[@href]/@href")
    return (canonical(absolute(address, str(found[0]))) if found else "") or address
