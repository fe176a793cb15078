"""A week of the real scheduler against a stub server whose clock goes with ours: how often each kind of feed is asked.

The clock jumps from one due moment to the next; everything else is as it runs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.conf import settings
from django.db import transaction

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik import clock
from utkik.collect.models import Feed
from utkik.collect.sources import follow
from utkik.work import loop

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

BEGIN = datetime(2026, 11, 23, 0, 3, tzinfo=UTC)  # a Monday
END = BEGIN + timedelta(days=7)
STEP = timedelta(minutes=5)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class World:
    """The stub's side: what time it is, and when each path was asked."""

    now: datetime = BEGIN
    asked: dict[str, list[tuple[datetime, int, dict[str, str]]]] = field(default_factory=dict)

    def route(self, path: str, answer: Callable[[dict[str, str]], Reply]) -> Callable[[dict[str, str]], Reply]:
        def noted(headers: dict[str, str]) -> Reply:
            reply = answer(headers)
            self.asked.setdefault(path, []).append((self.now, reply.status, headers))
            return reply

        return noted

    def publishing(self, every: timedelta, head: str = "", **headers: str) -> Callable[[dict[str, str]], Reply]:
        """A feed with the newest twelve of what it publishes at this pace, and both validators."""

        def answer(asked: dict[str, str]) -> Reply:
            count = int((self.now - BEGIN) / every)
            tag = f'W/"nr {count}"'
            if asked.get("If-None-Match") == tag:
                return Reply(304, headers=headers)
            moments = [(number, BEGIN + every * number) for number in range(count - 11, count + 1)]
            items = [item(str(n), f"https://a.example/{every}/{n}", date=format_datetime(at)) for n, at in moments]
            told = {"ETag": tag, "Last-Modified": format_datetime(moments[-1][1], usegmt=True)}
            return Reply(body=rss(*items, head=head), headers=headers | told)

        return answer


def always(status: int, **headers: str) -> Callable[[dict[str, str]], Reply]:
    return lambda _asked: Reply(status, headers={name.replace("_", "-"): value for name, value in headers.items()})


SKIPPED = "".join(f"<hour>{hour}</hour>" for hour in range(12))
WEEKEND = "<day>Saturday</day><day>Sunday</day>"


def kinds(world: World) -> dict[str, Callable]:
    hourly, old = world.publishing(4 * HOUR), world.publishing(400 * DAY)
    return {
        "often": world.publishing(timedelta(minutes=10)),
        "hourly": hourly,
        "daily": world.publishing(DAY),
        "old": old,
        "ttl": world.publishing(4 * HOUR, head="<ttl>720</ttl>"),
        "skip": world.publishing(4 * HOUR, head=f"<skipHours>{SKIPPED}</skipHours><skipDays>{WEEKEND}</skipDays>"),
        "fresh": world.publishing(4 * HOUR, **{"Cache-Control": "public, max-age=21600"}),
        "wish-hourly": world.publishing(10 * DAY),
        "wish-daily": world.publishing(timedelta(minutes=10)),
        "wish-weekly": world.publishing(timedelta(minutes=10)),
        "shared": world.publishing(DAY),
        "paused": hourly,
        "moved": always(301, Location="/new-home"),
        "moved-308": always(308, Location="/newer-home"),
        "lent": always(302, Location="/guest-room"),
        "gone": always(410),
        "busy": always(429, Retry_After="172800"),
        **{f"fails-{status}": always(status) for status in (401, 403, 404, 429, 500, 503)},
    }


REDIRECTED = ("new-home", "newer-home", "guest-room")
# What is asked in the week: at least, at most.
EXPECTED = {
    "often": (480, 680),
    "hourly": (155, 176),
    "daily": (26, 30),
    "old": (7, 9),
    "ttl": (13, 15),
    "skip": (40, 62),
    "fresh": (25, 29),
    "wish-hourly": (155, 176),
    "wish-daily": (7, 8),
    "wish-weekly": (1, 2),
    "shared": (26, 30),
    "moved": (3, 3),
    "new-home": (26, 30),
    "moved-308": (3, 3),
    "newer-home": (26, 30),
    "lent": (26, 30),
    "guest-room": (26, 30),
    "gone": (1, 1),
    "busy": (4, 4),
    **{f"fails-{status}": (10, 14) for status in (401, 403, 404, 429, 500, 503)},
}


@pytest.fixture(scope="module")
def week(django_db_setup, django_db_blocker):
    """What was asked in a week that was lived once for all tests here."""
    with django_db_blocker.unblock(), serving() as stub, pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "UTKIK_FETCH_PAUSE", 0.0)
        patch.setattr(settings, "UTKIK_CONTACT", "drift@sandvik.example")
        world = World()
        with transaction.atomic():
            lay(world, stub)
            live(world)
            transaction.set_rollback(True)
    return world


def lay(world: World, stub) -> None:
    routes = kinds(world)
    stub.routes = {f"/{path}": world.route(path, answer) for path, answer in routes.items()}
    stub.routes |= {f"/{path}": world.route(path, world.publishing(DAY)) for path in REDIRECTED}
    with clock.at(BEGIN):
        analyst = make.member("analyst")
        for path in routes:
            rhythm = path.removeprefix("wish-") if path.startswith("wish-") else ""
            source = make.source(f"{stub.address}/{path}", by=analyst)
            if rhythm:
                follow.change(source, {"rhythm": rhythm}, by=analyst)
            if path == "paused":
                follow.pause(source, by=analyst)
        make.source(f"{stub.address}/shared", organisation=make.organisation("norras"))


def live(world: World) -> None:
    """From one due moment to the next, to the next even five minutes."""
    while world.now < END:
        with clock.at(world.now):
            loop.one_pass({}, threading.Event(), apart=True)
            due = Feed.objects.followed().filter(retired_at=None).order_by("next_check_at")
            nearest = due.values_list("next_check_at", flat=True)[0]
        world.now += STEP * max(-((world.now - nearest) // STEP), 1)


@pytest.mark.parametrize("path", EXPECTED)
def test_a_feed_is_asked_as_often_as_is_said(week, path):
    least, most = EXPECTED[path]
    assert least <= len(week.asked[path]) <= most


def test_nobody_else_is_asked(week):
    assert set(week.asked) == set(EXPECTED)


@pytest.mark.parametrize("path", ["hourly", "often", "shared"])
def test_all_but_what_is_new_is_answered_with_304(week, path):
    read = [status for _at, status, _headers in week.asked[path]].count(200)
    published = 1 + (END - BEGIN) // {"often": timedelta(minutes=10), "hourly": 4 * HOUR, "shared": DAY}[path]
    assert read <= published
    for _at, _status, headers in week.asked[path][1:]:
        assert headers["If-None-Match"].startswith('W/"nr ') and headers["If-Modified-Since"].endswith("GMT")


def test_nothing_is_asked_in_hours_and_on_days_that_are_skipped(week):
    later = [at for at, _status, _headers in week.asked["skip"][1:]]
    assert {at.hour for at in later} <= set(range(12, 24))
    assert {at.weekday() for at in later} <= {0, 1, 2, 3, 4}


def test_what_is_still_fresh_is_not_asked_for(week):
    assert shortest_pause(week, "fresh") >= 6 * HOUR
    assert shortest_pause(week, "ttl") >= 12 * HOUR


def test_a_failure_waits_ever_longer_up_to_a_day_and_no_two_alike(week):
    waits = []
    for status in (401, 403, 404, 429, 500, 503):
        moments = [at for at, _status, _headers in week.asked[f"fails-{status}"]]
        pauses = [later - earlier for earlier, later in zip(moments, moments[1:], strict=False)]
        assert pauses[:5] == sorted(pauses[:5]) and max(pauses) <= DAY + STEP
        assert pauses[0] >= 45 * timedelta(minutes=1)
        waits.append(tuple(pauses))
    assert len(set(waits)) > 3


def test_every_request_says_who_asks_and_takes_packed_answers(week):
    for asked in week.asked.values():
        for _at, _status, headers in asked:
            assert headers["User-Agent"] == "Utkik/1 (+drift@sandvik.example)"
            assert {"gzip", "br", "zstd"} <= {name.strip() for name in headers["Accept-Encoding"].split(",")}


def shortest_pause(week: World, path: str) -> timedelta:
    moments = [at for at, _status, _headers in week.asked[path]]
    return min(later - earlier for earlier, later in zip(moments, moments[1:], strict=False))
