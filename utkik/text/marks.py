"""Which words of a text a search found: the text in pieces, for a page to mark."""

from __future__ import annotations

from utkik.text.search import SHORTEST_BEGINNING, WORD, Query, parts, stem

AROUND = 70
Piece = tuple[str, bool]


def marked(text: str, query: Query) -> list[Piece]:
    """The whole text as (piece, found), in order."""
    wanted = _wanted(query)
    pieces: list[Piece] = []
    at = 0
    for word in WORD.finditer(text):
        if _is_hit(word.group().lower(), *wanted):
            pieces += [(text[at : word.start()], False), (word.group(), True)]
            at = word.end()
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def around(text: str, query: Query) -> list[Piece]:
    """The piece of the text around the first word that was found; its beginning when none was."""
    wanted = _wanted(query)
    first = next((m for m in WORD.finditer(text) if _is_hit(m.group().lower(), *wanted)), None)
    if first is None or first.end() <= 2 * AROUND:
        return marked(_cut(text, 0, 2 * AROUND), query)
    return marked(_cut(text, first.start() - AROUND, first.end() + AROUND), query)


def holds(text: str, query: Query) -> bool:
    """Whether any word that was searched stands in the text."""
    wanted = _wanted(query)
    return any(_is_hit(word.lower(), *wanted) for word in WORD.findall(text))


def _cut(text: str, from_: int, to: int) -> str:
    """From a word's beginning to a word's end, with points where something was left out."""
    begin = text.rfind(" ", 0, max(from_, 0)) + 1 if from_ > 0 else 0
    end = text.find(" ", to) if to < len(text) else -1
    return ("… " if begin else "") + text[begin : end if end > 0 else len(text)] + (" …" if end > 0 else "")


def _wanted(query: Query) -> tuple[tuple[str, ...], frozenset[str]]:
    """Beginnings of words or of their parts, and words taken exactly."""
    begins = tuple(stem(word) for word in query.words if len(stem(word)) >= SHORTEST_BEGINNING)
    begins += tuple(
        word for word in query.words if len(stem(word)) < SHORTEST_BEGINNING and len(word) >= SHORTEST_BEGINNING
    )
    short = {word for word in query.words if len(word) < SHORTEST_BEGINNING}
    return begins, frozenset(short | {word for phrase in query.phrases for word in phrase})


def _is_hit(word: str, begins: tuple[str, ...], exact: frozenset[str]) -> bool:
    if word in exact or stem(word) in exact:
        return True
    return bool(begins) and any(part.startswith(begins) for part in parts(word))
