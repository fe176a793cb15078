"""The whole database as one file, and back, with the engine's own means."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

from utkik.command.errors import Refused

CLIENT = "On Debian and Ubuntu: apt-get install postgresql-client"


def take(target: Path) -> None:
    """Write a consistent copy of the database while others go on working with it."""
    if connection.vendor == "sqlite":
        _copy_sqlite(Path(settings.DATABASES["default"]["NAME"]), target)
    else:
        _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def put_back(source: Path) -> None:
    """Make the database from a copy. Refuses a PostgreSQL database that holds tables."""
    if connection.vendor == "sqlite":
        _check_sqlite(source)
        _copy_sqlite(source, Path(settings.DATABASES["default"]["NAME"]))
        return
    if connection.introspection.table_names():
        raise Refused("The database of UTKIK_DATABASE_URL is not empty. Restore into an empty one.")
    connection.close()
    _postgresql("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))


def _copy_sqlite(source: Path, target: Path) -> None:
    """One step of SQLite's online backup: a snapshot, and writers are not held up."""
    with closing(sqlite3.connect(_reading(source), uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def _reading(source: Path) -> str:
    """The file's address for SQLite, to read alone; a directory may be called `50% #1`."""
    return f"{source.absolute().as_uri()}?mode=ro"


def _check_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(_reading(source), uri=True)) as database:
        try:
            answer = database.execute("PRAGMA quick_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            answer = str(error)
    if answer != "ok":
        raise Refused(f"The backup's database is damaged: {answer}.")


def _postgresql(program: str, *words: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise Refused(f"{program} is not installed. {CLIENT}")
    told = settings.DATABASES["default"]
    named = {"PGHOST": told["HOST"], "PGPORT": told["PORT"], "PGUSER": told["USER"], "PGPASSWORD": told["PASSWORD"]}
    chosen = ["--dbname", told["NAME"]]
    done = subprocess.run(
        [path, *chosen, *words],
        env={**os.environ, **{name: value for name, value in named.items() if value}},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"{program} failed: {done.stderr.strip()}")
