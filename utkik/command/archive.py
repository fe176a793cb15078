"""The backup's file: a zip with the database, the uploads and a manifest that can prove both.

    manifest.json   format, version, applied migrations, database engine, time, size and SHA-256 of every file
    database        an SQLite file, or what pg_dump -Fc writes
    uploads/…       the files that people gave

The installation's secret key stays out: who finds a backup shall not be able to make log-ins with it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from utkik.command.errors import Refused

FORMAT = 1
MANIFEST, DATABASE, UPLOADS = "manifest.json", "database", "uploads"
BLOCK = 1024 * 1024


def write(path: Path, manifest: dict[str, Any], database: Path, uploads: Path) -> dict[str, Any]:
    """Write the file whole or not at all, readable by its owner alone. Returns the manifest with all files in it."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.touch(mode=0o600)
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as pack:
            files = {DATABASE: _add(pack, database, DATABASE)}
            for name, file in _files_in(uploads):
                files[f"{UPLOADS}/{name}"] = _add(pack, file, f"{UPLOADS}/{name}")
            manifest = {"format": FORMAT, **manifest, "files": files}
            pack.writestr(MANIFEST, json.dumps(manifest, indent=1))
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def read_manifest(pack: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest. Refuses a file of a newer format, or one whose contents are not what it says."""
    try:
        manifest = json.loads(pack.read(MANIFEST))
    except (KeyError, ValueError):
        raise Refused("The file is no backup of Utkik: it has no manifest.") from None
    if manifest.get("format", 0) > FORMAT:
        raise Refused(f"The backup was made by a newer version of Utkik ({manifest['utkik']}). Install that version.")
    if set(pack.namelist()) != {MANIFEST, *manifest["files"]}:
        raise Refused("The backup is damaged: it does not hold the files that its manifest names.")
    return manifest


def verify(pack: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Refuse unless every file is what the manifest says."""
    for name, told in manifest["files"].items():
        seen = hashlib.sha256()
        try:
            with pack.open(name) as file:
                while block := file.read(BLOCK):
                    seen.update(block)
        except zipfile.BadZipFile:
            raise Refused(f"The backup is damaged: {name} cannot be read.") from None
        if seen.hexdigest() != told["sha256"]:
            raise Refused(f"The backup is damaged: {name} is not what was written.")


def unpack(pack: zipfile.ZipFile, name: str, target: Path) -> None:
    """Write one file of the pack, readable by its owner alone."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    target.touch(mode=0o600)
    with pack.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file, BLOCK)


def uploads_of(manifest: dict[str, Any], folder: Path) -> dict[str, Path]:
    """Where each upload goes. Refuses a name that would leave the folder."""
    places = {}
    for name in manifest["files"]:
        if name == DATABASE:
            continue
        place = (folder / name).resolve()
        if not place.is_relative_to((folder / UPLOADS).resolve()):
            raise Refused(f"The backup is damaged: {name} lies outside the uploads.")
        places[name] = place
    return places


def _add(pack: zipfile.ZipFile, file: Path, name: str) -> dict[str, Any]:
    seen, size = hashlib.sha256(), 0
    with file.open("rb") as source, pack.open(name, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            seen.update(block)
            size += len(block)
            target.write(block)
    return {"size": size, "sha256": seen.hexdigest()}


def _files_in(folder: Path) -> Iterable[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file
