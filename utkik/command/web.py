"""`utkik web`: the pages, by gunicorn: two processes, one where there is one core, each of eight threads."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from io import BytesIO
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from utkik.command import parent, prepare
from utkik.command.address import public_address_of, refuse_unless_free, split

log = logging.getLogger("utkik.web")

SHARED_MEMORY = "/dev/shm"
PROCESSES, THREADS = 2, 8
PATIENCE = "utkik: making the database ready; at the first start this takes up to a minute"


def run(options) -> int:
    """Bring the database to this version, answer `/` once, then listen until stopped."""
    parent.end_with_parent(signal.SIGKILL)
    split(options.bind)
    os.environ.setdefault("UTKIK_URL", public_address_of(options.bind))
    prepare.make_database(PATIENCE)
    refuse_unless_free(options.bind)
    Server(options.bind).run()
    return 0


class Server(BaseApplication):
    """gunicorn, told everything here instead of by a file."""

    def __init__(self, bind: str) -> None:
        self.bind = bind
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": [self.bind],
            "worker_class": "gthread",
            "workers": min(PROCESSES, _cores()),
            "threads": THREADS,
            "preload_app": True,
            "timeout": 120,
            "graceful_timeout": 5,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            # Whose forwarded headers count is decided by utkik.config.transport.
            "forwarded_allow_ips": "",
            "worker_tmp_dir": SHARED_MEMORY if os.path.isdir(SHARED_MEMORY) else None,
            "post_fork": _end_with_arbiter,
            "post_worker_init": _say_ready,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self):
        """Called before the port is bound: what is slow the first time happens here."""
        application = get_wsgi_application()
        status = answer(application, "/")
        if status != 200:
            log.error("the start page answers %d", status)
        connections.close_all()  # a connection must not be shared with the processes that are forked
        gc.collect()
        gc.freeze()  # what is loaded stays shared: a collection would write to every page of it
        return application


def answer(application, path: str, *, redirects: int = 3) -> int:
    """Ask the application for a path as a browser would, without a network. Returns the last status."""
    environ: dict = {"PATH_INFO": path, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": BytesIO()}
    setup_testing_defaults(environ)
    said: dict = {}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        said.update(status=int(status.split()[0]), **{name.lower(): value for name, value in headers})

    body = application(environ, start_response)
    for _ in body:
        pass
    if hasattr(body, "close"):
        body.close()
    if said["status"] in (301, 302, 303, 307, 308) and redirects:
        return answer(application, urlsplit(said["location"]).path, redirects=redirects - 1)
    return said["status"]


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _end_with_arbiter(arbiter, worker) -> None:
    if sys.platform == "linux":
        os.environ[parent.VARIABLE] = str(os.getppid())
        parent.end_with_parent(signal.SIGKILL)


def _say_ready(worker) -> None:
    """Tell `utkik run`, once, that requests are answered from here on."""
    if handle := os.environ.pop("UTKIK_READY", ""):
        try:
            os.write(int(handle), b"1")
        except OSError:
            return  # the second process, or one that replaces another: run has long been told
        os.close(int(handle))
