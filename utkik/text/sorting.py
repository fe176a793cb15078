"""Swedish order: å ä ö last, w after v, other accents as their base letter, whatever the case.

A sort key is plain text, so that it can be stored in a column and sorted alike by every database.
"""

import re
import unicodedata

# Their places after z; Danish, Norwegian and German letters stand with the Swedish ones they correspond to.
OWN_LETTERS = {"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c", "œ": "{c"}
BASE_LETTERS = {"ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ü": "y"}
NUMBER = re.compile(r"\d+")
GAPS = re.compile(r"[^0-9a-z{]+")


def swedish(text: str) -> str:
    """The sort key of a text: 'Ängel' comes after 'Åre', 'Éclair' beside 'eclair', 'v. 9' before 'v. 10'."""
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = "".join(OWN_LETTERS.get(sign) or _base(sign) for sign in folded)
    return NUMBER.sub(_padded, GAPS.sub(" ", letters)).strip()


def _base(sign: str) -> str:
    if sign in BASE_LETTERS:
        return BASE_LETTERS[sign]
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))


def _padded(match: re.Match[str]) -> str:
    return match[0].lstrip("0").rjust(9, "0")
