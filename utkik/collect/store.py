"""Puts readings into the database: idempotent, in one transaction with the feeds' own news of themselves.

Several readings go together, long ones in portions with a breath between, so that a person's act gets the write lock
meanwhile; a feed's news are written with its last portion, so what was cut off is fetched again whole.
"""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from utkik import clock
from utkik.collect import arrivals, decide
from utkik.collect.models import Feed, Item, Sighting, Source
from utkik.collect.read.reading import Reading
from utkik.collect.texts.models import known_otherwise
from utkik.work import rows

PORTION = 300
BREATH = 0.01
_ITEM = ("identity", "address", "published_at", "first_seen_at")
_SIGHTING = (
    "feed_id", "item_id", "guid_hash", "link", "title", "summary_html", "summary_text", "language", "published_at",
    "first_seen_at", "text_hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stored:
    """How many items and entries a reading brought."""

    new_items: int = 0
    new_entries: int = 0


@dataclass(slots=True)
class Landed:
    """A feed that was read, what was in it, and the feed's fields to be set with it; some only if it brought any."""

    feed: Feed
    reading: Reading
    news: dict[str, Any]
    if_new: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Piece:
    """As much of a reading as goes into one transaction. `is_last`: the feed's news go with it."""

    landed: Landed
    entries: list[decide.Keyed]
    is_last: bool
    plan: decide.Plan = field(default_factory=decide.Plan)


def store(feed: Feed, reading: Reading, news: dict[str, Any], if_new: dict[str, Any] | None = None) -> Stored:
    """Store what is new of a reading; `news` are the feed's fields to be set with it, `if_new` where it brought any.

    Whoever began to follow since the last time is told of all that stands in the feed today, and of nothing older.
    """
    items = entries = 0
    landed = Landed(feed, reading, news, if_new or {})
    newcomers = _with_newcomers([landed])
    for number, piece in enumerate(_pieces(landed)):
        if number:
            breathe()
        stored = _store([piece], newcomers)
        items, entries = items + stored.new_items, entries + stored.new_entries
    return Stored(items, entries)


def store_together(many: list[Landed]) -> Stored:
    """Store several readings in one transaction: of different feeds, together no longer than a portion."""
    return _store([piece for landed in many for piece in _pieces(landed)], _with_newcomers(many))


def breathe() -> None:
    """Let others write: SQLite's waiting is no queue, so a writer without pause starves the rest."""
    if connection.vendor == "sqlite":
        time.sleep(BREATH)


def _pieces(landed: Landed) -> Iterator[_Piece]:
    entries = decide.keyed(landed.reading.entries, landed.feed.identity)
    for start in range(0, max(len(entries), 1), PORTION):
        yield _Piece(landed, entries[start : start + PORTION], start + PORTION >= len(entries))


def _with_newcomers(many: list[Landed]) -> set[int]:
    """Feeds of which somebody waits for all that stands there: began to follow, or took it up again (then the hash
    of what was read is forgotten, see follow)."""
    read = {one.feed.pk: one.feed.succeeded_at for one in many if one.feed.body_hash and one.feed.succeeded_at}
    found = {one.feed.pk for one in many} - set(read)
    if read:
        following = Source.objects.filter(feed__among=list(read), removed_at=None, added_at__gte=min(read.values()))
        found |= {feed for feed, added_at in following.values_list("feed", "added_at") if added_at >= read[feed]}
    return found


@transaction.atomic
def _store(pieces: list[_Piece], newcomers: set[int]) -> Stored:
    pieces = _still_ours(pieces)
    if not pieces:
        return Stored()
    items = _decide(pieces)
    new_items = _make_items([keyed for piece in pieces for keyed in piece.plan.new], items)
    sightings = _make_sightings(pieces, items)
    for piece in pieces:
        _revise(piece.plan.changed)
    known = [one.pk for piece in pieces if piece.landed.feed.pk in newcomers for one in piece.plan.known]
    if known:
        told = Sighting.objects.filter(pk__among=known, item__purged_at=None)
        sightings += list(told.select_related("item", "feed"))
    for piece in pieces:
        if piece.plan.new:
            piece.landed.news |= piece.landed.if_new
    made = arrivals.tell(sightings)
    _write_news([piece.landed for piece in pieces if piece.is_last])
    return Stored(new_items, made)


def _still_ours(pieces: list[_Piece]) -> list[_Piece]:
    """Those of feeds whose lease did not run out; their rows are held until the end of the transaction."""
    feeds = {piece.landed.feed.pk: piece.landed.feed for piece in pieces}
    held = dict(
        Feed.objects.select_for_update().filter(pk__among=list(feeds)).order_by("pk").values_list("pk", "claimed_until")
    )
    ours = {pk for pk, feed in feeds.items() if pk in held and held[pk] == feed.claimed_until}
    return [piece for piece in pieces if piece.landed.feed.pk in ours]


def _decide(pieces: list[_Piece]) -> dict[str, Item]:
    """Each piece gets its plan: what of it is new, changed, known. Returns the items that are stored already."""
    seen: dict[int, dict[str, decide.Seen]] = defaultdict(dict)
    found = Sighting.objects.filter(
        feed__among=[piece.landed.feed.pk for piece in pieces],
        guid_hash__among=[keyed.guid_hash for piece in pieces for keyed in piece.entries],
    )
    for feed, guid, pk, item, text in found.values_list("feed", "guid_hash", "pk", "item", "text_hash"):
        seen[feed][guid] = decide.Seen(pk, item, text)
    asked = {keyed.item_identity for piece in pieces for keyed in piece.entries}
    items = {item.identity: item for item in Item.objects.filter(identity__among=asked)}
    items |= known_otherwise(asked - set(items))
    purged = frozenset(identity for identity, item in items.items() if item.purged_at)
    for piece in pieces:
        piece.plan = decide.plan(piece.entries, seen[piece.landed.feed.pk], purged)
    return items


def _make_items(new: list[decide.Keyed], items: dict[str, Item]) -> int:
    """Items that nobody brought before. Two feeds may bring one at once: then the first stands, both are read back.

    Written in one order, so that two workers who bring the same items do not wait for each other in a ring.
    """
    wanted = {one.item_identity: one.entry for one in reversed(new) if one.item_identity not in items}
    moment = clock.now()
    values = {key: (key, wanted[key].link, wanted[key].published, moment) for key in sorted(wanted)}
    inserted = rows.insert(Item, _ITEM, list(values.values()), returning=("id", "identity"), ignore_conflicts=True)
    for key, identity in inserted:
        told = dict(zip(_ITEM, values[identity], strict=True))
        items[identity] = rows.made(Item, {"id": key, **told, "private_to_id": None, "purged_at": None})
    elsewhere = [identity for identity in wanted if identity not in items]
    if elsewhere:
        items |= {item.identity: item for item in Item.objects.filter(identity__among=elsewhere)}
    return len(inserted)


def _make_sightings(pieces: list[_Piece], items: dict[str, Item]) -> list[Sighting]:
    moment = clock.now()
    told = {
        (piece.landed.feed.pk, keyed.guid_hash): (piece.landed.feed, keyed)
        for piece in pieces
        for keyed in piece.plan.new
    }
    values = {key: _sighting(feed, keyed, items, moment) for key, (feed, keyed) in told.items()}
    inserted = rows.insert(Sighting, _SIGHTING, list(values.values()), returning=("id", "feed_id", "guid_hash"))
    keys = {(feed, guid): key for key, feed, guid in inserted}
    made = []
    for place, row in values.items():
        feed, keyed = told[place]
        fields = {"id": keys[place], **dict(zip(_SIGHTING, row, strict=True)), "changed_at": None}
        sighting = rows.made(Sighting, fields, feed=feed, item=items[keyed.item_identity])
        sighting.terms = keyed.entry.terms
        made.append(sighting)
    return made


def _sighting(feed: Feed, keyed: decide.Keyed, items: dict[str, Item], moment: datetime) -> tuple:
    entry = keyed.entry
    return (
        feed.pk,
        items[keyed.item_identity].pk,
        keyed.guid_hash,
        entry.link,
        entry.title,
        entry.summary_html,
        entry.summary_text,
        entry.language,
        entry.published,
        moment,
        keyed.text_hash,
    )


def _revise(changed: Sequence[tuple[decide.Seen, decide.Keyed]]) -> None:
    """New words for what is known: the sighting is rewritten, nothing comes again and nobody is told."""
    moment = clock.now()
    names = ("title", "summary_html", "summary_text", "language", "text_hash", "changed_at")
    news = [
        (one.entry.title, one.entry.summary_html, one.entry.summary_text, one.entry.language, one.text_hash, moment,
         seen.pk)
        for seen, one in changed
    ]  # fmt: skip
    rows.update(Sighting, names, news, where=("id",))


def _write_news(many: list[Landed]) -> None:
    """Each feed's news of itself; those that say the same things go together."""
    alike: dict[tuple[str, ...], list[Landed]] = defaultdict(list)
    for landed in many:
        alike[tuple(landed.news)].append(landed)
    for names, group in alike.items():
        values = [(*_stored(landed.news), landed.feed.pk) for landed in group]
        rows.update(Feed, names, values, where=("id",))


def _stored(news: dict[str, Any]) -> list[Any]:
    """The values as the database keeps them."""
    fields: dict[str, Any] = {name: Feed._meta.get_field(name) for name in news}
    return [fields[name].get_db_prep_save(value, connection) for name, value in news.items()]
