"""Reading an address without storing anything: the command's line, and what the preview stands on."""

import gzip
import json

import pytest

from tests.collect.feeds import atom, item, rss
from tests.stub import Reply
from utkik.collect import probe

HTML = {"Content-Type": "text/html; charset=utf-8"}


def told(address):
    return probe.probe([address])[0].to_json()


def page(head="", body=""):
    return Reply(body=f"<!doctype html><title>Sandvik</title>{head}<body>{body}".encode(), headers=HTML)


def test_a_line_has_exactly_the_agreed_parts(stub):
    stub.routes["/rss"] = Reply(body=rss(item(guid="g", date="Tue, 07 Jan 2025 08:00:00 +0100", text="<p>Hej</p>")))
    line = told(stub.address + "/rss")
    assert list(line) == ["address", "kind", "title", "error", "warnings", "discovered", "items"]
    assert line["items"] == [
        {
            "id": "g",
            "link": "https://sandvik.example/1",
            "title": "En nyhet",
            "summary_html": "<p>Hej</p>",
            "published": "2025-01-07T07:00:00Z",
            "language": None,
        }
    ]
    assert (line["kind"], line["title"], line["error"], line["warnings"]) == ("rss", "Sandviks nyheter", None, [])
    json.dumps(line)


def test_there_is_one_line_for_each_address_whatever_it_is(stub):
    addresses = ["", "hej", "ftp://a.example/", "http://127.0.0.1:9/", stub.address + "/404", "http://finns.invalid/"]
    lines = [one.to_json() for one in probe.probe(addresses)]
    assert [line["address"] for line in lines] == addresses
    assert all(line["error"].endswith(".") and line["items"] == [] for line in lines)


def test_an_item_without_link_and_date_has_none(stub):
    stub.routes["/a"] = Reply(body=atom("<entry><title>a</title><id>urn:1</id></entry>"))
    (one,) = told(stub.address + "/a")["items"]
    assert (one["id"], one["link"], one["published"]) == ("urn:1", None, None)


def test_a_page_is_told_with_the_feeds_it_announces(stub):
    stub.routes["/"] = page('<link rel="alternate" type="application/rss&#43;xml" href="/flode.xml">')
    line = told(stub.address + "/")
    assert (line["kind"], line["discovered"], line["error"]) == ("page", [stub.address + "/flode.xml"], None)


def test_links_are_tried_and_pages_about_feeds_are_looked_into(stub):
    stub.routes |= {
        "/": page(body='<a href="/om/rss">RSS</a> <a href="/trasig.rss">Gammal</a>'),
        "/om/rss": page(body='<a href="/rss/nyheter.xml">Nyheter</a>'),
        "/rss/nyheter.xml": Reply(body=rss(item())),
    }
    assert told(stub.address + "/")["discovered"] == [stub.address + "/rss/nyheter.xml"]


def test_usual_places_are_tried_last(stub):
    stub.routes |= {"/": page(body="<p>Hej"), "/feed.xml": Reply(body=rss(item()))}
    assert told(stub.address + "/")["discovered"] == [stub.address + "/feed.xml"]


def test_a_sitemap_is_the_last_resort(stub):
    stub.routes |= {
        "/": page(body="<p>Hej"),
        "/robots.txt": Reply(body=f"Sitemap: {stub.address}/karta.xml".encode()),
        "/karta.xml": Reply(body=f"<sitemapindex><sitemap><loc>{stub.address}/k1.xml</loc>".encode()),
        "/k1.xml": Reply(body=f"<urlset><url><loc>{stub.address}/om</loc><loc>{stub.address}/om/rss-nyheter".encode()),
        "/om/rss-nyheter": page(body='<a href="/dold/nyheter.rss">Nyheter</a>'),
        "/dold/nyheter.rss": Reply(body=rss(item())),
    }
    assert told(stub.address + "/")["discovered"] == [stub.address + "/dold/nyheter.rss"]


def test_a_page_that_answers_everything_with_itself_has_no_feed(stub):
    for path in ("/", "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"):
        stub.routes[path] = page(body="<p>Startsidan")
    line = told(stub.address + "/")
    assert (line["discovered"], line["kind"]) == ([], "page") and "Inget flöde" in line["error"]


def test_what_the_page_announces_is_seen_from_where_a_redirect_led(stub):
    stub.routes |= {
        "/gammal": Reply(301, headers={"Location": "/ny/"}),
        "/ny/": page('<link rel=alternate type=application/atom+xml href="a.atom">'),
    }
    assert told(stub.address + "/gammal")["discovered"] == [stub.address + "/ny/a.atom"]


def test_the_preview_reads_every_feed_of_a_page(stub):
    links = "".join(f'<link rel=alternate type=application/rss+xml href="/{n}">' for n in range(3))
    stub.routes |= {"/": page(links), "/0": Reply(body=rss(item("noll"))), "/1": Reply(404), "/2": Reply(body=rss())}
    first, feeds = probe.look(stub.address + "/")
    assert not first.is_feed
    assert [feed.address for feed in feeds] == [stub.address + "/0", stub.address + "/2"]


def test_packed_feeds_are_read(stub):
    stub.routes["/z"] = Reply(body=gzip.compress(rss(item())), headers={"Content-Encoding": "gzip"})
    assert len(told(stub.address + "/z")["items"]) == 1


@pytest.mark.parametrize("path", ["/bomb", "/entitet"])
def test_hostile_documents_give_a_sentence(stub, path):
    stub.routes |= {
        "/bomb": Reply(body=gzip.compress(bytes(40_000_000)), headers={"Content-Encoding": "gzip"}),
        "/entitet": Reply(body=b'<!DOCTYPE r [<!ENTITY a "b">]><rss/>'),
    }
    assert told(stub.address + path)["error"].endswith(".")
