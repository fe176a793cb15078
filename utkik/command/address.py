"""Where the web listens, and how a person writes that."""

from __future__ import annotations

import socket
import time

from utkik.command.errors import Refused, Usage

EVERYWHERE = ("0.0.0.0", "[::]", "")


def split(bind: str) -> tuple[str, int]:
    """Host and port of HOST:PORT. Raises Usage for anything else."""
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdigit() or not 0 < int(port) < 65536:
        raise Usage(f"--bind takes HOST:PORT, such as 127.0.0.1:8000, not {bind}.")
    return host, int(port)


def public_address_of(bind: str) -> str:
    """The address a browser on this machine uses for what is bound there."""
    host, port = split(bind)
    return f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{port}"


def refuse_unless_free(bind: str, *, patience: float = 3.0) -> None:
    """Refuse when something else listens there; a predecessor that is just ending is waited for."""
    host, port = split(bind)
    until = time.monotonic() + patience
    while True:
        try:
            _try(host.strip("[]"), port)
            return
        except OSError as error:
            if time.monotonic() > until:
                raise Refused(f"Utkik cannot listen at {bind}: {error.strerror}. Choose another with --bind.") from None
            time.sleep(0.1)


def _try(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((host, port))
