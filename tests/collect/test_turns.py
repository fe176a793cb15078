"""Politeness to hosts, and what holds when several workers share the feeds."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik import clock
from utkik.collect.ask import fetch, flight
from utkik.collect.models import Feed, Item

pytestmark = pytest.mark.django_db


def starts(stub):
    """The stub notes when each request came."""
    moments = []

    def noted(reply):
        def answer(_headers):
            moments.append(time.monotonic())
            return reply

        return answer

    return moments, noted


def test_a_redirect_waits_its_turn_like_any_request(stub):
    moments, noted = starts(stub)
    for n in range(3):
        stub.routes[f"/{n}"] = noted(Reply(302, headers={"Location": f"/to/{n}"}))
        stub.routes[f"/to/{n}"] = noted(Reply(404))
    assert len(list(flight.outcomes([flight.Job(n, f"{stub.address}/{n}") for n in range(3)], pause=0.1))) == 3
    assert len(moments) == 6
    assert moments[-1] - moments[0] >= 0.45, "six starts, a pause between each"


def test_two_feeds_that_lead_to_each_others_hosts_do_not_wait_for_ever():
    with serving("127.0.0.7") as one, serving("127.0.0.8") as other:
        for n in range(4):
            one.routes |= {f"/{n}": Reply(302, headers={"Location": f"{other.address}/end"}, pause=0.05)}
            other.routes |= {f"/{n}": Reply(302, headers={"Location": f"{one.address}/end"}, pause=0.05)}
        jobs = [flight.Job(n, f"{(one, other)[n % 2].address}/{n // 2}") for n in range(8)]
        began = time.monotonic()
        found = list(filter(None, flight.outcomes(jobs, pause=0.0)))
        assert {outcome.failure for outcome in found} == {"not_found"} and time.monotonic() - began < 10


def test_two_ports_of_one_host_are_one_host():
    with serving("127.0.0.9") as one, serving("127.0.0.9") as other:
        jobs = [flight.Job(n, f"{(one, other)[n % 2].address}/{n}") for n in range(4)]
        began = time.monotonic()
        assert len(list(flight.outcomes(jobs, pause=0.1))) == 4
        assert time.monotonic() - began >= 0.3


def test_a_host_that_another_worker_asks_is_left_to_it():
    feeds = [
        make.source(address).feed
        for address in ("https://a.example/1", "https://a.example:443/2", "https://b.example/1")
    ]
    Feed.objects.filter(pk=feeds[0].pk).update(claimed_until=clock.now() + timedelta(minutes=1), claimed_by="another:1")
    assert set(Feed.objects.due()) == {feeds[2]}
    assert list(fetch.take([feed.pk for feed in feeds], 9)) == [feeds[2].pk]
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert set(Feed.objects.due()) >= {feeds[0], feeds[1]}


def test_whoever_lost_the_lease_writes_nothing(stub):
    """A worker that slept too long: somebody else has its feed meanwhile."""
    stub.routes |= {"/read": Reply(body=rss(item())), "/same": Reply(304), "/wrong": Reply(500)}
    feeds = [make.source(stub.address + path).feed for path in stub.routes]
    Feed.objects.filter(address__endswith="/same").update(etag='"v1"')
    taken = fetch.take([feed.pk for feed in feeds], 9)
    theirs = clock.now() + timedelta(minutes=5)
    Feed.objects.update(claimed_until=theirs, claimed_by="another:1")
    assert fetch.fetch_feeds(taken.values()).feeds == 3
    assert Item.objects.count() == 0
    assert set(Feed.objects.values_list("claimed_until", "checked_at", "failures")) == {(theirs, None, 0)}


def test_what_has_not_changed_costs_nothing_but_its_next_time(stub):
    """However many they are: they are taken together, and their next times written together."""

    def written(feeds):
        for n in range(feeds):
            stub.routes[f"/{feeds}/{n}"] = Reply(304)
            make.source(f"{stub.address}/{feeds}/{n}")
        Feed.objects.update(etag='"v1"', claimed_until=None, next_check_at=clock.now())
        with CaptureQueriesContext(connection) as asked:
            totals = fetch.collect_once(all_feeds=True)
        assert totals["unchanged"] == totals["feeds"] == Feed.objects.count()
        changes = [one["sql"] for one in asked if "UPDATE" in one["sql"] or "INSERT" in one["sql"]]
        return [sql for sql in changes if not sql.startswith("SELECT")]  # PostgreSQL's are taken FOR UPDATE

    few, many = written(2), written(30)
    assert len(few) == len(many) == 2
    assert all("collect_feed" in sql for sql in many)
    assert "next_check_at" in many[1]
