"""Numbers as addresses and forms bring them."""

from collections.abc import Iterable

LONGEST = 18


def number(text: object) -> int | None:
    """The number that the text writes in plain digits, small enough for any database's key; None for all else.

    Signs such as ² and ٣ count as digits for Python, and a key of forty digits is none: both are nobody's.
    """
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) <= LONGEST else None


def numbers(texts: Iterable[str]) -> list[int]:
    """Those of the texts that are numbers."""
    return [found for text in texts if (found := number(text)) is not None]
