"""What sources give: articles per week, counted from when the organisation began to follow."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.db.models import CharField, F
from django.db.models.functions import Cast, Coalesce, Least, Substr

from utkik import clock
from utkik.collect.models import Sighting
from utkik.people.models import Organisation

WEEKS = 12
SignalCounter = Callable[[Organisation, datetime], dict[int, int]]
_signal_counters: list[SignalCounter] = []
_use_counters: list[SignalCounter] = []


def count_signals_with(counter: SignalCounter) -> SignalCounter:
    """Have a later step say how many signals each source gave: `counter(organisation, since)` → source → number."""
    if counter not in _signal_counters:
        _signal_counters.append(counter)
    return counter


def count_used_with(counter: SignalCounter) -> SignalCounter:
    """Have a later step say how many of each source's articles of the time since became a signal."""
    if counter not in _use_counters:
        _use_counters.append(counter)
    return counter


def used(organisation: Organisation, since: datetime) -> dict[int, int]:
    """Source → how many of the articles that it brought since then became part of a signal."""
    told: dict[int, int] = defaultdict(int)
    for counter in _use_counters:
        for source, number in counter(organisation, since).items():
            told[source] += number
    return told


def signals(organisation: Organisation, since: datetime) -> dict[int, int] | None:
    """Source → signals made of what it brought since then; None where nobody counts them."""
    if not _signal_counters:
        return None
    told: dict[int, int] = defaultdict(int)
    for counter in _signal_counters:
        for source, number in counter(organisation, since).items():
            told[source] += number
    return told


def first_week(organisation: Organisation) -> datetime:
    """When the first of the twelve weeks begins, in the organisation's zone."""
    return clock.start_of_day(_mondays(organisation)[0], organisation.timezone)


def per_week(organisation: Organisation, *, feed: int | None = None) -> dict[int, list[int]]:
    """Feed → what came in each of the last twelve weeks, oldest first.

    A week is that of publishing, or of arrival where that came first. What others had read before this organisation
    followed is not counted: it would tell of them.
    """
    days = _mondays(organisation)
    bounds = [clock.start_of_day(day, organisation.timezone) for day in [*days, days[-1] + timedelta(weeks=1)]]
    starts = [bound.strftime("%Y-%m-%d %H") for bound in bounds]
    found: dict[int, list[int]] = {}
    for (key, hour), number in Counter(_hours(organisation, bounds[0], feed)).items():
        place = bisect_right(starts, hour) - 1
        if 0 <= place < WEEKS:
            found.setdefault(key, [0] * WEEKS)[place] += number
    return found


def _hours(organisation: Organisation, since: datetime, feed: int | None) -> Iterator[tuple[int, str]]:
    """Feed and hour of all that came since then. What moved to another feed counts there with what came before."""
    # One filter, so that the source whose day counts is the organisation's own and no neighbour's.
    own = Sighting.objects.filter(
        feed__sources__organisation=organisation,
        feed__sources__removed_at=None,
        first_seen_at__gte=Coalesce("feed__sources__moved_at", "feed__sources__added_at"),
    )
    earlier = Sighting.objects.filter(
        feed__led_on__organisation=organisation,
        feed__led_on__removed_at=None,
        first_seen_at__gte=F("feed__led_on__added_at"),
    )
    told = Least(Coalesce("published_at", "first_seen_at"), "first_seen_at")
    # The hour as text, as both databases write it in UTC: cutting each moment down to its week in SQL costs twenty
    # times as much on SQLite. Zones differ by whole hours from UTC, so the hour is enough.
    hour = Substr(Cast(told, CharField()), 1, 13)
    for rows, key in ((own, "feed"), (earlier, "feed__led_on__feed")):
        found = rows.filter(first_seen_at__gte=since, **({key: feed} if feed is not None else {}))
        yield from found.annotate(hour=hour).values_list(key, "hour").iterator()


def week_numbers(organisation: Organisation) -> list[int]:
    """The numbers of the twelve weeks, as people say them."""
    return [day.isocalendar().week for day in _mondays(organisation)]


def _mondays(organisation: Organisation) -> list[date]:
    today = organisation.today()
    this = today - timedelta(days=today.weekday())
    return [this - timedelta(weeks=WEEKS - 1 - place) for place in range(WEEKS)]
