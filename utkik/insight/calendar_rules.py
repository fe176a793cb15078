"""Where a date of one month stands in another. Pure, without clock and database."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

WEEK = timedelta(days=7)
FROM_THE_END = 7  # the last so many days of a month are counted from its end
SATURDAY = 5


def first_of(day: date) -> date:
    return day.replace(day=1)


def months_on(day: date, months: int) -> date:
    """The first day of the month so many months after the day's own."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def moved(day: date, period: date, to: date) -> date:
    """The day that plays in month `to` the part that `day` plays in month `period`.

    The same weekday, counted from the month's beginning (the third Thursday), or from its end where it lies in the
    last seven days (the last Friday). A day of the month after the period stays one.
    """
    distance = (day.year - period.year) * 12 + day.month - period.month
    month = months_on(to, distance)
    length = monthrange(day.year, day.month)[1]
    if day.day > length - FROM_THE_END:
        return last_weekday(month, day.weekday())
    return nth_weekday(month, day.weekday(), (day.day - 1) // 7 + 1)


def all_moved(days: Iterable[date], period: date, to: date) -> dict[date, date]:
    """Every day with the one that plays its part in another month, in the same order.

    The first Friday can come before the first Tuesday, the last Thursday after the last Friday. What would then come
    too early comes a week later, and where that is another month, what comes before it a week earlier.
    """
    found = {day: moved(day, period, to) for day in sorted(set(days))}
    for before, day in pairwise(found):
        while found[day] <= found[before] and (found[day] + WEEK).month == found[day].month:
            found[day] += WEEK
    for day, before in pairwise(reversed(found)):
        while found[before] >= found[day]:
            found[before] -= WEEK
    return found


def nth_weekday(month: date, weekday: int, n: int) -> date:
    """The n:th Monday (0) … Sunday (6) of a month; the last where it has not so many."""
    first = first_of(month)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    return day if day.month == first.month else last_weekday(month, weekday)


def last_weekday(month: date, weekday: int) -> date:
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def before_weekend(day: date) -> date:
    """The day, or the Friday before where it is a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
