"""The loop behind `utkik worker`: ask every step what is due, claim it, do it, again."""

from __future__ import annotations

import logging
import threading
import time

from django.db import DatabaseError, InterfaceError, OperationalError, close_old_connections, connections
from django.db.models import Model

from utkik import clock
from utkik.work import failures, heartbeat, leases, stopping
from utkik.work.models import Turn
from utkik.work.registry import Chore, Duty, chores, duties

log = logging.getLogger("utkik.work")

LONGEST_SLEEP = 1.0
AFTER_A_DATABASE_ERROR = 5.0
LAST_ACT_APART = 5.0
UNREACHABLE = (OperationalError, InterfaceError)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set; what has been begun is finished first. Whatever ends one thread ends the worker."""
    ended: list[Exception] = []
    stopping.asked.clear()
    heartbeat.begin()
    beating = threading.Thread(target=_keep_beating, args=(stop,), daemon=True)
    beating.start()
    apart = [
        threading.Thread(target=_work_apart, args=(stop, ended, duty.name), daemon=True)
        for duty in duties()
        if duty.apart
    ]
    for thread in apart:
        thread.start()
    _keep_working(stop, apart=False)
    stopping.asked.set()
    until = time.monotonic() + LAST_ACT_APART
    for thread in apart:
        thread.join(max(until - time.monotonic(), 0))
    beating.join()
    heartbeat.end()
    if ended:
        raise ended[0]


def _work_apart(stop: threading.Event, ended: list[Exception], name: str) -> None:
    """A duty that waits for the world, in its own thread."""
    try:
        _keep_working(stop, apart=True, name=name)
    except Exception as error:
        ended.append(error)
        stop.set()
    finally:
        connections.close_all()


def _keep_working(stop: threading.Event, *, apart: bool, name: str = "") -> None:
    wanted: dict[str, float] = {}
    while not stop.is_set():
        try:
            pause = one_pass(wanted, stop, apart=apart, name=name)
        except UNREACHABLE:
            log.exception("the database did not answer; trying again in %d s", AFTER_A_DATABASE_ERROR)
            pause = AFTER_A_DATABASE_ERROR
        close_old_connections()
        stop.wait(pause)


def one_pass(wanted: dict[str, float], stop: threading.Event, *, apart: bool | None = None, name: str = "") -> float:
    """Do a batch of each duty and chore whose time has come. Returns how many seconds may be slept.

    `wanted` holds when each is next looked at (time.monotonic), so that a full batch of one does not starve
    the others. `apart`: only the duties with a thread of their own, or only the rest; None: all. `name`: only that one.
    """
    everything: list[Duty | Chore] = [*duties(), *chores()]
    for work in everything:
        if apart is not None and apart != (isinstance(work, Duty) and work.apart):
            continue
        if name and work.name != name:
            continue
        if stop.is_set() or wanted.get(work.name, 0) > time.monotonic():
            continue
        found = do_batch(work) if isinstance(work, Duty) else do_chore(work)
        wanted[work.name] = time.monotonic() + (0 if found else work.every.total_seconds())
    soonest = min(wanted.values(), default=0) - time.monotonic()
    return min(max(soonest, 0), LONGEST_SLEEP)


def do_batch(duty: Duty) -> int:
    """Claim a batch of the duty's rows and work on them. Returns how many were taken."""
    if duty.flows:
        return _flow(duty)
    rows, ready = _take(duty)
    if not ready:
        return len(rows)
    failing = failures.failing(duty.name, [row.pk for row in ready])
    done = _work_on(duty, ready)
    if recovered := [row.pk for row in done if row.pk in failing]:
        failures.forget(duty.name, recovered)
    leases.release(duty, rows)
    return len(rows)


class _Flow:
    """A duty's rows as they are wanted, and what is remembered of those that failed before."""

    def __init__(self, duty: Duty) -> None:
        self.duty, self.taken, self._failing = duty, 0, set[int]()

    def more(self, room: int) -> list[Model]:
        rows, ready = _take(self.duty, room)
        self.taken += len(rows)
        self._failing |= failures.failing(self.duty.name, [row.pk for row in ready]) if ready else set()
        return ready

    def done(self, key: int) -> None:
        if key in self._failing:
            self._failing.discard(key)
            failures.forget(self.duty.name, [key])


def _flow(duty: Duty) -> int:
    """Let the duty take its rows itself. What it was at when it failed stays taken until the lease runs out."""
    flow = _Flow(duty)
    try:
        duty.act(flow)
    except UNREACHABLE:
        raise
    except Exception:
        log.exception("%s failed", duty.name)
    return flow.taken


def _take(duty: Duty, room: int = 0) -> tuple[list[Model], list[Model]]:
    """Rows that are taken, and those of them that are to be worked on."""
    rows, cut_off = leases.claim(duty, room)
    resting = failures.of_a_dead_worker(duty.name, [row for row in rows if row.pk in cut_off])
    leases.release(duty, resting)
    return rows, [row for row in rows if row not in resting]


def do_chore(chore: Chore) -> int:
    """Do the chore if it is due and nobody else took it. Always returns 0: it is not due again at once."""
    moment = clock.now()
    turn, _ = Turn.objects.get_or_create(chore=chore.name, defaults={"next_at": moment})
    mine = Turn.objects.filter(pk=turn.pk, next_at__lte=moment)
    if turn.next_at <= moment and mine.update(next_at=moment + chore.every):
        try:
            chore.act()
        except Exception:
            log.exception("%s failed; it is tried again at its next turn", chore.name)
    return 0


def _work_on(duty: Duty, rows: list[Model]) -> list[Model]:
    """Returns the rows whose work went well. A batch that raises is done again row by row: whose fault was it?"""
    if not duty.batch:
        return [row for row in rows if _succeeds(duty, row, row)]
    try:
        duty.act(rows)
    except UNREACHABLE:
        raise
    except Exception:
        log.exception("%s failed on a batch of %d; each row is tried alone", duty.name, len(rows))
        return [row for row in rows if _succeeds(duty, row, [row])]
    return rows


def _succeeds(duty: Duty, row: Model, given: Model | list[Model]) -> bool:
    try:
        duty.act(given)
    except Exception as error:
        failures.record(duty.name, row, error)
        return False
    return True


def _keep_beating(stop: threading.Event) -> None:
    while not stop.wait(heartbeat.BEAT.total_seconds()):
        try:
            heartbeat.beat()
        except DatabaseError:
            log.warning("the heartbeat could not be written")
    connections.close_all()
