"""Fetches feeds and writes into each feed's row what became of it, failures too."""

import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Any

from utkik import clock
from utkik.collect import failures, flight, noting
from utkik.collect.models import Feed
from utkik.collect.store import breathe
from utkik.work import heartbeat, leases, stopping
from utkik.work.registry import Flow

log = logging.getLogger("utkik.collect")

LEASE = timedelta(minutes=2)
RENEW_AFTER = 30.0
PORTION = 100
WINDOW = 500
UNCHANGED_AT_ONCE = 50
LINE = "collect.fetch_feeds"


@dataclass(slots=True)
class Totals:
    """What a pass over the feeds gave."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    new_items: int = 0
    new_entries: int = 0
    seconds: float = 0.0


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
    landing = _Landing(totals or Totals(), flow)
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


class _Pass:
    """The feeds of one pass: what is due, or every one that is followed and not retired, once."""

    def __init__(self, all_feeds: bool) -> None:
        rows = Feed.objects.followed().filter(retired_at=None) if all_feeds else Feed.objects.due()
        self._left = deque(rows.order_by("next_check_at", "pk").values_list("pk", flat=True))

    def more(self, room: int) -> list[Feed]:
        for _window in range(len(self._left) // WINDOW + 1):
            keys = [self._left.popleft() for _ in range(min(WINDOW, len(self._left)))]
            taken = take(keys, min(room, PORTION))
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


class _Landing:
    """What is in the air, and what becomes of each."""

    def __init__(self, totals: Totals, flow: Flow | None) -> None:
        self.totals, self._flow = totals, flow
        self._waiting: dict[int, Feed] = {}
        self._wishes: dict[int, list[str]] = {}
        self._unchanged: list[tuple] = []
        self._renewed = monotonic()

    def jobs(self, feeds: Iterable[Feed]) -> list[flight.Job]:
        added = {feed.pk: feed for feed in feeds}
        self._waiting |= added
        self._wishes |= noting.rhythms(added.values()) if added else {}
        return [_job(feed) for feed in added.values()]

    def more(self, room: int) -> list[flight.Job]:
        assert self._flow
        self._write_unchanged()
        return self.jobs(self._flow.more(min(room, PORTION)))

    def land(self, outcome: flight.Outcome | None) -> None:
        """Write what became of one; None: nothing came, look at the clock."""
        if outcome is None:
            self._write_unchanged()
        else:
            self._finish(self._waiting.pop(outcome.key), outcome)
        if len(self._unchanged) >= UNCHANGED_AT_ONCE:
            self._write_unchanged()
        if self._waiting and monotonic() - self._renewed > RENEW_AFTER:
            leases.renew(Feed, self._waiting.values(), clock.now() + LEASE)
            self._renewed = monotonic()

    def end(self) -> None:
        """Write what is left to write, and let go of what never landed."""
        self._write_unchanged()
        leases.let_go(Feed, [feed for feed in self._waiting.values() if feed.claimed_until])

    def _write_unchanged(self) -> None:
        rows, self._unchanged = self._unchanged, []
        noting.write_unchanged(rows)

    def _finish(self, feed: Feed, outcome: flight.Outcome) -> None:
        wishes = self._wishes.pop(feed.pk, [])
        if outcome.put_back:
            noting.ours(feed).update(claimed_until=None)
            return
        self.totals.feeds += 1
        try:
            self._note(feed, outcome, wishes)
        except Exception as wrong:
            log.exception("feed %s could not be stored", feed.pk)
            self.totals.failed += 1
            noting.failure(feed, flight.Outcome(feed.pk, failure=failures.UNEXPECTED, cause=repr(wrong)[:500]), wishes)
        if self._flow:
            self._flow.done(feed.pk)

    def _note(self, feed: Feed, outcome: flight.Outcome, wishes: list[str]) -> None:
        if outcome.failure:
            self.totals.failed += 1
            noting.failure(feed, outcome, wishes)
        elif outcome.reading is None:
            self.totals.unchanged += 1
            row = noting.unchanged(feed, outcome, wishes)
            self._unchanged += [row] if row else []
        else:
            stored = noting.reading(feed, outcome, wishes)
            self.totals.new_items += stored.new_items
            self.totals.new_entries += stored.new_entries
            if stored.new_items:
                breathe()


def _job(feed: Feed) -> flight.Job:
    """Validators are sent to the letter, both of them; not while somebody waits for all that the feed holds."""
    validators = {}
    if feed.etag:
        validators["If-None-Match"] = feed.etag
    if feed.last_modified:
        validators["If-Modified-Since"] = feed.last_modified
    return flight.Job(feed.pk, feed.address, validators, feed.body_hash)
