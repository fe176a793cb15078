"""The one clock of the program: every moment that is stored or compared comes from here.

UTKIK_NOW (an ISO 8601 moment) starts the clock elsewhere than at the real time, for tests, tries and the
example municipality; from there it ticks on. `at` holds it still for a piece of work.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_held: ContextVar[datetime | None] = ContextVar("utkik_clock", default=None)
_started = time.monotonic()


def now() -> datetime:
    """The present moment, aware, in UTC."""
    held = _held.get()
    if held is not None:
        return held
    began = _began(os.environ.get("UTKIK_NOW", ""))
    if began is None:
        return datetime.now(UTC)
    return began + timedelta(seconds=time.monotonic() - _started)


def today(zone: str = "Europe/Stockholm") -> date:
    """The present day in a zone (an IANA name)."""
    return local(now(), zone).date()


def local(moment: datetime, zone: str) -> datetime:
    """The same moment as clocks in the zone show it."""
    return moment.astimezone(ZoneInfo(zone))


def start_of_day(day: date, zone: str) -> datetime:
    """The moment, in UTC, at which a day begins in the zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Hold the clock at a moment for the work inside."""
    token = _held.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _held.reset(token)


def parse(text: str) -> datetime:
    """An ISO 8601 moment, in UTC; without an offset it is so already. Raises ValueError when it is none."""
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@cache
def _began(text: str) -> datetime | None:
    return parse(text) if text else None
