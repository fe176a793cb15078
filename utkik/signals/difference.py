"""Where two texts differ, word by word, and what becomes of two that began from the same."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\w+|\s+|[^\w\s]")
ALIKE = 0.7
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n+|$)\s*")
PAIRS = 60_000  # so many pairs of like words are compared one by one
SENTENCES = 40_000  # and so many pairs of sentences
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
    first = [sentence.strip() for sentence in SENTENCE.findall(one)]
    is_short, known = len(first) * len(left) <= SENTENCES, set(left)
    found = []
    for sentence in first:
        candidates = left if is_short or sentence in known else []
        alike = next((o for o in candidates if o == sentence or (is_short and _is_alike(sentence, o))), None)
        if alike is None:
            found.append(sentence)
            continue
        # what the other has before it comes before it here too
        found += [o for o in left[: left.index(alike)] if o not in one]
        left = left[left.index(alike) + 1 :]
        found.append(_with_added(sentence, alike))
    return " ".join([*found, *left])


def _is_alike(one: str, other: str) -> bool:
    """Whether two sentences are nearly the same; of those too long to be sentences that is not asked."""
    if _pairs(list(one), list(other)) > PAIRS:
        return False
    asked = SequenceMatcher(None, one, other, autojunk=False)
    return asked.real_quick_ratio() > ALIKE and asked.quick_ratio() > ALIKE and asked.ratio() > ALIKE


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
    """Word by word where that is soon done; else sentence by sentence, and word by word in those that changed. Texts
    that repeat themselves without end have changed as a whole."""
    if _pairs(before, after) <= PAIRS:
        return [*SequenceMatcher(None, before, after, autojunk=False).get_opcodes()]
    ours, theirs = _in_sentences(before), _in_sentences(after)
    if _pairs(ours, theirs) > PAIRS:
        return [("replace", 0, len(before), 0, len(after))]
    old, new = _ends(ours), _ends(theirs)
    found: list[Step] = []
    for sort, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        step = (sort, old[a], old[b], new[c], new[d])
        found += _within(step, before, after) if sort == "replace" else [step]
    return found


def _within(step: Step, before: list[str], after: list[str]) -> list[Step]:
    _sort, a, b, c, d = step
    mine, theirs = before[a:b], after[c:d]
    if _pairs(mine, theirs) > PAIRS:
        return [step]
    return [(sort, a + i, a + j, c + k, c + m) for sort, i, j, k, m in _opcodes(mine, theirs)]


def _pairs(before: list, after: list) -> int:
    """How many pairs of like tokens there are: what a comparison may cost for each step."""
    counted = Counter(after)
    return sum(number * counted[token] for token, number in Counter(before).items())


def _in_sentences(tokens: list[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    begun: list[str] = []
    for token in tokens:
        begun.append(token)
        if token in ".!?" or "\n" in token:
            found.append(tuple(begun))
            begun = []
    return [*found, tuple(begun)] if begun else found


def _ends(sentences: list[tuple[str, ...]]) -> list[int]:
    return [0, *accumulate(map(len, sentences))]


def _is_word(token: str) -> bool:
    return token[:1].isalnum()
