"""Many feeds in the air at once, in a thread of its own that knows no database; outcomes are handed over one by one.

At most so many requests at a time per host, and a pause between their starts (see utkik.collect.ask.turns).
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from math import inf
from time import monotonic

from utkik.collect import failures
from utkik.collect.address import host_of_request
from utkik.collect.ask import turns
from utkik.collect.read import readers
from utkik.collect.read.reading import Reading
from utkik.collect.read.ways import PAGE, Way
from utkik.net import client, errors, ports
from utkik.net.answer import Answer

IN_FLIGHT = 200
GLANCE = 1.0
ASK_AGAIN = 0.1


@dataclass(frozen=True, slots=True)
class Job:
    """A feed to fetch: its key, its address, the validators to send, the hash of the body that was read last, and
    which host and port may be asked besides the web's own."""

    key: int
    address: str
    validators: dict[str, str] = field(default_factory=dict)
    body_hash: str = ""
    way: Way | None = None
    open_port: str = ""


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


More = Callable[[int], list[Job]]


def outcomes(
    jobs: list[Job],
    *,
    in_flight: int = IN_FLIGHT,
    pause: float | None = None,
    begin_within: float = inf,
    more: More | None = None,
) -> Generator[Outcome | None, None, None]:
    """Every job's outcome as it comes. None now and then while nothing comes, for a look at the clock.

    What could not begin within so many seconds is put back. `more` is asked for further jobs, with how many there is
    room for, as long as it gives any or something is in the air.
    """
    flight = _Flight(in_flight, pause, begin_within)
    aloft, ask_at = len(jobs), 0.0
    try:
        flight.add(jobs)
        while True:
            if more and aloft <= in_flight // 2 and (monotonic() >= ask_at or not aloft):
                found = more(in_flight - aloft)
                flight.add(found)
                aloft += len(found)
                ask_at = monotonic() + (0 if found else ASK_AGAIN)
            if not aloft:
                return
            outcome = flight.next()
            yield outcome
            if outcome is not None:
                aloft -= 1
                flight.landed()
    finally:
        flight.stop()


async def fetch_one(session, read: readers.Read, job: Job, turn: turns.Turn | None = None) -> Outcome:
    """Fetch and read one feed; every failure becomes an outcome."""
    with ports.opened(job.open_port):
        return await _fetched(session, read, job, turn)


async def _fetched(session, read: readers.Read, job: Job, turn: turns.Turn | None) -> Outcome:
    answer = None
    try:
        answer = await client.get(session, job.address, headers=job.validators, turn=turn)
        if turn:
            turn.end()  # the host is free for the next while this is read
        if answer.status == 304 and job.validators:
            return Outcome(job.key, answer)
        if answer.status != 200:
            raise failures.of_status(answer.status)
        body_hash = sha256(answer.body).hexdigest()
        if body_hash == job.body_hash:
            return Outcome(job.key, answer, body_hash=body_hash)
        reading = await read(answer.body, answer.address, answer.charset, job.way)
        if job.way and job.way.kind == PAGE and not job.body_hash:
            reading.again = await _again(session, read, job, turn)
        return Outcome(job.key, answer, reading, body_hash)
    except (errors.NetError, failures.Unreadable) as wrong:
        return Outcome(job.key, answer, failure=wrong.code, cause=wrong.cause)
    except Exception as wrong:
        return Outcome(job.key, answer, failure=failures.UNEXPECTED, cause=repr(wrong)[:500])


async def _again(session, read: readers.Read, job: Job, turn: turns.Turn | None) -> list[str]:
    """A page's text a moment later: what differs is furniture. Asked for at first sight; nothing where it fails."""
    try:
        if turn:
            await turn.onward(host_of_request(job.address))
        answer = await client.get(session, job.address, turn=turn)
        return (await read(answer.body, answer.address, answer.charset, job.way)).blocks if answer.status == 200 else []
    except (errors.NetError, failures.Unreadable):
        return []
    finally:
        if turn:
            turn.end()


class _Flight:
    """The thread's side: its loop, its hosts, and how many outcomes may wait to be stored. It starts with a job."""

    def __init__(self, in_flight: int, pause: float | None, begin_within: float) -> None:
        self._in_flight, self._begin_within = in_flight, begin_within
        self._hosts = turns.Hosts(pause)
        self._done: queue.SimpleQueue = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._loop = asyncio.new_event_loop()
        self._room = asyncio.Semaphore(in_flight)
        self._given: asyncio.Queue[list[Job] | None] = asyncio.Queue()

    def add(self, jobs: list[Job]) -> None:
        """Let jobs take their turns."""
        if not jobs:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._fly, name="flight", daemon=True)
            self._thread.start()
        self._soon(self._given.put_nowait, jobs)

    def next(self) -> Outcome | None:
        """The next outcome, or None after a second without one. Raises what ended the thread."""
        try:
            outcome = self._done.get(timeout=GLANCE)
        except queue.Empty:
            return None
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    def landed(self) -> None:
        """An outcome was stored: another job may start."""
        self._soon(self._room.release)

    def stop(self) -> None:
        """End what is in the air."""
        self._soon(self._given.put_nowait, None)
        if self._thread:
            self._thread.join()
        else:
            self._loop.close()

    def _soon(self, act: Callable, *given) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody is there any more
            self._loop.call_soon_threadsafe(act, *given)

    def _fly(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self._all())
        except BaseException as wrong:
            self._done.put(wrong)

    async def _all(self) -> None:
        tasks: set[asyncio.Task] = set()
        async with client.opened(limit=self._in_flight) as session, readers.opened() as read:
            while jobs := await self._given.get():
                until = monotonic() + self._begin_within
                for job in jobs:
                    task = asyncio.create_task(self._one(session, read, job, until))
                    tasks.add(task)
                    task.add_done_callback(tasks.discard)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _one(self, session, read: readers.Read, job: Job, until: float) -> None:
        turn = self._hosts.turn()
        try:
            await turn.line_up(host_of_request(job.address))
            await self._room.acquire()
            await turn.start()
            is_late = monotonic() > until
            self._done.put(Outcome(job.key, put_back=True) if is_late else await fetch_one(session, read, job, turn))
        finally:
            turn.end()
