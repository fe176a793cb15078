"""Fetch one address: guarded at every connection, with limits on time, size, headers and redirects."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Protocol

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings
from yarl import URL

from utkik.net import errors, guard, ports
from utkik.net.answer import Answer, Hop
from utkik.net.body import whole
from utkik.net.place import checked, onward

Session = aiohttp.ClientSession


class Turn(Protocol):
    """Somebody who says when the host of a redirect may be asked."""

    async def onward(self, name: str) -> None: ...


SECONDS = 30
BYTES = 15 * 1024 * 1024
REDIRECTS = 5
REDIRECT_CODES = frozenset({301, 302, 303, 307, 308})
HEADER_BYTES = 8190

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)


def user_agent() -> str:
    """Who asks: the program, and where somebody can be reached: the contact, else the installation's own address."""
    contact = settings.UTKIK_CONTACT or settings.UTKIK_URL
    return f"Utkik/1 (+{contact})" if contact else "Utkik/1 (feed reader)"


@asynccontextmanager
async def opened(*, limit: int = 100, per_host: int = 0) -> AsyncIterator[aiohttp.ClientSession]:
    """A session for many fetches: every name, literal and redirect passes the guard. It keeps no cookies."""
    allowed = guard.networks(settings.UTKIK_FETCH_ALLOW)
    connector = aiohttp.TCPConnector(
        limit=limit,
        limit_per_host=per_host,
        resolver=_Resolver(allowed),
        socket_factory=guard.gate(allowed, ports.allowed),
    )
    async with aiohttp.ClientSession(
        connector=connector,
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent(), "Accept": ACCEPT},
        timeout=aiohttp.ClientTimeout(total=SECONDS),
        max_line_size=HEADER_BYTES,
        max_field_size=HEADER_BYTES,
    ) as session:
        yield session


async def get(
    session: aiohttp.ClientSession, address: str, *, headers: Mapping[str, str] | None = None, turn: Turn | None = None
) -> Answer:
    """Fetch an address. `headers`: validators and the like, sent verbatim. Raises NetError.

    `turn` is asked before each redirect is followed; the time limit is then not the time spent in line.
    """
    try:
        async with asyncio.timeout(SECONDS) as limit:
            return await _follow(session, checked(address), dict(headers or {}), limit, turn)
    except TimeoutError as slow:
        raise errors.TooSlow(slow) from slow


async def leads_to(session: aiohttp.ClientSession, address: str) -> str:
    """Where one redirect leads, without going there; an empty text where it is none. Raises NetError."""
    place = checked(address)
    try:
        async with asyncio.timeout(SECONDS), _asked(session, place, {}, None) as response:
            if response.status not in REDIRECT_CODES:
                return ""
            return str(onward(place, response.headers.get("Location", "")))
    except TimeoutError as slow:
        raise errors.TooSlow(slow) from slow


def fetch(address: str, *, headers: Mapping[str, str] | None = None) -> Answer:
    """Fetch one address from code that is not asynchronous. Raises NetError."""

    async def once() -> Answer:
        async with opened() as session:
            return await get(session, address, headers=headers)

    return asyncio.run(once())


async def _follow(
    session: aiohttp.ClientSession, place: URL, headers: dict[str, str], limit: asyncio.Timeout, turn: Turn | None
) -> Answer:
    """Redirects one by one, each checked anew. Cookies live within this one fetch: some balancers want theirs back."""
    hops: list[Hop] = []
    jar: aiohttp.CookieJar | None = None
    while True:
        cookies = jar.filter_cookies(place) if jar else None
        async with _asked(session, place, headers, cookies) as response:
            if response.status not in REDIRECT_CODES:
                body = await whole(response, BYTES) if response.status == 200 else b""
                return Answer(str(place), response.status, response.headers.copy(), body, tuple(hops))
            if response.cookies:
                jar = jar or aiohttp.CookieJar(unsafe=True)
                jar.update_cookies(response.cookies, place)
            if len(hops) == REDIRECTS:
                raise errors.TooManyRedirects(place)
            place = onward(place, response.headers.get("Location", ""))
            hops.append(Hop(response.status, str(place)))
        if turn:
            await _in_line(turn, place, limit)


async def _in_line(turn: Turn, place: URL, limit: asyncio.Timeout) -> None:
    begun = asyncio.get_running_loop().time()
    ends = limit.when() or begun
    limit.reschedule(None)
    await turn.onward((place.host or "").rstrip(".").lower())
    limit.reschedule(ends + asyncio.get_running_loop().time() - begun)


@asynccontextmanager
async def _asked(session, place, headers, cookies) -> AsyncIterator[aiohttp.ClientResponse]:
    """The request, with every failure of the library told as one of ours."""
    try:
        with ports.asking(place):
            asked = await session.get(place, headers=headers, cookies=cookies, allow_redirects=False)
        async with asked as response:
            yield response
    except aiohttp.ClientConnectorCertificateError as wrong:
        raise errors.BadCertificate(wrong) from wrong
    except aiohttp.ClientSSLError as wrong:
        raise errors.BadCertificate(wrong) from wrong
    except aiohttp.ClientConnectorDNSError as wrong:
        is_passing = wrong.os_error.errno == socket.EAI_AGAIN
        raise _told(wrong.os_error, errors.NamesUnknown if is_passing else errors.NoSuchHost) from wrong
    except aiohttp.ClientConnectorError as wrong:
        raise _told(wrong.os_error, errors.NoConnection) from wrong
    except guard.NotAllowed as wrong:
        raise _told(wrong, errors.NoConnection) from wrong
    except (aiohttp.ServerDisconnectedError, ConnectionError, ssl.SSLError) as wrong:
        raise errors.NoConnection(wrong) from wrong
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError) as wrong:
        raise errors.BadAddress(wrong) from wrong
    except (aiohttp.ClientError, ValueError) as wrong:
        raise errors.BrokenAnswer(wrong) from wrong


def _told(cause: BaseException, usually: type[errors.NetError]) -> errors.NetError:
    """What a failed connection means: our own guard's refusal, or what it usually is."""
    if not isinstance(cause, guard.NotAllowed):
        return usually(cause)
    return errors.RefusedPort(cause) if cause.code == "refused_port" else errors.PrivateAddress(cause)


class _Resolver(AbstractResolver):
    """Names resolved once; one answer that is not allowed refuses them all, so that no mixed answer slips through."""

    def __init__(self, allowed: tuple[guard.Network, ...]) -> None:
        self._allowed = allowed
        self._system = ThreadedResolver()

    async def resolve(self, host: str, port: int = 0, family=0) -> list[ResolveResult]:
        found = await self._system.resolve(host, port, family)
        for answer in found:
            # Which request asks is not known here, for names are looked up once for several: the gate checks the port.
            guard.check(answer["host"], port, self._allowed, also=port)
        return found

    async def close(self) -> None:
        await self._system.close()
