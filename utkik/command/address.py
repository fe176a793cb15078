"""Where the web listens, and how a person writes that."""

from __future__ import annotations

from utkik.command.errors import Usage

EVERYWHERE = ("0.0.0.0", "[::]", "")


def split(bind: str) -> tuple[str, int]:
    """Host and port of HOST:PORT. Raises Usage for anything else."""
    host, _, port = bind.rpartition(":")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Usage(f"--bind takes HOST:PORT, such as 127.0.0.1:8000, not {bind}.")
    return host, int(port)


def public_address_of(bind: str) -> str:
    """The address a browser on this machine uses for what is bound there."""
    host, port = split(bind)
    return f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{port}"
