"""The memory of watched pages: where the list stood, what stood there, and what comes of it now."""

from __future__ import annotations

from dataclasses import replace

from utkik.collect import decide, settle
from utkik.collect.models import Feed, Memory, Sighting
from utkik.collect.read import ways
from utkik.collect.read.reading import Entry, RawFeed, Reading


def way_of(feed: Feed) -> ways.Way | None:
    """How a feed's page is to be read; None for feeds themselves."""
    if feed.kind not in ways.WATCHED:
        return None
    return ways.Way(feed.kind, feed.selector, _told(feed).get("shape", "") if feed.kind == ways.LISTING else "")


def news_of(feed: Feed, reading: Reading) -> tuple[Reading, settle.Told]:
    """What is to be stored of a watched page's reading, and what is to be remembered once it is."""
    told = _told(feed)
    if feed.kind == ways.LISTING:
        settled = settle.listing(told, reading, _known(feed, reading))
    else:
        from utkik.collect import settle_page  # noqa: PLC0415 – as below

        settled = settle_page.page(told, reading, lambda *parts: _entry(reading, *parts))
    warnings = [*settled.warnings, *reading.warnings]
    return replace(reading, entries=settled.entries, warnings=warnings), settled.told


def remember(feed: Feed, told: settle.Told) -> None:
    """Keep what a page was like."""
    Memory.objects.update_or_create(feed=feed, defaults={"told": told})


def confirm(feed: Feed) -> bool:
    """A person has seen that the page was rebuilt. Returns False where nothing was warned of."""
    told = _told(feed)
    warned = Feed.objects.filter(pk=feed.pk, warning_code=settle.REDESIGNED).update(warning_code="")
    if told.get("redesigned"):
        remember(feed, settle.confirmed(told))
    return bool(warned or told.get("redesigned"))


def _told(feed: Feed) -> settle.Told:
    return Memory.objects.filter(feed=feed).values_list("told", flat=True).first() or {}


def _known(feed: Feed, reading: Reading) -> set[str]:
    """The guids that were stored before."""
    keyed = {one.guid_hash: one.entry.guid for one in decide.keyed(reading.entries, feed.identity)}
    found = Sighting.objects.filter(feed=feed, guid_hash__in=list(keyed)).values_list("guid_hash", flat=True)
    return {keyed[guid] for guid in found}


def _entry(reading: Reading, title: str, guid: str, link: str, texts: list[str]) -> Entry:
    from utkik.collect.read import pages, parse  # noqa: PLC0415 – lxml and its selectors: only where a page is watched

    raw = RawFeed(kind=reading.kind, language=reading.language, entries=[pages.entry_of(title, guid, link, texts)])
    return parse.finished(raw, reading.site).entries[0]
