"""One spelling for one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from utkik.collect.address import absolute, canonical, host_of, identity, is_web

SPELLINGS = {
    "https://EXAMPLE.net:443/rss": "https://example.net/rss",
    "HTTP://Example.org:80/A?b=1": "http://example.org/A?b=1",
    "https://sandvik.example": "https://sandvik.example/",
    "https://sandvik.example./a": "https://sandvik.example/a",
    "https://sandvik.example/a?utm_source=rss&id=7&fbclid=x": "https://sandvik.example/a?id=7",
    "https://sandvik.example/a?UTM_Medium=1": "https://sandvik.example/a",
    "https://sandvik.example/a?mc_cid=1&mc_eid=2&gclid=3&at_medium=RSS": "https://sandvik.example/a",
    "https://sandvik.example/a#utm_source=rss": "https://sandvik.example/a",
    "https://sandvik.example/a#avsnitt-2": "https://sandvik.example/a#avsnitt-2",
    "https://sandvik.example/%c3%a5%7Ex": "https://sandvik.example/%C3%A5~x",
    "https://sandvik.example/åö b": "https://sandvik.example/%C3%A5%C3%B6%20b",
    "https://räksmörgås.example/": "https://xn--rksmrgs-5wao1o.example/",
    "https://[2A00:1450::1]:443/": "https://[2a00:1450::1]/",
    "https://sandvik.example:8443/a": "https://sandvik.example:8443/a",
    "https://x.example/4.1/12.portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8": (
        "https://x.example/4.1/12.portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8"
    ),
}


@pytest.mark.parametrize(("written", "stored"), SPELLINGS.items(), ids=SPELLINGS.keys())
def test_what_tells_no_pages_apart_is_taken_off(written, stored):
    assert canonical(written) == stored


@pytest.mark.parametrize(
    "text", ["", "hej", "mailto:a@b.se", "javascript:alert(1)", "//a.se/b", "/a", "http://", "http://[::1", "data:,x"]
)
def test_what_is_no_web_address_has_no_spelling(text):
    assert (canonical(text), identity(text), is_web(text)) == ("", "", False)


def test_http_and_https_are_one():
    assert identity("http://a.example:80/x?utm_id=1") == identity("https://A.example/x")
    assert identity("https://a.example/x") != identity("https://a.example/X")


def test_the_host_is_shown_as_people_read_it():
    assert host_of("https://www.xn--rksmrgs-5wao1o.example/a") == "räksmörgås.example"


@given(some.text(max_size=60))
def test_no_text_is_too_odd_and_the_spelling_is_settled(text):
    for written in (text, f"https://sandvik.example/{text}"):
        once = canonical(written)
        assert canonical(once) == once


@pytest.mark.parametrize(
    ("base", "link", "seen"),
    [
        ("https://a.example/x/y?q#f", "/nyheter/1", "https://a.example/nyheter/1"),
        ("https://a.example", "/", "https://a.example/"),
        ("https://a.example:8443/x", "/n;a=1", "https://a.example:8443/n;a=1"),
        ("https://a.example/x/y", "/a/../b", "https://a.example/b"),
        ("https://a.example/x/y", "//b.example/c", "https://b.example/c"),
        ("https://a.example/x/y", "/a?b=1", "https://a.example/a?b=1"),
        ("/x/y", "/a", "/a"),
    ],
)
def test_a_link_from_the_sites_root_is_seen_from_its_base(base, link, seen):
    assert absolute(base, link) == seen
