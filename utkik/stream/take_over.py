"""Two sources became one, or one is read by another feed: the articles keep their place and what was decided."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from utkik.collect.joining import Joined, Pair
from utkik.collect.models import Source
from utkik.stream.models import Arrival, Entry
from utkik.stream.purge_models import Purged
from utkik.stream.rule_models import Rule

AT_ONCE = 500


def take_over(joined: Joined) -> None:
    """Inside the transaction that joins the sources."""
    if joined.folded:
        _fold(joined.folded, joined.source)
    for start in range(0, len(joined.pairs), AT_ONCE):
        _point_on(joined.source.organisation_id, joined.pairs[start : start + AT_ONCE])


def _fold(folded: Source, kept: Source) -> None:
    home = kept.organisation_id
    came = Arrival.objects.for_organisation(home).filter(source=folded)
    by_both = Arrival.objects.for_organisation(home).filter(source=kept, entry=OuterRef("entry"))
    came.filter(Exists(by_both)).delete()
    came.update(source=kept)
    Entry.objects.for_organisation(home).filter(source=folded).update(source=kept)
    Rule.objects.for_organisation(home).filter(of_source=folded).update(of_source=kept)


def _point_on(home: int, pairs: list[Pair]) -> None:
    """What both feeds told is from now on as the other tells it: its later words are seen, and it comes no second
    time. Where each had become an article of its own, both stay."""
    by_sighting = {pair.sighting: pair for pair in pairs}
    entries = Entry.objects.for_organisation(home)
    taken = set(entries.filter(item__in=[pair.new_item for pair in pairs]).values_list("item", flat=True))
    changed = []
    for entry in entries.filter(sighting__in=list(by_sighting)).only("pk", "item_id", "sighting_id"):
        pair = by_sighting[entry.sighting_id]
        if pair.new_item == entry.item_id or pair.new_item not in taken:
            entry.item_id, entry.sighting_id = pair.new_item, pair.new_sighting
            changed.append(entry)
    Entry.objects.bulk_update(changed, ["item", "sighting"])
    arrivals = Arrival.objects.for_organisation(home).filter(entry__in=changed, sighting__in=list(by_sighting))
    arrived = list(arrivals.only("pk", "sighting_id"))
    for arrival in arrived:
        arrival.sighting_id = by_sighting[arrival.sighting_id].new_sighting
    Arrival.objects.bulk_update(arrived, ["sighting"])
    _let_go_likewise(home, {pair.item: pair.new_item for pair in pairs if pair.item != pair.new_item})


def _let_go_likewise(home: int, items: dict[int, int]) -> None:
    """What was let go under the one name does not come back under the other."""
    gone = Purged.objects.for_organisation(home).filter(item__in=list(items)).values_list("item", "rule")
    made = [Purged(organisation_id=home, rule_id=rule, item_id=items[item]) for item, rule in gone]
    Purged.objects.bulk_create(made, ignore_conflicts=True)
