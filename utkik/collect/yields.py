"""What sources give: articles per week, counted from when the organisation began to follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F
from django.db.models.functions import Coalesce, Least, TruncWeek

from utkik import clock
from utkik.collect.models import Sighting
from utkik.people.models import Organisation

WEEKS = 12
Counter = Callable[[Organisation, datetime], dict[int, int]]
_signal_counters: list[Counter] = []


def count_signals_with(counter: Counter) -> Counter:
    """Have a later step say how many signals each source gave: `counter(organisation, since)` → source → number."""
    if counter not in _signal_counters:
        _signal_counters.append(counter)
    return counter


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
    """The Monday, in the organisation's zone, that the count begins with."""
    today = organisation.today()
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    return clock.start_of_day(monday, organisation.timezone)


def per_week(organisation: Organisation, *, feed: int | None = None) -> dict[int, list[int]]:
    """Feed → what came in each of the last twelve weeks, oldest first.

    A week is that of publishing, or of arrival where that came first. What others had read before this organisation
    followed is not counted: it would tell of them.
    """
    start, zone = first_week(organisation), ZoneInfo(organisation.timezone)
    # One filter, so that the source whose day counts is the organisation's own and no neighbour's.
    rows = Sighting.objects.filter(
        feed__sources__organisation=organisation,
        feed__sources__removed_at=None,
        first_seen_at__gte=F("feed__sources__added_at"),
    ).filter(first_seen_at__gte=start)
    if feed is not None:
        rows = rows.filter(feed=feed)
    told = Least(Coalesce("published_at", "first_seen_at"), "first_seen_at")
    weeks = rows.annotate(told=told).filter(told__gte=start).annotate(week=TruncWeek("told", tzinfo=zone))
    found: dict[int, list[int]] = {}
    for key, week, number in weeks.values_list("feed", "week").annotate(number=Count("pk")):
        place = round((week.date() - start.astimezone(zone).date()).days / 7)
        if 0 <= place < WEEKS:
            found.setdefault(key, [0] * WEEKS)[place] += number
    return found


def week_numbers(organisation: Organisation) -> list[int]:
    """The numbers of the twelve weeks, as people say them."""
    start = first_week(organisation).astimezone(ZoneInfo(organisation.timezone)).date()
    return [(start + timedelta(weeks=place)).isocalendar().week for place in range(WEEKS)]
