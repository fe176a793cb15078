"""The search terms of a text (see utkik.text.search): without Django, for the process that reads feeds."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from utkik.text.normal import nfc

WORD = re.compile(r"[^\W_]+")
VOWEL = re.compile(r"[aeiouyåäöéüæø]")
AS_WRITTEN = "zq"
SHORTEST_COMPOUND, SHORTEST_TAIL, SHORTEST_HEAD, LONGEST_WORD = 9, 5, 3, 60
_stemmer = snowballstemmer.stemmer("swedish")


def terms(*texts: str) -> str:
    """The search terms of a row's texts, for its `search_terms` column."""
    words = [word for text in texts for word in words_of(text)]
    loose = sorted({part for word in set(words) for part in parts(word)})
    return " ".join([*(AS_WRITTEN + word for word in words), *loose])


def words_of(text: str) -> list[str]:
    return [word for word in WORD.findall(nfc(text).lower()) if len(word) <= 200]


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    parts = {word, stem(word)}
    if SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD:
        for cut in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
            head, tail = word[:cut], word[cut:]
            if VOWEL.search(head) and VOWEL.search(tail):
                parts.add(tail)
    return tuple(parts)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Swedish stem of a lower-case word (Snowball)."""
    return _stemmer.stemWord(word)
