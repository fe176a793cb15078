"""What is made from sources and never committed: compiled catalogues and the web's fonts.

`make install` makes them; whoever starts without it gets them at the first start.
"""

from __future__ import annotations

import os
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


def catalogues() -> list[Path]:
    """Every translation file of the product."""
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_catalogues(files: list[Path]) -> None:
    """Write the .mo beside each .po, whole or not at all."""
    import polib  # slow to import, and seldom needed

    for source in files:
        draft = source.with_suffix(f".mo.{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(source.with_suffix(".mo"))


def make_fonts() -> None:
    """Write the web's three font files."""
    from utkik.command import fonts  # fonttools takes half a second

    fonts.make(FONTS)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.is_file() or compiled.stat().st_mtime < source.stat().st_mtime
