"""The search terms of a text (see utkik.text.search): without Django, for the process that reads feeds."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

import snowballstemmer

from utkik.text.normal import nfc

WORD = re.compile(r"[^\W_]+")
VOWEL = re.compile(r"[aeiouyåäöéüæø]")
AS_WRITTEN = "zq"
SHORTEST_COMPOUND, SHORTEST_TAIL, SHORTEST_HEAD, LONGEST_WORD = 9, 5, 3, 60
LONGEST_KEPT = 200
_stemmer = snowballstemmer.stemmer("swedish")


def terms(*texts: str) -> str:
    """The search terms of a row's texts, for its `search_terms` column."""
    words = [word for text in texts for word in words_of(text)]
    if not words:
        return ""
    loose = dict.fromkeys(chain.from_iterable(map(parts, words)))
    return f"{AS_WRITTEN}{f' {AS_WRITTEN}'.join(words)} {' '.join(loose)}"


def words_of(text: str) -> list[str]:
    words = WORD.findall(nfc(text).lower())
    is_usual = max(map(len, words), default=0) <= LONGEST_KEPT
    return words if is_usual else [word for word in words if len(word) <= LONGEST_KEPT]


@lru_cache(maxsize=50_000)
def parts(word: str) -> tuple[str, ...]:
    parts = {word, stem(word)}
    if SHORTEST_COMPOUND <= len(word) <= LONGEST_WORD:
        for cut in range(SHORTEST_HEAD, len(word) - SHORTEST_TAIL + 1):
            head, tail = word[:cut], word[cut:]
            if VOWEL.search(head) and VOWEL.search(tail):
                parts.add(tail)
    return tuple(sorted(parts))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Swedish stem of a lower-case word (Snowball)."""
    return _stemmer.stemWord(word)
