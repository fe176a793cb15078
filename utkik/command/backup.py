"""`utkik backup`: database and uploads in one file, while Utkik runs."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import utkik
from utkik.command import archive, dump, prepare
from utkik.command.say import say


def run(options) -> int:
    """Write the file; print what it holds."""
    prepare.django_ready()
    prepare.database_there()
    path = Path(options.file).absolute()
    manifest = make(path)
    uploads, size = len(manifest["files"]) - 1, path.stat().st_size
    told = {"file": str(path), "uploads": uploads, "bytes": size}
    say(options, told, [f"{path}: the database and {uploads} uploads, {size / 1e6:.1f} MB"])
    return 0


def make(path: Path) -> dict[str, Any]:
    """Write a backup to the path. Returns its manifest.

    The database is copied before the uploads: a file is written before its row and never changed, so each row of
    the copy finds its file.
    """
    from django.conf import settings
    from django.db import connection

    with tempfile.TemporaryDirectory(prefix=".utkik-", dir=path.parent) as folder:
        database = Path(folder) / "database"
        dump.take(database)
        manifest = {
            "utkik": utkik.__version__,
            "engine": connection.vendor,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "migrations": prepare.applied_migrations(),
        }
        return archive.write(path, manifest, database, settings.UTKIK_DATA / archive.UPLOADS)
