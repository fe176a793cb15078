"""The web's fonts, cut from the installed packages: Latin letters and the signs that texts use, weights as an axis.

Hanken Grotesk is for what is operated, Source Serif 4 for what is read; both under the Open Font License 1.1.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from utkik.command.errors import Refused

NAMES = "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĪīĮįİıĶķĻļŁłŃńŅņŇňŌōŐőŒœŘřŚśŞşŠšŤťŪūŮůŰűŲųŸŹźŻżŽžȘșȚț"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, NAMES)]
SIGNS = [ord(sign) for sign in "–—―‘’‚“”„†•…‰′″‹›⁄€™←↑→↓↔−≈≠≤≥×÷½¼¾²³°µ·\u2009\u202f"]
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "calt", "tnum", "lnum", "onum", "pnum", "case"]
# package, its file, our file, the part of each axis that is kept
CUTS: list[tuple[str, str, str, dict[str, tuple[float, float]]]] = [
    ("fontpkg_hanken_grotesk", "HankenGrotesk[wght].ttf", "sans.woff2", {"wght": (400, 700)}),
    ("fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", "serif.woff2", {"wght": (400, 600), "opsz": (10, 48)}),
    (
        "fontpkg_source_serif_4",
        "SourceSerif4-Italic[opsz,wght].ttf",
        "serif-italic.woff2",
        {"wght": (400, 600), "opsz": (10, 28)},
    ),
]


def make(folder: Path) -> None:
    """Write the three files into the folder, each whole or not at all. Refuses when a package is not installed."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, source, name, kept in CUTS:
        draft = folder / f".{name}.{os.getpid()}"
        _cut(package_files(package) / source, kept, draft)
        draft.replace(folder / name)


def package_files(package: str) -> Path:
    """The folder with a font package's files."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Refused(f"The font package {package} is not installed. Run `make install`.")
    return Path(next(iter(spec.submodule_search_locations))) / "files"


def _cut(source: Path, kept: dict[str, tuple[float, float]], target: Path) -> None:
    font = TTFont(source)
    subset = Subsetter(Options(layout_features=FEATURES, hinting=False, notdef_outline=True))
    subset.populate(unicodes=LATIN + SIGNS)
    subset.subset(font)
    # The axes are cut last, from few letters: cutting the whole font's takes 18 s. Written and read again
    # between, for the instancer needs tables as a file has them.
    few = BytesIO()
    font.save(few)
    few.seek(0)
    font = instantiateVariableFont(TTFont(few), kept)
    font.flavor = "woff2"
    font.save(target)
