"""Text that people and sources write, made such that equal texts are equal and nothing hides in them."""

import re
import unicodedata

# C0 and C1 control characters but tab and line break, the bidi overrides and isolates, and the signs that
# nobody types but that reorder or cut text on screen.
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]")
LINE_BREAKS = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Whether there is anything of the kind at all, halves of surrogate pairs too: most texts hold none.
ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]"
)
SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """The text in Unicode NFC without control characters; line breaks are \\n, tabs stay."""
    if ODD.search(text):
        text = HIDDEN.sub("", _whole(LINE_BREAKS.sub("\n", text)))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """As nfc, on one line with single spaces and none at the ends: for headings and names."""
    return SPACES.sub(" ", nfc(text)).strip()


def beginning(text: str, most: int) -> str:
    """At most so many signs of the text, cut between words and with … where something is left out."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def casefold_key(text: str) -> str:
    """What two texts have in common when only case, width and spaces differ: for names that must not repeat."""
    return SPACES.sub(" ", unicodedata.normalize("NFKC", nfc(text)).casefold()).strip()


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which no database takes."""
    return text.encode("utf-8", "ignore").decode("utf-8")
