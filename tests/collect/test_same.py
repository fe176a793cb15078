"""One article has one key, whatever form its address comes in; and nobody speaks for another's article."""

import pytest

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik.collect import same
from utkik.collect.address import canonical
from utkik.collect.models import Item, Sighting
from utkik.signals import evidence
from utkik.stream.models import Entry

FEED = {"Content-Type": "application/rss+xml"}
ARTICLE = "https://www.sandvik.example/nyheter/kajen"
FORMS = [
    "http://sandvik.example/nyheter/kajen",
    "https://m.sandvik.example/nyheter/kajen/",
    "https://mobil.sandvik.example/nyheter/kajen?m=1",
    "https://www.sandvik.example/nyheter/kajen?utm_source=rss&utm_medium=rss",
    "https://www.sandvik.example/nyheter/kajen/amp/",
    "https://www.sandvik.example/nyheter/kajen/amp?outputType=amp",
    "https://www.sandvik.example/nyheter/kajen.amp",
    "https://www.sandvik.example/amp/nyheter/kajen",
    "https://amp.sandvik.example/nyheter/kajen?amp",
    "https://www.google.com/amp/s/www.sandvik.example/nyheter/kajen",
    "https://www-sandvik-example.cdn.ampproject.org/c/s/www.sandvik.example/nyheter/kajen",
    "https://www.bing-amp.com/c/s/www.sandvik.example/nyheter/kajen",
]
OTHERS = [
    "https://www.sandvik.example/nyheter/kajen-2",
    "https://www.sandvik.example/nyheter/Kajen",
    "https://www.sandvik.example/nyheter/kajen?id=2",
    "https://www.sandvik.example/nyheter/kajen#avsnitt-2",
    "https://nyheter.sandvik.example/nyheter/kajen",
    "https://www.sandvik.example/amp",
    "https://m.example/nyheter/kajen",
]


@pytest.mark.parametrize("form", FORMS)
def test_forms_of_one_address_are_one_article(form):
    assert same.key(form) == same.key(ARTICLE)


@pytest.mark.parametrize("other", OTHERS)
def test_other_addresses_are_other_articles(other):
    assert same.key(other) != same.key(ARTICLE)


def test_a_copy_that_others_keep_is_led_back_to_the_page_itself():
    for copy in FORMS[-3:]:
        assert canonical(copy) == ARTICLE
    assert canonical("https://www.google.com/amp/b") == "https://www.google.com/amp/b"


@pytest.mark.parametrize(
    ("claimed", "page", "believed"),
    [
        (ARTICLE, "https://m.sandvik.example/nyheter/1?ref=x", ARTICLE),
        (f"{ARTICLE}?utm_source=x", ARTICLE, ARTICLE),
        ("https://norras.example/nyheter/kajen", ARTICLE, ""),
        ("https://www.sandvik.example/", ARTICLE, ""),
        ("javascript:alert(1)", ARTICLE, ""),
        ("", ARTICLE, ""),
        ("https://blogg.example/anna/kajen", "https://blogg.example/anna/2026/kajen?p=1", ""),
        ("https://a.example/x/2026/kajen", "https://a.example/x/2026/11/1", "https://a.example/x/2026/kajen"),
        ("https://blogg.example/anna/kajen", "https://blogg.example/anna/kajen-1", "https://blogg.example/anna/kajen"),
        ("https://blogg.example/anna/kajen", "https://blogg.example/bo/kajen", ""),
        ("https://blogg.example/u/anna/kajen", "https://blogg.example/u/bo/kajen", ""),
        ("https://blogg.example/annas-text", "https://blogg.example/bos-text", ""),
        ("https://blogg.example/visa?id=7", "https://blogg.example/visa?id=5", ""),
        ("https://blogg.example/visa?id=7", "https://blogg.example/visa?id=7&s=1", "https://blogg.example/visa?id=7"),
        ("https://blogg.example/kajen", "https://m.blogg.example/amp/kajen", "https://blogg.example/kajen"),
    ],
)
def test_a_page_says_its_address_only_on_its_own_site(claimed, page, believed):
    assert same.believed(claimed, page) == believed


def _published(stub, path, *items):
    stub.routes[path] = Reply(body=rss(*items), headers=FEED)
    return stub.address + path


@pytest.mark.django_db
def test_an_article_from_three_feeds_is_one_entry_that_names_them_all(stub, client):
    member = make.member("scanner")
    for number, form in enumerate((ARTICLE, *FORMS[1:3])):
        address = _published(stub, f"/{number}", item("Kajen", form, guid=f"g{number}"))
        make.source(address, by=member, name=f"Källa nr {number}")
        make.collected()
    entry = Entry.objects.get()
    assert (Item.objects.count(), entry.arrivals.count()) == (1, 3)
    client.force_login(member.user)
    page = client.get(f"/o/{member.organisation.slug}/stream/{entry.pk}").content.decode()
    assert all(f"Källa nr {number}" in page for number in range(3))


@pytest.mark.django_db
def test_a_feed_that_claims_anothers_address_changes_nothing_for_those_who_do_not_follow_it(stub):
    quiet, fooled = make.member("scanner"), make.member("scanner", organisation=make.organisation("norras"))
    false = item("Kajen är såld", ARTICLE, guid="x", date="Mon, 01 Jan 2001 00:00:00 GMT", text="<p>Falskt.</p>")
    true = item("Kajen lagas", ARTICLE, guid="1", date="Mon, 02 Nov 2026 08:00:00 GMT", text="<p>Sant.</p>")
    make.source(_published(stub, "/false", false), by=fooled)
    make.collected()
    make.source(_published(stub, "/true", true), by=quiet)
    make.source(stub.address + "/true", by=fooled)
    make.collected()

    entry = Entry.objects.get(organisation=quiet.organisation)
    signal = make.signal(organisation=quiet.organisation)
    piece = evidence.add_entry(signal, entry, by=quiet)
    assert (entry.sighting.title, entry.sighting.summary_text) == ("Kajen lagas", "Sant.")
    assert (piece.title, piece.address, f"{piece.dated}") == ("Kajen lagas", ARTICLE, "2026-11-02")
    assert entry.sort_at.year == 2026 and "såld" not in entry.search_terms
    assert entry.arrivals.count() == 1
    seen = Sighting.objects.of_organisation(quiet.organisation)
    assert [sighting.title for sighting in seen] == ["Kajen lagas"]
