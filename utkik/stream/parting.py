"""A source is removed with its articles: those that wait and came by it alone are set aside, and can be had back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from utkik.collect.models import Source
from utkik.people.models import Membership
from utkik.stream import triage
from utkik.stream.models import Arrival, Entry


def waiting(source: Source) -> int:
    """How many there are."""
    return _alone(source).count()


def take_away(source: Source, by: Membership) -> int:
    """Set them aside in one decision. Returns how many."""
    entries = triage.locked(by, _alone(source).values_list("pk", flat=True))
    if entries:
        triage.record("dismiss", entries, {"state": Entry.State.DISMISSED, "due_on": None}, by=by)
    return len(entries)


def _alone(source: Source) -> QuerySet[Entry]:
    arrivals = Arrival.objects.for_organisation(source.organisation_id).filter(entry=OuterRef("pk"))
    undecided = Entry.objects.for_organisation(source.organisation_id).filter(
        state__in=[Entry.State.NEW, Entry.State.LATER]
    )
    by_it, by_others = arrivals.filter(source=source), arrivals.exclude(source=source)
    return undecided.filter(Exists(by_it)).exclude(Exists(by_others))
