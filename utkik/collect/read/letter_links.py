"""What a newsletter links to: each article once, with the words that name it; and the letter without its counters."""

import re
from dataclasses import dataclass

from lxml import etree, html

from utkik.collect import same
from utkik.collect.address import canonical
from utkik.collect.read import redirects
from utkik.collect.read.clean import clean
from utkik.collect.read.reading import ADDRESS_LIMIT, SUMMARY_LIMIT, TITLE_LIMIT
from utkik.text.normal import nfc

MOST = 60
LONGEST = 400_000
_GENERIC = re.compile(
    r"(?:(?:läs|läsa|read|se|see|visa|till|gå till|få|find out|learn|continue|fortsätt)\s*(?:mer|mera|more|vidare|hela"
    r"|all[at]?|reading|here|här)?"
    r"(?:\s*(?:om|about|på|at)?\s*(?:artikeln|nyheten|inlägget|rapporten|the article|detta|this|det))?"
    r"|klicka här|click here|här|here|länk|link|mer|more|anmäl (?:dig|er)(?: här)?|register|ladda ner|download"
    r"|till webben|till webbplatsen|webben|öppna|open)[\s.…»›>→!:]*",
    re.IGNORECASE,
)
_BROWSER = re.compile(
    r"webbläsare|webbversion|in (?:your |a )?browser|online version|problem att läsa|visas inte", re.I
)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|css|js|ics|vcf)$", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "strong", "b")
_BLOCKS = ("td", "div", "li", "section", "article", "table", "p")
_SHORTEST, _SHORTEST_HEADING = 8, 3
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|max-height\s*:\s*0|font-size\s*:\s*0(?!\.)", re.IGNORECASE)

_FILLING = re.compile("[\u200b\u200c\u200d\u034f\u00ad\ufeff\u2007\u180e]{1,}")
_EMPTY = re.compile(r"<div>(?:\s|&nbsp;|<br>|\u200c|\u200b|\u034f|\u00ad|\ufeff)*</div>")
_CELL = re.compile(r"<(/?)(?:tr|td|th)>")
_TABLE = re.compile(r"</?(?:table|thead|tbody|tfoot|caption)>")


@dataclass(frozen=True, slots=True)
class Link:
    """An article that a letter links to."""

    address: str
    title: str


def told(markup: str) -> tuple[str, list[Link]]:
    """The letter's text as harmless HTML with every link led past its counter, and the articles it links to."""
    try:
        tree = html.document_fromstring(f"<div>{markup[:LONGEST]}</div>")
    except (etree.ParserError, ValueError, AssertionError):
        return tidied(markup[:SUMMARY_LIMIT]), []
    _take_out_hidden(tree)
    links = _links(tree)
    whole = html.tostring(tree, encoding="unicode")
    return _shortened(tidied(whole)), links


def tidied(markup: str) -> str:
    """Cleaned HTML of a letter without the tables that only lay it out, and without what fills its preview line."""
    unfilled = _FILLING.sub("", _CELL.sub(r"<\1div>", _TABLE.sub("", clean(markup))))
    before = ""
    while before != unfilled:
        before, unfilled = unfilled, _EMPTY.sub("", unfilled)
    return clean(unfilled)


def _take_out_hidden(tree: html.HtmlElement) -> None:
    """What a mail program does not show, such as the words for its preview line."""
    for node in list(tree.iter(etree.Element)):
        if node.getparent() is not None and _HIDDEN.search(node.get("style") or ""):
            node.drop_tree()


def _links(tree: html.HtmlElement) -> list[Link]:
    found: dict[str, tuple[str, str]] = {}
    for anchor in tree.iter("a"):
        said = " ".join(nfc(anchor.text_content()).split())
        address = redirects.unwrapped((anchor.get("href") or "").strip())
        if not address or len(address) > ADDRESS_LIMIT:
            continue
        anchor.set("href", address)
        if not _may_be_article(address, said):
            continue
        title = said if len(said) >= _SHORTEST and not _GENERIC.fullmatch(said) and "://" not in said else ""
        known = found.get(same.article(address))
        if known is None:
            found[same.article(address)] = (address, title or _heading_over(anchor))
        elif len(title) > len(known[1]) and not known[1]:
            found[same.article(address)] = (known[0], title)
    named = [Link(address, title[:TITLE_LIMIT]) for address, title in found.values() if title]
    return named[:MOST]


def _may_be_article(address: str, said: str) -> bool:
    if redirects.is_share(address) or redirects.does_something(address, said) or _BROWSER.search(said):
        return False
    path = address.partition("://")[2].partition("/")[2]
    return bool(path.strip("/?#")) and not _FILE.search(address.partition("?")[0])


def _heading_over(anchor: html.HtmlElement) -> str:
    """The heading that a “read more” belongs to: the last one before it in the nearest block that has one."""
    block = anchor
    for _ in range(8):
        block = block.getparent()
        if block is None or block.tag == "body":
            return ""
        if block.tag not in _BLOCKS:
            continue
        before = [node for node in _until(block, anchor) if node.tag in _HEADINGS]
        words = [" ".join(nfc(node.text_content()).split()) for node in before]
        fitting = [said for said in words if len(said) >= _SHORTEST_HEADING]
        if fitting:
            return fitting[-1]
    return ""


def _until(block: html.HtmlElement, anchor: html.HtmlElement):
    for node in block.iter(etree.Element):
        if node is anchor:
            return
        yield node


def with_places(text: str, places: dict[str, str]) -> str:
    """The text with links led to where they were found to lead."""
    for counted, place in places.items():
        if canonical(place):
            was, becomes = (html_text(canonical(one)) for one in (counted, place))
            text = text.replace(f'href="{was}"', f'href="{becomes}"')
    return text


def html_text(address: str) -> str:
    return address.replace("&", "&amp;").replace('"', "&quot;")


def addresses_in(text: str) -> list[str]:
    """The addresses that a cleaned text links to, each once."""
    found = re.findall(r'<a href="(https?://[^"]+)"', text)
    return list(dict.fromkeys(one.replace("&amp;", "&") for one in found))


def _shortened(text: str) -> str:
    """At most as much as a summary holds; cut between blocks and cleaned, so that nothing is left open."""
    if len(text) <= SUMMARY_LIMIT:
        return text
    cut = text.rfind("</", 0, SUMMARY_LIMIT - 400)
    end = text.find(">", cut)
    return clean(text[: end + 1 if 0 <= cut < end else SUMMARY_LIMIT - 400])
