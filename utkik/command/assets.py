"""What is made from sources and never committed: compiled catalogues, the web's fonts, compressed style sheets.

`make install` makes them; whoever starts without it gets them at the first start.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import utkik

PACKAGE = Path(utkik.__file__).parent
FONTS = PACKAGE / "web" / "static" / "web" / "fonts"
FONT_FILES = ("sans.woff2", "serif.woff2", "serif-italic.woff2")


def ready() -> None:
    """Make what is missing or older than its source; quick when nothing is."""
    if stale := [catalogue for catalogue in catalogues() if _is_stale(catalogue)]:
        compile_catalogues(stale)
    if not all((FONTS / name).is_file() for name in FONT_FILES):
        make_fonts()
    for sheet in sheets():
        for ending, press in PRESSES.items():
            if _is_older(pressed := sheet.with_name(sheet.name + ending), sheet):
                _write(pressed, press(sheet.read_bytes()))


def sheets() -> list[Path]:
    """Style sheets and scripts: whitenoise serves the compressed file beside each to whoever takes it."""
    return sorted(path for path in PACKAGE.glob("*/static/**/*") if path.suffix in (".css", ".js"))


def brotli(content: bytes) -> bytes:
    import brotli  # seldom needed

    return brotli.compress(content)


PRESSES: dict[str, Callable[[bytes], bytes]] = {".br": brotli, ".gz": gzip.compress}


def catalogues() -> list[Path]:
    """Every translation file of the product."""
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_catalogues(files: list[Path]) -> None:
    """Write the .mo beside each .po, whole or not at all."""
    import polib  # slow to import, and seldom needed

    for source in files:
        _write(source.with_suffix(".mo"), polib.pofile(str(source)).to_binary())


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def make_fonts() -> None:
    """Write the web's three font files."""
    from utkik.command import fonts  # fonttools takes half a second

    fonts.make(FONTS)


def _is_stale(source: Path) -> bool:
    return _is_older(source.with_suffix(".mo"), source)


def _is_older(made: Path, source: Path) -> bool:
    return not made.is_file() or made.stat().st_mtime < source.stat().st_mtime
