"""The processes that read feeds, as many as wanted; one that takes too long is killed and another started."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from utkik.collect import failures
from utkik.collect.frames import LENGTH
from utkik.collect.reading import Reading

SECONDS = 10
START_SECONDS = 60

Read = Callable[[bytes, str, str], Awaitable[Reading]]


@asynccontextmanager
async def opened(count: int = 1) -> AsyncIterator[Read]:
    """Gives `await read(body, address, charset)`, which raises Unreadable. Processes start at the first question."""
    idle: asyncio.LifoQueue[_Child] = asyncio.LifoQueue()
    children = [_Child() for _ in range(count)]
    for child in children:
        idle.put_nowait(child)

    async def read(body: bytes, address: str, charset: str = "") -> Reading:
        child = await idle.get()
        try:
            return await child.read(body, address, charset)
        finally:
            idle.put_nowait(child)

    try:
        yield read
    finally:
        for child in children:
            await child.end()


class _Child:
    """One process. It is started when it is needed and again after it has died."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None

    async def read(self, body: bytes, address: str, charset: str) -> Reading:
        fresh = self._process is None
        try:
            async with asyncio.timeout(SECONDS + (START_SECONDS if fresh else 0)):
                told = await self._ask(body, address, charset)
        except (TimeoutError, ConnectionError, asyncio.IncompleteReadError) as wrong:
            await self.end()
            raise failures.TooHeavy(repr(wrong)) from wrong
        except asyncio.CancelledError:
            await self.end()
            raise
        if "failure" in told:
            raise failures.of_code(told["failure"], told["cause"])
        return Reading.from_json(told["reading"])

    async def _ask(self, body: bytes, address: str, charset: str) -> dict:
        process = self._process or await self._start()
        assert process.stdin and process.stdout
        head = json.dumps({"address": address, "charset": charset}).encode()
        process.stdin.write(LENGTH.pack(len(head), len(body)) + head + body)
        await process.stdin.drain()
        size, _ = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        return json.loads(await process.stdout.readexactly(size))

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "utkik.collect.child",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            start_new_session=True,
        )
        return self._process

    async def end(self) -> None:
        process, self._process = self._process, None
        if process and process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
