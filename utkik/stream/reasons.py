"""Why an entry stands in somebody's stream, in words: only what is computed. Pure, without clock and database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_PLACES = 2
MOST_NAMES = 2
# A place is named as a word of its own, with or without a genitive s: "Åsas hamn", not "Åsarna".
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"


@dataclass(frozen=True)
class Names:
    """The organisation's places, ready to be looked for in many texts."""

    pattern: re.Pattern[str] | None
    order: tuple[str, ...]

    def named_in(self, *texts: str) -> list[str]:
        """The places that the texts name, in the list's order, at most two."""
        if self.pattern is None:
            return []
        found = {self._plain(match[1]) for text in texts for match in self.pattern.finditer(text)}
        return [name for name in self.order if name.casefold() in found][:MOST_PLACES]

    def _plain(self, word: str) -> str:
        return word.casefold()


def names(places: Iterable[str]) -> Names:
    """Make the places ready; the order given is the order they are said in."""
    order = tuple(dict.fromkeys(place.strip() for place in places if place.strip()))
    if not order:
        return Names(None, ())
    spellings = {form for place in order for form in (place, place.upper())}
    longest_first = "|".join(re.escape(form) for form in sorted(spellings, key=len, reverse=True))
    return Names(re.compile(f"{BEFORE}({longest_first})s?{AFTER}"), order)


def marked(marks: list[str], reason: str) -> str:
    """The words that rules marked it with, before the reason."""
    return " · ".join([*marks, reason])


LONGEST_THOUGHT = 80


def tipped(names: list[str], thought: str) -> str:
    """Who sent it, and what they thought of, on one line."""
    told = {"name": _(" and ").join(names[:MOST_NAMES]), "line": " ".join(thought.split())}
    if not told["line"]:
        return _("Tip from %(name)s") % told
    if len(told["line"]) > LONGEST_THOUGHT:
        told["line"] = f"{told['line'][:LONGEST_THOUGHT].rsplit(' ', 1)[0]} …"
    return _("Tip from %(name)s: “%(line)s”") % told


def reason(*, handed_by: str = "", line: str = "", places: list[str], mine: bool, due: bool, area: str) -> str:
    """One sentence: who handed it over, else the places it names and whether it is in your area, else its area."""
    if handed_by:
        if line:
            return _("From %(name)s: “%(line)s”") % {"name": handed_by, "line": line}
        return _("From %(name)s") % {"name": handed_by}
    if due:
        return _("Put off, back now")
    if places:
        named = _(" and ").join(places)
        if mine:
            return _("Names %(places)s and is in your area") % {"places": named}
        return _("Names %(places)s") % {"places": named}
    if mine:
        return _("In your area")
    return area or _("All areas")
