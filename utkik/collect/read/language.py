"""The language of a text, found on this machine."""

import lzma
import math
import mmap
import os
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from pathlib import Path
from typing import IO, Any

# Those that Swedish municipalities' sources come in; fewer languages are told apart better.
KNOWN = ["sv", "en", "no", "nn", "da", "fi", "de", "fr", "es", "nl", "pl", "ar", "se"]
SHORTEST, ENOUGH, LONGEST, LONGEST_FOR_WORDS = 25, 120, 600, 1_500
SURE, BEYOND_DOUBT = 0.8, 0.99
_ROWS = {"nextmove": "nextmove", "row": "nextmove_row"}
_LENGTHS_AT = 26  # where a member's head in a zip file says how long its name and what follows it are
_NORWEGIAN = {"no": "nb"}
# Words that texts in this language are full of, and that no other known language has.
_OWN_WORDS = {
    "sv": frozenset(
        "och är för från också när inte även mellan genom där måste ett varit vid enligt inom sedan två".split()  # noqa: SIM905
    ),
    "en": frozenset("the and with this that from are which their been has".split()),  # noqa: SIM905
}
_CERTAIN, _CLAIMED = 3, 1  # so many different ones, where the text's language is not claimed and where it is
_TIMES = 5  # so many times as many as of the other language
# What loading the model is done within; whoever limits a process's memory lets it have more meanwhile.
loading: Callable[[], AbstractContextManager[None]] = nullcontext


def detect(text: str, claimed: str = "") -> str:
    """A language's tag such as `sv`, or the claimed one where the text is too short to tell, or an empty text.

    Most texts are known by their commonest words; the model is asked about the rest. Where the beginning leaves no
    doubt that the claim is right, what follows is not looked at.
    """
    claimed = claimed.strip().replace("_", "-").lower()[:16]
    if own := _by_words(text, claimed.split("-")[0]):
        return claimed if claimed.split("-")[0] == own else own
    if not _has_letters(text[:LONGEST]):
        return claimed
    found, certainty = _identifier().classify(text[:ENOUGH])
    if len(text) > ENOUGH and not (certainty >= BEYOND_DOUBT and claimed.split("-")[0] == found):
        found, certainty = _identifier().classify(text[:LONGEST])
    found = _NORWEGIAN.get(found, found)
    if certainty < SURE:
        return claimed or (found if certainty > 0.5 else "")
    return claimed if claimed.split("-")[0] in (found, "no" if found in ("nb", "nn") else found) else found


def _by_words(text: str, claimed: str) -> str:
    """The language whose own words stand in the text, where hardly any of another do; an empty text where that is too
    little."""
    words = set(text[:LONGEST_FOR_WORDS].lower().split())
    (many, name), (other, _) = sorted(((len(words & own), name) for name, own in _OWN_WORDS.items()), reverse=True)
    enough = many >= (_CLAIMED if name == claimed else _CERTAIN)
    return name if enough and other <= many // _TIMES else ""


def _has_letters(text: str) -> bool:
    """Whether there is anything to tell a language by; most texts say so at once."""
    return any(sum(map(str.isalpha, part)) >= SHORTEST for part in (text[: 2 * SHORTEST], text))


@cache
def _identifier():
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 – 60 MB: where texts are read

    with loading():
        return LanguageIdentifier(**_of_few_languages(MODEL_DIR / MODEL_FILE), norm_probs=True)


def _of_few_languages(path: Path) -> dict[str, Any]:
    """The model for the languages that are known here. The library's own way holds all of it in memory, at first
    twice."""
    import numpy  # noqa: PLC0415

    with tempfile.TemporaryFile() as plain:
        with lzma.open(path) as packed:
            shutil.copyfileobj(packed, plain, length=1 << 20)
        plain.seek(0)
        with numpy.load(plain, allow_pickle=False) as told:
            classes = told["classes"].tolist()
            kept = [place for place, name in enumerate(classes) if name in KNOWN]
            model = {
                "nb_ptc": told["ptc"][:, kept],
                "nb_pc": told["pc"][kept],
                "nb_classes": [classes[place] for place in kept],
                "tk_output": told["out_feat"].tolist(),
            }
        with zipfile.ZipFile(plain) as members:
            whole = memoryview(mmap.mmap(plain.fileno(), 0, access=mmap.ACCESS_READ))
            rows = {f"tk_{name}": _row(plain, members, whole, file) for name, file in _ROWS.items()}
    return model | rows


def _row(plain: IO[bytes], members: zipfile.ZipFile, whole: memoryview, name: str) -> memoryview:
    """One of the model's long rows of numbers, left in the file: few of its pages are ever looked at."""
    from numpy.lib import format as layout  # noqa: PLC0415

    member = members.getinfo(f"{name}.npy")
    if member.compress_type != zipfile.ZIP_STORED:
        raise ValueError(f"{name} is packed")
    plain.seek(member.header_offset + _LENGTHS_AT)
    plain.seek(sum(struct.unpack("<HH", plain.read(4))), os.SEEK_CUR)
    layout.read_magic(plain)
    shape, _is_fortran, kind = layout.read_array_header_1_0(plain)
    size = math.prod(shape) * kind.itemsize
    letters: dict[int, Any] = {2: "H", 4: "I", 8: "L"}
    return whole[plain.tell() : plain.tell() + size].cast(letters[kind.itemsize])
