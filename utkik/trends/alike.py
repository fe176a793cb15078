"""How much a signal and a trend have in common: shared words, places and areas, each told. Without database, clock
or network. A word meets another when both have one stem, or one is a part of the other's compound.

The weights are this product's own: a word is worth the more the fewer signals hold it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from utkik.text.normal import nfc
from utkik.text.search import VOWEL, stem

WORD = re.compile(r"[^\W\d_]+")
SHORTEST, SHORTEST_PART, SHORTEST_COMPOUND = 3, 5, 9
FEW = 30
ENOUGH, WITH_AREA = 7.0, 5.5
AREA, PLACE = 1.5, 1.0
TOLD = 3
# Words that say nothing of what a text is about, in either language of the interface.
SAYS_NOTHING = """
aldrig alla allt alltid andra annan annat att av bara bland bli blir blev borde både dag dagar de del delar dem
den denna deras dess dessa det detta dig din dock du där därför då efter egen egna eller en enligt er ett
exempel fem fick finns fler flera fortsatt fram framför från fyra få får före första genom ger ges god gott
gäller gällande gånger går gör göra göras ha haft han har hel hela helt her här hon hur hög högre i ibland idag
in inför ingen inget inom innan innebär inte ja jag kan kanske kom kommer kommun kommunal kommunen kommuner
kommunens kommunerna kort krävs kunde kunna kring lika lite länge längre lägga man med mellan men mer mest
mindre minst mot mycket många måste mån månad månader namn ned ner ni nio nog nu ny nya nytt nyligen när nästa
nära någon något några och också om område områden oss på redan rätt samma samt sedan ser sex sig sin sina
själva sju ska skulle som stor stora större svensk svenska sverige så sådan sätt ta tar tid tidigare till
tillsammans tio tre två under upp ut utan utom vad var vara varit varje vem vi via vid vidare vilka vilken
vilket vill visar våra vår vårt vän väl är år året åren åt över även öka ökar ökat about after also and are been
but for from has have into its more new not one other that the their them these they this was were what when
which will with
"""
EMPTY = frozenset(stem(word) for word in SAYS_NOTHING.split())


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
        if len(word) < SHORTEST or stemmed in EMPTY:
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
    shared = {name: one.text.whole[name] for name in one.text.whole.keys() & other.text.whole.keys()}
    shared |= {name: one.text.whole[name] for name in one.text.whole.keys() & other.text.parts.keys() if _long(name)}
    shared |= {name: one.text.parts[name] for name in other.text.whole.keys() & one.text.parts.keys() if _long(name)}
    worth: dict[str, float] = {}
    for name, word in shared.items():
        worth[word] = max(worth.get(word, 0.0), log((max(many, FEW) + 1) / (min(held.get(name, 0), many) + 1)))
    words = sorted(worth, key=lambda word: (-worth[word], word))
    area, place = bool(set(one.areas) & set(other.areas)), bool(set(one.places) & set(other.places))
    score = sum(worth.values()) + AREA * area + PLACE * place
    return Likeness(tuple(words), area, place, score)


def _long(stemmed: str) -> bool:
    return len(stemmed) >= SHORTEST_PART
