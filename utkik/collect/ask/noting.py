"""What is written into a feed's row after a fetch: when it comes next, what it was like, what was wrong.

A row is written only while it is still ours: whoever lost the lease writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from utkik import clock
from utkik.collect import failures, joining, watch
from utkik.collect.address import canonical, host_of_request
from utkik.collect.ask import answers, flight, retire, schedule
from utkik.collect.models import Feed, Source
from utkik.collect.read.ways import identity_of
from utkik.collect.store import Landed, Stored, store
from utkik.net import ports
from utkik.net.answer import Answer
from utkik.text.normal import nfc
from utkik.work import rows

_AS_BEFORE = ("next_check_at", "checked_at", "succeeded_at", "claimed_until")
_IF_OURS = ("id", "claimed_until")


def wanted(feeds: Iterable[Feed]) -> tuple[dict[int, list[str]], dict[int, str]]:
    """What the followers of each feed want of its interval, and which host and port may be asked for it besides the
    web's own because an analyst allowed it."""
    places = {feed.pk: ports.place_of(feed.address) for feed in feeds}
    following = Source.objects.filter(feed__in=list(places), removed_at=None, paused_at=None)
    found: dict[int, list[str]] = {}
    opened: dict[int, str] = {}
    for feed, rhythm, place in following.values_list("feed", "rhythm", "open_port"):
        found.setdefault(feed, []).append(rhythm)
        if place and place == places[feed]:
            opened[feed] = place
    return found, opened


def ours(feed: Feed) -> QuerySet[Feed]:
    """The feed's row, unless its lease ran out and somebody else has it."""
    return Feed.objects.filter(pk=feed.pk, claimed_until=feed.claimed_until)


def read(feed: Feed, outcome: flight.Outcome, wishes: list[str]) -> Landed:
    """What is to be stored of a reading, and the feed's news with it."""
    reading, answer, moment = outcome.reading, outcome.answer, clock.now()
    assert reading and answer
    published = [entry.published for entry in reading.entries if entry.published and entry.published <= moment]
    landed = Landed(feed, reading, {})
    usual = schedule.usual_interval(published, moment)
    if usual:
        feed.interval, feed.news_at = usual, max(published)
    else:  # without dates it is learned from the pause since it last brought something
        learned = schedule.learned_interval(feed.interval, moment - feed.news_at) if feed.news_at else schedule.USUAL
        landed.if_new = {"interval": learned, "news_at": moment}
    feed.asks = min(timedelta(minutes=reading.minutes), schedule.LONGEST)
    feed.quiet = reading.quiet
    news = {name: getattr(feed, name) for name in ("interval", "news_at", "asks", "quiet")}
    news |= _well(feed, answer, wishes) | _validators(answer) | _move(feed, answer)
    news |= {"body_hash": outcome.body_hash, "form": reading.kind, "language": reading.language}
    news |= {"answered": answers.told(outcome)}
    news |= {"warning_code": reading.warnings[0] if reading.warnings else ""}
    news |= {"title": reading.title or feed.title, "site": reading.site or feed.site}
    landed.news = news
    return landed


def watched(feed: Feed, outcome: flight.Outcome, wishes: list[str]) -> Stored:
    """The same for a page that is watched, stored at once with what it was like."""
    assert outcome.reading
    news, told = watch.news_of(feed, outcome.reading)
    landed = read(feed, replace(outcome, reading=news), wishes)
    with transaction.atomic():
        stored = store(feed, news, landed.news, landed.if_new)
        watch.remember(feed, told)
    return stored


def unchanged(feed: Feed, outcome: flight.Outcome, wishes: list[str]) -> tuple | None:
    """The row's next time, to be written with others' (`write_unchanged`); None where more was to be said, and was.

    Validators are taken from a 200 alone: a 304 may repeat old ones.
    """
    answer = outcome.answer
    assert answer
    news = _well(feed, answer, wishes)
    more = _validators(answer) if answer.status == 200 else {}
    if answer.hops or feed.moved_to:
        more |= _move(feed, answer)
    if feed.error_code or feed.failures or any(getattr(feed, name) != value for name, value in more.items()):
        ours(feed).update(**news, **more)
        return None
    if feed.claimed_until is None:
        ours(feed).update(**news)
        return None
    return *(news[name] for name in _AS_BEFORE), feed.pk, feed.claimed_until


def write_unchanged(unchanged: list[tuple]) -> None:
    """Many feeds' next times, in one go."""
    if unchanged:
        with transaction.atomic():
            rows.update(Feed, _AS_BEFORE, unchanged, where=_IF_OURS)


def failure(feed: Feed, outcome: flight.Outcome, wishes: list[str]) -> None:
    """What was wrong, and when it is tried again. A feed that is gone for good is retired."""
    moment, count = clock.now(), feed.failures + 1
    asked = outcome.answer.wait_asked(moment) if outcome.answer else timedelta(0)
    usual = schedule.wished(feed.interval, wishes)
    wait = schedule.after_failure(usual, count, asked=asked, share=_share(feed, count))
    with transaction.atomic():
        noted = ours(feed).update(
            checked_at=moment,
            failures=count,
            failing_since=feed.failing_since or moment,
            error_code=outcome.failure,
            error_cause=nfc(outcome.cause)[:500],
            answered=answers.told(outcome),
            next_check_at=moment + wait,
            claimed_until=None,
        )
        if noted and outcome.failure == failures.Gone.code:
            retire.retire(feed)


def _well(feed: Feed, answer: Answer, wishes: list[str]) -> dict[str, Any]:
    moment = clock.now()
    silence = moment - (feed.news_at or feed.created_at)
    usual = schedule.wished(schedule.grown(feed.interval, silence), wishes)
    wait = schedule.after_success(usual, asked=max(feed.asks, answer.fresh_for), share=_share(feed))
    return {
        "checked_at": moment,
        "succeeded_at": moment,
        "failures": 0,
        "failing_since": None,
        "error_code": "",
        "error_cause": "",
        "next_check_at": schedule.out_of_quiet(moment + wait, feed.quiet),
        "claimed_until": None,
    }


def _validators(answer: Answer) -> dict[str, Any]:
    return {
        "etag": _storable(answer.headers.get("ETag", ""), 1000),
        "last_modified": _storable(answer.headers.get("Last-Modified", ""), 200),
    }


def _storable(value: str, limit: int) -> str:
    """The value to the letter, or nothing where a database or a request could not carry it."""
    return value if len(value) <= limit and value.isprintable() else ""


def _move(feed: Feed, answer: Answer) -> dict[str, Any]:
    """A permanent redirect is believed when it was seen several times, and only when a feed stood at its end."""
    target = canonical(answer.moved_to) if answer.moved_to else ""
    identity = identity_of(target, feed.kind, feed.selector)
    if not target or identity == feed.identity and target.startswith("http:"):
        return {"moved_to": "", "moved_seen": 0}
    sights = feed.moved_seen + 1 if target == feed.moved_to else 1
    if sights < joining.SIGHTS or Feed.objects.filter(identity=identity).exclude(pk=feed.pk).exists():
        return {"moved_to": target, "moved_seen": sights}
    there = {"address": target, "identity": identity, "host": host_of_request(target)}
    return there | {"moved_to": "", "moved_seen": 0}


def _share(feed: Feed, turn: int = 0) -> float:
    """Between 0 and 1: steady for each feed, so that they spread over time, and another at each failure."""
    return (feed.pk * 0.6180339887 + turn * 0.7548776662) % 1
