"""Where two texts differ, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\s+|[^\s]+")
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n+|$)\s*", re.UNICODE)


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is the same in both, or only in one."""

    sort: str
    text: str


def words(old: str, new: str) -> list[Piece]:
    """The stretches that lead from the old text to the new: same, removed, added."""
    before, after = WORD.findall(old), WORD.findall(new)
    found: list[Piece] = []
    for sort, a, b, c, d in _steps(before, after):
        if sort == "equal":
            found.append(Piece(SAME, "".join(after[c:d])))
            continue
        found += [Piece(REMOVED, "".join(before[a:b]))] * (b > a) + [Piece(ADDED, "".join(after[c:d]))] * (d > c)
    return found


def only_in(text: str, other: str) -> list[Piece]:
    """The text in stretches: those it shares with the other, and those that only it has (added)."""
    return [piece for piece in words(other, text) if piece.sort != REMOVED]


def both(one: str, other: str) -> str:
    """A text that has every sentence of both, in their order: the one's first where they part."""
    first, second = _sentences(one), _sentences(other)
    plain = [s.strip() for s in first], [s.strip() for s in second]
    found: list[str] = []
    for sort, a, b, c, d in _steps(*plain):
        found += first[a:b] if sort == "equal" else first[a:b] + second[c:d]
    return " ".join(sentence.rstrip(" ") for sentence in found).replace("\n ", "\n").strip()


def _sentences(text: str) -> list[str]:
    return SENTENCE.findall(text)


def _steps(before: list[str], after: list[str]) -> list[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
