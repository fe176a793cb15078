"""Swedish full-text search that is the same on SQLite and PostgreSQL.

A row keeps its search terms in one text column: first every word as written (marked, in order, for quoted
phrases), then once each its stem and the tails of long words that may be parts of a compound. So "bygglov" finds
"bygglovshantering" as a beginning, "hantering" as a tail, while "ost" does not find "kostnad": a tail has at least
five letters and, like what stands before it, a vowel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Lookup, TextField

from utkik.text.normal import nfc
from utkik.text.terms import AS_WRITTEN, LONGEST_WORD, VOWEL, WORD, parts, stem, terms, words_of

__all__ = ["VOWEL", "WORD", "Query", "parse", "parts", "stem", "terms"]

SHORTEST_BEGINNING, MOST_WORDS = 4, 12


@dataclass(frozen=True)
class Query:
    """What a person searches: words that may begin or end a compound, and phrases taken exactly."""

    words: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def parse(text: str) -> Query:
    """A person's search: words, and "phrases" in quotation marks; what goes beyond the limits is left out."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    for position, piece in enumerate(re.split(r'["“”„]', text[:500])):
        found = [word[:LONGEST_WORD] for word in words_of(piece)][:MOST_WORDS]
        if position % 2 and found:
            phrases.append(tuple(found))
        else:
            words.extend(found)
    return Query(tuple(dict.fromkeys(words[:MOST_WORDS])), tuple(phrases[:MOST_WORDS]))


def finds(query: Query, terms: str) -> bool:
    """Whether a row with these search terms is found, as `search_terms__finds` would."""
    row = f" {terms} "
    begins = ((_beginning(word), word) for word in query.words)
    phrases = (" ".join(AS_WRITTEN + word for word in phrase) for phrase in query.phrases)
    return (
        bool(query)
        and all(f" {beginning}" in row if beginning else f" {word} " in row for beginning, word in begins)
        and all(f" {phrase} " in row for phrase in phrases)
    )


def finds_in(query: Query, *texts: str) -> bool:
    """Whether a row of these texts would be found. Costs little where it is not: what a word is found by is in it."""
    said = nfc(" ".join(texts)).lower()
    asked = [_beginning(word) or word for word in query.words] + [word for phrase in query.phrases for word in phrase]
    return all(word in said for word in asked) and finds(query, terms(*texts))


def _beginning(word: str) -> str | None:
    """What a longer word must begin with to be found by this one; None when it is too short for that."""
    stemmed = stem(word)
    if len(stemmed) >= SHORTEST_BEGINNING:
        return stemmed
    return word if len(word) >= SHORTEST_BEGINNING else None


def _fts5(query: Query) -> str:
    found = [f'"{_beginning(word)}"*' if _beginning(word) else f'"{word}"' for word in query.words]
    found += ['"' + " ".join(AS_WRITTEN + word for word in phrase) + '"' for phrase in query.phrases]
    return " AND ".join(found)


def _tsquery(query: Query) -> str:
    found = [f"'{_beginning(word)}':*" if _beginning(word) else f"'{word}'" for word in query.words]
    found += ["(" + " <-> ".join(f"'{AS_WRITTEN}{word}'" for word in phrase) + ")" for phrase in query.phrases]
    return " & ".join(found)


@TextField.register_lookup
class Finds(Lookup):
    """`search_terms__finds=Query`: rows that hold every word and phrase; an empty query finds nothing."""

    lookup_name = "finds"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        quote = connection.ops.quote_name
        column = self.lhs
        index = quote(f"{column.target.model._meta.db_table}_search")
        key = f"{quote(column.alias)}.{quote('id')}"
        # Names come from the models, the query is a parameter.
        found = f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)"  # noqa: S608
        return (found, [_fts5(self.rhs)]) if self.rhs else ("1 = 0", [])

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        if not self.rhs:
            return "1 = 0", []
        return f"to_tsvector('simple', {column}) @@ to_tsquery('simple', %s)", [*parameters, _tsquery(self.rhs)]
