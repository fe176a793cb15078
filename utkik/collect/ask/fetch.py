"""Fetches feeds and writes into each feed's row what became of it, failures too."""

from collections import deque
from collections.abc import Iterable
from dataclasses import asdict
from math import inf
from time import monotonic
from typing import Any

from django.db import connection

from utkik import clock
from utkik.collect.ask import flight
from utkik.collect.ask.landing import LEASE, Landing, Totals
from utkik.collect.models import Feed
from utkik.work import heartbeat, leases, stopping
from utkik.work.registry import Flow

WINDOW = 500
LINE = "collect.fetch_feeds"


def collect_once(*, all_feeds: bool = False) -> dict[str, Any]:
    """One pass over the due feeds of all organisations, or over all that are followed. Returns the totals."""
    totals, began = Totals(), monotonic()
    fetch_feeds([], totals, flow=_Pass(all_feeds))
    totals.seconds = round(monotonic() - began, 3)
    return asdict(totals)


def fetch_feeds(
    feeds: Iterable[Feed], totals: Totals | None = None, *, begin_within: float = inf, flow: Flow | None = None
) -> Totals:
    """Fetch feeds that are claimed, and what `flow` gives meanwhile; each one's row says afterwards when it comes next.

    What could not begin within so many seconds, or before the worker is to stop, is let go of, still due.
    """
    _keep_small()
    landing = Landing(totals or Totals(), flow)
    flying = flight.outcomes(landing.jobs(feeds), begin_within=begin_within, more=landing.more if flow else None)
    try:
        for outcome in flying:
            landing.land(outcome)
            if stopping.asked.is_set():
                break
    finally:
        flying.close()
        landing.end()
    return landing.totals


def _keep_small() -> None:
    """Whoever only writes needs no database mapped into memory: that is for pages, which read here and there."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
            cursor.execute("PRAGMA cache_size = -8000")


class _Pass:
    """The feeds of one pass: what is due, or every one that is followed and not retired, once."""

    def __init__(self, all_feeds: bool) -> None:
        rows = Feed.objects.followed().filter(retired_at=None) if all_feeds else Feed.objects.due()
        self._left = deque(rows.order_by("next_check_at", "pk").values_list("pk", flat=True))

    def more(self, room: int) -> list[Feed]:
        for _window in range(len(self._left) // WINDOW + 1):
            keys = [self._left.popleft() for _ in range(min(WINDOW, len(self._left)))]
            taken = take(keys, room)
            self._left.extendleft([key for key in reversed(keys) if key not in taken])
            if taken:
                return list(taken.values())
            self._left.rotate(-WINDOW)
        return []

    def done(self, key: int) -> None:
        pass


def take(keys: list[int], limit: int) -> dict[int, Feed]:
    """Claim some of the feeds; whoever else asks meanwhile gets none of them."""
    rows = Feed.objects.free().filter(pk__in=keys).order_by("next_check_at", "pk")
    found = leases.take(rows, until=clock.now() + LEASE, limit=limit, line=LINE, mark=mark)
    feeds = Feed.objects.in_bulk(list(found))
    return {key: feeds[key] for key in found}


def mark() -> dict[str, Any]:
    """Who holds a feed."""
    return {"claimed_by": heartbeat.name()}
