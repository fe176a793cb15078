"""`utkik restore`: a backup into an empty data directory."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from utkik.command import archive, files, prepare
from utkik.command.errors import Refused
from utkik.command.say import say
from utkik.config import environment


def run(options) -> int:
    """Check the whole file, then write database and uploads and bring the database to this version."""
    data = environment.data_directory()
    if files.holds_a_file(data):
        raise Refused(f"{data} holds files already. Restore into an empty data directory: set UTKIK_DATA.")
    try:
        pack = zipfile.ZipFile(options.file)
    except zipfile.BadZipFile:
        raise Refused(f"{options.file} is no backup of Utkik.") from None
    with pack:
        manifest = archive.read_manifest(pack)
        prepare.django_ready()
        refuse_what_does_not_fit(manifest)
        archive.verify(pack, manifest)
        put_back(pack, manifest, data)
    told = {"made_at": manifest["made_at"], "version": manifest["utkik"], "uploads": len(manifest["files"]) - 1}
    say(options, told, [f"Restored into {data}: the backup of {told['made_at']}, with {told['uploads']} uploads."])
    return 0


def refuse_what_does_not_fit(manifest: dict[str, Any]) -> None:
    """Refuse a backup of a newer version, or of another database engine."""
    from django.db import connection

    if strange := prepare.unknown_migrations(manifest["migrations"]):
        raise Refused(prepare.NEWER.format(what="backup", names=", ".join(strange)))
    if manifest["engine"] != connection.vendor:
        raise Refused(f"The backup is of {manifest['engine']}; UTKIK_DATABASE_URL names {connection.vendor}.")


def put_back(pack: zipfile.ZipFile, manifest: dict[str, Any], data: Path) -> None:
    """Write everything; when something fails, the directory is as empty as it was."""
    from utkik.command import dump

    places = archive.uploads_of(manifest, data)
    try:
        prepare.data_ready()
        for name, place in places.items():
            archive.unpack(pack, name, place)
        copy = data / ".restoring"
        archive.unpack(pack, archive.DATABASE, copy)
        dump.put_back(copy)
        copy.unlink()
        prepare.database_migrated()
    except BaseException:
        files.empty(data)
        raise
