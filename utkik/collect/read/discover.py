"""Which feeds a page leads to: what it announces, what it links to, and where feeds usually lie."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from utkik.collect.address import absolute, canonical, identity
from utkik.collect.read.clean import headline
from utkik.collect.read.decode import text_of

LIMIT = 50
LONGEST = 2_000
_TYPES = re.compile(r"application/(?:(?:atom|rss|rdf)\+xml|feed\+json|x-rss\+xml|rss|rdf|atom)|text/(?:rss|rss\+xml)")
_WEAK_TYPES = re.compile(r"(?:application|text)/(?:xml|json)")
_FEEDLIKE = re.compile(
    r"(?:[?&]state=rss\b|\.portlet\b.*\brss\b|[?&]rss(?:=|&|$)|rssfeed|/rss\d?$|/feed\.(?:xml|json)"
    r"|[?&](?:format|output|feed|alt|type|utformat|lab_viewport|syndication)=(?:rss|atom|json)"
    r"|[/._-](?:rss|atom|feed|feeds|flode|rdf)(?:[/._?-]|$)|\.(?:rss|atom|rdf)(?:$|\?))",
    re.IGNORECASE,
)
_COMMENTS = re.compile(r"comment|kommentar|/comments?/", re.IGNORECASE)
_NOT_FEEDS = re.compile(
    r"(?:oembed|wp-json|\.(?:css|js|png|jpe?g|gif|svg|pdf)(?:$|\?)|xmlrpc\.php|/json/?$)", re.IGNORECASE
)
_SHARES = re.compile(r"^https?://(?:www\.)?(?:facebook|twitter|x|linkedin|addtoany)\.com/", re.IGNORECASE)

WORDPRESS = ("/feed/", "/?feed=rss2")
_WORDPRESS = re.compile(r"""wp-content/|wp-includes/|content=["']WordPress""", re.IGNORECASE)
_SITEVISION_PAGE = re.compile(r"""pageId["']?\s*[:=]\s*["'](4\.[0-9a-f]{6,40})["']|["'/](4\.[0-9a-f]{6,40})[/"']""")
_SITEVISION_PART = re.compile(r"""\bid=["']svid12_([0-9a-f]{6,40})["']""")
_SITEVISION_LIST = re.compile(r"(?:archive|rss|news|nyhet)[^<>]{0,200}\bid=[\"']svid12_([0-9a-f]{6,40})", re.IGNORECASE)
_LOCATION = re.compile(r"<loc>\s{0,99}(?:<!\[CDATA\[\s{0,99})?([^<\s\]]{1,2000})", re.IGNORECASE)
_ABOUT_FEEDS = re.compile(r"[/_-](?:rss|feeds?|prenumerera|floden)(?:[/_.-]|$)", re.IGNORECASE)
PARTS = 4
SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
COMMON = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page leads to. `announced`: the page says so itself, else it is a link that looks like one."""

    address: str
    title: str
    announced: bool


def feeds_of(body: bytes, address: str, charset: str = "") -> list[Found]:
    """The feeds a page names, the likeliest first, comments last; at most 50, each once."""
    tree = LexborHTMLParser(text_of(body, charset))
    base = _base(tree, address)
    announced = [*_announced(tree, base)]
    found = announced + ([] if announced else [*_linked(tree, base)])
    return _ranked(found, address)


def guesses(body: bytes, address: str, charset: str = "") -> list[str]:
    """Addresses worth a try where the page names no feed: what SiteVision and WordPress have, then common places."""
    text = text_of(body[:1_000_000], charset)
    places = [*_of_sitevision(text), *(_of_wordpress(address) if _WORDPRESS.search(text) else ()), *COMMON]
    return list(dict.fromkeys(canonical(absolute(address, place)) for place in places))


def of_sitemap(body: bytes, address: str) -> tuple[list[str], list[str]]:
    """What a sitemap names that may be a feed or a page about feeds, and the sitemaps that it leads to."""
    text = text_of(body)
    named = dict.fromkeys(canonical(absolute(address, unescape(found))) for found in _LOCATION.findall(text))
    feeds = [place for place in named if _FEEDLIKE.search(place) and not _NOT_FEEDS.search(place)]
    about = [place for place in named if place not in feeds and _ABOUT_FEEDS.search(place)]
    more = [place for place in named if place] if "<sitemapindex" in text[:2_000] else []
    return [] if more else [*feeds, *about], more


def sitemaps_of(robots: bytes, address: str) -> list[str]:
    """The sitemaps that a site's robots.txt names, else where they usually lie."""
    told = re.findall(r"(?im)^[ \t]*sitemap:[ \t]*(\S+)", text_of(robots[:100_000]))
    return list(dict.fromkeys(filter(None, (canonical(absolute(address, place)) for place in told or SITEMAPS))))


def _of_sitevision(text: str) -> list[str]:
    """The portlet addresses of a page's archives, whose ids stand in the page; those called lists first."""
    page = _SITEVISION_PAGE.search(text)
    parts = dict.fromkeys([*_SITEVISION_LIST.findall(text), *_SITEVISION_PART.findall(text)])
    if not page:
        return []
    told = "portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8"
    return [f"/{page[1] or page[2]}/12.{part}.{told}" for part in list(parts)[:PARTS]]


def _of_wordpress(address: str) -> list[str]:
    """The feed of the page itself, such as a category's, then the site's."""
    path = urlsplit(address).path.rstrip("/")
    return [f"{path}/feed/", *WORDPRESS] if path and "." not in path else [*WORDPRESS]


def _announced(tree: LexborHTMLParser, base: str):
    for link in tree.css("link[href]"):
        relations = set((link.attributes.get("rel") or "").lower().split())
        kind = unescape(link.attributes.get("type") or "").partition(";")[0].strip().lower()
        place = _place(link)
        if not relations & {"alternate", "feed", "service.feed"} or "stylesheet" in relations:
            continue
        known = _TYPES.fullmatch(kind) or (_WEAK_TYPES.fullmatch(kind) and _FEEDLIKE.search(place))
        if (known or "feed" in relations and not kind) and not _NOT_FEEDS.search(place):
            yield from _made(base, place, link.attributes.get("title") or "", announced=True)


def _linked(tree: LexborHTMLParser, base: str):
    for link in tree.css("a[href]"):
        place = _place(link)
        if not place:
            continue
        words = link.text(strip=True) or link.attributes.get("title") or ""
        kind = unescape(link.attributes.get("type") or "").lower()
        if _NOT_FEEDS.search(place) or _SHARES.search(place):
            continue
        if _TYPES.fullmatch(kind) or _FEEDLIKE.search(place):
            yield from _made(base, place, words, announced=False)


def _place(link: LexborNode) -> str:
    """Where a link leads; none where its address is longer than any that is asked for."""
    place = (link.attributes.get("href") or "").strip()
    return place if len(place) <= LONGEST else ""


def _made(base: str, place: str, title: str, *, announced: bool):
    place = re.sub(r"^feed:(?://)?(?=https?:)", "", place.strip(), flags=re.IGNORECASE)
    place = re.sub(r"^feed://", "https://", place, flags=re.IGNORECASE)
    address = canonical(absolute(base, place))
    if address:
        yield Found(address, headline(title, is_html=False)[:200], announced)


def _ranked(found: list[Found], page: str) -> list[Found]:
    once: dict[str, Found] = {}
    for feed in found:
        if identity(feed.address) != identity(page):
            once.setdefault(identity(feed.address), feed)
    return sorted(once.values(), key=_is_about_comments)[:LIMIT]


def _is_about_comments(feed: Found) -> bool:
    return bool(_COMMENTS.search(feed.title) or _COMMENTS.search(feed.address))


def _base(tree: LexborHTMLParser, address: str) -> str:
    base = tree.css_first("base[href]")
    return absolute(address, base.attributes.get("href") or "") or address if base else address


def title_of(body: bytes, charset: str = "") -> str:
    """The page's title as plain text."""
    title = LexborHTMLParser(text_of(body[:200_000], charset)).css_first("title")
    return headline(title.text(), is_html=False)[:200] if title else ""
