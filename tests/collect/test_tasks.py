"""The background work's side: due feeds are found by the loop, and a slow host holds up nobody else."""

import threading

import pytest
from django.conf import settings

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik.collect import probe
from utkik.collect.ask import fetch, flight
from utkik.collect.models import Feed
from utkik.stream.models import Entry
from utkik.work import loop, stopping
from utkik.work.registry import duties

pytestmark = pytest.mark.django_db


def fetching():
    return next(duty for duty in duties() if duty.name == "collect.fetch_feeds")


def test_the_loop_fetches_what_is_due_and_lets_go_of_it(stub):
    stub.routes["/rss"] = Reply(body=rss(item()))
    feed = make.source(stub.address + "/rss").feed
    loop.one_pass({}, threading.Event(), apart=True)
    feed.refresh_from_db()
    assert (Entry.objects.count(), feed.claimed_until, feed.error_code) == (1, None, "")
    loop.one_pass({}, threading.Event(), apart=True)
    assert len(stub.asked) == 1


def test_fetching_has_a_thread_of_its_own(stub):
    make.source(stub.address + "/rss")
    loop.one_pass({}, threading.Event(), apart=False)
    assert stub.asked == []
    assert "collect.fetch_feeds" in [duty.name for duty in duties() if duty.apart]


def test_what_a_slow_host_did_not_let_begin_waits_for_the_next_batch():
    with serving("127.0.0.5") as slow, serving("127.0.0.6") as quick:
        slow.routes = {f"/{n}": Reply(body=rss(item(f"seg {n}", guid=str(n))), pause=2.5) for n in range(6)}
        quick.routes["/rss"] = Reply(body=rss(item("snabb", guid="s")))
        for n in range(6):
            make.source(f"{slow.address}/{n}")
        make.source(quick.address + "/rss")
        taken = fetch.take(list(Feed.objects.values_list("pk", flat=True)), 9)
        fetch.fetch_feeds(taken.values(), begin_within=1.5)
        assert Entry.objects.filter(sighting__title="snabb").exists()
        assert len(slow.asked) == 2
        assert Feed.objects.due().count() == 4, "let go of, and due at once"


def test_never_more_than_two_at_a_time_at_one_host(stub):
    there, most, lock = 0, 0, threading.Lock()

    def busy(_headers):
        nonlocal there, most
        with lock:
            there += 1
            most = max(most, there)
        threading.Event().wait(0.1)
        with lock:
            there -= 1
        return Reply(404)

    stub.routes = {f"/{n}": busy for n in range(10)}
    assert len(list(flight.outcomes([flight.Job(n, f"{stub.address}/{n}") for n in range(10)], pause=0.0))) == 10
    assert most == settings.UTKIK_FETCH_PER_HOST == 2


def test_a_pass_that_is_given_up_stops_flying(stub):
    stub.routes = {f"/{n}": Reply(404, pause=0.2) for n in range(40)}
    flying = flight.outcomes([flight.Job(n, f"{stub.address}/{n}") for n in range(40)], pause=0.0)
    next(flying)
    flying.close()
    assert len(stub.asked) < 10


def test_a_worker_that_is_to_stop_lets_go_of_what_is_left(stub):
    stub.routes = {f"/{n}": Reply(404, pause=0.3) for n in range(30)}
    for n in range(30):
        make.source(f"{stub.address}/{n}")
    stopping.asked.set()
    try:
        loop.do_batch(fetching())
    finally:
        stopping.asked.clear()
    assert len(stub.asked) < 10 and not Feed.objects.exclude(claimed_until=None).exists()


def test_the_preview_does_not_keep_a_person_waiting(stub, monkeypatch):
    monkeypatch.setattr(probe, "LOOK_SECONDS", 0.3)
    stub.routes["/"] = Reply(pause=5)
    first, feeds = probe.look(stub.address + "/")
    assert (first.code, feeds) == ("too_slow", [])


def test_totals_count_what_was_done(stub):
    stub.routes |= {"/a": Reply(body=rss(item("a", guid="a"))), "/b": Reply(500)}
    for path in ("/a", "/b"):
        make.source(stub.address + path)
    totals = fetch.fetch_feeds(Feed.objects.all())
    assert (totals.feeds, totals.failed, totals.new_items, totals.new_entries) == (2, 1, 1, 1)
