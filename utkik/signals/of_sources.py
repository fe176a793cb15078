"""How many signals the organisation made of what each source brought."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count

from utkik.people.models import Organisation
from utkik.signals.models import Evidence


def count(organisation: Organisation, since: datetime) -> dict[int, int]:
    """Source → signals that got an article of it as evidence since then; drafts count, they are work done."""
    used = Evidence.objects.for_organisation(organisation).filter(
        removed_at=None, entry__isnull=False, added_at__gte=since
    )
    rows = used.values("entry__arrivals__source").annotate(signals=Count("signal", distinct=True))
    return {row["entry__arrivals__source"]: row["signals"] for row in rows if row["entry__arrivals__source"]}


def gained(organisation: Organisation, since: datetime) -> set[int]:
    """The sources of which an article became part of a signal since then."""
    return set(count(organisation, since))


def used(organisation: Organisation, since: datetime) -> dict[int, int]:
    """Source → how many of the articles it brought since then are evidence of a signal."""
    found = Evidence.objects.for_organisation(organisation).filter(removed_at=None, entry__arrivals__at__gte=since)
    rows = found.values("entry__arrivals__source").annotate(articles=Count("entry", distinct=True))
    return {row["entry__arrivals__source"]: row["articles"] for row in rows}
