"""Puts a reading into the database: idempotent, in one transaction with the feed's own news of itself.

Long readings go in portions with a breath between, so that a person's act gets the write lock meanwhile; the
validators are written with the last portion, so what was cut off is fetched again whole.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from utkik import clock
from utkik.collect import arrivals, decide
from utkik.collect.models import Feed, Item, Sighting, Source
from utkik.collect.reading import Reading

PORTION = 500
BREATH = 0.01


@dataclass(frozen=True, slots=True)
class Stored:
    """How many items and entries a reading brought."""

    new_items: int = 0
    new_entries: int = 0


def store(feed: Feed, reading: Reading, news: dict[str, object]) -> Stored:
    """Store what is new of a reading; `news` are the feed's fields to be set with it.

    Whoever began to follow since the last time is told of all that stands in the feed today, and of nothing older.
    """
    entries = decide.keyed(reading.entries, feed.identity)
    has_newcomers = _has_newcomers(feed)
    items = made = 0
    portions = list(_portions(entries)) or [[]]
    for number, portion in enumerate(portions, 1):
        if number > 1:
            breathe()
        with transaction.atomic():
            new_items, sightings = _take_in(feed, portion, with_known=has_newcomers)
            made += arrivals.tell(sightings)
            items += new_items
            if number == len(portions):
                Feed.objects.filter(pk=feed.pk).update(**news)
    return Stored(items, made)


def breathe() -> None:
    """Let others write: SQLite's waiting is no queue, so a writer without pause starves the rest."""
    if connection.vendor == "sqlite":
        time.sleep(BREATH)


def _has_newcomers(feed: Feed) -> bool:
    """Whether somebody waits for all that stands in the feed: began to follow, or took it up again (then the hash
    of what was read is forgotten, see follow)."""
    sources = Source.objects.filter(feed=feed, removed_at=None)
    return not feed.body_hash or feed.succeeded_at is None or sources.filter(added_at__gte=feed.succeeded_at).exists()


def _portions(entries: list[decide.Keyed]) -> Iterator[list[decide.Keyed]]:
    for start in range(0, len(entries), PORTION):
        yield entries[start : start + PORTION]


def _take_in(feed: Feed, entries: list[decide.Keyed], *, with_known: bool) -> tuple[int, Sequence[Sighting]]:
    """Returns how many items are new, and the sightings that others are to be told of."""
    seen = {
        guid: decide.Seen(pk, item, text)
        for guid, pk, item, text in Sighting.objects.filter(
            feed=feed, guid_hash__in=[entry.guid_hash for entry in entries]
        ).values_list("guid_hash", "pk", "item_id", "text_hash")
    }
    stored = _stored_items(entries)
    purged = frozenset(identity for identity, (_, is_purged) in stored.items() if is_purged)
    plan = decide.plan(entries, seen, purged)
    new_items = _make_items(plan.new, stored)
    sightings = _make_sightings(feed, plan.new, stored)
    _revise(plan.changed)
    if with_known and plan.known:
        known = Sighting.objects.filter(pk__in=[one.pk for one in plan.known], item__purged_at=None)
        sightings += list(known.select_related("item", "feed"))
    return new_items, sightings


def _stored_items(entries: list[decide.Keyed]) -> dict[str, tuple[Item, bool]]:
    found = Item.objects.filter(identity__in={entry.item_identity for entry in entries})
    return {item.identity: (item, item.purged_at is not None) for item in found}


def _make_items(new: list[decide.Keyed], stored: dict[str, tuple[Item, bool]]) -> int:
    """Items that nobody brought before. Two feeds may bring one at once: then the first stands, both are read back."""
    wanted = {
        entry.item_identity: Item(
            identity=entry.item_identity,
            address=entry.entry.link,
            published_at=entry.entry.published,
            first_seen_at=clock.now(),
        )
        for entry in reversed(new)
        if entry.item_identity not in stored
    }
    if not wanted:
        return 0
    # In one order, so that two workers who bring the same items do not wait for each other in a ring.
    Item.objects.bulk_create([wanted[key] for key in sorted(wanted)], ignore_conflicts=True)
    for item in Item.objects.filter(identity__in=list(wanted)):
        stored[item.identity] = (item, False)
    return len(wanted)


def _make_sightings(feed: Feed, new: list[decide.Keyed], stored: dict[str, tuple[Item, bool]]) -> list[Sighting]:
    moment = clock.now()
    made = [
        Sighting(
            feed=feed,
            item=stored[keyed.item_identity][0],
            guid_hash=keyed.guid_hash,
            link=keyed.entry.link,
            title=keyed.entry.title,
            summary_html=keyed.entry.summary_html,
            summary_text=keyed.entry.summary_text,
            language=keyed.entry.language,
            published_at=keyed.entry.published,
            first_seen_at=moment,
            text_hash=keyed.text_hash,
        )
        for keyed in new
    ]
    return Sighting.objects.bulk_create(made)


def _revise(changed: list[tuple[decide.Seen, decide.Keyed]]) -> None:
    """New words for what is known: the sighting is rewritten, nothing comes again and nobody is told."""
    moment = clock.now()
    for seen, keyed in changed:
        Sighting.objects.filter(pk=seen.pk).update(
            title=keyed.entry.title,
            summary_html=keyed.entry.summary_html,
            summary_text=keyed.entry.summary_text,
            language=keyed.entry.language,
            text_hash=keyed.text_hash,
            changed_at=moment,
        )
