"""A signal's texts and choices as plain data: what forms post, drafts keep, revisions hold and differences compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from utkik.people.models import Area, Horizon, Kind, Level, Organised, Place, Unit
from utkik.signals import added
from utkik.signals.models import Signal
from utkik.text.normal import nfc, one_line
from utkik.text.numbers import number

LINES = ("headline", "who", "words")
TEXTS = ("fact", "matter", "how", "belief")
CHOICES = {"level": Level, "outlook": Signal.Outlook, "reliability": Signal.Reliability}
ROWS: dict[str, type[Organised]] = {"place": Place, "area": Area, "kind": Kind, "horizon": Horizon}
MANY: dict[str, type[Organised]] = {"other_areas": Area, "units": Unit}
DATE = "important_on"
# In the order of the form.
ALL = (
    *("headline", "fact", "matter", "level", "area", "horizon", "who", "how", "place", "units", "other_areas"),
    *("kind", "outlook", DATE, "belief", "reliability", "words"),
)
LONGEST = {"headline": 100, "who": 120, "words": 200}
SHORTEST_MATTER, LONGEST_MATTER, LONGEST_TEXT = 20, 600, 20_000
Fields = dict[str, Any]


class FieldRefused(ValueError):
    """A value that no form of ours offers: another organisation's row, a word that is none of the choices."""


def names() -> list[str]:
    """Every field in the order of the form, those of later steps last."""
    return [*ALL, *(field.name for field in added.fields())]


def tidy(fields: Mapping[str, Any], organisation: int) -> Fields:
    """The known fields as plain data (texts in NFC, rows as their keys, the date as ISO text); raises FieldRefused."""
    found = {name: _tidied(name, fields[name]) for name in ALL if name in fields}
    for name, model in {**ROWS, **MANY}.items():
        keys = {key for key in _keys(found.get(name)) if key}
        if keys and model.objects.for_organisation(organisation).filter(pk__in=keys).count() != len(keys):
            raise FieldRefused(name)
    return found | _added(fields, organisation)


def _added(fields: Mapping[str, Any], organisation: int) -> Fields:
    try:
        return {one.name: one.tidy(fields[one.name], organisation) for one in added.fields() if one.name in fields}
    except ValueError as error:
        raise FieldRefused(str(error)) from error


def _tidied(name: str, value: Any) -> Any:
    if name in LINES:
        return one_line(value or "")
    if name in TEXTS:
        return nfc(value or "").strip()[:LONGEST_TEXT]
    if name in CHOICES:
        return _choice(name, value or "")
    if name in ROWS:
        return _key(value)
    if name in MANY:
        return sorted({key for key in map(_key, value or []) if key})
    return _day(value)


def _choice(name: str, value: str) -> str:
    if value and value not in CHOICES[name].values:
        raise FieldRefused(name)
    return str(value)


def _key(value: Any) -> int | None:
    key = number(str(getattr(value, "pk", value))) if value else None
    if value and key is None:
        raise FieldRefused(str(value)[:40])
    return key


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except (TypeError, ValueError) as error:
        raise FieldRefused(DATE) from error


def _keys(value: Any) -> Iterable[int | None]:
    return value if isinstance(value, list) else [value]


def snapshot(signal: Signal) -> Fields:
    """Every field of the signal as plain data."""
    found: Fields = {name: getattr(signal, name) for name in (*LINES, *TEXTS, *CHOICES)}
    found |= {name: getattr(signal, f"{name}_id") for name in ROWS}
    found |= {name: sorted(getattr(signal, name).values_list("pk", flat=True)) for name in MANY}
    found[DATE] = signal.important_on.isoformat() if signal.important_on else ""
    return found | added.standing(signal)


def columns(fields: Fields) -> dict[str, Any]:
    """The fields that are columns of the signal, as `update` takes them."""
    found = {name: value for name, value in fields.items() if name in (*LINES, *TEXTS, *CHOICES)}
    found |= {f"{name}_id": value for name, value in fields.items() if name in ROWS}
    if DATE in fields:
        found[DATE] = date.fromisoformat(fields[DATE]) if fields[DATE] else None
    return found


def is_blank(fields: Fields) -> bool:
    """Nobody has written anything yet."""
    return not any(fields.get(name) for name in (*LINES, *TEXTS))
