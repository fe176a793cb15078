"""The migrations take a machine half a minute: what they made is kept beside the packages, and copied while it holds.

Only for SQLite's test database. It holds as long as the migrations, what they import, and Django are the same.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import django
from django.core import management
from django.db import connections

from tests.plugins.installation import ROOT

USED = ("text/index.py", "people/guard.py", "trends/guard.py", "trends/forces.py")


def copy_what_was_migrated() -> None:
    """From here on a test database begins as a copy."""
    management.call_command = partial(_migrate, management.call_command)


def _migrate(call_command: Callable, name: str, *words, **options) -> None:
    connection = connections[options["database"]] if "database" in options else None
    if name != "migrate" or connection is None or connection.vendor != "sqlite":
        call_command(name, *words, **options)
        return
    kept = _kept()
    connection.ensure_connection()
    if kept.exists():
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)
    call_command(name, *words, **options)
    if not kept.exists():
        _keep(connection.connection, kept)


def _keep(made: sqlite3.Connection, kept: Path) -> None:
    """Another suite may do the same at this moment: the file appears whole."""
    kept.parent.mkdir(exist_ok=True)
    being_written = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(being_written)) as target:
        made.backup(target)
    being_written.replace(kept)


def _kept() -> Path:
    folder = ROOT / "utkik"
    files = [*sorted(folder.glob("*/migrations/*.py")), *(folder / name for name in USED)]
    read = hashlib.sha256(repr((django.VERSION, sqlite3.sqlite_version)).encode())
    for file in files:
        read.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return Path(sys.prefix) / "migrated" / f"{read.hexdigest()[:16]}.sqlite3"
