"""Pages made to wear us out: each kind costs little, or is ended where it is read and takes nothing else along."""

import time

import pytest

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik.collect import probe
from utkik.collect.models import Feed
from utkik.collect.read import discover, furniture, leads, pages, ways
from utkik.stream.models import Entry

HERE = "https://a.example/nyheter"
HTML = {"Content-Type": "text/html"}
SECONDS = 4.0  # of the processor; each took from ten times as long to for ever, or stands for a kind that never did


def page(body: str) -> bytes:
    return f"<html><head><title>Nyheter</title></head><body>{body}</body></html>".encode()


def rows(count: int, words: str = "om bygglov och annat") -> str:
    return "".join(f'<li><a href="/n/{n}">Nyhet nummer {n} {words}</a></li>' for n in range(count))


PAGES = {
    "10 000 links": f"<ul>{rows(10_000)}</ul>",
    "tables 10 000 deep": "<table><tr><td>" * 10_000 + rows(3),
    "blocks 50 000 deep": "<div>" * 50_000 + rows(3),
    "scripts": "<script>var a=1;</script>" * 50_000 + rows(3),
    "a giant style": "<style>" + "a{}" * 1_000_000 + "</style>" + rows(3),
    "never ends": rows(3) + "<!--" * 500_000,
    "titles of numbers": rows(50, "1 " * 3_000 + "a"),
    "titles of days": rows(50, "den 1 jan 2020 kl " * 1_000 + "!"),
    "texts of numbers": "<main>" + ("<p>" + "1 " * 1_000 + "a</p>") * 50 + "</main>",
    "texts of clocks": "<main>" + ("<p>" + "12:34 " * 300 + "!</p>") * 50 + "</main>",
    "texts of marks": "<main>" + ("<p>" + "a-" * 1_000 + "</p>") * 50 + "</main>",
    "long names": "".join(f'<div class="{"a-b_C " * 3_000}">{rows(1)}</div>' for _ in range(30)),
    "long addresses": "".join(f'<a href="/n/{"a" * 50_000}{n}">Hej hopp {n}</a>' for n in range(50)),
    "sessions in addresses": "".join(f'<a href="/n/{n}?{"sid=1&" * 2_000}">Hej hopp {n}</a>' for n in range(50)),
}


@pytest.mark.parametrize("kind", [ways.LISTING, ways.PAGE])
@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES.keys())
def test_reading_a_page_costs_no_more_than_its_length(body, kind):
    began = time.process_time()
    reading = pages.read(page(body), HERE, "", ways.Way(kind))
    assert time.process_time() - began < SECONDS
    assert len(reading.entries) <= 2_000 and sum(map(len, reading.blocks)) <= pages.SIGNS


TEXTS = ["1 " * 1_000, "12:34 " * 330, "1.1 " * 500, "kl 12:34 " * 220, "a-" * 1_000, "-1" * 1_000, "1 maj, " * 280]


@pytest.mark.parametrize("text", TEXTS)
def test_what_varies_in_a_text_is_found_in_the_time_of_its_length(text):
    """The same is asked again by the process that stores, which nobody ends."""
    began = time.process_time()
    for _ in range(20):
        furniture.steady_text(f"{text}!")
    assert time.process_time() - began < SECONDS


LEADING = {
    "a link of portlets": (page('<a href="/' + ".portlet" * 20_000 + '">x</a>'), ways.LEADS),
    "announced portlets": (page('<link rel="feed" href="/' + ".portlet" * 20_000 + '">'), ways.LEADS),
    "many links": (page('<a href="/rss?a=1">x</a>' * 10_000), ways.LEADS),
    "words of lists": (page("rss" * 100_000), ways.LEADS),
    "blanks in a sitemap": (b"<loc>" + b" " * 100_000, ways.SITEMAP),
    "a long sitemap": (b"".join(b"<loc>https://a.example/rss%d</loc>" % n for n in range(20_000)), ways.SITEMAP),
    "empty lines in robots.txt": (b"\n" * 100_000, ways.ROBOTS),
}


@pytest.mark.parametrize(("body", "kind"), LEADING.values(), ids=LEADING.keys())
def test_looking_for_feeds_costs_no_more_than_its_length(body, kind):
    began = time.process_time()
    found = leads.read(body, HERE, "", kind)
    assert time.process_time() - began < SECONDS
    assert max(len(found.entries), len(found.blocks)) <= discover.LIMIT


def test_feeds_are_looked_for_where_a_runaway_is_ended(stub, monkeypatch):
    """Not in the process that serves people: a page 100 000 blocks deep holds whoever looks for links in it."""
    for name in ("feeds_of", "guesses", "of_sitemap", "sitemaps_of", "title_of"):
        monkeypatch.delattr(discover, name)
    stub.routes["/"] = Reply(body=page('<a href="/flode.rss">Prenumerera</a>'), headers=HTML)
    stub.routes["/flode.rss"] = Reply(body=rss(item("Nytt", stub.address + "/1")))
    (found,) = probe.probe([stub.address + "/"])
    assert [one.address for one in found.discovered] == [stub.address + "/flode.rss"] and found.title == "Nyheter"


@pytest.mark.django_db
def test_a_list_that_is_another_at_each_visit_does_not_flood(stub):
    """Thousands of links, all new each time; addresses and names made of what varies; the page becomes a feed."""
    member, visits = make.member("scanner"), []

    def other(_headers):
        visits.append(1)
        body = "".join(f'<li><a href="/{len(visits)}/{n}">Nyhet {len(visits)}-{n} om ett</a></li>' for n in range(300))
        return Reply(body=page(f"<ul>{body}</ul>"), headers=HTML)

    stub.routes["/nyheter"] = other
    make.source(stub.address + "/nyheter", by=member, kind=ways.LISTING)
    for _ in range(4):
        make.collected()
    assert Entry.objects.count() == 300, "what stood there at first, and nothing of what was another each time"
    stub.routes["/nyheter"] = Reply(body=rss(item("Nytt", stub.address + "/9/9")), headers=HTML)
    make.collected()
    feed = Feed.objects.get()
    assert Entry.objects.count() == 300 and (feed.error_code or feed.warning_code), "a feed is no list: it is said"
