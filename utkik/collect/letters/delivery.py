"""Letters of accepted senders come into the stream: as one article each, or as one for each that they link to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from django.db import transaction

from utkik import clock
from utkik.collect.letters.models import Letter, entries_of
from utkik.collect.read import letter_links, redirects
from utkik.collect.read.reading import Entry, Reading
from utkik.collect.store import Stored, breathe, store
from utkik.net import client, errors
from utkik.people.models import Organisation

log = logging.getLogger("utkik.collect")

MOST_ASKED = 40
SECONDS = 60
DEPTH = 4
FORGET_AFTER = timedelta(days=90)


def deliver(home: Organisation, after_each: Callable[[], None] = lambda: None) -> Stored:
    """Everything that waits and may come: each letter in one transaction with the note that it has."""
    items = entries = 0
    waiting = Letter.objects.for_organisation(home).to_deliver().select_related("sender__source__feed")
    for letter in waiting.order_by("pk"):
        try:
            stored = _deliver(letter)
        except Exception:  # one letter's fault holds up no other; it is tried again with the next
            log.exception("letter %s could not be delivered", letter.pk)
            continue
        finally:
            after_each()
        items, entries = items + stored.new_items, entries + stored.new_entries
        breathe()
    return Stored(items, entries)


def forget_old(home: Organisation) -> int:
    """What nobody accepted in three months is forgotten, but for its key; the letter itself lies in the mailbox."""
    old = Letter.objects.for_organisation(home).filter(taken_at=None, received_at__lt=clock.now() - FORGET_AFTER)
    return old.exclude(entries=[]).update(entries=[], title="", taken_at=clock.now())


def _deliver(letter: Letter) -> Stored:
    entries = _chosen(entries_of(letter.entries), splits=letter.sender.splits)
    places = asyncio.run(_places([address for entry in entries for address in _counted(entry)]))
    told = Reading("letters", "", "", "", entries=[_led(entry, places) for entry in entries])
    source = letter.sender.source
    assert source
    with transaction.atomic():
        held = Letter.objects.for_organisation(letter.organisation_id).select_for_update().get(pk=letter.pk)
        if held.taken_at:
            return Stored()
        stored = store(source.feed, told, {"succeeded_at": clock.now(), "checked_at": clock.now()})
        held.taken_at, held.entries = clock.now(), []
        held.save(update_fields=["taken_at", "entries"])
    return stored


def _chosen(entries: list[Entry], *, splits: bool) -> list[Entry]:
    """The articles, where somebody chose so and there are any; else the letter itself."""
    return entries[1:] if splits and len(entries) > 1 else entries[:1]


def _counted(entry: Entry) -> list[str]:
    """The links of an entry that count clicks. What would end or confirm something is left alone."""
    addresses = [entry.link] if entry.link else letter_links.addresses_in(entry.summary_html)
    harmless = [one for one in addresses if not redirects.does_something(one, _words_of(one, entry))]
    return [one for one in harmless if redirects.is_counter(one)]


def _words_of(address: str, entry: Entry) -> str:
    """What the link is called in the letter."""
    _before, _found, after = entry.summary_html.partition(f'href="{letter_links.html_text(address)}"')
    return after.partition(">")[2].partition("</a>")[0][:200]


def _led(entry: Entry, places: dict[str, str]) -> Entry:
    link = places.get(entry.link, entry.link)
    return replace(
        entry, link=link, guid=link or entry.guid, summary_html=letter_links.with_places(entry.summary_html, places)
    )


async def _places(addresses: list[str]) -> dict[str, str]:
    """Counting link → where it leads. Only counters are asked, never the place itself; those that keep us waiting stay
    as they came."""
    asked = list(dict.fromkeys(addresses))[:MOST_ASKED]
    if not asked:
        return {}
    async with client.opened(limit=4, per_host=2) as session:
        asking = {one: asyncio.create_task(_place(session, one)) for one in asked}
        _done, late = await asyncio.wait(asking.values(), timeout=SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
    return {one: task.result() for one, task in asking.items() if task not in late and task.result()}


async def _place(session: client.Session, address: str) -> str:
    place = address
    for _ in range(DEPTH):
        try:
            onward = await client.leads_to(session, place)
        except errors.NetError:
            return ""
        if not onward:
            return ""
        place = redirects.unwrapped(onward)
        if not redirects.is_counter(place) or redirects.does_something(place):
            return place
    return ""
