"""`utkik worker`: the background work."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.db import connection

from utkik.command import parent, prepare
from utkik.command.errors import Refused
from utkik.command.locks import Taken, held

PATIENCE_FOR_THE_WEB = 60.0
LAST_ACT = 30.0
GLANCE = 1.0


def run(options) -> int:
    """Work until stopped, or until the process that started this one is gone."""
    parent.end_with_parent(signal.SIGTERM)
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    prepare.django_ready()
    _wait_for_the_database(stop)
    try:
        with _alone():
            threading.Thread(target=_watch_parent, args=(stop,), daemon=True).start()
            _work(stop)
    except Taken:
        raise Refused(
            f"Another worker works on {settings.UTKIK_DATA}. With SQLite there is one; several need PostgreSQL."
        ) from None
    return 0


def _work(stop: threading.Event) -> None:
    from utkik.work import loop  # models: after django.setup()

    loop.run(stop)


def _alone() -> AbstractContextManager:
    """With SQLite one worker per data directory. A child of `run` waits while a predecessor finishes its act."""
    if connection.vendor != "sqlite":
        return nullcontext()
    patience = PATIENCE_FOR_THE_WEB if os.environ.get(parent.VARIABLE) else 2.0
    return held(settings.UTKIK_DATA / "worker.lock", patience=patience)


def _wait_for_the_database(stop: threading.Event) -> None:
    """The web brings the database to this version; wait for that for a minute."""
    until = time.monotonic() + PATIENCE_FOR_THE_WEB
    while not stop.is_set():
        try:
            prepare.database_current()
            return
        except Refused:
            connection.close()
            if time.monotonic() > until:
                raise
        stop.wait(GLANCE)


def _watch_parent(stop: threading.Event) -> None:
    """Stop when the parent is gone or the end was asked for; an act that takes too long is left to its lease."""
    while not stop.wait(GLANCE):
        if parent.parent_is_gone():
            stop.set()
    time.sleep(LAST_ACT)
    os._exit(1)
