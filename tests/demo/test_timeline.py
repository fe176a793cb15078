"""Whatever the day the example is filled, its rounds lie in six months and nothing comes before its cause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from utkik.demo.timeline import OPENINGS, Timeline

EVERY_DAY = [datetime(2027, 2, 1, 12, tzinfo=UTC) + timedelta(days=day) for day in range(0, 400, 3)]


def line(now):
    return Timeline(now, "Europe/Stockholm")


def test_days_never_turn_back_and_end_today():
    for now in EVERY_DAY:
        days = [line(now).day(offset) for offset in range(-190, 200)]
        assert days == sorted(days)
        assert line(now).day(0) == now.date()


def test_each_round_is_about_a_month_of_its_own():
    for now in EVERY_DAY:
        months = [line(now).period(number) for number in range(6)]
        numbers = [month.year * 12 + month.month for month in months]
        assert numbers == list(range(numbers[0], numbers[0] + 6))
        for month, opens in zip(months, map(line(now).day, OPENINGS), strict=True):
            assert timedelta(14) <= opens - month <= timedelta(45)


def test_a_round_is_over_before_the_next_opens_and_keeps_to_working_days():
    for now in EVERY_DAY:
        for opens, following in zip(OPENINGS, OPENINGS[1:], strict=False):
            days = [line(now).day(opens + after) for after in (0, 3, 4, 8)]
            assert [day.weekday() for day in days] == [0, 3, 4, 1]
            assert days[-1] < line(now).day(following)


def test_no_moment_of_the_past_lies_ahead():
    early = datetime(2026, 11, 25, 0, 30, tzinfo=UTC)
    assert line(early).moment(0, 20 * 60) == early
    assert line(early).moment(4, 16 * 60) > early


def test_a_round_closes_on_a_working_day():
    assert {line(now).working_moment(4, 16 * 60).weekday() for now in EVERY_DAY} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(("text", "told"), [("Svar {d:+38}.", "Svar 2 januari."), ("Utan dag.", "Utan dag.")])
def test_a_named_day_is_told_as_day_and_month(text, told):
    assert line(datetime(2026, 11, 25, 12, tzinfo=UTC)).told(text) == told
