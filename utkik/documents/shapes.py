"""Small checkers that say in plain words where a value does not have the shape that is asked for.

A shape is a function of a value and of where it stands; it yields one sentence for each fault.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from utkik.documents import figures
from utkik.documents.runs import safe, tidy

Shape = Callable[[Any, str], Iterator[str]]


def anything(value: Any, at: str) -> Iterator[str]:
    return iter(())


def text(value: Any, at: str) -> Iterator[str]:
    """Words, without control signs."""
    if not isinstance(value, str) or not value.strip():
        yield f"{at}: words are needed"
    elif tidy(value) != value:
        yield f"{at}: holds control signs"


def number(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield f"{at}: a number is needed"


def number_or_auto(value: Any, at: str) -> Iterator[str]:
    if value != "auto":
        yield from number(value, at)


def truth(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield f"{at}: true or false is needed"


def address(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, str) or not safe(value):
        yield f"{at}: a whole web address is needed"


def moment(value: Any, at: str) -> Iterator[str]:
    """An ISO 8601 moment with its zone."""
    try:
        known = datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        known = False
    if not known:
        yield f"{at}: a moment with its zone is needed"


def drawing(value: Any, at: str) -> Iterator[str]:
    """A drawing that our own functions made: shapes and words with classes, nothing that acts or leads out."""
    fault = figures.fault(value) if isinstance(value, str) else "is no whole drawing"
    if fault:
        yield f"{at}: the drawing {fault}"


def signs(pattern: str) -> Shape:
    def checker(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield f"{at}: {value!r} is not of the form {pattern}"

    return checker


identity = signs("[a-z][a-z0-9-]*")


def one_of(*allowed: Any) -> Shape:
    def checker(value: Any, at: str) -> Iterator[str]:
        if value not in allowed:
            yield f"{at}: {value!r} is none of {', '.join(map(str, allowed))}"

    return checker


def each(inner: Shape, *, empty: bool = False) -> Shape:
    """A list of such; an empty one only where it is allowed (what is empty is left out of the tree)."""

    def checker(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, list) or not (value or empty):
            yield f"{at}: a list{'' if empty else ' with something in it'} is needed"
            return
        for place, part in enumerate(value):
            yield from inner(part, f"{at}[{place}]")

    return checker


def shape(required: dict[str, Shape], **optional: Shape) -> Shape:
    """An object with these fields and no others."""

    def checker(value: Any, at: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at}: an object is needed"
            return
        for name, inner in required.items():
            if name not in value:
                yield f"{at}: {name} is missing"
            else:
                yield from inner(value[name], f"{at}.{name}")
        for name in sorted(value.keys() - required.keys()):
            if name not in optional:
                yield f"{at}: {name} is unknown"
            else:
                yield from optional[name](value[name], f"{at}.{name}")

    return checker


def _string(value: Any, at: str) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{at}: words are needed"


_run = shape({"t": _string}, b=truth, i=truth, href=_string, ref=identity)


def runs(value: Any, at: str) -> Iterator[str]:
    """Words, or a list of runs that hold words."""
    if isinstance(value, str):
        yield from text(value, at)
        return
    yield from each(_run)(value, at)
    if isinstance(value, list) and all(isinstance(run, dict) for run in value):
        yield from text("".join(str(run.get("t", "")) for run in value), at)


_paragraph = shape({"kind": one_of("p"), "runs": runs})
_list = shape({"kind": one_of("list"), "items": each(runs)})


def _block(value: Any, at: str) -> Iterator[str]:
    is_list = isinstance(value, dict) and value.get("kind") == "list"
    yield from (_list if is_list else _paragraph)(value, at)


blocks = each(_block)


def _cell(value: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (shape({"trend": number}) if "trend" in value else shape({"mark": number}))(value, at)
    else:
        yield from runs(value, at)


cells = each(_cell)


def references(value: Any) -> Iterator[str]:
    """Every `ref` inside."""
    if isinstance(value, list):
        for part in value:
            yield from references(part)
    elif isinstance(value, dict):
        if isinstance(value.get("ref"), str):
            yield value["ref"]
        for part in value.values():
            yield from references(part)
