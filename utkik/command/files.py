"""Files and directories that are written whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path


def written_whole(path: Path, content: bytes) -> None:
    """Write the file whole or not at all. Raises OSError, which names the file that was asked for."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        draft.unlink(missing_ok=True)


def holds_a_file(folder: Path) -> bool:
    """Whether there is anything but empty folders."""
    return folder.exists() and any(path for path in folder.rglob("*") if not path.is_dir())


def empty(folder: Path) -> None:
    """Take away what was written into a folder that held no file."""
    for path in list(folder.iterdir()) if folder.exists() else []:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
