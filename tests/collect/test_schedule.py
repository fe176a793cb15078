"""When a feed comes next: a table, without clock and database."""

from datetime import UTC, datetime, timedelta

import pytest

from utkik.collect.ask import schedule

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def every(pause, times=12, first=timedelta(0)):
    return [NOW - first - pause * n for n in range(1, times + 1)]


@pytest.mark.parametrize(
    ("published", "wait"),
    [
        ([], None),
        (every(DAY, 2), None),
        (every(timedelta(minutes=10)), timedelta(minutes=15)),
        (every(4 * HOUR), HOUR),
        (every(DAY), 6 * HOUR),
        (every(timedelta(days=9)), DAY),
        ([NOW + DAY * n for n in range(5)], None),
        ([NOW - HOUR] * 20, None),
    ],
)
def test_a_feed_is_fetched_as_often_as_it_publishes(published, wait):
    assert schedule.usual_interval(published, NOW) == wait


def test_a_feed_without_dates_is_learned_from_what_it_brought():
    interval, often = schedule.USUAL, []
    for _ in range(4):
        interval = schedule.learned_interval(interval, interval)
        often.append(interval)
    assert often == sorted(often, reverse=True) and often[-1] == schedule.SHORTEST
    assert schedule.learned_interval(HOUR, 30 * DAY) == DAY


@pytest.mark.parametrize(
    ("silence", "wait"), [(HOUR, HOUR), (DAY, HOUR), (7 * DAY, 7 * HOUR), (24 * DAY, DAY), (400 * DAY, DAY)]
)
def test_what_falls_silent_is_asked_ever_more_seldom(silence, wait):
    assert schedule.grown(HOUR, silence) == wait


@pytest.mark.parametrize(
    ("rhythms", "wait"),
    [
        ([], 6 * HOUR),
        ([""], 6 * HOUR),
        (["hourly"], HOUR),
        (["daily"], DAY),
        (["weekly"], 7 * DAY),
        (["weekly", ""], 6 * HOUR),
        (["weekly", "daily"], DAY),
    ],
)
def test_the_followers_wish_goes_before_and_the_most_eager_decides(rhythms, wait):
    assert schedule.wished(6 * HOUR, rhythms) == wait


def test_a_site_that_asks_for_less_is_obeyed_up_to_a_day():
    assert schedule.after_success(HOUR, asked=6 * HOUR) >= 6 * HOUR
    assert schedule.after_success(HOUR, asked=6 * HOUR, share=0) == 6 * HOUR, "never earlier than asked"
    assert schedule.after_success(HOUR, asked=400 * DAY, share=0) == DAY


@pytest.mark.parametrize(
    ("failures", "wait"), [(1, HOUR), (2, 2 * HOUR), (3, 4 * HOUR), (5, 16 * HOUR), (6, DAY), (400, DAY)]
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures, wait):
    assert schedule.after_failure(HOUR, failures, share=1) == wait
    assert schedule.after_failure(HOUR, failures, share=0) == wait * 0.8


def test_the_server_is_obeyed_when_it_asks_for_more_but_not_for_ever():
    assert schedule.after_failure(HOUR, 1, asked=3 * DAY) == 3 * DAY
    assert schedule.after_failure(HOUR, 1, asked=60 * DAY) == 7 * DAY
    assert schedule.after_failure(HOUR, 1, asked=timedelta(seconds=5), share=1) == HOUR


def test_feeds_spread_over_time():
    waits = {schedule.after_success(HOUR, share=share / 10) for share in range(10)}
    assert len(waits) == 10 and max(waits) - min(waits) < HOUR / 8


@pytest.mark.parametrize(
    ("quiet", "first"),
    [
        ({}, NOW),
        ({"hours": [1, 2]}, NOW),
        ({"hours": [12, 13, 14]}, NOW.replace(hour=15)),
        ({"days": [1]}, NOW.replace(day=25, hour=0)),
        ({"days": [1], "hours": [0, 1]}, NOW.replace(day=25, hour=2)),
        ({"days": [0, 1, 2, 3, 4, 5]}, NOW.replace(day=29, hour=0)),
    ],
)
def test_hours_and_days_that_a_feed_skips_are_skipped(quiet, first):
    assert schedule.out_of_quiet(NOW, quiet) == first
