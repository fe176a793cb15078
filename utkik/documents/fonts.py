"""The fonts of printed documents, and what happens to signs that none of them has.

A sign without a shape stops an accessible PDF (typst refuses it), so it is replaced, and told of.
"""

import importlib.util
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

TEXT = ("fontpkg_hanken_grotesk", "fontpkg_source_serif_4")
SPARE = ("fontpkg_noto_sans_arabic",)
# DejaVu Sans Mono lies inside the typst package, where it cannot be asked what it has: these were tried.
SYMBOLS = "□■▪▫▲△▶►▼▽◀◄◆◇◊○◎●★☆☀☁☂☃☎☐☑☒☺☹♀♂♠♣♥♦♪♫⚠✆✈✉✌✎✔✖✗✘❤➔➜←↑→↓↔↕⇐⇒⇔∀∂∃∅∆∇∈∏∑−√∞∧∨∩∪∫≈≠≡≤≥⊂⊃"
MISSING = "□"

# Signs without a shape of their own: they only join or choose other shapes.
_SHAPELESS = re.compile("[\u200b-\u200f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


def folders(packages: tuple[str, ...] = TEXT + SPARE) -> list[str]:
    """Where the packages keep their font files."""
    found = []
    for package in packages:
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise ModuleNotFoundError(f"The font package {package} is not installed. Run make install.")
        found.append(str(Path(spec.submodule_search_locations[0]) / "files"))
    return found


@cache
def signs(*, narrow: bool = False) -> frozenset[int]:
    """The code points that can be printed; narrow: only those that both text fonts have in every cut."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only a process that prints pays for it

    def has(package: str) -> list[set[int]]:
        return [
            set(TTFont(path, lazy=True).getBestCmap()) for path in sorted(Path(folders((package,))[0]).glob("*.ttf"))
        ]

    cuts = [set.intersection(*has(package)) for package in TEXT]
    if narrow:
        return frozenset(set.intersection(*cuts))
    spare = [has_sign for package in SPARE for has_sign in has(package)]
    return frozenset(set.union(*cuts, *spare, {ord(sign) for sign in SYMBOLS}))


def printable(value: Any, lost: Counter[str], *, narrow: bool = False) -> Any:
    """The same JSON with every text made printable; `lost` counts what had to be replaced."""
    if isinstance(value, str):
        return _text(value, lost, signs(narrow=narrow))
    if isinstance(value, list):
        return [printable(part, lost, narrow=narrow) for part in value]
    if isinstance(value, dict):
        # an address is no text on the page: it is kept to the letter
        return {
            key: part if key in ("href", "url") else printable(part, lost, narrow=narrow) for key, part in value.items()
        }
    return value


def _text(text: str, lost: Counter[str], known: frozenset[int]) -> str:
    kept: list[str] = []
    for sign in text:
        if kept[-1:] == [MISSING] and _SHAPELESS.match(sign):
            continue
        if ord(sign) in known or sign in "\n\t":
            kept.append(sign)
        elif not _SHAPELESS.match(sign):
            lost[sign] += 1
            if kept[-1:] != [MISSING]:
                kept.append(MISSING)
    return "".join(kept)
