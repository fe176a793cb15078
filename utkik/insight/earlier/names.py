"""Words of a sheet that name something of the organisation's: areas, places, levels and the like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from utkik.insight.earlier import columns
from utkik.insight.models import Import
from utkik.people.models import Level, Organisation, Unit
from utkik.signals.fields import CHOICES, MANY, ROWS
from utkik.signals.models import Signal
from utkik.text.normal import casefold_key
from utkik.web.templatetags.utkik import LEVELS

PARTING = re.compile(r"[;\n]")
STATES = (Signal.State.PUBLISHED, Signal.State.WITHDRAWN)
FIELDS = (
    *("level", "area", "horizon", "place", "units", "other_areas", "kind", "outlook", "reliability"),
    columns.STATE,
)
MOST_UNKNOWN = 60
NONE = ""


@dataclass(frozen=True)
class Choice:
    """What a word can stand for: the value and its name."""

    value: str
    name: str


@dataclass(frozen=True)
class Unknown:
    """A word that names nothing here: in which field, how often, what it could be, and what was chosen."""

    field: str
    title: str
    word: str
    rows: int
    choices: list[Choice]
    chosen: str | None

    @property
    def is_open(self) -> bool:
        return self.chosen is None


class Names:
    """The organisation's words, asked of the database once for a whole sheet."""

    def __init__(self, batch: Import) -> None:
        organisation = batch.organisation
        self.titles = columns.titles(organisation)
        self.choices = {field: choices_of(field, organisation) for field in FIELDS}
        self.known = {field: _keys(field, self.choices[field]) for field in FIELDS}
        self.chosen: dict[str, dict[str, str]] = batch.names

    def value(self, field: str, word: str) -> str | None:
        """What the word stands for; "" when it is to be left out, None when nobody has said."""
        key = casefold_key(word)
        found = self.known[field].get(key)
        return found if found is not None else self.chosen.get(field, {}).get(key)

    def words(self, field: str, cell: str) -> list[str]:
        """The words of a cell; several where the field takes several. A comma parts them unless a name has it."""
        if not cell:
            return []
        if field not in MANY:
            return [cell]
        found = []
        for one in PARTING.split(cell):
            whole = one.strip()
            known = self.value(field, whole) is not None
            found += [whole] if known else [part.strip() for part in whole.split(",")]
        return [word for word in found if word]

    def unknown(self, batch: Import) -> list[Unknown]:
        """The words of the sheet that name nothing here, field by field."""
        found = []
        for field in FIELDS:
            place = batch.columns.get(field)
            if place is None:
                continue
            counted: dict[str, tuple[str, int]] = {}
            for _number, cells in batch.rows:
                for word in self.words(field, cells[place]):
                    key = casefold_key(word)
                    if key not in self.known[field]:
                        counted[key] = (counted.get(key, (word, 0))[0], counted.get(key, (word, 0))[1] + 1)
            found += [
                Unknown(field, self.titles[field], word, rows, self.choices[field], self.chosen.get(field, {}).get(key))
                for key, (word, rows) in counted.items()
            ]
        return found[:MOST_UNKNOWN]


def choices_of(field: str, organisation: Organisation) -> list[Choice]:
    """What can be chosen in a field."""
    if field == "level":
        return [Choice(level, str(LEVELS[level])) for level in Level.values]
    if field == columns.STATE:
        return [Choice(state.value, str(state.label)) for state in STATES]
    if field in CHOICES:
        return [Choice(str(value), str(label)) for value, label in CHOICES[field].choices]
    return [Choice(str(row.pk), row.name) for row in _rows(field, organisation)]


def _rows(field: str, organisation: Organisation) -> Iterable[Any]:
    model: Any = (ROWS | MANY)[field]
    rows = model.objects.for_organisation(organisation)
    return rows.standing() if model is Unit else rows.valid()


def _keys(field: str, choices: list[Choice]) -> dict[str, str]:
    found = {casefold_key(choice.name): choice.value for choice in choices}
    if field == "level":
        found |= {casefold_key(str(Level(choice.value).label)): choice.value for choice in choices}
    if field in ("level", columns.STATE, *CHOICES):
        found |= {choice.value: choice.value for choice in choices}
    return found
