"""Whether an article fits a rule. Pure: no clock, no database, and the same answer each time.

Words are looked for as words of their own, `*` stands for any ending (or beginning). A regular expression is run by
an engine whose time grows with the text alone (RE2): what another engine would hang on costs it nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import re2

from utkik.stream.errors import BadPattern, BadWords
from utkik.stream.rule_models import Rule
from utkik.text.normal import nfc

Condition = Rule.Condition
Matches = Callable[[str, str], bool]
LONGEST = 20_000
MEMORY = 2 * 1024 * 1024
MOST_WORDS = 50


def matcher(rule: Rule) -> Matches:
    """A function of heading and text. Raises BadWords, BadPattern."""
    fits = _fits(rule.condition, rule.words)
    if rule.where == Rule.Where.TITLE:
        return lambda title, text: fits(nfc(title)[:LONGEST])
    return lambda title, text: fits(f"{nfc(title)}\n{nfc(text)}"[:LONGEST])


def words_of(text: str) -> list[str]:
    """The words as they were typed, parted by commas."""
    found = [" ".join(nfc(word).split()) for word in text.split(",")]
    return [word for word in dict.fromkeys(found) if word.strip("*")][:MOST_WORDS]


def _fits(condition: str, words: str) -> Callable[[str], bool]:
    if condition == Condition.PATTERN:
        pattern = _pattern(words)
        return lambda text: pattern.search(text) is not None
    found = [_word(word) for word in words_of(words)]
    if not found:
        raise BadWords(words)
    if condition == Condition.ALL:
        return lambda text: all(word.search(text) for word in found)
    if condition == Condition.NONE:
        return lambda text: not any(word.search(text) for word in found)
    return lambda text: any(word.search(text) for word in found)


def _word(word: str) -> re.Pattern[str]:
    inner = r"\s+".join(re.escape(part) for part in word.strip("*").split())
    before = "" if word.startswith("*") else r"(?<!\w)"
    after = "" if word.endswith("*") else r"(?!\w)"
    return re.compile(before + inner + after, re.IGNORECASE)


def _pattern(words: str):
    options = re2.Options()
    options.max_mem, options.log_errors, options.case_sensitive = MEMORY, False, False
    try:
        return re2.compile(_with_our_letters(nfc(words)), options)
    except re2.error as wrong:
        raise BadPattern(str(wrong)) from wrong


def _with_our_letters(pattern: str) -> str:
    r"""RE2's \w knows a to z alone; here it knows every letter."""
    made, in_class, pieces = [], False, re.findall(r"\\.|.", pattern, re.DOTALL)
    for piece in pieces:
        if piece in ("[", "]"):
            in_class = piece == "["
        letters = _LETTERS if in_class else f"[{_LETTERS}]"
        made.append({r"\w": letters, r"\W": piece if in_class else f"[^{_LETTERS}]"}.get(piece, piece))
    return "".join(made)


_LETTERS = r"\p{L}\p{N}_"
