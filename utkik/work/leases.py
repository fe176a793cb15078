"""Taking rows so that no two workers hold the same, and letting go of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zlib import crc32

from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q

from utkik import clock
from utkik.work.models import FailedWork
from utkik.work.registry import Duty, Mark


def unclaimed() -> Q:
    """Rows that nobody holds, or whose lease ran out."""
    return Q(claimed_until=None) | Q(claimed_until__lt=clock.now())


def due_rows(duty: Duty) -> models.QuerySet:
    """The duty's rows that nobody holds and that did not just fail."""
    put_off = FailedWork.objects.filter(duty=duty.name, row=OuterRef("pk"))
    put_off = put_off.filter(Q(parked_at__isnull=False) | Q(retry_at__gt=clock.now()))
    return duty.rows().filter(unclaimed()).exclude(Exists(put_off))


def claim(duty: Duty, room: int = 0) -> tuple[list[models.Model], set[int]]:
    """Take up to a batch of due rows, or up to `room`. Returns them, and the keys of those that a dead worker held."""
    until = clock.now() + duty.lease
    found = take(due_rows(duty), until=until, limit=room or duty.batch or 1, line=duty.name, mark=duty.mark)
    rows = duty.rows().model._default_manager.in_bulk(list(found))
    return [rows[key] for key in found if key in rows], {key for key, held in found.items() if held is not None}


def take(
    rows: models.QuerySet, *, until: datetime, limit: int, line: str, mark: Mark | None = None
) -> dict[Any, datetime | None]:
    """Claim up to so many of the rows. Returns their keys in order, and until when somebody held them before.

    `mark` gives further fields that say who has them. Who takes from the same line waits for the one before, so
    whoever comes second gets none of the first's. SELECT first: an idle worker writes nothing, and waits for nobody.
    """
    if not rows.exists():
        return {}
    model = rows.model._default_manager
    with transaction.atomic():
        _wait_in(line)
        keys = list(rows.values_list("pk", flat=True)[:limit])
        free = model.filter(unclaimed(), pk__in=keys).select_for_update(skip_locked=True)
        held = dict(free.values_list("pk", "claimed_until"))
        model.filter(pk__in=list(held)).update(claimed_until=until, **(mark() if mark else {}))
    return {key: held[key] for key in keys if key in held}


def renew(model: type[models.Model], held: Iterable[models.Model], until: datetime) -> None:
    """Keep rows that are still ours; what somebody else took meanwhile stays theirs."""
    for before, keys in _by_lease(held).items():
        model._default_manager.filter(pk__in=keys, claimed_until=before).update(claimed_until=until)
    for row in held:
        row.claimed_until = until  # type: ignore[attr-defined]


def release(duty: Duty, rows: list[models.Model]) -> None:
    """Let go of rows that were worked on; a lease that somebody renewed meanwhile stays."""
    let_go(duty.rows().model, rows)


def let_go(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Let go of rows that are still ours."""
    for until, keys in _by_lease(rows).items():
        model._default_manager.filter(pk__in=keys, claimed_until=until).update(claimed_until=None)


def _by_lease(rows: Iterable[models.Model]) -> dict[datetime, list[Any]]:
    held: dict[datetime, list[Any]] = {}
    for row in rows:
        held.setdefault(row.claimed_until, []).append(row.pk)  # type: ignore[attr-defined]
    return held


def _wait_in(line: str) -> None:
    """SQLite lets one write at a time anyhow; PostgreSQL is asked to, until the end of the transaction."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [7_115, crc32(line.encode()) - 2**31])
