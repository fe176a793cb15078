"""The processes that read feeds; one that takes too long is killed and another started.

It limits its own memory and processor time; here is only the last resort, a limit on the time that passes.
Starting one costs a moment, and most of a second once a text's language must be asked of the model, so an idle one is
kept for a minute.
"""

import asyncio
import atexit
import json
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from utkik.collect import failures
from utkik.collect.read.frames import LENGTH
from utkik.collect.read.reading import Reading
from utkik.collect.read.ways import Way

SECONDS = 60
START_SECONDS = 60
KEPT_SECONDS = 60

Read = Callable[..., Awaitable[Reading]]


@asynccontextmanager
async def opened(count: int = 1) -> AsyncIterator[Read]:
    """Gives `await read(body, address, charset, way)`, which raises Unreadable; without a way it reads a feed.

    Processes start when they are asked.
    """
    free: asyncio.LifoQueue[_Child] = asyncio.LifoQueue()
    children = [_idle.take() for _ in range(count)]
    for child in children:
        free.put_nowait(child)

    async def read(body: bytes, address: str = "", charset: str = "", way: Way | None = None) -> Reading:
        child = await free.get()
        try:
            return await child.read(body, address, charset, way)
        finally:
            free.put_nowait(child)

    try:
        yield read
    finally:
        for child in children:
            _idle.give_back(child)


class _Child:
    """One process. It is started when it is needed, and again after it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen | None = None

    @property
    def lives(self) -> bool:
        return self._process is not None and self._process.poll() is None

    async def read(self, body: bytes, address: str, charset: str, way: Way | None) -> Reading:
        limit = SECONDS if self.lives else SECONDS + START_SECONDS
        asking = asyncio.ensure_future(asyncio.to_thread(self._ask, body, address, charset, way))
        try:
            told = await asyncio.wait_for(asyncio.shield(asking), limit)
        except (TimeoutError, OSError, EOFError, asyncio.CancelledError) as wrong:
            self.end()
            with suppress(OSError, EOFError, ValueError):
                await asking
            if isinstance(wrong, asyncio.CancelledError):
                raise
            raise failures.TooHeavy(repr(wrong)) from wrong
        if "failure" in told:
            raise failures.of_code(told["failure"], told["cause"])
        return Reading.from_json(told["reading"])

    def _ask(self, body: bytes, address: str, charset: str, way: Way | None) -> dict:
        if not self.lives:
            self._start()
        assert self._process and self._process.stdin and self._process.stdout
        told = {"address": address, "charset": charset} | ({"way": way.to_json()} if way else {})
        head = json.dumps(told).encode()
        self._process.stdin.write(LENGTH.pack(len(head), len(body)) + head + body)
        self._process.stdin.flush()
        size, _ = LENGTH.unpack(self._exactly(LENGTH.size))
        return json.loads(self._exactly(size))

    def _exactly(self, size: int) -> bytes:
        assert self._process and self._process.stdout
        found = self._process.stdout.read(size)
        if len(found) < size:
            raise EOFError
        return found

    def _start(self) -> None:
        self.end()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "utkik.collect.read.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
        )

    def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError, ValueError):
                if pipe:
                    pipe.close()


class _Idle:
    """Children between two uses: at most one lives on, for a minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._timer: threading.Timer | None = None

    def take(self) -> _Child:
        with self._lock:
            child, self._child = self._child, None
            self._stop_timer()
            return child if child and child.lives else _Child()

    def give_back(self, child: _Child) -> None:
        with self._lock:
            if self._child is None and child.lives:
                self._child = child
                self._stop_timer()
                self._timer = threading.Timer(KEPT_SECONDS, self.end)
                self._timer.daemon = True
                self._timer.start()
                return
        child.end()

    def end(self) -> None:
        with self._lock:
            child, self._child = self._child, None
            self._stop_timer()
        if child:
            child.end()

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


_idle = _Idle()
atexit.register(_idle.end)
