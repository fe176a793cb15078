"""Excel out: every cell typed, so that nothing a person wrote is ever calculated."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from utkik.text.normal import nfc

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_000  # what a cell holds, with room for what the form itself escapes
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the words of its head, and its rows. `widths` in characters, where they differ from 18."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def write(sheets: Iterable[Sheet]) -> bytes:
    """The workbook. Texts are text whatever they begin with, numbers stay numbers, links are never made."""
    import xlsxwriter  # noqa: PLC0415 – slow to load, and the start of the web waits for it

    held = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(held, options)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    for sheet in sheets:
        made = book.add_worksheet(sheet.name[:31])
        for column, words in enumerate(sheet.head):
            made.set_column(column, column, sheet.widths[column] if column < len(sheet.widths) else 18)
            made.write_string(0, column, _text(words), bold)
        made.freeze_panes(1, 0)
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                _put(made, number, column, cell, plain, day)
    book.close()
    return held.getvalue()


def web_address(text: str) -> str:
    """An address that may stand in a file: http or https; else nothing."""
    return text if urlsplit(text).scheme in ("http", "https") else ""


def _put(made, row: int, column: int, cell: Cell, plain, day) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        made.write_string(row, column, _text(cell), plain)
    elif isinstance(cell, date):
        made.write_datetime(row, column, cell, day)
    else:
        made.write_number(row, column, cell, plain)


def _text(words: str) -> str:
    return nfc(words)[:LONGEST]
