"""The days on which no Swedish municipality is at work, weekends aside. Pure, without clock and database."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

FRIDAY = 4
FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
AFTER_EASTER = (-2, 1, 39)  # Good Friday, Easter Monday, Ascension Day


def is_holiday(day: date) -> bool:
    return day in _of(day.year)


def after_holidays(day: date) -> date:
    """The day, or the next that is neither a holiday nor at the weekend."""
    while day.weekday() > FRIDAY or is_holiday(day):
        day += timedelta(days=1)
    return day


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    shift = century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    moon = (19 * golden + shift) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    back = (golden + 11 * moon + 22 * to_sunday) // 451
    month, day = divmod(moon + to_sunday - 7 * back + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=16)
def _of(year: int) -> frozenset[date]:
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in AFTER_EASTER}
    midsummer_eve = next(day for n in range(19, 26) if (day := date(year, 6, n)).weekday() == FRIDAY)
    return frozenset({date(year, month, day) for month, day in FIXED} | moving | {midsummer_eve})
