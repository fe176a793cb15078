"""What becomes of a row whose work failed: put off ever longer, then parked until somebody looks."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import models

from utkik import clock
from utkik.work.models import FailedWork

log = logging.getLogger("utkik.work")

LIMIT = 5
CUT_OFF = "cut_off"
# A worker that ends leaves everything that it held; one of it may be why.
SUSPECT_FROM, LIMIT_OF_A_SUSPECT = 3, 8
ONE_BY_ONE = timedelta(seconds=60)


def wait_after(failures: int) -> timedelta:
    """How long a row rests after so many failures: 1, 2, 4, 8 minutes."""
    return timedelta(minutes=2 ** (failures - 1))


def record(duty: str, row: models.Model, error: BaseException | None) -> FailedWork:
    """Put the row off, and park it at the fifth failure. Without an error the work was cut off by the worker's end,
    for which another row may be to blame: such a row is parked at the eighth."""
    code = getattr(error, "code", "") or (type(error).__name__ if error else CUT_OFF)
    cause = f"{type(error).__name__}: {error}" if error else "the worker ended while it held the row"
    known = FailedWork.objects.filter(duty=duty, row=row.pk).first() or FailedWork(duty=duty, row=row.pk, failures=0)
    known.failures += 1
    known.organisation_id = getattr(row, "organisation_id", None)
    known.code, known.cause = str(code)[:60], cause[:500]
    known.failed_at = clock.now()
    known.retry_at = known.failed_at + (wait_after(known.failures) if error else timedelta(0))
    limit = LIMIT if error else LIMIT_OF_A_SUSPECT
    if known.failures >= limit:
        known.parked_at = known.failed_at
    known.save()
    log.warning("%s failed on row %s (%d of %d)", duty, row.pk, known.failures, limit, exc_info=error)
    return known


def of_a_dead_worker(duty: str, rows: list[models.Model]) -> list[models.Model]:
    """Count what a dead worker left. Returns the rows that are not worked on now: those parked, and all but one of
    those that were left so often that one of them may be what ends the workers; these come one by one within a minute.
    """
    counted = [(row, record(duty, row, None)) for row in rows]
    suspects = [pair for pair in counted if pair[1].failures >= SUSPECT_FROM and not pair[1].parked_at]
    for place, (_row, known) in enumerate(suspects):
        known.retry_at = known.failed_at + ONE_BY_ONE * place / len(suspects)
    FailedWork.objects.bulk_update([known for _row, known in suspects[1:]], ["retry_at"])
    return [row for row, known in counted if known.parked_at or known.retry_at > known.failed_at]


def failing(duty: str, keys: list[int]) -> set[int]:
    """Which of the rows failed before."""
    return set(FailedWork.objects.filter(duty=duty, row__in=keys).values_list("row", flat=True))


def forget(duty: str, keys: list[int]) -> None:
    """The work succeeded after all."""
    FailedWork.objects.filter(duty=duty, row__in=keys).delete()


def parked(organisation_id: int) -> models.QuerySet[FailedWork]:
    """What an organisation's administrator sees as failed work, newest first."""
    return FailedWork.objects.filter(organisation_id=organisation_id, parked_at__isnull=False).order_by("-failed_at")


def try_again(failed: FailedWork) -> None:
    """Let a parked row be due once more; it is parked again at its next failure."""
    failed.parked_at, failed.retry_at, failed.failures = None, clock.now(), LIMIT_OF_A_SUSPECT - 1
    failed.save(update_fields=["parked_at", "retry_at", "failures"])
