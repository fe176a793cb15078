"""Other ports than the web's own: one host may be asked at one while a source is read for which somebody allowed it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from yarl import URL

from utkik.net.guard import PUBLIC_PORTS

LOWEST = 1024  # below it live other services than sites

_open: ContextVar[str] = ContextVar("open_port", default="")
_asked: ContextVar[int] = ContextVar("asked_port", default=0)


def place_of(address: str | URL) -> str:
    """`host:port` where an address asks at another port that can be allowed; else an empty text."""
    try:
        place = URL(address) if isinstance(address, str) else address
        host, port = (place.host or "").rstrip(".").lower(), place.port
    except ValueError:
        return ""
    return f"{host}:{port}" if host and port and port not in PUBLIC_PORTS and port >= LOWEST else ""


@contextmanager
def opened(place: str) -> Iterator[None]:
    """What is fetched meanwhile may ask this `host:port`, and no other port of another host."""
    token = _open.set(place)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def asking(place: URL) -> Iterator[None]:
    """One request, for the gate that sees only where its connection goes."""
    allowed = _open.get()
    token = _asked.set(place.port or 0 if allowed and place_of(place) == allowed else 0)
    try:
        yield
    finally:
        _asked.reset(token)


def allowed() -> int | None:
    """The port that the request under way may use besides the web's own; None for no other."""
    return _asked.get() or None
