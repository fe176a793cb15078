"""Sources are followed, and what they tell comes in day by day, through the collector's own store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils.html import format_html

from utkik import clock
from utkik.collect.models import Feed
from utkik.collect.read.reading import Entry as Told
from utkik.collect.read.reading import Reading
from utkik.collect.sources import follow
from utkik.collect.store import store
from utkik.demo.cast import Act, Cast, steady
from utkik.demo.load import Row
from utkik.demo.settle import BEGUN, HOUR
from utkik.stream.models import Entry

FOLLOWED = BEGUN + 1
# Nobody answers at the example's addresses: feeds that are well are not fetched while anybody looks at it.
NEVER = timedelta(days=3650)
ERRORS = {"vasterakra": ("not_found", 404), "smartby": ("not_a_feed", 200)}


def acts(cast: Cast) -> Iterator[Act]:
    """Every source once, every article in each source that tells it, and what became of the sources."""
    for place, source in enumerate(cast.content.sources):
        yield Act(FOLLOWED, 10 * HOUR + place, partial(_follow, cast, source))
        if source.get("state") == "paused":
            yield Act(source["since"], 14 * HOUR, partial(_pause, cast, source))
    for item in cast.content.items:
        minute = 5 * HOUR + steady(item["id"], 2 * HOUR)
        published = cast.line.moment(item["day"], minute)
        for place, code in enumerate((item["from"], *item.get("also", []))):
            yield Act(item["day"], minute + 10 + 35 * place, partial(_tell, cast, item, code, published))
    yield Act(0, 7 * HOUR + 50, partial(_settle_feeds, cast))


def _follow(cast: Cast, source: Row) -> None:
    area = cast.areas.get(source.get("area", ""))
    owner = area.owner if area and area.owner else cast.members["tova"]
    made = follow.follow(
        cast.organisation,
        f"{source['site']}/feed",
        source["name"],
        by=owner,
        area=area,
        level=source["level"],
        place=cast.places.get(source.get("place", "")),
    )
    cast.sources[source["code"]] = made
    # A minute later than the following, so that what is told next is news and not a newcomer's first reading.
    told = {"title": source["name"], "site": source["site"], "form": "rss", "language": _language(source)}
    _note(made.feed, succeeded_at=clock.now() + timedelta(minutes=1), **told)


def _pause(cast: Cast, source: Row) -> None:
    follow.pause(cast.sources[source["code"]], by=cast.members["anders"])


def _tell(cast: Cast, item: Row, code: str, published) -> None:
    feed = cast.sources[code].feed
    summary = cast.line.told(item["summary"])
    told = Told(
        guid=item["link"],
        title=cast.line.told(item["title"]),
        link=item["link"],
        summary_html=format_html("<p>{}</p>", summary),
        summary_text=summary,
        published=published,
        language=item["lang"],
    )
    reading = Reading("rss", feed.title, feed.site, item["lang"], entries=[told])
    store(feed, reading, {"checked_at": clock.now(), "succeeded_at": clock.now()})
    feed.refresh_from_db()
    if item["id"] not in cast.entries:
        cast.entries[item["id"]] = _newest_entry(cast)


def _newest_entry(cast: Cast) -> Entry:
    return Entry.objects.for_organisation(cast.organisation).latest("pk")


def _settle_feeds(cast: Cast) -> None:
    for source in cast.content.sources:
        feed, moment = cast.sources[source["code"]].feed, clock.now()
        read_at = moment - timedelta(minutes=steady(source["code"], 50))
        news: dict[str, Any] = {"next_check_at": moment + NEVER, "interval": timedelta(hours=1)}
        if source.get("state") == "failing":
            since = cast.line.moment(source["since"], 6 * HOUR)
            code, _status = ERRORS[source["code"]]
            news |= {"failing_since": since, "failures": -source["since"], "error_code": code, "checked_at": read_at}
            news |= {"succeeded_at": since - timedelta(hours=1), "next_check_at": moment + timedelta(hours=20)}
        elif source.get("state") != "paused":
            news |= {"checked_at": read_at, "succeeded_at": read_at}
        _note(feed, **news)


def _note(feed: Feed, **news: Any) -> None:
    Feed.objects.filter(pk=feed.pk).update(**news)
    feed.refresh_from_db()


def _language(source: Row) -> str:
    return source.get("language", "sv")
