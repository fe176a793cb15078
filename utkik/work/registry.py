"""What there is to do in the background: each step says so in its tasks.py, here it is listed.

    @due(Report.objects.waiting_for_files, every=timedelta(seconds=5))
    def render_files(report): ...

    @chore(every=timedelta(hours=6))
    def forget_old_drafts(): ...

Work may be begun twice and may be cut off at any point: it writes its outcome into the row, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

Mark = Callable[[], dict[str, Any]]


@dataclass(frozen=True)
class Duty:
    """Rows that are due and what is done with them. The model has a nullable `claimed_until`."""

    name: str
    rows: Callable[[], QuerySet]
    act: Callable[..., Any]
    every: timedelta
    lease: timedelta
    batch: int
    apart: bool = False
    flows: bool = False
    mark: Mark | None = None


@dataclass(frozen=True)
class Chore:
    """Work that is due by the clock alone."""

    name: str
    act: Callable[[], Any]
    every: timedelta


class Flow(Protocol):
    """Rows as they are wanted."""

    def more(self, room: int) -> list[Any]:
        """Take up to so many due rows."""

    def done(self, key: int) -> None:
        """The work on a row went well, however often it was cut off before."""


_duties: dict[str, Duty] = {}
_chores: dict[str, Chore] = {}


def due(
    rows: Callable[[], QuerySet],
    *,
    every: timedelta,
    lease: timedelta = timedelta(minutes=5),
    batch: int = 0,
    apart: bool = False,
    flows: bool = False,
    mark: Mark | None = None,
) -> Callable:
    """Register a function for the rows that `rows()` gives, looked for every so often.

    Without `batch` the function is called with one row; with it, with a list of up to so many. The lease is how
    long a row stays taken when the worker dies: longer than the work ever takes. `apart`: in a thread of its own,
    for work that waits for the world, so that a slow site holds up no report and no mail. `flows`: the function is
    called with a `Flow` instead, takes rows as it has room and lets go of each itself. `mark`: further fields to set
    on a row that is taken.
    """

    def register(act: Callable) -> Callable:
        name = _name(act)
        _duties[name] = Duty(name, rows, act, every, lease, batch, apart, flows, mark)
        return act

    return register


def chore(*, every: timedelta) -> Callable:
    """Register a function that is called every so often, by one worker of all."""

    def register(act: Callable) -> Callable:
        _chores[_name(act)] = Chore(_name(act), act, every)
        return act

    return register


def duties() -> list[Duty]:
    """All registered duties, after each step's tasks.py was read."""
    autodiscover_modules("tasks")
    return list(_duties.values())


def chores() -> list[Chore]:
    """All registered chores, after each step's tasks.py was read."""
    autodiscover_modules("tasks")
    return list(_chores.values())


def _name(act: Callable) -> str:
    """`collect.fetch_feed` for utkik.collect.tasks.fetch_feed."""
    return f"{act.__module__.removeprefix('utkik.').removesuffix('.tasks')}.{act.__name__}"
