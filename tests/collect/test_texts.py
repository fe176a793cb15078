"""Whole texts: only where somebody chose so, only where the site lets us, only for them, and only for a month."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik import clock
from utkik.collect import same
from utkik.collect.models import Item, Source
from utkik.collect.read import article
from utkik.collect.sources import follow
from utkik.collect.texts import texts
from utkik.collect.texts.models import ArticleText
from utkik.stream import triage
from utkik.stream.models import Entry
from utkik.stream.rule_models import Rule, RuleHit
from utkik.text import search

pytestmark = pytest.mark.django_db

TEXT = "Kajen i Norrås lagas i vår. Färjan går som vanligt, säger hamnchefen Åsa Öberg. " * 5
PAGE = (
    '<html lang="sv"><head><title>Kajen</title>{head}</head><body><nav><a href="/">Start</a></nav><main><article>'
    f'<h1>Kajen lagas</h1><p>{TEXT}</p><p>Mer står i <a href="/plan">planen</a>.</p><script>x()</script>'
    '<img src="https://spar.example/o.gif"></article></main><footer>Kontakt</footer></body></html>'
)
HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture(autouse=True)
def _no_memory(settings):
    settings.UTKIK_FETCH_PAUSE = 0
    texts._rules.clear()


@pytest.fixture
def member():
    return make.member("scanner")


@pytest.fixture
def source(stub, member):
    """A source whose texts are wanted, with one article."""
    stub.routes["/nyheter/kajen"] = Reply(body=PAGE.format(head="").encode(), headers=HTML)
    stub.routes["/rss"] = Reply(body=rss(item("Kajen lagas", f"{stub.address}/nyheter/kajen", guid="1", text="Kort.")))
    made = make.source(stub.address + "/rss", by=member)
    follow.change(made, {"texts_since": clock.now()}, by=member)
    return made


def fetched():
    make.collected()
    texts.plan()
    texts.fetch(list(texts.due()))
    return ArticleText.objects.first()


def test_without_the_choice_no_article_is_asked_for(stub, source, member):
    follow.change(source, {"texts_since": None}, by=member)
    assert fetched() is None
    assert stub.asked_paths() == ["/rss"]


def test_the_text_is_fetched_once_cleaned_and_kept_for_a_month(stub, source):
    row = fetched()
    assert (row.state, row.language, row.tries) == ("had", "sv", 0)
    assert "hamnchefen Åsa Öberg" in row.html and f'href="{stub.address}/plan"' in row.html
    assert not [word for word in ("<img", "script", "Kontakt", "Start") if word in row.html]
    assert row.expires_at - row.fetched_at == timedelta(days=30)
    fetched()
    assert stub.asked_paths().count("/nyheter/kajen") == 1
    assert stub.asked_paths()[1:4] == ["/robots.txt", "/.well-known/tdmrep.json", "/nyheter/kajen"]


def test_what_came_before_the_choice_is_not_fetched(stub, source, member):
    make.collected()
    follow.change(source, {"texts_since": clock.now()}, by=member)
    assert texts.plan() == 0


def test_the_text_is_the_organisations_own_and_shown_until_it_expires(stub, source, member, client):
    neighbour = make.member("scanner", organisation=make.organisation("norras"))
    make.source(stub.address + "/rss", by=neighbour)
    row = fetched()

    def shown_to(one):
        client.force_login(one.user)
        entry = Entry.objects.get(organisation=one.organisation)
        return client.get(f"/o/{one.organisation.slug}/stream/{entry.pk}").content.decode()

    assert "hamnchefen Åsa Öberg" in shown_to(member)
    assert "hamnchefen" not in shown_to(neighbour) and "Kort." in shown_to(neighbour)
    assert texts.of_item(neighbour.organisation, row.item_id) is None
    with clock.at(clock.now() + timedelta(days=31)):
        assert texts.of_item(member.organisation, row.item_id) is None
        assert texts.expire() == 1
    row.refresh_from_db()
    assert (row.state, row.html) == ("expired", "")
    assert texts.plan() == 0, "it is not fetched again"


@pytest.mark.parametrize(
    ("route", "reply", "state"),
    [
        ("/robots.txt", Reply(body=b"User-agent: *\nDisallow: /nyheter/kajen"), "not_allowed"),
        ("/.well-known/tdmrep.json", Reply(body=b'[{"location": "/", "tdm-reservation": 1}]'), "reserved"),
    ],
)
def test_a_site_that_lets_no_program_read_is_not_asked(stub, source, member, client, route, reply, state):
    stub.routes[route] = reply
    assert fetched().state == state
    assert "/nyheter/kajen" not in stub.asked_paths()
    client.force_login(member.user)
    page = client.get(f"/o/{member.organisation.slug}/stream/{Entry.objects.get().pk}").content.decode()
    assert "låter inte program läsa" in page


@pytest.mark.parametrize(
    "reply",
    [
        Reply(body=PAGE.format(head="").encode(), headers={**HTML, "TDM-Reservation": "1"}),
        Reply(body=PAGE.format(head='<meta name="tdm-reservation" content="1">').encode(), headers=HTML),
    ],
)
def test_a_page_that_reserves_itself_is_not_kept(stub, source, reply):
    stub.routes["/nyheter/kajen"] = reply
    row = fetched()
    assert (row.state, row.html) == ("reserved", "")


def test_while_a_site_has_trouble_nothing_is_read_and_it_is_tried_again_a_few_times(stub, source):
    stub.routes["/robots.txt"] = Reply(503)
    row = fetched()
    assert (row.state, row.tries) == ("waiting", 1)
    for tries in (2, 3):
        with clock.at(row.next_check_at + timedelta(seconds=1)):
            texts.fetch(list(texts.due()))
        row.refresh_from_db()
        assert row.tries == tries
    assert row.state == "failed" and "/nyheter/kajen" not in stub.asked_paths()


def test_an_article_that_is_let_go_of_meanwhile_holds_up_no_other(stub, source):
    other = item("Färjan går", f"{stub.address}/farjan", guid="2", text="Kort.")
    stub.routes["/farjan"] = stub.routes["/nyheter/kajen"]
    stub.routes["/rss"] = Reply(
        body=rss(item("Kajen lagas", f"{stub.address}/nyheter/kajen", guid="1", text="Kort.") + other)
    )
    make.collected()
    texts.plan()
    gone, kept = rows = list(texts.due())
    ArticleText.objects.filter(pk=gone.pk).delete()
    texts.fetch(rows)
    kept.refresh_from_db()
    assert kept.state == "had" and ArticleText.objects.count() == 1


def test_a_page_without_an_article_is_no_text(stub, source):
    stub.routes["/nyheter/kajen"] = Reply(body=b"<html><body><p>Logga in</p></body></html>", headers=HTML)
    assert fetched().state == "failed"


def test_the_choice_is_made_where_a_source_is_changed(source, member, client):
    client.force_login(member.user)
    address = f"/o/{member.organisation.slug}/sources/{source.pk}/edit"
    assert "checked" in client.get(address).content.decode().partition('name="whole_text"')[2].partition(">")[0]
    since = Source.objects.get().texts_since
    told = {"name": source.name, "level": "near", "rhythm": ""}
    client.post(address, told | {"whole_text": "on"})
    assert Source.objects.get().texts_since == since
    client.post(address, told)
    assert Source.objects.get().texts_since is None


def test_the_address_that_a_page_says_is_its_own_makes_one_article_of_two_feeds(stub, source, member):
    head = f'<link rel="canonical" href="{stub.address}/nyheter/kajen-lagas">'
    stub.routes["/nyheter/kajen"] = Reply(body=PAGE.format(head=head).encode(), headers=HTML)
    fetched()
    other = rss(item("Kajen", f"{stub.address}/nyheter/kajen-lagas?utm_source=x", guid="a"))
    stub.routes["/andra"] = Reply(body=other)
    make.source(stub.address + "/andra", by=member, name="Andra källan")
    make.collected()
    assert Entry.objects.get().arrivals.count() == 2


@pytest.fixture
def twice(stub, source, member):
    """An article that two feeds brought under two addresses, before its page was read."""
    head = f'<link rel="canonical" href="{stub.address}/nyheter/kajen-lagas">'
    stub.routes["/nyheter/kajen"] = Reply(body=PAGE.format(head=head).encode(), headers=HTML)
    stub.routes["/andra"] = Reply(body=rss(item("Kajen lagas", f"{stub.address}/nyheter/kajen-lagas", guid="a")))
    other = make.source(stub.address + "/andra", by=member, name="Andra källan")
    neighbour = make.stranger("scanner")
    for path in ("/rss", "/andra"):
        make.source(stub.address + path, by=neighbour)
    make.collected()
    return other, neighbour


def test_two_articles_whose_page_says_that_they_are_one_become_one_with_all_its_sources(stub, source, member, twice):
    other, neighbour = twice
    rule = Rule.objects.create(organisation=member.organisation, words="x", action="mark", mark="Hamn", by=member)
    first = Entry.objects.for_member(member).get(source=source)
    RuleHit.objects.create(organisation=member.organisation, rule=rule, entry=first)
    fetched()
    entry = Entry.objects.for_member(member).get()
    assert set(entry.arrivals.values_list("source", flat=True)) == {source.pk, other.pk}
    assert entry.rule_hits.get().rule == rule
    assert texts.of_item(member.organisation_id, entry.item_id).html
    assert Entry.objects.for_member(member).filter(search_terms__finds=search.parse("lagas")).exists()
    assert Entry.objects.for_member(neighbour).count() == 2, "who did not read the page keeps both"

    Item.objects.update(first_seen_at=clock.now() - timedelta(hours=1))
    for one in (source, other):
        follow.pause(one, by=member)
        follow.resume(one, by=member)
    make.collected()
    assert Entry.objects.for_member(member).get() == entry, "neither comes back when it is told again"


@pytest.mark.parametrize("kept", [0, 1])
def test_of_two_that_are_one_what_was_worked_on_stays(source, member, twice, kept):
    chosen = Entry.objects.for_member(member).order_by("pk")[kept]
    triage.keep(chosen, by=member)
    fetched()
    entry = Entry.objects.for_member(member).get()
    assert (entry.pk, entry.state, entry.arrivals.count()) == (chosen.pk, "kept", 2)


def test_two_that_were_both_worked_on_stay_two(source, member, twice):
    for entry in Entry.objects.for_member(member):
        triage.keep(entry, by=member)
    fetched()
    assert Entry.objects.for_member(member).count() == 2


def test_a_page_that_says_it_is_anothers_changes_nothing(stub, source, member):
    head = '<link rel="canonical" href="https://norras.example/nyheter/kajen">'
    stub.routes["/nyheter/kajen"] = Reply(body=PAGE.format(head=head).encode(), headers=HTML)
    fetched()
    stub.routes["/andra"] = Reply(body=rss(item("Kajen", "https://norras.example/nyheter/kajen", guid="a")))
    make.source(stub.address + "/andra", by=member)
    make.collected()
    assert Entry.objects.count() == 2


def test_a_page_that_took_a_name_and_was_let_go_keeps_no_article_away_from_others(stub, source):
    head = f'<link rel="canonical" href="{stub.address}/nyheter/viktig">'
    stub.routes["/nyheter/kajen"] = Reply(body=PAGE.format(head=head).encode(), headers=HTML)
    fetched()
    Item.objects.update(purged_at=clock.now(), address="")
    stub.routes["/andra"] = Reply(body=rss(item("Viktigt", f"{stub.address}/nyheter/viktig", guid="a")))
    neighbour = make.stranger("scanner")
    make.source(stub.address + "/andra", by=neighbour)
    make.collected()
    assert Entry.objects.for_member(neighbour).get().sighting.title == "Viktigt"


def test_a_pages_own_address_is_believed_on_its_own_site_alone():
    for said, believed in (("/x/kajen", "https://m.a.example/x/kajen"), ("https://b.example/x/kajen", "")):
        head = f'<link rel="Canonical" href="{said}">'
        reading = article.read(PAGE.format(head=head).encode(), "https://m.a.example/x/1")
        assert reading.site == believed
    assert same.believed("https://www.a.example/x/kajen", "https://m.a.example/x/1")
