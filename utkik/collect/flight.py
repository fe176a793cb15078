"""Many feeds in the air at once, in a thread of its own that knows no database; outcomes are handed over one by one.

At most two requests at a time per host, and a quarter of a second between their starts.
"""

import asyncio
import queue
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from math import inf
from time import monotonic
from urllib.parse import urlsplit

from utkik.collect import failures, readers
from utkik.collect.reading import Reading
from utkik.net import client, errors
from utkik.net.answer import Answer

IN_FLIGHT = 60
PER_HOST = 2
PAUSE = 0.25
GLANCE = 1.0
_END = object()


@dataclass(frozen=True, slots=True)
class Job:
    """A feed to fetch: its key, its address, the validators to send, and the hash of the body that was read last."""

    key: int
    address: str
    validators: dict[str, str] = field(default_factory=dict)
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: a reading, or unchanged, or a failure's code and cause, or that it never began."""

    key: int
    answer: Answer | None = None
    reading: Reading | None = None
    body_hash: str = ""
    failure: str = ""
    cause: str = ""
    put_back: bool = False


def outcomes(
    jobs: list[Job], *, in_flight: int = IN_FLIGHT, pause: float = PAUSE, begin_within: float = inf
) -> Iterator[Outcome | None]:
    """Every job's outcome as it comes. None now and then while nothing comes, for a look at the clock.

    What could not begin within so many seconds is put back.
    """
    if not jobs:
        return
    done: queue.SimpleQueue = queue.SimpleQueue()
    flight = _Flight(done, in_flight, pause, begin_within)
    thread = threading.Thread(target=flight.fly, args=(jobs,), name="flight", daemon=True)
    thread.start()
    try:
        while True:
            try:
                outcome = done.get(timeout=GLANCE)
            except queue.Empty:
                yield None
                continue
            if outcome is _END:
                return
            if isinstance(outcome, BaseException):
                raise outcome
            yield outcome
            flight.landed()
    finally:
        flight.stop()
        thread.join()


async def fetch_one(session, read: readers.Read, job: Job) -> Outcome:
    """Fetch and read one feed; every failure becomes an outcome."""
    answer = None
    try:
        answer = await client.get(session, job.address, headers=job.validators)
        if answer.status == 304 and job.validators:
            return Outcome(job.key, answer)
        if answer.status != 200:
            raise failures.of_status(answer.status)
        body_hash = sha256(answer.body).hexdigest()
        if body_hash == job.body_hash:
            return Outcome(job.key, answer, body_hash=body_hash)
        reading = await read(answer.body, answer.address, answer.charset)
        return Outcome(job.key, answer, reading, body_hash)
    except (errors.NetError, failures.Unreadable) as wrong:
        return Outcome(job.key, answer, failure=wrong.code, cause=wrong.cause)
    except Exception as wrong:
        return Outcome(job.key, answer, failure=failures.UNEXPECTED, cause=repr(wrong)[:500])


class _Flight:
    """The thread's side: its loop, its hosts, and how many outcomes may wait to be stored."""

    def __init__(self, done: queue.SimpleQueue, in_flight: int, pause: float, begin_within: float) -> None:
        self._done, self._in_flight, self._pause = done, in_flight, pause
        self._last_start = monotonic() + begin_within
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task | None = None
        self._hosts: dict[str, _Host] = {}

    def fly(self, jobs: list[Job]) -> None:
        try:
            asyncio.run(self._all(jobs))
            self._done.put(_END)
        except BaseException as wrong:
            self._done.put(_END if isinstance(wrong, asyncio.CancelledError) else wrong)

    def landed(self) -> None:
        """An outcome was stored: another job may start."""
        if self._loop:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._room.release)

    def stop(self) -> None:
        if self._loop and self._task:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._task.cancel)

    async def _all(self, jobs: list[Job]) -> None:
        self._room = asyncio.Semaphore(self._in_flight)
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        async with client.opened(limit=self._in_flight) as session, readers.opened() as read:
            await asyncio.gather(*(self._one(session, read, job) for job in jobs))

    async def _one(self, session, read: readers.Read, job: Job) -> None:
        host = self._hosts.setdefault(urlsplit(job.address).netloc.lower(), _Host(self._pause))
        async with host.turn:
            await self._room.acquire()
            await host.next_start()
            is_late = monotonic() > self._last_start
            self._done.put(Outcome(job.key, put_back=True) if is_late else await fetch_one(session, read, job))


class _Host:
    """One host's share: so many at a time, and a pause between their starts."""

    def __init__(self, pause: float) -> None:
        self.turn = asyncio.Semaphore(PER_HOST)
        self._pause, self._free_at = pause, 0.0

    async def next_start(self) -> None:
        now = asyncio.get_running_loop().time()
        wait, self._free_at = self._free_at - now, max(self._free_at, now) + self._pause
        if wait > 0:
            await asyncio.sleep(wait)
