"""Fetches feeds and writes into each feed's row what became of it, failures too."""

import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from math import inf
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from utkik import clock
from utkik.collect import failures, flight, schedule
from utkik.collect.address import canonical, identity
from utkik.collect.models import Feed
from utkik.collect.store import Stored, breathe, store
from utkik.text.normal import nfc
from utkik.work import stopping

log = logging.getLogger("utkik.collect")

BATCH = 200
LEASE = timedelta(minutes=2)
RENEW_AFTER = 30.0
SIGHTS_BEFORE_MOVING = 3


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
    totals, began, done = Totals(), monotonic(), set[int]()
    while keys := _wanting(all_feeds, done):
        done.update(keys)
        taken = _take(keys, all_feeds=all_feeds)
        fetch_feeds(Feed.objects.filter(pk__in=taken), totals)
    totals.seconds = round(monotonic() - began, 3)
    return asdict(totals)


def fetch_feeds(feeds: Iterable[Feed], totals: Totals | None = None, *, begin_within: float = inf) -> Totals:
    """Fetch feeds that are claimed; each one's row says afterwards when it comes next.

    What could not begin within so many seconds, or before the worker is to stop, is let go of, still due.
    """
    totals = totals or Totals()
    waiting = {feed.pk: feed for feed in feeds}
    renewed = monotonic()
    for outcome in flight.outcomes([_job(feed) for feed in waiting.values()], begin_within=begin_within):
        if outcome is not None:
            _finish(waiting.pop(outcome.key), outcome, totals)
        if stopping.asked.is_set():
            Feed.objects.filter(pk__in=list(waiting)).update(claimed_until=None)
            break
        if waiting and monotonic() - renewed > RENEW_AFTER:
            Feed.objects.filter(pk__in=list(waiting)).update(claimed_until=clock.now() + LEASE)
            renewed = monotonic()
    return totals


def _wanting(all_feeds: bool, done: set[int]) -> list[int]:
    rows: QuerySet[Feed] = Feed.objects.followed() if all_feeds else Feed.objects.due()
    keys = rows.order_by("next_check_at", "pk").values_list("pk", flat=True)
    return [key for key in keys if key not in done][:BATCH]


def _take(keys: list[int], *, all_feeds: bool) -> list[int]:
    """Claim the feeds; whoever else asks meanwhile gets none of them."""
    with transaction.atomic():
        return _take_free(keys) if all_feeds else Feed.objects.claim(keys, lease=LEASE)


def _take_free(keys: list[int]) -> list[int]:
    free = Q(claimed_until=None) | Q(claimed_until__lt=clock.now())
    return [key for key in keys if Feed.objects.filter(free, pk=key).update(claimed_until=clock.now() + LEASE)]


def _job(feed: Feed) -> flight.Job:
    """Validators are sent to the letter, both of them; not while somebody waits for all that the feed holds."""
    validators = {}
    if feed.etag:
        validators["If-None-Match"] = feed.etag
    if feed.last_modified:
        validators["If-Modified-Since"] = feed.last_modified
    return flight.Job(feed.pk, feed.address, validators, feed.body_hash)


def _finish(feed: Feed, outcome: flight.Outcome, totals: Totals) -> None:
    if outcome.put_back:
        Feed.objects.filter(pk=feed.pk).update(claimed_until=None)
        return
    totals.feeds += 1
    try:
        if outcome.failure:
            totals.failed += 1
            _fail(feed, outcome)
        elif outcome.reading is None:
            totals.unchanged += 1
            _note_unchanged(feed, outcome)
        else:
            stored = _note_reading(feed, outcome)
            totals.new_items += stored.new_items
            totals.new_entries += stored.new_entries
            if stored.new_items:
                breathe()
    except Exception as wrong:
        log.exception("feed %s could not be stored", feed.pk)
        totals.failed += 1
        _fail(feed, flight.Outcome(feed.pk, failure=failures.UNEXPECTED, cause=repr(wrong)[:500]))


def _note_reading(feed: Feed, outcome: flight.Outcome) -> Stored:
    reading, answer = outcome.reading, outcome.answer
    assert reading and answer
    published = [entry.published for entry in reading.entries if entry.published]
    usual = schedule.usual_interval(published, clock.now(), asked=timedelta(minutes=reading.minutes))
    news = _well(feed, usual) | _validators(answer) | _move(feed, answer)
    news |= {"body_hash": outcome.body_hash, "form": reading.kind, "language": reading.language, "interval": usual}
    news |= {"warning_code": reading.warnings[0] if reading.warnings else ""}
    news |= {name: value for name, value in (("title", reading.title), ("site", reading.site)) if value}
    return store(feed, reading, news)


def _note_unchanged(feed: Feed, outcome: flight.Outcome) -> None:
    """One write: when it comes next. Validators are taken from a 200 alone, a 304 may repeat old ones."""
    news, answer = _well(feed, feed.interval), outcome.answer
    if answer and answer.status == 200:
        news |= _validators(answer)
    if answer and (answer.hops or feed.moved_to):
        news |= _move(feed, answer)
    Feed.objects.filter(pk=feed.pk).update(**news)


def _fail(feed: Feed, outcome: flight.Outcome) -> None:
    moment, count = clock.now(), feed.failures + 1
    wait = schedule.after_failure(feed.interval, count, asked=_retry_after(outcome), share=_share(feed))
    Feed.objects.filter(pk=feed.pk).update(
        checked_at=moment,
        failures=count,
        failing_since=feed.failing_since or moment,
        error_code=outcome.failure,
        error_cause=nfc(outcome.cause)[:500],
        next_check_at=moment + wait,
        claimed_until=None,
    )


def _well(feed: Feed, usual: timedelta) -> dict[str, Any]:
    moment = clock.now()
    return {
        "checked_at": moment,
        "succeeded_at": moment,
        "failures": 0,
        "failing_since": None,
        "error_code": "",
        "error_cause": "",
        "next_check_at": moment + schedule.after_success(usual, share=_share(feed)),
        "claimed_until": None,
    }


def _validators(answer) -> dict[str, Any]:
    return {
        "etag": _storable(answer.headers.get("ETag", ""), 1000),
        "last_modified": _storable(answer.headers.get("Last-Modified", ""), 200),
    }


def _storable(value: str, limit: int) -> str:
    """The value to the letter, or nothing where a database or a request could not carry it."""
    return value if len(value) <= limit and value.isprintable() else ""


def _move(feed: Feed, answer) -> dict[str, Any]:
    """A permanent redirect is believed when it was seen several times, and only when a feed stood at its end."""
    target = canonical(answer.moved_to) if answer.moved_to else ""
    if not target or identity(target) == feed.identity and target.startswith("http:"):
        return {"moved_to": "", "moved_seen": 0}
    sights = feed.moved_seen + 1 if target == feed.moved_to else 1
    if sights < SIGHTS_BEFORE_MOVING:
        return {"moved_to": target, "moved_seen": sights}
    if Feed.objects.filter(identity=identity(target)).exclude(pk=feed.pk).exists():
        return {"moved_to": target, "moved_seen": sights}
    return {"address": target, "identity": identity(target), "moved_to": "", "moved_seen": 0}


def _retry_after(outcome: flight.Outcome) -> timedelta:
    said = outcome.answer.headers.get("Retry-After", "").strip() if outcome.answer else ""
    if said.isdigit():
        return timedelta(seconds=min(int(said), 7 * 86400))
    try:
        until = parsedate_to_datetime(said)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max(until - datetime.now(UTC), timedelta(0))
    except (TypeError, ValueError, IndexError):
        return timedelta(0)


def _share(feed: Feed) -> float:
    """A steady number between 0 and 1 for each feed, so that they spread over time."""
    return feed.pk * 0.6180339887 % 1
