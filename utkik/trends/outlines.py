"""A framework as data outside the database: what JSON and Excel hold, checked before anything is taken in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from utkik.documents import excel, sheets, sheets_apart
from utkik.people.begin import plain
from utkik.text.normal import casefold_key, nfc, one_line
from utkik.text.numbers import number as whole
from utkik.trends import refusals

FORMAT = "utkik-framework-1"
SHIPPED = Path(__file__).parent / "shipped"
MOST = 200
TOLD = 10  # so many of the rows that are wrong
SHEET = "Trends"
ABOUT = "Framework"
HEAD = ("number", "name", "force", "source")
FACTS = (
    "code",
    "publisher",
    "name",
    "edition",
    "published_year",
    "horizon_year",
    "expected",
    "complete",
    "address",
    "note",
)


@dataclass(frozen=True)
class Named:
    """One trend of a framework: the number its publisher gave it, and its name."""

    number: int
    name: str
    force: str = ""
    source: str = ""


@dataclass(frozen=True)
class Outline:
    """A framework with its trends, in its publisher's order."""

    code: str
    publisher: str
    name: str
    edition: str = ""
    published_year: int | None = None
    horizon_year: int | None = None
    expected: int | None = None
    complete: bool = True
    address: str = ""
    note: str = ""
    trends: list[Named] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join(filter(None, (self.publisher, self.name, self.edition)))


@cache
def shipped() -> list[Outline]:
    """The frameworks that come with the tool, the newest edition first."""
    files = sorted(SHIPPED.glob("skr-*.json"), reverse=True)
    return [read_json(path.read_bytes()) for path in files]


def read(content: bytes) -> Outline:
    """A framework from a file, JSON or Excel by its content. Raises NoFramework with what is wrong, row by row."""
    return read_excel(content) if content.startswith(b"PK") else read_json(content)


def read_json(content: bytes) -> Outline:
    """Raises NoFramework."""
    try:
        given = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as broken:
        raise refusals.NoFramework([_("The file is neither JSON nor Excel that can be read.")]) from broken
    if not isinstance(given, dict) or not isinstance(given.get("trends"), list):
        raise refusals.NoFramework([_("The file holds no list of trends.")])
    rows = ((_("Trend %(place)s") % {"place": place}, row) for place, row in enumerate(given["trends"], 1))
    return _checked(given, rows)


def read_excel(content: bytes) -> Outline:
    """Raises NoFramework."""
    try:
        book = sheets_apart.read(content)
    except sheets.NotASheet as broken:
        raise refusals.NoFramework([_("The file is neither JSON nor Excel that can be read.")]) from broken
    about = {str(row[0]).strip(): row[1] for row in book.get(ABOUT, []) if len(row) > 1 and row[0]}
    found = book.get(SHEET) or next((rows for name, rows in book.items() if name != ABOUT), [])
    head = [casefold_key(str(cell)) for cell in found[0]] if found else []
    if "name" not in head:
        raise refusals.NoFramework([_("The sheet’s first row has no column called name.")])
    rows = [
        (_("Row %(place)s") % {"place": place}, dict(zip(head, row, strict=False)))
        for place, row in enumerate(found[1:], 2)
        if any(cell not in (None, "") for cell in row)
    ]
    return _checked(about, rows)


def write_json(outline: Outline) -> bytes:
    made = {"format": FORMAT} | {name: getattr(outline, name) for name in FACTS}
    made["trends"] = [{name: getattr(row, name) for name in HEAD} for row in outline.trends]
    return json.dumps(made, ensure_ascii=False, indent=2).encode() + b"\n"


def write_excel(outline: Outline) -> bytes:
    facts = [(name, _cell(getattr(outline, name))) for name in FACTS]
    return excel.write(
        [
            excel.Sheet(
                SHEET, HEAD, [[getattr(row, name) for name in HEAD] for row in outline.trends], (8, 50, 20, 50)
            ),
            excel.Sheet(ABOUT, ("field", "value"), facts, (18, 80)),
        ]
    )


def _cell(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _checked(given: Mapping[str, Any], rows: Iterable[tuple[str, Any]]) -> Outline:
    wrong: list[str] = []
    named = _named(rows, wrong)
    name, publisher = _line(given.get("name"), 120), _line(given.get("publisher"), 120)
    if not name:
        wrong.append(_("The framework has no name."))
    if wrong:
        raise refusals.NoFramework(wrong[:TOLD])
    edition = _line(given.get("edition"), 20)
    return Outline(
        code=plain(_line(given.get("code"), 80) or f"{publisher} {name} {edition}")[:80] or "framework",
        publisher=publisher,
        name=name,
        edition=edition,
        published_year=_year(given.get("published_year")),
        horizon_year=_year(given.get("horizon_year")),
        expected=_whole(given.get("expected")),
        complete=given.get("complete") not in (False, "no", "nej", "0", 0),
        address=excel.web_address(_line(given.get("address"), 500)),
        note=nfc(str(given.get("note") or "")).strip()[:2000],
        trends=named,
    )


def _named(rows: Iterable[tuple[str, Any]], wrong: list[str]) -> list[Named]:
    found: list[Named] = []
    for where, row in rows:
        if len(wrong) >= TOLD:
            break
        row = row if isinstance(row, Mapping) else {}
        name, number = _line(row.get("name"), 200), _whole(row.get("number")) or len(found) + 1
        if not name:
            wrong.append(_("%(where)s has no name.") % {"where": where})
        elif any(number == other.number for other in found):
            wrong.append(_("%(where)s has the number %(number)s once more.") % {"where": where, "number": number})
        elif len(found) >= MOST:
            wrong.append(_("There are more than %(most)s trends.") % {"most": MOST})
            break
        else:
            found.append(Named(number, name, _line(row.get("force"), 120), _line(row.get("source"), 500)))
    return sorted(found, key=lambda each: each.number)


def _line(value: Any, most: int) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return one_line(str(value))[:most] if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _whole(value: Any) -> int | None:
    number = _number(value)
    return number if number is not None and 0 < number <= 999 else None


def _year(value: Any) -> int | None:
    number = _number(value)
    return number if number is not None and 1900 < number < 2200 else None


def _number(value: Any) -> int | None:
    """The whole number that a cell holds or writes; None for what is none, or more than any number is."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if isfinite(value) else None
    return value if isinstance(value, int) else whole(str(value or "").strip())
