"""The language of a text, found on this machine."""

import lzma
import shutil
import tempfile
import zipfile
from array import array
from functools import cache
from pathlib import Path
from typing import Any

# Those that Swedish municipalities' sources come in; fewer languages are told apart better.
KNOWN = ["sv", "en", "no", "nn", "da", "fi", "de", "fr", "es", "nl", "pl", "ar", "se"]
SHORTEST, ENOUGH, LONGEST = 25, 200, 600
SURE, BEYOND_DOUBT = 0.8, 0.99
_NORWEGIAN = {"no": "nb"}


def detect(text: str, claimed: str = "") -> str:
    """A language's tag such as `sv`, or the claimed one where the text is too short to tell, or an empty text."""
    claimed = claimed.strip().replace("_", "-").lower()[:16]
    if not _has_letters(text[:LONGEST]):
        return claimed
    found, certainty = _identifier().classify(text[:ENOUGH])
    if certainty < BEYOND_DOUBT and len(text) > ENOUGH:
        found, certainty = _identifier().classify(text[:LONGEST])
    found = _NORWEGIAN.get(found, found)
    if certainty < SURE:
        return claimed or (found if certainty > 0.5 else "")
    return claimed if claimed.split("-")[0] in (found, "no" if found in ("nb", "nn") else found) else found


def _has_letters(text: str) -> bool:
    """Whether there is anything to tell a language by; most texts say so at once."""
    return any(sum(map(str.isalpha, part)) >= SHORTEST for part in (text[: 2 * SHORTEST], text))


@cache
def _identifier():
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 – 60 MB: where texts are read

    return LanguageIdentifier(**_of_few_languages(MODEL_DIR / MODEL_FILE), norm_probs=True)


def _of_few_languages(path: Path) -> dict[str, Any]:
    """The model for the languages that are known here. Read piece by piece: the library's own way needs twice the
    room for a moment, and the reading process would be at its largest just then."""
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
            return model | {"tk_nextmove": _row(members, "nextmove"), "tk_row": _row(members, "nextmove_row")}


def _row(members: zipfile.ZipFile, name: str) -> array:
    """One of the model's rows of numbers."""
    from numpy.lib import format as layout  # noqa: PLC0415

    with members.open(f"{name}.npy") as member:
        layout.read_magic(member)
        _shape, _is_fortran, kind = layout.read_array_header_1_0(member)
        found = array({2: "H", 4: "I", 8: "L"}[kind.itemsize])
        while piece := member.read(1 << 20):
            found.frombytes(piece)
    return found
