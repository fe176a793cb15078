"""`utkik run` as a process on a free port, and the processes it keeps."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.plugins.installation import ROOT, Installation

LONG_ENOUGH = 60.0


class Running:
    """`utkik run` (or `web` alone) for an installation."""

    def __init__(self, installation: Installation, verb: str = "run") -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.installation, self.verb = installation, verb
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start and wait for the line with the address."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "utkik", self.verb, "--bind", f"127.0.0.1:{self.port}"],
            env={**os.environ, **self.installation.environment},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        if self.verb == "run":
            assert f"http://127.0.0.1:{self.port}" in self.process.stdout.readline()
        else:
            eventually(self.answered, "no answer")

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        self.process.stdout.close()
        return self.process.wait(LONG_ENOUGH)

    def is_up(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def children(self, verb: str) -> list[int]:
        """The processes that carry out a verb on this data directory."""
        return [pid for pid in processes_of(self.installation.data) if f"utkik\0{verb}\0" in words_of(pid)]

    def answers(self) -> int:
        """The status of the log-in page."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as line:
            line.sendall(b"GET /log-in HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return int(line.makefile("rb").readline().split()[1])

    def answered(self) -> bool:
        try:
            return self.answers() == 200
        except (OSError, IndexError):
            return False


def processes_of(data: Path) -> list[int]:
    """Every process whose environment names the data directory."""
    wanted = f"UTKIK_DATA={data}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (folder / "environ").read_bytes() + b"\0":
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def words_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def eventually(true: Callable[[], object], what: str) -> None:
    until = time.monotonic() + LONG_ENOUGH
    while not true():
        assert time.monotonic() < until, what
        time.sleep(0.05)
