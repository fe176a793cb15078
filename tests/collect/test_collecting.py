"""Collecting, told as stories: a server on loopback publishes, and what stands in the database afterwards."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik import clock
from utkik.collect.ask import fetch, flight, landing
from utkik.collect.models import Feed, Item, Sighting
from utkik.collect.sources import follow
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db

FEED = {"Content-Type": "application/rss+xml"}


def published(*items, **headers):
    return Reply(body=rss(*items), headers=FEED | headers)


@pytest.fixture
def feed(stub):
    """A source at /rss of the stub, with two articles."""
    stub.routes["/rss"] = published(
        item("Ett", "http://a.example/1", guid="1"), item("Två", "http://a.example/2", guid="2")
    )
    return make.source(stub.address + "/rss").feed


def test_what_is_published_comes_once(stub, feed):
    first, again = make.collected(), make.collected()
    assert (first["feeds"], first["new_items"], first["new_entries"], first["failed"]) == (1, 2, 2, 0)
    assert (again["new_items"], again["new_entries"], again["unchanged"]) == (0, 0, 1)
    assert (Item.objects.count(), Sighting.objects.count(), Entry.objects.count()) == (2, 2, 2)


def test_only_due_feeds_are_fetched(stub, feed):
    assert fetch.collect_once()["feeds"] == 1
    assert fetch.collect_once()["feeds"] == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert fetch.collect_once()["feeds"] == 1


def test_the_feed_remembers_what_it_is(stub, feed):
    make.collected()
    feed.refresh_from_db()
    assert (feed.title, feed.form, feed.error_code) == ("Sandviks nyheter", "rss", "")
    assert feed.succeeded_at and feed.next_check_at > clock.now() and feed.claimed_until is None


def test_validators_are_those_of_the_last_200_and_sent_to_the_letter(stub, feed):
    def version(headers):
        known = headers.get("If-None-Match")
        turn = len(stub.asked)
        if turn == 2 and known == '"v1"':
            return published(item("Tre", guid="3"), ETag='W/"v2"', **{"Last-Modified": "sent i gar"})
        if known == 'W/"v2"':
            return Reply(304, headers={"ETag": '"fel"'})
        return published(item("Ett", guid="1"), ETag='"v1"', **{"Last-Modified": "sent i gar"})

    stub.routes["/rss"] = version
    totals = [make.collected() for _ in range(4)]
    assert [headers.get("If-None-Match") for _, headers in stub.asked] == [None, '"v1"', 'W/"v2"', 'W/"v2"']
    assert [headers.get("If-Modified-Since") for _, headers in stub.asked] == [None, *["sent i gar"] * 3]
    assert [one["unchanged"] for one in totals] == [0, 0, 1, 1]


def test_the_same_body_without_validators_is_unchanged(stub, feed):
    make.collected()
    assert make.collected()["unchanged"] == 1


def test_the_move_of_a_site_to_https_brings_nothing_again(stub, feed):
    make.collected()
    Entry.objects.update(state=Entry.State.DISMISSED)
    stub.routes["/rss"] = published(
        item("Tre", "https://a.example/3", guid="3"),
        item("Ett", "https://a.example/1", guid="https://a.example/1"),
        item("Två", "https://a.example/2", guid="2"),
    )
    assert make.collected()["new_entries"] == 1
    assert Entry.objects.filter(state=Entry.State.DISMISSED).count() == 2


def test_an_article_with_other_adverts_is_not_new(stub, feed):
    advert = '<p>Kajen lagas.</p><div><a href="https://ads.example/{}">Annons {}</a></div>'
    for code in ("x1", "x2", "x3"):
        stub.routes["/rss"] = published(item("Kajen", "https://a.example/k", guid="k", text=advert.format(code, code)))
        make.collected()
        Entry.objects.update(state=Entry.State.DISMISSED)
    assert Entry.objects.filter(sighting__title="Kajen").count() == 1
    assert "Annons x3" in Sighting.objects.get(title="Kajen").summary_text, "the newest words stand there"


def test_an_article_of_the_future_keeps_its_day_and_is_ordered_by_its_arrival(stub, feed):
    ahead = (clock.now() + timedelta(days=400)).strftime("%a, %d %b %Y %H:%M:%S +0000")
    stub.routes["/rss"] = published(item("Julmarknad", "https://a.example/j", guid="j", date=ahead))
    make.collected()
    entry = Entry.objects.get(sighting__title="Julmarknad")
    assert entry.item.published_at > clock.now() and entry.sort_at <= clock.now()


def test_an_article_in_two_feeds_is_one_entry(stub):
    stub.routes["/a"] = published(item("Delad", "https://a.example/1?utm_source=a", guid="1"))
    stub.routes["/b"] = published(item("Delad", "https://a.example/1", guid="nr 1"))
    make.source(stub.address + "/a")
    make.source(stub.address + "/b")
    totals = make.collected()
    assert (totals["new_items"], totals["new_entries"]) == (1, 1)
    assert (Item.objects.count(), Sighting.objects.count()) == (1, 2)


def test_two_organisations_cost_one_fetch_and_each_has_its_own_entry(stub, feed):
    make.source(stub.address.replace("http:", "HTTP:") + "/rss", organisation=make.organisation("norras"))
    assert make.collected()["new_entries"] == 4
    assert (Feed.objects.count(), len(stub.asked), Item.objects.count()) == (1, 1, 2)


def test_whoever_follows_later_gets_what_stands_there_today_and_nothing_older(stub, feed):
    make.collected()
    stub.routes["/rss"] = published(item("Tre", guid="3"), item("Två", "http://a.example/2", guid="2"), ETag='"v"')
    make.collected()
    newcomer = make.source(stub.address + "/rss", organisation=make.organisation("norras"))
    assert make.collected()["new_entries"] == 2
    theirs = Entry.objects.filter(organisation=newcomer.organisation)
    assert set(theirs.values_list("sighting__title", flat=True)) == {"Två", "Tre"}


def test_a_paused_source_is_not_fetched_for(stub, feed):
    source = feed.sources.get()
    follow.pause(source, by=make.member("scanner"))
    assert make.collected()["feeds"] == 0
    follow.resume(source, by=make.member("scanner"))
    assert fetch.collect_once()["feeds"] == 1


def test_whoever_takes_a_source_up_again_gets_what_stands_there_today(stub, feed):
    """A neighbour read on meanwhile: what it brought is known to the feed, and still new here."""
    make.source(stub.address + "/rss", organisation=make.organisation("norras"))
    make.collected()
    source, scanner = feed.sources.get(organisation=make.organisation()), make.member("scanner")
    for leave, back in ((follow.pause, follow.resume), (follow.remove, follow.restore)):
        leave(source, by=scanner)
        stub.routes["/rss"] = published(item(leave.__name__, f"http://a.example/{leave.__name__}"))
        make.collected()
        back(source, by=scanner)
        make.collected()
        mine = Entry.objects.filter(organisation=source.organisation, sighting__title=leave.__name__)
        assert mine.count() == 1


FAILURES = {
    404: "not_found",
    410: "gone",
    401: "not_allowed",
    403: "not_allowed",
    429: "asks_to_wait",
    500: "site_trouble",
    503: "site_trouble",
    204: "odd_answer",
}


@pytest.mark.parametrize(("status", "code"), FAILURES.items())
def test_each_failure_is_remembered_and_ends_with_the_next_answer(stub, feed, status, code):
    make.collected()
    good, stub.routes["/rss"] = stub.routes["/rss"], Reply(status)
    assert make.collected()["failed"] == 1
    feed.refresh_from_db()
    assert (feed.error_code, feed.failures) == (code, 1) and feed.failing_since and feed.succeeded_at
    stub.routes["/rss"] = good
    follow.try_now(feed)
    make.collected()
    feed.refresh_from_db()
    assert (feed.error_code, feed.failures, feed.failing_since) == ("", 0, None)


def test_failures_come_ever_more_seldom(stub, feed):
    stub.routes["/rss"] = Reply(500)
    waits = []
    for _ in range(6):
        make.collected()
        feed.refresh_from_db()
        waits.append(feed.next_check_at - feed.checked_at)
    assert waits == sorted(waits) and timedelta(hours=19) <= waits[-1] <= timedelta(days=1)


def test_a_server_that_asks_to_wait_is_obeyed(stub, feed):
    stub.routes["/rss"] = Reply(429, headers={"Retry-After": "172800"})
    make.collected()
    feed.refresh_from_db()
    assert feed.next_check_at - feed.checked_at == timedelta(days=2)


def test_a_network_that_answers_everything_with_its_log_in_page_overwrites_no_address(stub, feed):
    good = stub.routes["/rss"]
    stub.routes["/log-in"] = Reply(
        body=b"<!doctype html><title>Logga in</title>", headers={"Content-Type": "text/html"}
    )
    stub.routes["/rss"] = Reply(301, headers={"Location": "/log-in"})
    for _ in range(5):
        make.collected()
    feed.refresh_from_db()
    assert (feed.address, feed.error_code, feed.moved_to) == (stub.address + "/rss", "not_a_feed", "")
    stub.routes["/rss"] = good
    assert make.collected()["new_entries"] == 2


def test_a_feed_that_really_moved_is_believed_the_third_time(stub, feed):
    stub.routes["/ny"] = stub.routes["/rss"]
    stub.routes["/rss"] = Reply(301, headers={"Location": "/ny"})
    addresses = []
    for _ in range(4):
        make.collected()
        feed.refresh_from_db()
        addresses.append(feed.address)
    assert addresses == [stub.address + "/rss"] * 2 + [stub.address + "/ny"] * 2
    assert stub.asked_paths()[-1] == "/ny"


def test_a_temporary_redirect_is_never_remembered(stub, feed):
    stub.routes["/ny"] = stub.routes["/rss"]
    stub.routes["/rss"] = Reply(302, headers={"Location": "/ny"})
    for _ in range(5):
        make.collected()
    feed.refresh_from_db()
    assert feed.address == stub.address + "/rss"


def test_a_broken_slow_or_hostile_feed_costs_only_itself(stub, feed, monkeypatch):
    monkeypatch.setattr("utkik.net.client.SECONDS", 1.5)
    stub.routes |= {
        "/seg": Reply(pause=20),
        "/bomb": Reply(body=b"<rss><channel><item><title>" + b"<a>" * 100_000, headers=FEED),
        "/entitet": Reply(body=b'<!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', headers=FEED),
        "/stor": Reply(headers={"Content-Length": "999999999"}),
        "/trasig": Reply(body=b"inte gzip", headers={"Content-Encoding": "gzip"}),
    }
    for path in ("/seg", "/bomb", "/entitet", "/stor", "/trasig"):
        make.source(stub.address + path)
    totals = make.collected()
    assert (totals["feeds"], totals["failed"], totals["new_entries"]) == (6, 5, 2)
    codes = set(Feed.objects.exclude(error_code="").values_list("error_code", flat=True))
    assert codes == {"too_slow", "too_deep", "declares_entity", "too_big", "broken_answer"}


def test_what_cannot_be_stored_is_a_failure_of_that_feed(stub, feed, monkeypatch):
    make.source(stub.address + "/annan")
    stub.routes["/annan"] = published(item("Annan", guid="a"))
    real = landing.store

    def store(row, *rest):
        if row.pk == feed.pk:
            raise RuntimeError("disk full")
        return real(row, *rest)

    def store_together(_many):
        raise RuntimeError("disk full")

    monkeypatch.setattr(landing, "store", store)
    monkeypatch.setattr(landing, "store_together", store_together)
    assert make.collected()["failed"] == 1
    feed.refresh_from_db()
    assert (feed.error_code, Entry.objects.count()) == ("unexpected", 1)


def test_taking_in_the_same_again_and_cut_off_in_the_middle_gives_the_same_rows(stub, feed, monkeypatch):
    stub.routes["/rss"] = published(*(item(str(n), f"https://a.example/{n}", guid=str(n)) for n in range(40)))
    monkeypatch.setattr("utkik.collect.store.PORTION", 10)
    monkeypatch.setattr("utkik.collect.ask.landing.PORTION", 10)
    turns = iter([None, None, KeyboardInterrupt()])

    def cut_off():
        if error := next(turns, None):
            raise error

    monkeypatch.setattr("utkik.collect.store.breathe", cut_off)
    with pytest.raises(KeyboardInterrupt):
        make.collected()
    feed.refresh_from_db()
    assert Item.objects.count() == 30 and feed.body_hash == "", "the rest will be fetched again"
    Feed.objects.update(claimed_until=None)
    make.collected(etag="", body_hash="")
    make.collected(etag="", body_hash="")
    assert (Item.objects.count(), Sighting.objects.count(), Entry.objects.count()) == (40, 40, 40)


def test_a_feed_that_somebody_holds_is_left_alone_until_the_lease_ends(stub, feed):
    assert list(fetch.take([feed.pk], 1)) == [feed.pk]
    assert fetch.take([feed.pk], 1) == {}
    assert make.collected()["feeds"] == 0
    with clock.at(clock.now() + timedelta(minutes=3)):
        assert make.collected()["feeds"] == 1


def test_one_host_is_asked_two_at_a_time_with_a_pause(stub):
    jobs = [flight.Job(n, f"{stub.address}/{n}") for n in range(5)]
    began = clock.now()
    assert len(list(flight.outcomes(jobs, pause=0.1))) == 5
    assert clock.now() - began >= timedelta(seconds=0.4)


def test_many_hosts_are_asked_at_once():
    with serving("127.0.0.3") as one, serving("127.0.0.4") as other:
        for stub in (one, other):
            stub.routes = {f"/{n}": Reply(404, pause=0.4) for n in range(2)}
        jobs = [flight.Job(n, f"{(one, other)[n % 2].address}/{n // 2}") for n in range(4)]
        began = clock.now()
        assert len(list(flight.outcomes(jobs, pause=0.0))) == 4
        assert clock.now() - began < timedelta(seconds=1.4)
