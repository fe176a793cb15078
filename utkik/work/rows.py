"""Many rows into a table at once, past the models' objects, which cost more than the database itself.

The statements are made of the models' own names; values go beside them. What a row leaves out has its field's
default. Nothing is checked but by the database; no signal is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import DateTimeField, Model
from django.db.models.base import ModelState

MOST_VALUES = 30_000
M = TypeVar("M", bound=Model)


def insert(
    model: type[Model],
    names: Sequence[str],
    rows: Sequence[tuple],
    *,
    returning: Sequence[str] = ("id",),
    ignore_conflicts: bool = False,
) -> list[tuple]:
    """Insert rows (values of the columns `names`, such as feed_id) and return these columns of what was inserted.

    The order of what is returned is the database's. With `ignore_conflicts` a row that is there already is left out.
    """
    if not rows:
        return []
    fields = _fields(model)
    rest = [name for name in fields if name not in names]
    usual = [_stored(model, name) for name in rest]
    columns = ", ".join(connection.ops.quote_name(fields[name].column) for name in [*names, *rest])
    head = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    tail = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
    tail += " RETURNING " + ", ".join(connection.ops.quote_name(name) for name in returning)
    one = "(" + ", ".join(["%s"] * (len(names) + len(rest))) + ")"
    moments = [place for place, name in enumerate(names) if isinstance(fields[name], DateTimeField)]
    at_once = MOST_VALUES // (len(names) + len(rest))
    adapt, found = _adapter(), list[tuple]()
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            part = rows[start : start + at_once]
            values = [value for row in part for value in (*adapted(row, moments, adapt), *usual)]
            cursor.execute(head + ", ".join([one] * len(part)) + tail, values)
            found += cursor.fetchall()
    return found


def update(model: type[Model], names: Sequence[str], rows: Iterable[tuple], *, where: Sequence[str]) -> None:
    """Set columns of many rows, each by its own values: first those of `names`, then those of `where`.

    Moments are adapted here; other values that a field keeps in a form of its own are given in that form.
    """
    fields = _fields(model) | {"id": model._meta.pk}
    every = [*names, *where]
    moments = [place for place, name in enumerate(every) if isinstance(fields[name], DateTimeField)]
    quote = connection.ops.quote_name
    news = ", ".join(f"{quote(fields[name].column)} = %s" for name in names)
    which = " AND ".join(f"{quote(fields[name].column)} = %s" for name in where)
    adapt = _adapter()
    values = [adapted(row, moments, adapt) for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(model._meta.db_table)} SET {news} WHERE {which}", values)  # noqa: S608


def made(model: type[M], values: dict[str, Any], **near: Model) -> M:
    """An object of a row that is stored, and the objects it leads to, without the model's own making."""
    row = model.__new__(model)
    row.__dict__.update(values)
    state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    row._state = state
    state.fields_cache.update(near)
    return row


def adapted(row: Sequence[Any], moments: Sequence[int], adapt: Callable[[Any], Any]) -> list[Any]:
    """The values as the database's adapter takes them."""
    values = list(row)
    for place in moments:
        values[place] = adapt(values[place])
    return values


def _adapter() -> Callable[[Any], Any]:
    """How a moment is given to this database; what is none, or is in its form already, stays."""
    if connection.vendor == "sqlite":
        return _as_text
    return connection.ops.adapt_datetimefield_value


def _as_text(value: datetime | str | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat(" ").removesuffix("+00:00")


def _stored(model: type[Model], name: str) -> Any:
    field = _fields(model)[name]
    return field.get_db_prep_save(field.get_default(), connection)


@cache
def _fields(model: type[Model]) -> dict[str, Any]:
    return {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
