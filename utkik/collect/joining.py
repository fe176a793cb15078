"""A feed that moved for good to where there is a feed already: its sources go over to that one.

What the moved feed told stays its own: otherwise a feed could, by leading to another, speak in that one's place. Later
steps hold the articles, and say here how they go over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from utkik import clock
from utkik.collect.models import Feed, Sighting, Source
from utkik.collect.read.ways import identity_of
from utkik.people import log

SIGHTS = 3  # a permanent redirect is believed when it was seen so often


@dataclass(frozen=True, slots=True)
class Pair:
    """One thing that both feeds told: as the moved one told it, and as the other did."""

    sighting: int
    item: int
    new_sighting: int
    new_item: int


@dataclass(frozen=True, slots=True)
class Joined:
    """`source` is read by the other feed from now on; `folded` becomes part of it, where there were two."""

    source: Source
    folded: Source | None = None
    pairs: list[Pair] = field(default_factory=list)


_followers: list[Callable[[Joined], None]] = []


def register(follower: Callable[[Joined], None]) -> None:
    """Have a later step take an organisation's articles over, inside the transaction that joins its sources."""
    if follower not in _followers:
        _followers.append(follower)


@transaction.atomic
def join(feed: Feed) -> bool:
    """Let the sources of a moved feed go over to the feed that stands where it leads. False where none stands there.

    An organisation that follows both keeps the source it has at the new address.
    """
    identity = identity_of(feed.moved_to, feed.kind, feed.selector)
    either = Feed.objects.select_for_update().filter(Q(pk=feed.pk) | Q(identity=identity)).order_by("pk")
    found = {one.identity: one for one in either}
    old, new = found.get(feed.identity), found.get(identity)
    if old is None or new is None or old.pk == new.pk or old.moved_seen < SIGHTS or old.moved_to != feed.moved_to:
        return False
    pairs = _pairs(old, new)
    for source in Source.objects.filter(feed=old, removed_at=None).order_by("pk"):
        _go_over(source, new, pairs)
    Source.objects.filter(feed=old).update(feed=new)
    Feed.objects.filter(pk=old.pk).update(retired_at=clock.now(), error_code="", failures=0, failing_since=None)
    Feed.objects.filter(pk=new.pk).update(retired_at=None, moved_to="", moved_seen=0)
    return True


def _go_over(source: Source, feed: Feed, pairs: list[Pair]) -> None:
    mine = Source.objects.for_organisation(source.organisation_id)
    kept = mine.filter(feed=feed, removed_at=None).first()
    if kept is None:
        moment = clock.now()
        mine.filter(pk=source.pk).update(feed=feed, earlier_feed=source.feed_id, moved_at=moment)
        _tell(Joined(source, pairs=pairs))
        return
    if kept.paused_at and not source.paused_at:
        mine.filter(pk=kept.pk).update(paused_at=None)
    _tell(Joined(kept, folded=source, pairs=pairs))
    log.record("source.joined", kept, by=None, details={"source": source.pk, "feed": feed.pk})
    source.delete()


def _tell(joined: Joined) -> None:
    for follower in _followers:
        follower(joined)


def _pairs(old: Feed, new: Feed) -> list[Pair]:
    """What is one item, or has the same guid and the same heading: a guid alone may mean another thing elsewhere."""
    there = Sighting.objects.filter(feed=new, guid_hash=OuterRef("guid_hash"))
    there = there.filter(Q(item=OuterRef("item")) | Q(title=OuterRef("title")))
    told = Sighting.objects.filter(feed=old).annotate(
        new=Subquery(there.values("pk")[:1]), new_item=Subquery(there.values("item")[:1])
    )
    rows = told.exclude(new=None).order_by("pk").values_list("pk", "item", "new", "new_item")
    return [Pair(*row) for row in rows]
