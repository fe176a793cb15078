"""How much a signal and a trend have in common: shared words, places and areas, each told. Without database, clock
or network. A word meets another when both have one stem, or one is a part of the other's compound.

The weights are this product's own: a word is worth the more the fewer signals hold it, one that stands in every
fifth nothing at all, and a long text must share more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from utkik.text import plain_words
from utkik.text.normal import nfc
from utkik.text.search import VOWEL, stem

WORD = re.compile(r"[^\W\d_]+")
SHORTEST, SHORTEST_PART, SHORTEST_COMPOUND = 3, 5, 9
FEW = 30
ENOUGH, WITH_AREA = 6.0, 4.5
AREA, PLACE = 1.5, 1.0
# A word in more of the texts than this says nothing; a part of a compound says less than the word itself.
COMMON, PART = 5, 0.8
# So many words a text may have before what it shares counts less.
LONG = 100
TOLD = 3


@dataclass(frozen=True)
class Text:
    """A text as it is compared: its words' stems, and every stem that a part of a compound may be, each with the word
    as written."""

    whole: Mapping[str, str]
    parts: Mapping[str, str]


@dataclass(frozen=True)
class Side:
    """A signal or a trend: its text, the areas and places that are its own."""

    text: Text
    areas: Collection[int] = field(default_factory=frozenset)
    places: Collection[int] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Likeness:
    """What two sides share, the most telling words first, and how much that is worth."""

    words: tuple[str, ...]
    area: bool
    place: bool
    score: float

    @property
    def is_enough(self) -> bool:
        """Two words that few others hold; with the area or place somewhat less."""
        bound = WITH_AREA if self.area or self.place else ENOUGH
        return len(self.words) > 1 and self.score >= bound


def text_of(*texts: str) -> Text:
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for word in dict.fromkeys(found.lower() for text in texts for found in WORD.findall(nfc(text))):
        stemmed = stem(word)
        if len(word) < SHORTEST or plain_words.says_nothing(word, stemmed):
            continue
        whole.setdefault(stemmed, word)
        for part in pieces(word):
            parts.setdefault(part, word)
    return Text(whole, parts)


@lru_cache(maxsize=50_000)
def pieces(word: str) -> tuple[str, ...]:
    """The stems of a long word's beginnings and ends that may be words of their own."""
    if not SHORTEST_COMPOUND <= len(word) <= 60:
        return ()
    cuts = range(SHORTEST_PART, len(word) - 2)
    heads = {stem(word[:cut].removesuffix("s")) for cut in cuts}
    tails = {stem(word[cut:]) for cut in range(3, len(word) - SHORTEST_PART + 1) if VOWEL.search(word[:cut])}
    return tuple(part for part in heads | tails if len(part) >= SHORTEST_PART)


def spread(texts: Iterable[Text]) -> tuple[dict[str, int], int]:
    """In how many of the texts each stem stands, and how many there are."""
    held: dict[str, int] = {}
    many = 0
    for text in texts:
        many += 1
        for stemmed in {*text.whole, *text.parts}:
            held[stemmed] = held.get(stemmed, 0) + 1
    return held, many


def compare(one: Side, other: Side, held: Mapping[str, int], many: int) -> Likeness:
    """What they share. `held`, `many`: see `spread`; of few texts little can be learnt, so they count as FEW."""
    worth: dict[str, float] = {}
    for name, word, share in sorted(_shared(one.text, other.text), key=lambda found: (-found[2], found[1])):
        if word in worth or not any(stem(known) in word for known in worth):
            worth[word] = max(worth.get(word, 0.0), share * _worth(min(held.get(name, 0), many), max(many, FEW)))
    words = sorted((word for word in worth if worth[word]), key=lambda word: (-worth[word], word))
    area, place = bool(set(one.areas) & set(other.areas)), bool(set(one.places) & set(other.places))
    score = sum(worth.values()) * min(1.0, LONG / max(len(one.text.whole), 1)) ** 0.5
    return Likeness(tuple(words), area, place, score + AREA * area + PLACE * place)


def _shared(one: Text, other: Text) -> Iterator[tuple[str, str, float]]:
    """Every stem that both hold, as a word or a part of one: the stem, the first's word, what of its worth counts."""
    for name in one.whole.keys() & other.whole.keys():
        yield name, one.whole[name], 1.0
    for name in one.whole.keys() & other.parts.keys():
        if len(name) >= SHORTEST_PART:
            yield name, one.whole[name], PART
    for name in one.parts.keys() & other.whole.keys():
        if len(name) >= SHORTEST_PART:
            yield name, one.parts[name], PART


def _worth(held: int, many: int) -> float:
    return log((many + 1) / (held + 1)) if held * COMMON <= many else 0.0
