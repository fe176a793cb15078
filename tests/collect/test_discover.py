"""Feeds of a page, on twelve forms of saved pages and some that only look like them."""

import pytest

from utkik.collect.read.discover import feeds_of, guesses, of_sitemap, sitemaps_of, title_of

HERE = "https://www.sandvik.example/kommun/index.html"


def page(head="", body=""):
    start = "<!doctype html><html lang=sv><head><meta charset=utf-8><title>Sandvik</title>"
    return f"{start}{head}</head><body>{body}".encode()


def link(href, kind="application/rss+xml", title="", rel="alternate"):
    return f'<link rel="{rel}" type="{kind}" title="{title}" href="{href}">'


def found(body, address=HERE):
    return [feed.address for feed in feeds_of(body, address)]


S = "https://www.sandvik.example"
FORMS = {
    "1 absolute": (page(link(f"{S}/rss.xml")), [f"{S}/rss.xml"]),
    "2 relative": (page(link("../flode?x=1&amp;y=2")), [f"{S}/flode?x=1&y=2"]),
    "3 seen from base": (page('<base href="/start/">' + link("rss")), [f"{S}/start/rss"]),
    "4 without scheme": (page(link("//flode.example/rss")), ["https://flode.example/rss"]),
    "5 several": (
        page(
            link("/a.xml", title="Nyheter")
            + link("/b.atom", "application/atom+xml")
            + link("/c", "application/feed+json")
        ),
        [f"{S}/a.xml", f"{S}/b.atom", f"{S}/c"],
    ),
    "6 comments first": (
        page(link("/comments/feed/", title="Sandvik » Kommentarsflöde") + link("/feed/", title="Sandvik » Flöde")),
        [f"{S}/feed/", f"{S}/comments/feed/"],
    ),
    "7 plus as an entity": (
        page(
            '<link rel="alternate" type="application/rss&#43;xml" href="/i.xml">'
            '<link rel="alternate" hreflang="en" href="/en/">'
        ),
        [f"{S}/i.xml"],
    ),
    "8 SiteVision's portlet in a link": (
        page(body='<a href="/4.1f/12.2a.portlet?state=rss&amp;sv.contenttype=text/xml;charset=UTF-8">Prenumerera</a>'),
        [f"{S}/4.1f/12.2a.portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8"],
    ),
    "9 WordPress": (
        page(
            link("/feed/", title="Flöde")
            + link("/wp-json/wp/v2/pages/2", "application/json")
            + link("/wp-json/oembed/1.0/embed?format=xml", "text/xml+oembed")
            + link("/xmlrpc.php?rsd", "application/rsd+xml", rel="EditURI")
        ),
        [f"{S}/feed/"],
    ),
    "10 links in the page": (
        page(
            body='<a href="/nyheter/rss">RSS</a> <a href="/om-oss">Om</a> <a href="feed:https://a.example/x">Flöde</a>'
        ),
        [f"{S}/nyheter/rss", "https://a.example/x"][:1],
    ),
    "11 odd writing": (
        page("<LINK REL='Alternate Home' TYPE='Application/ATOM+XML; charset=utf-8' HREF=' /atom.xml '>"),
        [f"{S}/atom.xml"],
    ),
    "12 none": (page('<link rel="stylesheet" href="/rss.css">', '<a href="/om">Om oss</a> <img src="/rss.png">'), []),
    "unclosed head": (b"<title>x<link rel=alternate type=application/rss+xml href=/r><p>", []),
    "the page itself": (page(link(HERE)), []),
    "no addresses": (page(link("javascript:alert(1)") + link("mailto:a@b.se") + link("")), []),
    "shares": (page(body='<a href="https://www.facebook.com/sharer?u=/rss">Dela</a>'), []),
}


@pytest.mark.parametrize(("body", "wanted"), FORMS.values(), ids=FORMS.keys())
def test_the_feeds_of_a_page(body, wanted):
    assert found(body) == wanted


def test_relative_links_are_seen_from_where_a_redirect_led():
    assert found(page(link("rss")), "https://annan.example/ny/sida") == ["https://annan.example/ny/rss"]


def test_each_is_named_once_and_at_most_fifty():
    assert found(page(link("/a") + link("http://www.sandvik.example/a"))) == [f"{S}/a"]
    assert len(found(page("".join(link(f"/{n}.rss") for n in range(80))))) == 50


def test_titles_are_plain_text():
    (one,) = feeds_of(page(link("/a", title="A &amp;amp; &lt;b&gt;O&lt;/b&gt;")), HERE)
    assert one.title == "A & O" and one.announced
    assert title_of(page()) == "Sandvik"


def test_usual_places_are_guessed_at_the_sites_root_wordpress_first():
    assert guesses(page('<script src="/wp-content/x.js"></script>'), HERE)[0] == f"{S}/feed/"
    assert f"{S}/rss.xml" in guesses(page(), HERE)


def test_sitevisions_portlets_are_guessed_from_the_ids_in_the_page():
    body = page(
        "<script>sv.PageContext = {pageId: '4.35643232185c4dc7f0b51413', siteId: '2.1'}</script>",
        '<div class="sv-text-portlet" id="svid12_aaaaaaaa"></div>'
        '<div class="sv-archive-portlet sv-portlet" id="svid12_35643232185c4dc7f0b51425"><ul></ul></div>',
    )
    assert guesses(body, HERE)[:2] == [
        f"{S}/4.35643232185c4dc7f0b51413/12.{part}.portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8"
        for part in ("35643232185c4dc7f0b51425", "aaaaaaaa")
    ]


def test_wordpress_has_a_feed_for_each_category():
    body = page('<meta name="generator" content="WordPress 6.8">')
    assert guesses(body, f"{S}/kategori/nyheter/")[:2] == [f"{S}/kategori/nyheter/feed/", f"{S}/feed/"]


def test_a_sitemap_names_what_may_be_a_feed():
    places = ("/om", "/rss-floden/", "/nyheter/rss.xml", "/nyheter/1?a=1&amp;b=2", "/bild.rss.png")
    body = "<urlset>" + "".join(f"<url><loc> {S}{place} </loc></url>" for place in places)
    feeds, more = of_sitemap(body.encode(), S)
    assert (sorted(feeds), more) == ([f"{S}/nyheter/rss.xml", f"{S}/rss-floden/"], [])
    index = f"<sitemapindex><sitemap><loc>{S}/s1.xml</loc></sitemap></sitemapindex>"
    assert of_sitemap(index.encode(), S) == ([], [f"{S}/s1.xml"])


def test_robots_say_where_the_sitemap_lies():
    assert sitemaps_of(b"User-agent: *\nSitemap: /karta.xml\n", S) == [f"{S}/karta.xml"]
    assert sitemaps_of(b"", S) == [f"{S}/sitemap.xml", f"{S}/sitemap_index.xml"]
