"""Where two texts differ, word by word, and what becomes of two that began from the same."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.7
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n+|$)\s*")
Step = tuple[str, int, int, int, int]  # as difflib's opcodes: sort, where in the old, where in the new


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


def both(one: str, other: str, base: str | None = None) -> str:
    """A proposal that has what both say. With the text that both began from, each one's changes are made in it, as
    long as they lie apart; else every sentence of both is there, and of two that are alike the one's, with what the
    other added to it."""
    joined = _joined(one, other, base) if base is not None else None
    return _every_sentence(one, other) if joined is None else joined


def _joined(one: str, other: str, base: str) -> str | None:
    """Both changes made in the base; None where they lie on each other."""
    old = WORD.findall(base)
    written, at = "", 0
    for begins, ends, first, second in _regions(_changes(old, one), _changes(old, other)):
        mine, theirs = _applied(old, begins, ends, first), _applied(old, begins, ends, second)
        if first and second and mine != theirs and begins != ends:
            return None
        written += "".join(old[at:begins])
        written += mine if not second or mine == theirs else theirs if not first else _side_by_side(mine, theirs)
        at = ends
    return written + "".join(old[at:])


Change = tuple[int, int, str]  # from where to where in the old words, and what stands there instead


def _changes(old: list[str], text: str) -> list[Change]:
    new = WORD.findall(text)
    return [(a, b, "".join(new[c:d])) for sort, a, b, c, d in _steps(old, new) if sort != "equal"]


def _regions(firsts: list[Change], seconds: list[Change]) -> list[tuple[int, int, list[Change], list[Change]]]:
    """The stretches of the old text that somebody changed; changes that touch each other lie in one."""
    found: list[tuple[int, int, list[Change], list[Change]]] = []
    for change, is_first in sorted([(c, True) for c in firsts] + [(c, False) for c in seconds]):
        if not found or change[0] > found[-1][1]:
            found.append((change[0], change[1], [], []))
        begins, ends, first, second = found[-1]
        (first if is_first else second).append(change)
        found[-1] = (begins, max(ends, change[1]), first, second)
    return found


def _applied(old: list[str], begins: int, ends: int, changes: list[Change]) -> str:
    written, at = "", begins
    for a, b, text in changes:
        written += "".join(old[at:a]) + text
        at = b
    return written + "".join(old[at:ends])


def _side_by_side(mine: str, theirs: str) -> str:
    space = "" if not mine or not theirs or mine[-1].isspace() or theirs[0].isspace() else " "
    return mine + space + theirs


def _every_sentence(one: str, other: str) -> str:
    left = [sentence.strip() for sentence in SENTENCE.findall(other)]
    found = []
    for sentence in (sentence.strip() for sentence in SENTENCE.findall(one)):
        alike = next((o for o in left if SequenceMatcher(None, sentence, o, autojunk=False).ratio() > ALIKE), None)
        if alike is None:
            found.append(sentence)
            continue
        # what the other has before it comes before it here too
        found += [o for o in left[: left.index(alike)] if o not in one]
        left = left[left.index(alike) + 1 :]
        found.append(_with_added(sentence, alike))
    return " ".join([*found, *left])


def _with_added(one: str, other: str) -> str:
    """The one's sentence with the words that the other has besides."""
    first, second = WORD.findall(one), WORD.findall(other)
    return "".join(
        "".join(second[c:d]) if sort == "insert" else "".join(first[a:b])
        for sort, a, b, c, d in _opcodes(first, second)
    )


def _steps(before: list[str], after: list[str]) -> list[Step]:
    """The opcodes; what is the same only by a space or a comma between two changes counts as changed with them."""
    found: list[Step] = []
    steps = _opcodes(before, after)
    for number, (sort, a, b, c, d) in enumerate(steps):
        is_gap = sort == "equal" and 0 < number < len(steps) - 1 and not any(map(_is_word, after[c:d]))
        changed = "replace" if is_gap else sort
        if found and found[-1][0] != "equal" and changed != "equal":
            found[-1] = ("replace", found[-1][1], b, found[-1][3], d)
        else:
            found.append((changed, a, b, c, d))
    return found


def _opcodes(before: list[str], after: list[str]) -> list[Step]:
    return [*SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]


def _is_word(token: str) -> bool:
    return token[:1].isalnum()
