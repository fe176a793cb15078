"""A row that says every 15 s that a worker lives. Real time, for a clock that stands still would say nothing."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta

from utkik.work.models import Worker

BEAT = timedelta(seconds=15)
DEAD_AFTER = 4 * BEAT
FORGOTTEN_AFTER = timedelta(days=1)


def name() -> str:
    """This process among all machines'."""
    return f"{socket.gethostname()}:{os.getpid()}"


def begin() -> None:
    """Write this worker's row; rows of workers long gone are cleared away."""
    moment = _real_now()
    Worker.objects.filter(seen_at__lt=moment - FORGOTTEN_AFTER).delete()
    Worker.objects.update_or_create(name=name(), defaults={"started_at": moment, "seen_at": moment})


def beat() -> None:
    """Say that this worker lives."""
    Worker.objects.filter(name=name()).update(seen_at=_real_now())


def end() -> None:
    """Take this worker's row away: it stopped by itself."""
    Worker.objects.filter(name=name()).delete()


def last_seen() -> datetime | None:
    """When any worker was last heard of."""
    return Worker.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def somebody_works() -> bool:
    """Whether a worker was heard of within the last minute."""
    seen = last_seen()
    return seen is not None and seen > _real_now() - DEAD_AFTER


def _real_now() -> datetime:
    return datetime.now(UTC)
