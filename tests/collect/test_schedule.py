"""When a feed comes next: a table, without clock and database."""

from datetime import UTC, datetime, timedelta

import pytest

from utkik.collect import schedule

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def every(pause, times=12, first=timedelta(0)):
    return [NOW - first - pause * n for n in range(1, times + 1)]


@pytest.mark.parametrize(
    ("published", "wait"),
    [
        ([], HOUR),
        (every(DAY, 2), HOUR),
        (every(timedelta(minutes=10)), timedelta(minutes=15)),
        (every(4 * HOUR), HOUR),
        (every(DAY), 6 * HOUR),
        (every(timedelta(days=9)), DAY),
        ([NOW + DAY * n for n in range(5)], HOUR),
        ([NOW - HOUR] * 20, HOUR),
    ],
)
def test_a_feed_is_fetched_as_often_as_it_publishes(published, wait):
    assert schedule.usual_interval(published, NOW) == wait


def test_a_feed_that_asks_for_less_is_obeyed():
    assert schedule.usual_interval(every(HOUR), NOW, asked=6 * HOUR) == 6 * HOUR
    assert schedule.usual_interval([], NOW, asked=timedelta(days=400)) == DAY


@pytest.mark.parametrize(
    ("failures", "wait"), [(1, HOUR), (2, 2 * HOUR), (3, 4 * HOUR), (5, 16 * HOUR), (6, DAY), (400, DAY)]
)
def test_each_failure_doubles_the_wait_up_to_a_day(failures, wait):
    assert schedule.after_failure(HOUR, failures) == wait


def test_the_server_is_obeyed_when_it_asks_for_more_but_not_for_ever():
    assert schedule.after_failure(HOUR, 1, asked=3 * DAY) == 3 * DAY
    assert schedule.after_failure(HOUR, 1, asked=60 * DAY) == 7 * DAY
    assert schedule.after_failure(HOUR, 1, asked=timedelta(seconds=5)) == HOUR


def test_feeds_spread_over_time():
    waits = {schedule.after_success(HOUR, share=share / 10) for share in range(10)}
    assert len(waits) == 10 and max(waits) - min(waits) < HOUR / 8
