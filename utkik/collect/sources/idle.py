"""Sources that nobody gets anything from: proposed for removal, until somebody says that they stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from utkik import clock
from utkik.collect.models import Source
from utkik.people import log
from utkik.people.models import Membership, Organisation

LONG = timedelta(days=183)
GainCounter = Callable[[Organisation, datetime], set[int]]
_counters: list[GainCounter] = []


def count_gain_with(counter: GainCounter) -> GainCounter:
    """Have a later step say which sources somebody got something from: `counter(organisation, since)` → sources."""
    if counter not in _counters:
        _counters.append(counter)
    return counter


def proposed(organisation: Organisation) -> set[int]:
    """The sources that nobody got anything from for half a year, and that nobody said should stay."""
    since = clock.now() - LONG
    old = Source.objects.for_organisation(organisation).standing().filter(added_at__lt=since)
    old = old.filter(Q(kept_at=None) | Q(kept_at__lt=since))
    candidates = set(old.values_list("pk", flat=True))
    for counter in _counters if candidates else []:
        candidates -= counter(organisation, since)
    return candidates


@transaction.atomic
def keep(source: Source, *, by: Membership) -> bool:
    """The source stays: it is not proposed again for half a year. False where it was said today already."""
    if source.kept_at and source.kept_at > clock.now() - timedelta(days=1):
        return False
    _say(source, clock.now())
    log.record("source.kept", source, by=by)
    return True


@transaction.atomic
def take_back(source: Source, *, by: Membership) -> bool:
    """Take that back: what is proposed is proposed again."""
    if source.kept_at is None:
        return False
    _say(source, None)
    log.record("source.kept_taken_back", source, by=by)
    return True


def _say(source: Source, moment: datetime | None) -> None:
    rows = Source.objects.for_organisation(source.organisation_id).filter(pk=source.pk)
    rows.update(kept_at=moment)
    source.kept_at = moment
