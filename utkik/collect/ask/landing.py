"""What is in the air, and what is written of each feed as it lands: much of it together, none of it late."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from utkik import clock
from utkik.collect import failures, joining, watch
from utkik.collect.ask import flight, noting
from utkik.collect.models import Feed
from utkik.collect.read import ways
from utkik.collect.store import PORTION, Landed, Stored, breathe, store, store_together
from utkik.work import leases
from utkik.work.registry import Flow

log = logging.getLogger("utkik.collect")

LEASE = timedelta(minutes=1)
RENEW_AFTER = 15.0
TAKEN_AT_ONCE = 60
UNCHANGED_AT_ONCE = 50
LATEST_AFTER = 1.0


@dataclass(slots=True)
class Totals:
    """What a pass over the feeds gave."""

    feeds: int = 0
    unchanged: int = 0
    failed: int = 0
    new_items: int = 0
    new_entries: int = 0
    seconds: float = 0.0


class Landing:
    """What is in the air, and what becomes of each."""

    def __init__(self, totals: Totals, flow: Flow | None) -> None:
        self.totals, self._flow = totals, flow
        self._waiting: dict[int, Feed] = {}
        self._wishes: dict[int, list[str]] = {}
        self._unchanged: list[tuple] = []
        self._read: list[tuple[Landed, list[str]]] = []
        self._renewed = self._written = monotonic()

    def jobs(self, feeds: Iterable[Feed]) -> list[flight.Job]:
        added = {feed.pk: feed for feed in feeds}
        self._waiting |= added
        wishes, places = noting.wanted(added.values()) if added else ({}, {})
        self._wishes |= wishes
        return [_job(feed, places.get(feed.pk, "")) for feed in added.values()]

    def more(self, room: int) -> list[flight.Job]:
        assert self._flow
        return self.jobs(self._flow.more(min(room, TAKEN_AT_ONCE)))

    def land(self, outcome: flight.Outcome | None) -> None:
        """Write what became of one; None: nothing came, look at the clock."""
        if outcome is None:
            self._write()
        else:
            self._finish(self._waiting.pop(outcome.key), outcome)
        is_full = len(self._unchanged) >= UNCHANGED_AT_ONCE or self._entries >= PORTION
        if is_full or monotonic() - self._written > LATEST_AFTER:
            self._write()
        if self._waiting and monotonic() - self._renewed > RENEW_AFTER:
            leases.renew(Feed, self._waiting.values(), clock.now() + LEASE)
            self._renewed = monotonic()

    def end(self) -> None:
        """Write what is left to write, and let go of what never landed."""
        self._write()
        leases.let_go(Feed, [feed for feed in self._waiting.values() if feed.claimed_until])

    @property
    def _entries(self) -> int:
        return sum(len(landed.reading.entries) for landed, _wishes in self._read)

    def _write(self) -> None:
        """Write what is to be written together."""
        self._written = monotonic()
        rows, self._unchanged = self._unchanged, []
        noting.write_unchanged(rows)
        read, self._read = self._read, []
        if not read:
            return
        try:
            self._count(store_together([landed for landed, _wishes in read]))
        except Exception:
            log.exception("%d feeds could not be stored together; each is tried alone", len(read))
            for landed, wishes in read:
                self._alone(landed, wishes)
        for landed, _wishes in read:
            self._done(landed.feed)

    def _alone(self, landed: Landed, wishes: list[str]) -> None:
        try:
            self._count(store(landed.feed, landed.reading, landed.news, landed.if_new))
        except Exception as wrong:
            self._fail(landed.feed, wrong, wishes)

    def _finish(self, feed: Feed, outcome: flight.Outcome) -> None:
        wishes = self._wishes.pop(feed.pk, [])
        if outcome.put_back:
            noting.ours(feed).update(claimed_until=None)
            return
        self.totals.feeds += 1
        try:
            self._note(feed, outcome, wishes)
        except Exception as wrong:
            self._fail(feed, wrong, wishes)

    def _note(self, feed: Feed, outcome: flight.Outcome, wishes: list[str]) -> None:
        if outcome.reading and feed.kind not in ways.WATCHED:
            landed = noting.read(feed, outcome, wishes)
            if len(landed.reading.entries) + self._entries > PORTION:
                self._write()
            if len(landed.reading.entries) <= PORTION:
                self._read.append((landed, wishes))
                return
            self._count(store(landed.feed, landed.reading, landed.news, landed.if_new))
        elif outcome.reading:
            self._count(noting.watched(feed, outcome, wishes))
        elif outcome.failure:
            self.totals.failed += 1
            noting.failure(feed, outcome, wishes)
        else:
            self.totals.unchanged += 1
            row = noting.unchanged(feed, outcome, wishes)
            self._unchanged += [row] if row else []
        self._done(feed)

    def _count(self, stored: Stored) -> None:
        self.totals.new_items += stored.new_items
        self.totals.new_entries += stored.new_entries
        if stored.new_items:
            breathe()

    def _fail(self, feed: Feed, wrong: Exception, wishes: list[str]) -> None:
        log.error("feed %s could not be stored", feed.pk, exc_info=wrong)
        self.totals.failed += 1
        cause = repr(wrong)[:500]
        noting.failure(feed, flight.Outcome(feed.pk, failure=failures.UNEXPECTED, cause=cause), wishes)

    def _done(self, feed: Feed) -> None:
        if feed.moved_seen + 1 >= joining.SIGHTS:
            self._join(feed)
        if self._flow:
            self._flow.done(feed.pk)

    def _join(self, feed: Feed) -> None:
        try:
            joining.join(feed)
        except Exception:
            log.exception("the sources of feed %s could not go over to where it moved; tried at its next turn", feed.pk)


def _job(feed: Feed, open_port: str) -> flight.Job:
    """Validators are sent to the letter, both of them; not while somebody waits for all that the feed holds."""
    validators = {}
    if feed.etag:
        validators["If-None-Match"] = feed.etag
    if feed.last_modified:
        validators["If-Modified-Since"] = feed.last_modified
    return flight.Job(feed.pk, feed.address, validators, feed.body_hash, watch.way_of(feed), open_port)
