"""Taking rows so that no two workers hold the same, and letting go of them."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from utkik import clock
from utkik.work.models import FailedWork
from utkik.work.registry import Duty


def due_rows(duty: Duty) -> models.QuerySet:
    """The duty's rows that nobody holds and that did not just fail."""
    moment = clock.now()
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lt=moment)
    put_off = FailedWork.objects.filter(duty=duty.name, row=OuterRef("pk"))
    put_off = put_off.filter(Q(parked_at__isnull=False) | Q(retry_at__gt=moment))
    return duty.rows().filter(unclaimed).exclude(Exists(put_off))


def claim(duty: Duty) -> tuple[list[models.Model], set[int]]:
    """Take up to a batch of due rows. Returns them, and the keys of those that a dead worker had held.

    SELECT first: an idle worker writes nothing. The UPDATE repeats the condition, so whoever comes second gets
    none of them.
    """
    found = dict(due_rows(duty).values_list("pk", "claimed_until")[: duty.batch or 1])
    if not found:
        return [], set()
    until = clock.now() + duty.lease
    taken = []
    with transaction.atomic():
        for key in found:
            if due_rows(duty).order_by().filter(pk=key).update(claimed_until=until):
                taken.append(key)
    rows = duty.rows().model._default_manager.in_bulk(taken)
    return [rows[key] for key in taken if key in rows], {key for key in taken if found[key] is not None}


def release(duty: Duty, rows: list[models.Model]) -> None:
    """Let go of rows that were worked on; a lease that somebody renewed meanwhile stays."""
    held: dict[datetime, list[int]] = {}
    for row in rows:
        held.setdefault(row.claimed_until, []).append(row.pk)  # type: ignore[attr-defined]
    for until, keys in held.items():
        duty.rows().model._default_manager.filter(pk__in=keys, claimed_until=until).update(claimed_until=None)
