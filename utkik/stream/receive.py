"""What came in becomes entries: one per item and organisation, whatever sources it came by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from utkik import clock
from utkik.collect.models import Sighting, Source
from utkik.stream import purge, tips
from utkik.stream.models import Arrival, Entry, Tip
from utkik.stream.order import sort_moment
from utkik.stream.rules import running
from utkik.text import search
from utkik.work import rows

_ENTRY = (
    "organisation_id", "item_id", "sighting_id", "source_id", "area_id", "level", "place_id", "received_at", "sort_at",
    "search_terms",
)  # fmt: skip
_ARRIVAL = ("organisation_id", "entry_id", "source_id", "sighting_id", "at")
STORING = timedelta(minutes=1)  # longer than what brought an item takes until it is told
LINK = "link:"  # how the identity of an item begins that is known by its address


def receive(sightings: Sequence[Sighting], sources: Iterable[Source] | None = None) -> int:
    """Make entries of new sightings for every organisation that follows their feeds; returns how many.

    Called inside the transaction that stored the sightings, item and feed loaded. `sources` narrows it to these
    followers (a source added to a feed that is known already). What has an entry gets an arrival by the source.
    """
    if not sightings:
        return 0
    of_feed: dict[int, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        of_feed[sighting.feed_id].append(sighting)
    of_organisation: dict[int, list[Source]] = defaultdict(list)
    for source in _followers(list(of_feed)) if sources is None else sources:
        of_organisation[source.organisation_id].append(source)
    words: dict[int, str] = {}
    return sum(
        _into(organisation, [(source, _open_to(source, of_feed[source.feed_id])) for source in following], words)
        for organisation, following in of_organisation.items()
    )


def _followers(feeds: list[int]) -> list[Source]:
    following = Source.objects.standing().filter(feed__among=feeds, paused_at=None)
    return list(following.order_by("organisation", "pk"))


def _open_to(source: Source, sightings: list[Sighting]) -> dict[int, Sighting]:
    """Item → what the source's feed said of it; what belongs to another organisation is not for this one."""
    open_to = (None, source.organisation_id)
    return {told.item_id: told for told in reversed(sightings) if told.item.private_to_id in open_to}


def _into(organisation: int, came: list[tuple[Source, dict[int, Sighting]]], words: dict[int, str]) -> int:
    """Take what came by some of an organisation's sources into its stream."""
    came = purge.without_purged(organisation, came)
    first: dict[int, tuple[Source, Sighting]] = {}
    for source, told in came:
        for item, sighting in told.items():
            first.setdefault(item, (source, sighting))
    entries = Entry.objects.for_organisation(organisation)
    keys = dict(entries.filter(item__among=first).values_list("item", "pk"))
    unknown = {item: one for item, one in first.items() if item not in keys}
    joining = _part_of(organisation, {item: sighting for item, (_source, sighting) in unknown.items()})
    widened = set(keys.values()) | set(joining.values())
    fresh = _make(organisation, {item: one for item, one in unknown.items() if item not in joining}, words)
    keys |= fresh | joining
    if missing := [item for item in first if item not in keys]:
        keys |= dict(entries.filter(item__among=missing).values_list("item", "pk"))
    _arrive(organisation, came, keys)
    told_twice = Counter(item for _source, told in came for item in told)
    widen_search(widened | {keys[item] for item, times in told_twice.items() if times > 1}, organisation)
    running.act(organisation, {key: unknown[item] for item, key in fresh.items()})
    return len(fresh)


def _part_of(organisation: int, unknown: dict[int, Sighting]) -> dict[int, int]:
    """Item → the entry of another item that it belongs to: it turned out to be the same article (see same_article), or
    a colleague tipped of it. What nobody brought before is not asked for."""
    before = clock.now() - STORING
    old = [item for item, sighting in unknown.items() if sighting.item.first_seen_at < before]
    found = {}
    if old:
        came = Arrival.objects.for_organisation(organisation).filter(sighting__item__in=old)
        found = dict(came.values_list("sighting__item", "entry"))
    return _tipped(organisation, {item: one for item, one in unknown.items() if item not in found}) | found


def _tipped(organisation: int, unknown: dict[int, Sighting]) -> dict[int, int]:
    """Item → the entry by which a colleague tipped of the same link before: the article joins it."""
    of_links = {item: s.item.identity.removeprefix(LINK) for item, s in unknown.items() if s.item.identity[:5] == LINK}
    joined = tips.joined_by(organisation, set(of_links.values())) if of_links else {}
    return {item: joined[key] for item, key in of_links.items() if key in joined}


def _make(organisation: int, unknown: dict[int, tuple[Source, Sighting]], words: dict[int, str]) -> dict[int, int]:
    """Item → its new entry. What another worker made meanwhile is left out."""
    moment = clock.now()
    values = []
    for item, (source, sighting) in unknown.items():
        if sighting.pk not in words:
            words[sighting.pk] = sighting.terms or search.terms(sighting.title, sighting.summary_text)
        sort_at = sort_moment(sighting.published_at, sighting.first_seen_at)
        where = (source.pk, source.area_id, source.level, source.place_id)
        values.append((organisation, item, sighting.pk, *where, moment, sort_at, words[sighting.pk]))
    made = rows.insert(Entry, _ENTRY, values, returning=("item_id", "id"), ignore_conflicts=True)
    return dict(made)


def _arrive(organisation: int, came: list[tuple[Source, dict[int, Sighting]]], keys: dict[int, int]) -> None:
    moment = clock.now()
    values = [
        (organisation, keys[item], source.pk, sighting.pk, moment)
        for source, told in came
        for item, sighting in told.items()
    ]
    rows.insert(Arrival, _ARRIVAL, values, ignore_conflicts=True)


def widen_search(keys: set[int], organisation: int) -> None:
    """An entry is found by what any of the organisation's own sources said."""
    if not keys:
        return
    texts: dict[int, list[str]] = defaultdict(list)
    arrivals = Arrival.objects.for_organisation(organisation).filter(entry__in=keys).order_by("pk")
    for entry, title, summary in arrivals.values_list("entry", "sighting__title", "sighting__summary_text"):
        texts[entry] += [title, summary]
    thoughts = Tip.objects.for_organisation(organisation).standing().filter(entry__in=keys).order_by("pk")
    for entry, thought in thoughts.values_list("entry", "thought"):
        texts[entry].append(thought)
    changed = [Entry(pk=entry, search_terms=search.terms(*told)) for entry, told in texts.items()]
    Entry.objects.bulk_update(changed, ["search_terms"], batch_size=100)
