"""What may belong to a pattern: shared words, places and trends, each said in words. Offered, never applied.

Nothing is learned and nothing leaves the machine: a word counts the more, the fewer of the candidates have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.text import plain_words
from utkik.text.normal import beginning, nfc
from utkik.text.search import stem
from utkik.web.spelled import spelled

WORD = re.compile(r"[^\W\d_]{4,40}")
COMMON = 0.08  # a word that more of the candidates have says nothing
FEW = 60  # of fewer candidates little can be learnt of how common a word is: they count as so many
PLACE, TREND = 1.0, 4.0
ENOUGH = 9.0
MOST, MOST_WORDS = 4, 3
TITLE_SIGNS = 40


@dataclass(frozen=True)
class Text:
    """A signal or an item as far as likeness goes: its key, title, text, place, trends and own words."""

    key: tuple[str, int]
    title: str
    text: str
    place: int | None = None
    trends: frozenset[int] = field(default_factory=frozenset)
    words: str = ""

    @property
    def named(self) -> str:
        """What says most: the title and the words it was given."""
        return f"{self.title} {self.words}"


@dataclass(frozen=True)
class Offer:
    """A candidate with how near it lies and why, in words."""

    key: tuple[str, int]
    score: float
    why: str


def offers(pieces: Sequence[Text], candidates: Sequence[Text], *, most: int = MOST) -> list[Offer]:
    """The candidates that lie nearest the pieces, nearest first; none where little is shared."""
    if not pieces:
        return []
    within = [_stems(one.text) for one in pieces]
    held = [_stems(one.text) for one in candidates]
    spread = Counter(word for words in [*within, *held] for word in words)
    worth = _worth(spread, len(pieces) + len(candidates), len(pieces))
    found = [
        offer
        for one, words in zip(candidates, held, strict=True)
        if (offer := _offer(one, words, pieces, within, worth)).score >= ENOUGH
    ]
    return sorted(found, key=lambda offer: (-offer.score, offer.key))[:most]


def _worth(spread: Counter[str], whole: int, pieces: int) -> dict[str, float]:
    """What sharing a word counts: nothing for common ones. The pieces themselves may share it."""
    most = max(COMMON * whole, 3) + pieces
    return {word: log(1 + max(whole, FEW) / many) for word, many in spread.items() if many <= most}


def _offer(
    one: Text, words: dict[str, str], pieces: Sequence[Text], within: Sequence[dict[str, str]], worth: dict[str, float]
) -> Offer:
    shared = {word for held in within for word in held if word in words and word in worth}
    own, theirs = _stems(one.named), _stems(" ".join(piece.named for piece in pieces))
    strong = {word for word in shared if word in own and word in theirs}
    telling = strong | {word for word in shared if word in own or word in theirs}
    best = sorted(telling, key=lambda word: (word not in strong, -worth[word], word))[:MOST_WORDS]
    place = next((piece for piece in pieces if one.place and piece.place == one.place), None)
    trend = next((piece for piece in pieces if one.trends & piece.trends), None)
    score = sum(worth[word] * (1 + (word in strong)) for word in best) if strong and len(best) > 1 else 0.0
    score += TREND * bool(trend) * bool(best)
    score += PLACE * bool(place) * bool(score)
    return Offer(one.key, score, _why(best, words, within, place, trend))


def _why(
    best: Sequence[str],
    words: dict[str, str],
    within: Sequence[dict[str, str]],
    place: Text | None,
    trend: Text | None,
) -> str:
    reasons = []
    if best:
        said = [f"”{words[word]}”" for word in best]
        count = sum(any(word in held for word in best) for held in within)
        reasons.append(
            ngettext("shares %(words)s with one piece", "shares %(words)s with %(count)s pieces", count)
            % {"words": _listed(said), "count": spelled(count)}
        )
    if trend:
        reasons.append(_("same trend as “%(title)s”") % {"title": beginning(trend.title, TITLE_SIGNS)})
    if place:
        reasons.append(_("same place as “%(title)s”") % {"title": beginning(place.title, TITLE_SIGNS)})
    return ", ".join(reasons)


def _listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _stems(text: str) -> dict[str, str]:
    """The text's stems with the shortest word that each was written as."""
    found: dict[str, str] = {}
    for word in _words(text):
        stemmed = stem(word)
        if len(stemmed) < 3 or plain_words.says_nothing(word, stemmed):
            continue
        if stemmed not in found or len(word) < len(found[stemmed]):
            found[stemmed] = word
    return found


@lru_cache(maxsize=2_000)
def _words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(nfc(text).lower()))


def as_text(
    kind: str, key: int, title: str, *texts: str, place: int | None, trends: Iterable[int] = (), words: str = ""
) -> Text:
    """A thing's texts as one."""
    return Text((kind, key), title, " ".join((title, words, *texts)), place, frozenset(trends), words)
