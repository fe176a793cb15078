"""Watching pages that have no feed, told as stories: what a server on loopback shows, and what is stored of it."""

import pytest

from tests import factories as make
from tests.collect.systems import SYSTEMS, html, row
from tests.stub import Reply
from utkik.collect import failures, settle, watch
from utkik.collect.models import Feed, Item, Sighting
from utkik.collect.sources import follow
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db

HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(text):
    body = text if isinstance(text, bytes) else f"<!doctype html><html lang=sv><body>{text}".encode()
    return Reply(body=body, headers=HTML)


def listed(numbers, visit=0, system=SYSTEMS[0]):
    return page(html(system, [row(n) for n in numbers], visit))


def watched(stub, kind="listing", **fields):
    return make.source(stub.address + "/nyheter", kind=kind, **fields).feed


def test_each_new_link_of_a_list_is_an_item(stub):
    stub.routes["/nyheter"] = listed(range(10, 0, -1))
    feed = watched(stub)
    assert make.collected()["new_entries"] == 10
    stub.routes["/nyheter"] = listed(range(12, 2, -1), visit=1)
    assert make.collected()["new_entries"] == 2
    stub.routes["/nyheter"] = listed(range(12, 2, -1), visit=2)
    assert make.collected()["new_entries"] == 0
    feed.refresh_from_db()
    assert (feed.form, feed.title, feed.error_code, feed.warning_code) == ("listing", "Nyheter", "", "")
    newest = Sighting.objects.get(title=row(11).title)
    assert newest.published_at.date() == row(11).day and newest.link.startswith(f"{stub.address}/nyheter/nyhet-11")


def test_a_redesign_warns_in_words_until_somebody_has_looked(stub):
    stub.routes["/nyheter"] = listed(range(10, 0, -1))
    feed = watched(stub)
    make.collected()
    stub.routes["/nyheter"] = listed(range(900, 400, -1), system=SYSTEMS[1])
    for _ in range(2):
        make.collected()
        feed.refresh_from_db()
        assert feed.warning_code == settle.REDESIGNED and "gjorts om" in str(failures.sentence(feed.warning_code))
    assert Entry.objects.count() == 10
    stub.routes["/nyheter"] = listed(range(901, 400, -1), system=SYSTEMS[1])
    make.collected()
    assert Entry.objects.count() == 11
    assert watch.confirm(feed) and not watch.confirm(feed)
    feed.refresh_from_db()
    assert feed.warning_code == ""


def test_who_follows_later_gets_what_stands_there_today(stub):
    stub.routes["/nyheter"] = listed(range(10, 0, -1))
    watched(stub)
    make.collected()
    stub.routes["/nyheter"] = listed(range(13, 3, -1), visit=1)
    other = make.organisation("Norrås")
    watched(stub, organisation=other)
    assert Feed.objects.count() == 1
    make.collected()
    assert Entry.objects.filter(organisation=other).count() == 10


def test_a_feed_a_list_and_a_page_at_one_address_are_three(stub):
    address = stub.address + "/nyheter"
    home = make.source(address).organisation
    make.source(address, organisation=home, kind="listing")
    make.source(address, organisation=home, kind="listing", selector="main li")
    make.source(address, organisation=home, kind="page")
    assert len(set(Feed.objects.values_list("identity", flat=True))) == 4
    with pytest.raises(follow.AlreadyFollowed):
        make.source(address, organisation=home, kind="page")


TAX = (
    "<main><h1>Taxa för vatten</h1><p>Grundavgiften är {} kronor om året.</p>"
    "<p>Taxan gäller hela kommunen.</p>{}</main>"
)


def test_a_change_of_a_page_is_an_item_with_what_was_added(stub):
    stub.routes["/nyheter"] = page(TAX.format("4 100", ""))
    watched(stub, "page")
    assert make.collected()["new_entries"] == 0
    stub.routes["/nyheter"] = page(TAX.format("4 300", "<p>Taxan räknas om varje januari.</p>"))
    assert make.collected()["new_entries"] == 1
    found = Sighting.objects.get()
    assert found.title == "Taxa för vatten: Grundavgiften är 4 300 kronor om året."
    assert found.summary_text == "Grundavgiften är 4 300 kronor om året.\nTaxan räknas om varje januari."
    assert found.link.startswith(f"{stub.address}/nyheter#") and found.published_at is None
    stub.routes["/nyheter"] = page(TAX.format("4 500", "<p>Taxan räknas om varje januari.</p>"))
    make.collected()
    assert Item.objects.count() == 2 == Entry.objects.count()


def test_a_text_that_was_there_before_is_no_news(stub):
    stub.routes["/nyheter"] = page(TAX.format("4 100", ""))
    watched(stub, "page")
    make.collected()
    for price, count in (("4 300", 1), ("4 100", 1), ("4 300", 1)):
        stub.routes["/nyheter"] = page(TAX.format(price, ""))
        make.collected()
        assert Entry.objects.count() == count


def test_a_page_that_answers_with_errors_gives_no_item_and_is_unwell_in_words(stub):
    good, wrong = page(TAX.format("4 100", "")), "<h1>Tillfälligt fel</h1><p>Vi uppdaterar våra system."
    feed = watched_at = None
    for status, code in ((200, ""), (503, "site_trouble"), (404, "not_found"), (200, "")):
        stub.routes["/nyheter"] = good if status == 200 else Reply(status, page(wrong).body, HTML)
        feed = feed or watched(stub, "page")
        make.collected()
        feed.refresh_from_db()
        assert (feed.error_code, Item.objects.count()) == (code, 0), watched_at
    stub.routes["/nyheter"] = page(wrong)
    make.collected()
    feed.refresh_from_db()
    assert feed.warning_code == settle.REDESIGNED and not Item.objects.exists(), "an error page that says it is none"
