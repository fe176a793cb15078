"""What came in becomes entries: one per item and organisation, whatever sources it came by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from utkik import clock
from utkik.collect.models import Sighting, Source
from utkik.stream import tips
from utkik.stream.models import Arrival, Entry, Tip
from utkik.stream.order import sort_moment
from utkik.text import search

BATCH = 500
LINK = "link:"  # how the identity of an item begins that is known by its address


def receive(sightings: Sequence[Sighting], sources: Iterable[Source] | None = None) -> int:
    """Make entries of new sightings for every organisation that follows their feed; returns how many.

    Called inside the transaction that stored the sightings, item and feed loaded. `sources` narrows it to these
    followers (a source added to a feed that is known already). What has an entry gets an arrival by the source.
    """
    if not sightings:
        return 0
    followers = _followers(sightings) if sources is None else list(sources)
    words: dict[int, str] = {}
    return sum(_into(source, _of_source(sightings, source), words) for source in followers)


def _followers(sightings: Sequence[Sighting]) -> list[Source]:
    feeds = {sighting.feed_id for sighting in sightings}
    following = Source.objects.standing().filter(feed__in=feeds, paused_at=None)
    return list(following.order_by("organisation", "pk"))


def _of_source(sightings: Sequence[Sighting], source: Source) -> dict[int, Sighting]:
    """Item → what the source's feed said of it; what belongs to another organisation is not for this one."""
    open_to = (None, source.organisation_id)
    mine = [s for s in sightings if s.feed_id == source.feed_id and s.item.private_to_id in open_to]
    return {sighting.item_id: sighting for sighting in reversed(mine)}


def _into(source: Source, told: dict[int, Sighting], words: dict[int, str]) -> int:
    """Take the items of one source into its organisation's stream."""
    entries = Entry.objects.for_organisation(source.organisation_id)
    known = set(entries.filter(item__in=list(told)).values_list("item", flat=True))
    moment = clock.now()
    tipped = _tipped(source, {item: sighting for item, sighting in told.items() if item not in known})
    unknown = {item: sighting for item, sighting in told.items() if item not in known and item not in tipped}
    fresh = [_entry(source, sighting, moment, words) for sighting in unknown.values()]
    Entry.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    keys = dict(entries.filter(item__in=list(told)).values_list("item", "pk")) | tipped
    _arrive(source, told, keys, moment)
    _widen_search({keys[item] for item in known} | set(tipped.values()), source.organisation_id)
    return len(fresh)


def _tipped(source: Source, unknown: dict[int, Sighting]) -> dict[int, int]:
    """Item → the entry by which a colleague tipped of the same link before: the article joins it."""
    of_links = {item: s.item.identity.removeprefix(LINK) for item, s in unknown.items() if s.item.identity[:5] == LINK}
    joined = tips.joined_by(source.organisation_id, set(of_links.values())) if of_links else {}
    return {item: joined[key] for item, key in of_links.items() if key in joined}


def _entry(source: Source, sighting: Sighting, moment, words: dict[int, str]) -> Entry:
    if sighting.pk not in words:
        words[sighting.pk] = search.terms(sighting.title, sighting.summary_text)
    return Entry(
        organisation_id=source.organisation_id,
        item_id=sighting.item_id,
        sighting=sighting,
        source=source,
        area_id=source.area_id,
        level=source.level,
        place_id=source.place_id,
        received_at=moment,
        sort_at=sort_moment(sighting.published_at, sighting.first_seen_at),
        search_terms=words[sighting.pk],
    )


def _arrive(source: Source, told: dict[int, Sighting], keys: dict[int, int], moment) -> None:
    arrivals = [
        Arrival(
            organisation_id=source.organisation_id, entry_id=keys[item], source=source, sighting=sighting, at=moment
        )
        for item, sighting in told.items()
    ]
    Arrival.objects.bulk_create(arrivals, batch_size=BATCH, ignore_conflicts=True)


def _widen_search(keys: set[int], organisation: int) -> None:
    """An entry is found by what any of the organisation's own sources said."""
    texts: dict[int, list[str]] = defaultdict(list)
    arrivals = Arrival.objects.for_organisation(organisation).filter(entry__in=keys).order_by("pk")
    for entry, title, summary in arrivals.values_list("entry", "sighting__title", "sighting__summary_text"):
        texts[entry] += [title, summary]
    thoughts = Tip.objects.for_organisation(organisation).standing().filter(entry__in=keys).order_by("pk")
    for entry, thought in thoughts.values_list("entry", "thought"):
        texts[entry].append(thought)
    changed = [Entry(pk=entry, search_terms=search.terms(*told)) for entry, told in texts.items()]
    Entry.objects.bulk_update(changed, ["search_terms"], batch_size=100)
