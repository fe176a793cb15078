"""Fields that a later step adds to a signal: drawn in its form, saved in the same transaction, kept in draft and
revision. The step registers them in its `apps.py`; here nobody knows what they mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from utkik.people.asking import MemberRequest
from utkik.people.models import Membership, Organisation
from utkik.signals.models import Signal


@dataclass(frozen=True)
class AddedField:
    """One field of a later step. Its value is plain data, as the others' (see utkik.signals.fields).

    `read(data)`: the value as a form posts it, whose controls bear the field's prefix, None where it shows none;
    `tidy(value, organisation)`: the value as it is kept, raises ValueError for what no form offers;
    `stands(signal)`: the value that stands; `save(signal, value, by)`: make it stand;
    `say(value, organisation)`: in words;
    `draw(request, signal, fields)`: the template and what it shows, None where there is nothing to choose.
    """

    name: str
    label: str | Promise
    read: Callable[[Mapping[str, Any]], Any]
    tidy: Callable[[Any, int], Any]
    stands: Callable[[Signal], Any]
    save: Callable[[Signal, Any, Membership], None]
    say: Callable[[Any, Organisation], str]
    draw: Callable[[MemberRequest, Signal | None, Mapping[str, Any]], tuple[str, dict[str, Any]] | None]


_added: dict[str, AddedField] = {}


def add_field(field: AddedField) -> None:
    """Let a later step have a field in the form; the same name twice changes nothing."""
    _added.setdefault(field.name, field)


def fields() -> list[AddedField]:
    return list(_added.values())


def find(name: str) -> AddedField | None:
    return _added.get(name)


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a form says of every added field that it shows."""
    said = {field.name: field.read(data) for field in fields()}
    return {name: value for name, value in said.items() if value is not None}


def standing(signal: Signal) -> dict[str, Any]:
    """What stands of every added field."""
    return {field.name: field.stands(signal) for field in fields()}


def save(signal: Signal, changed: Mapping[str, Any], by: Membership) -> None:
    """Make what was changed stand."""
    for field in fields():
        if field.name in changed:
            field.save(signal, changed[field.name], by)


def drawn(request: MemberRequest, signal: Signal | None, values: Mapping[str, Any]) -> SafeString:
    """The controls of every added field."""
    parts = (field.draw(request, signal, values) for field in fields())
    pages = (render_to_string(*part, request=request) for part in parts if part)
    return format_html_join("\n", "{}", ((page,) for page in pages))
