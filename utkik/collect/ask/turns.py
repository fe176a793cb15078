"""Politeness to hosts: so many requests at a time (two), and a pause between their starts (a quarter of a second).

A redirect is a request like any other: it waits for the host that it leads to.
"""

import asyncio

from django.conf import settings

FORGOTTEN_ABOVE = 2000


class Hosts:
    """Every host that is asked, in one loop."""

    def __init__(self, pause: float | None = None) -> None:
        self._pause = settings.UTKIK_FETCH_PAUSE if pause is None else pause
        self._at_once = settings.UTKIK_FETCH_PER_HOST
        self._hosts: dict[str, _Host] = {}

    def turn(self) -> "Turn":
        """For one fetch with its redirects."""
        return Turn(self)

    def host(self, name: str) -> "_Host":
        if name not in self._hosts:
            self._forget_idle()
            self._hosts[name] = _Host(self._at_once, self._pause)
        return self._hosts[name]

    def _forget_idle(self) -> None:
        if len(self._hosts) >= FORGOTTEN_ABOVE:
            self._hosts = {name: host for name, host in self._hosts.items() if not host.is_idle}


class Turn:
    """One fetch's place at the host that it asks just now."""

    def __init__(self, hosts: Hosts) -> None:
        self._hosts = hosts
        self._host: _Host | None = None

    async def line_up(self, name: str) -> None:
        """Wait until fewer than so many ask the host; the place is kept until `end` or the next host."""
        host = self._hosts.host(name)
        if host is not self._host:
            self.end()
            await host.places.acquire()
            self._host = host

    async def start(self) -> None:
        """Wait until the last start at the host is long enough ago."""
        assert self._host
        await self._host.next_start()

    async def onward(self, name: str) -> None:
        """The same for where a redirect leads."""
        await self.line_up(name)
        await self.start()

    def end(self) -> None:
        """Give the place to the next."""
        host, self._host = self._host, None
        if host:
            host.places.release()


class _Host:
    def __init__(self, at_once: int, pause: float) -> None:
        self.places = asyncio.Semaphore(at_once)
        self._at_once, self._pause, self._free_at = at_once, pause, 0.0

    @property
    def is_idle(self) -> bool:
        is_free = self.places._value == self._at_once and not self.places.locked()
        return is_free and self._free_at < asyncio.get_running_loop().time()

    async def next_start(self) -> None:
        now = asyncio.get_running_loop().time()
        wait, self._free_at = self._free_at - now, max(self._free_at, now) + self._pause
        if wait > 0:
            await asyncio.sleep(wait)
