"""A web page's article: its text as harmless HTML, its own address, and whether it keeps mining to itself.

Read where a runaway can be killed; the library is loaded there alone, at the first article.
"""

from lxml import etree, html

from utkik.collect import failures, same
from utkik.collect.address import absolute
from utkik.collect.read import decode, language, permission, ways
from utkik.collect.read.clean import clean, headline, plain
from utkik.collect.read.reading import TITLE_LIMIT, Entry, Reading

RESERVED = "tdm_reserved"
TEXT_LIMIT = 60_000
PAGE_LIMIT = 3_000_000
SHORTEST = 200


def read(body: bytes, address: str, charset: str = "") -> Reading:
    """The article as the only entry, without one where none was found. Raises Unreadable."""
    page = decode.text_of(body, charset)[:PAGE_LIMIT]
    try:
        tree = html.document_fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as wrong:
        raise failures.Empty(wrong) from wrong
    reading = Reading(ways.ARTICLE, "", _own_address(tree, address), "")
    if any(permission.says_reserved(said) for said in _metas(tree, "tdm-reservation")):
        reading.warnings = [RESERVED]
        return reading
    markup = clean(_extracted(page, address)[:TEXT_LIMIT], address)
    words = plain(markup)
    if len(words) < SHORTEST:
        return reading
    title = headline(next(iter(_metas(tree, "og:title")), "") or (tree.findtext(".//title") or ""), is_html=False)
    told = language.detect(words, (tree.get("lang") or "")[:16])
    reading.entries = [Entry(address, title[:TITLE_LIMIT], reading.site, markup, words, None, told)]
    return reading


def _extracted(page: str, address: str) -> str:
    from trafilatura.core import extract  # noqa: PLC0415 – half a second and 50 MB: only where articles are read

    told = extract(
        page,
        url=address,
        output_format="html",
        include_links=True,
        include_formatting=True,
        include_tables=True,
        include_comments=False,
        include_images=False,
        favor_precision=True,
    )
    return told or ""


def _own_address(tree: html.HtmlElement, address: str) -> str:
    """The address that the page says is its own, where it may say so."""
    said = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href")
    return next((own for one in said[:3] if (own := same.believed(absolute(address, str(one)), address))), "")


def _metas(tree: html.HtmlElement, name: str) -> list[str]:
    found = tree.xpath("//meta[translate(@name, 'TDMRESVAION', 'tdmresvaion') = $name or @property = $name]", name=name)
    return [one.get("content") or "" for one in found]
