"""Months as the organisation's clocks cut them."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db.models import Count, Min, Q

from utkik import clock
from utkik.people.models import Organisation
from utkik.signals.models.signals import SignalQuerySet


def parse(text: str) -> date | None:
    """The first day of a month written as 2026-11; None when it is none."""
    found = re.fullmatch(r"([12]\d{3})-(0[1-9]|1[0-2])", text, re.ASCII)
    return date(int(found[1]), int(found[2]), 1) if found else None


def of(moment: datetime, organisation: Organisation) -> date:
    """The first day of the month in which a moment lies there."""
    return organisation.local(moment).date().replace(day=1)


def after(first: date) -> date:
    """The first day of the month after."""
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def bounds(first: date, organisation: Organisation) -> tuple[datetime, datetime]:
    """When a month begins and ends there, in UTC."""
    zone = organisation.timezone
    return clock.start_of_day(first, zone), clock.start_of_day(after(first), zone)


def published_in(signals: SignalQuerySet, first: date, organisation: Organisation) -> SignalQuerySet:
    """Those of the signals that were published in the month."""
    begins, ends = bounds(first, organisation)
    return signals.filter(published_at__gte=begins, published_at__lt=ends)


def of_year(signals: SignalQuerySet, year: int, organisation: Organisation) -> list[tuple[date, int]]:
    """Each month of a year with how many of the signals were published in it, in one query."""
    months = [date(year, month, 1) for month in range(1, 13)]
    counted = {f"m{first.month}": Count("pk", filter=_within(first, organisation)) for first in months}
    found = signals.aggregate(**counted)
    return [(first, found[f"m{first.month}"]) for first in months]


def first_year(signals: SignalQuerySet, organisation: Organisation) -> int | None:
    """The year in which the first of the signals was published; None when none is."""
    first = signals.aggregate(first=Min("published_at"))["first"]
    return of(first, organisation).year if first else None


def _within(first: date, organisation: Organisation) -> Q:
    begins, ends = bounds(first, organisation)
    return Q(published_at__gte=begins, published_at__lt=ends)
