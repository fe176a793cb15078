"""Two articles of the stream turn out to be one: the page of one says that its address is the other's."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet

from utkik.collect import purging
from utkik.stream.models import Arrival, Entry, Shown
from utkik.stream.purge_models import Purged
from utkik.stream.receive import widen_search
from utkik.stream.rule_models import RuleHit

# What hangs on an entry that nobody has touched.
OWN = (Arrival, RuleHit, Shown)


@transaction.atomic
def fold(organisation: int, item: int, other: int) -> bool:
    """Let the entry of `item` be that of `other` from now on, with all its sources. False where both were worked on,
    for then both stay, and where the other was let go."""
    mine = Entry.objects.for_organisation(organisation)
    found = {entry.item_id: entry for entry in mine.select_for_update().filter(item__in=[item, other]).order_by("pk")}
    if item not in found or Purged.objects.for_organisation(organisation).filter(item=other).exists():
        return False
    kept = found[item]
    if other in found:
        untouched = set(_untouched(mine.filter(item__in=[item, other])).values_list("item", flat=True))
        if not untouched:
            return False
        gone = found[item if item in untouched else other]
        kept = found[other if gone.item_id == item else item]
        _move(gone, kept)
        gone.delete()
    mine.filter(pk=kept.pk).update(item=other)
    widen_search({kept.pk}, organisation)
    return True


def _untouched(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return purging.unreferred(entries.filter(state=Entry.State.NEW, receiver=None), but=OWN)


def _move(gone: Entry, kept: Entry) -> None:
    home = kept.organisation_id
    for rows, key in ((Arrival, "source"), (RuleHit, "rule")):
        known = rows.objects.for_organisation(home).filter(entry=kept).values_list(key, flat=True)
        rows.objects.for_organisation(home).filter(entry=gone).exclude(**{f"{key}__in": list(known)}).update(entry=kept)
