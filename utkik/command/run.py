"""`utkik run`: the web and the background work as two processes, and this one that watches over both."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

from utkik.command import parent
from utkik.command.address import public_address_of
from utkik.command.errors import Refused
from utkik.command.say import say

TICK = 0.2
PATIENCE_AT_THE_END = 10.0
RESTARTS, WITHIN = 5, 60.0
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stop(Exception):
    """The operator or the system asked for the end."""


@dataclass
class Child:
    """A process that is started again when it ends by itself."""

    words: list[str]
    process: subprocess.Popen | None = None
    starts: list[float] = field(default_factory=list)

    def start(self, *, keep_open: tuple[int, ...] = (), **environment: str) -> None:
        """Start it in a session of its own: Ctrl-C reaches this process alone, which ends both in order."""
        self.starts.append(time.monotonic())
        self.process = subprocess.Popen(
            [sys.executable, "-m", "utkik", *self.words],
            env={**os.environ, parent.VARIABLE: str(os.getpid()), **environment},
            start_new_session=True,
            pass_fds=keep_open,
        )

    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def restart(self) -> None:
        """Start again, ever more slowly. Raises Refused when it ended five times within a minute."""
        recent = [start for start in self.starts if start > time.monotonic() - WITHIN]
        if len(recent) > RESTARTS:
            raise Refused(f"utkik {self.words[0]} ended again and again; its last words stand above.")
        print(f"utkik: {self.words[0]} ended unexpectedly and is started again", file=sys.stderr)
        time.sleep(TICK * len(recent))
        self.start()


def run(options) -> int:
    """Start the web, and when it answers the worker; watch until a signal comes. Returns the exit status."""
    os.environ.setdefault("UTKIK_URL", public_address_of(options.bind))
    web = Child(["web", "--bind", options.bind])
    worker = Child(["worker"])
    asked = _asked_to_end()
    try:
        if not _answers(web, asked):
            return web.process.wait() if web.process else 1
        address = os.environ["UTKIK_URL"]
        say(options, {"address": address}, [f"Utkik answers at {address} (Ctrl-C stops it)"])
        worker.start()
        _watch([web, worker], asked)
    except Stop:
        pass
    finally:
        _end([worker, web])
    return 0


def _asked_to_end() -> int:
    """A pipe that can be read from once a signal has come. Nothing is broken off: a child that is just being started
    is known by the time all are ended."""
    asked, written = os.pipe()
    os.set_blocking(written, False)
    signal.set_wakeup_fd(written)
    for number in SIGNALS:
        signal.signal(number, lambda *_: None)
    return asked


def _answers(web: Child, asked: int) -> bool:
    """Start the web and wait until it writes that it answers. False when it ended instead. Raises Stop."""
    ready, written = os.pipe()
    web.start(keep_open=(written,), UTKIK_READY=str(written))
    os.close(written)
    try:
        if asked in select.select([ready, asked], [], [])[0]:
            raise Stop
        return bool(os.read(ready, 1))
    finally:
        os.close(ready)


def _watch(children: list[Child], asked: int) -> None:
    """Start again whatever ends, until a signal comes. Raises Stop."""
    while True:
        for child in children:
            if child.ended():
                child.restart()
        if select.select([asked], [], [], TICK)[0]:
            raise Stop


def _end(children: list[Child]) -> None:
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    living = [child.process for child in children if child.process and child.process.poll() is None]
    for process in living:
        process.terminate()
    until = time.monotonic() + PATIENCE_AT_THE_END
    for process in living:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
