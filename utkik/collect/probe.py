"""Fetches and reads an address exactly as the collector would, and stores nothing.

Serves the command `utkik probe` and the preview of a new source.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from utkik.collect import failures
from utkik.collect.address import absolute, canonical, identity
from utkik.collect.read import discover, leads, readers, ways
from utkik.collect.read.reading import Reading
from utkik.net import client, errors, ports
from utkik.net.answer import Answer

SHOWN = 6
TRIED = 10
LOOK_SECONDS = 20
PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
WORTH_WATCHING = 40
SITEMAPS = 3
FROM_SITEMAP = "sitemap"


@dataclass(slots=True)
class Probe:
    """What an address gave. `place`: where it led to; `kind`: rss, rdf, atom, json, listing, page or none.

    `listing` and `page`: what a page without a feed gives when it is watched.
    """

    address: str
    place: str = ""
    kind: str = ""
    title: str = ""
    code: str = ""
    warnings: list[str] = field(default_factory=list)
    discovered: list[discover.Found] = field(default_factory=list)
    reading: Reading | None = None
    announced_as: str = ""
    listing: Reading | None = None
    page: Reading | None = None

    @property
    def is_feed(self) -> bool:
        return self.reading is not None

    def to_json(self) -> dict[str, Any]:
        """The line of `utkik probe --json`."""
        read = self.listing if self.kind == ways.LISTING else self.reading
        entries = read.entries if read else []
        return {
            "address": self.address,
            "kind": self.kind or None,
            "title": self.title,
            "error": str(failures.sentence(self.code)) or None,
            "warnings": [str(failures.sentence(code)) for code in self.warnings],
            "discovered": [found.address for found in self.discovered],
            "items": [
                {
                    "id": entry.guid or entry.link,
                    "link": entry.link or None,
                    "title": entry.title,
                    "summary_html": entry.summary_html,
                    "published": entry.published.isoformat().replace("+00:00", "Z") if entry.published else None,
                    "language": entry.language or None,
                }
                for entry in entries
            ],
        }


def probe(addresses: list[str]) -> list[Probe]:
    """One probe for each address, in their order."""

    async def all_of_them() -> list[Probe]:
        async with client.opened() as session, readers.opened() as read:
            return list(await asyncio.gather(*(_probe(session, read, address) for address in addresses)))

    return asyncio.run(all_of_them())


def look(address: str, selector: str = "", *, open_port: str = "") -> tuple[Probe, list[Probe]]:
    """For the preview: what stands at the address, and every feed there, read: itself, or those it leads to.

    With a CSS selector the page is looked at alone, as it would be watched. A person waits for it and a thread of
    the web serves it, so it ends after 20 seconds in all. `open_port`: a host and port that may be asked besides
    the web's own.
    """

    async def there() -> tuple[Probe, list[Probe]]:
        async with asyncio.timeout(LOOK_SECONDS), client.opened() as session, readers.opened() as read:
            first = await _probe(session, read, address, selector=selector)
            if first.is_feed:
                return first, [first]
            found = first.discovered[:SHOWN]
            feeds = await asyncio.gather(*(_probe(session, read, one.address, deeper=False) for one in found))
            for feed, one in zip(feeds, found, strict=True):
                feed.announced_as = one.title
            return first, [feed for feed in feeds if feed.is_feed]

    try:
        with ports.opened(open_port):
            return asyncio.run(there())
    except TimeoutError:
        return Probe(address, code=errors.TooSlow.code), []


async def _probe(
    session: client.Session, read: readers.Read, address: str, *, deeper: bool = True, selector: str = ""
) -> Probe:
    made = Probe(address)
    try:
        answer = await client.get(session, address)
        made.place = canonical(answer.address)
        if answer.status != 200:
            raise failures.of_status(answer.status)
        await _tell(made, session, read, answer, deeper=deeper, selector=selector)
    except (errors.NetError, failures.Unreadable) as wrong:
        made.code = wrong.code
    return made


async def _tell(made: Probe, session, read: readers.Read, answer: Answer, *, deeper: bool, selector: str) -> None:
    try:
        made.reading = await read(answer.body, answer.address, answer.charset)
    except failures.NotAFeed:
        made.kind = "page" if answer.content_type in PAGE_TYPES or b"<html" in answer.body[:2000].lower() else ""
        if not (made.kind and deeper):
            raise
        there = await _leads(read, answer)
        made.title = there.title
        made.discovered = [] if selector else await _feeds_there(session, read, answer, there)
        await _watched(made, read, answer, selector)
        if not made.discovered:
            _without_feed(made, selector)
        return
    made.kind, made.title = made.reading.kind, made.reading.title
    made.warnings = [*made.reading.warnings, *(["moved"] if answer.moved_to else [])]


async def _watched(made: Probe, read: readers.Read, answer: Answer, selector: str) -> None:
    """What the page gives when its list or its text is watched."""
    found = []
    for kind in (ways.LISTING, ways.PAGE):
        try:
            found.append(await read(answer.body, answer.address, answer.charset, ways.Way(kind, selector)))
        except failures.BadSelector:
            raise
        except failures.Unreadable:
            return
    listing, page = found
    made.listing = listing if listing.entries else None
    made.page = page if sum(map(len, page.blocks)) >= WORTH_WATCHING else None


def _without_feed(made: Probe, selector: str) -> None:
    """A page without a feed is a list or a text to watch. Raises where it is neither."""
    if not (made.listing or made.page):
        raise failures.NothingToWatch() if selector else failures.NoFeedFound()
    made.kind = ways.LISTING if made.listing else ways.PAGE


async def _leads(read: readers.Read, answer: Answer) -> Reading:
    return await read(answer.body, answer.address, answer.charset, ways.Way(ways.LEADS))


async def _feeds_there(session, read: readers.Read, answer: Answer, there: Reading) -> list[discover.Found]:
    """What the page announces is believed; links and usual places are tried first."""
    found = leads.feeds(there)
    if found and found[0].announced:
        return found
    tried = found[:TRIED] or [discover.Found(place, "", False) for place in there.blocks]
    feeds = await _tried(session, read, tried)
    return feeds or await _tried(session, read, await _in_sitemaps(session, read, answer.address))


async def _tried(session, read: readers.Read, found: list[discover.Found]) -> list[discover.Found]:
    answers = await asyncio.gather(*(_try(session, read, one) for one in found))
    once = {identity(one.address): one for some in answers for one in some}
    return list(once.values())[: discover.LIMIT]


async def _in_sitemaps(session, read: readers.Read, address: str) -> list[discover.Found]:
    """As a last resort: what the site's sitemap names that may be a feed, or a page about feeds."""
    robots = await _listed(session, read, absolute(address, "/robots.txt"), ways.ROBOTS)
    found: list[str] = []
    for place in robots.blocks[:SITEMAPS]:
        sitemap = await _listed(session, read, place, ways.SITEMAP)
        found += sitemap.blocks
        for deeper in sitemap.again[:SITEMAPS]:
            found += (await _listed(session, read, deeper, ways.SITEMAP)).blocks
    return [discover.Found(place, FROM_SITEMAP, False) for place in dict.fromkeys(found)][:TRIED]


async def _listed(session, read: readers.Read, address: str, kind: str) -> Reading:
    """What a file for programs names; as if it were empty where there is none."""
    body = b""
    with suppress(errors.NetError):
        answer = await client.get(session, address)
        body = answer.body if answer.status == 200 else b""
    try:
        return await read(body, address, "", ways.Way(kind))
    except failures.Unreadable:
        return Reading(kind, "", address, "")


async def _try(session, read: readers.Read, found: discover.Found) -> list[discover.Found]:
    """The candidate itself where it is a feed; what it announces or links to where it is a page about feeds."""
    try:
        answer = await client.get(session, found.address)
        if answer.status != 200:
            return []
        reading = await read(answer.body, answer.address, answer.charset)
    except failures.NotAFeed:
        if answer.content_type not in PAGE_TYPES or not found.title:
            return []
        return await _led_on(read, answer)
    except (errors.NetError, failures.Unreadable):
        return []
    title = reading.title if found.title == FROM_SITEMAP else found.title or reading.title
    return [discover.Found(canonical(answer.address), title, False)]


async def _led_on(read: readers.Read, answer: Answer) -> list[discover.Found]:
    try:
        return leads.feeds(await _leads(read, answer))
    except failures.Unreadable:
        return []
