"""Which sources somebody got something from: an article that was kept or given to a colleague."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from utkik.people.models import Organisation
from utkik.stream.models import Arrival, Entry


def sources(organisation: Organisation, since: datetime) -> set[int]:
    """The sources by which such articles came."""
    kept = Q(entry__state=Entry.State.KEPT, entry__handled_at__gte=since)
    found = Arrival.objects.for_organisation(organisation).filter(kept | Q(entry__handovers__at__gte=since))
    return set(found.values_list("source", flat=True).distinct())
