"""A file of earlier signals as a head and rows of text: Excel, or text with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from utkik.documents import sheets, sheets_apart
from utkik.people import papers
from utkik.people.papers import FileRefused
from utkik.people.uploads import tidy_name
from utkik.text.normal import nfc, one_line

MOST_BYTES = 10 * 1024 * 1024
MOST_SIGNS = 8_000_000
MOST_ROWS, MOST_COLUMNS = 5_000, 60
ACCEPT = ".xlsx,.csv,.txt"
PARTINGS = ";,\t|"
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """A file's name, the words over its columns, and each row with its number in the file."""

    name: str
    head: list[str]
    rows: list[Row]


def read(given: UploadedFile) -> Sheet:
    """Look into the file and read it; raises FileRefused with what to do instead."""
    name = tidy_name(given.name or "")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in (".xlsx", ".csv", ".txt"):
        raise FileRefused(
            _("Choose an Excel file (.xlsx) or a text file (.csv). Save older Excel files as .xlsx first.")
        )
    if not given.size:
        raise FileRefused(_("The file is empty."))
    if given.size > MOST_BYTES:
        raise FileRefused(_("The file is larger than 10 MB. Divide it into several."))
    content = given.read(MOST_BYTES + 1)
    lines = _workbook(content) if suffix == ".xlsx" else _text(content)
    return _sheet(name, lines)


def _workbook(content: bytes) -> list[list[str]]:
    """The sheet with most in it."""
    papers.office(content, ".xlsx")
    refused = FileRefused(_("The workbook cannot be read. Save it anew in Excel, without a password, and try again."))
    try:
        book = sheets_apart.read(content)
    except sheets.NotASheet as broken:
        raise refused from broken
    return max(book.values(), key=lambda rows: sum(any(row) for row in rows), default=[])


def _text(content: bytes) -> list[list[str]]:
    text = papers.text(content).decode()
    csv.field_size_limit(200_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_parting(text)))
    except csv.Error as broken:
        raise FileRefused(_("The text file cannot be read as a table. Save it from Excel as .xlsx.")) from broken


def _parting(text: str) -> str:
    """The sign that parts the head's columns, outside quotation marks."""
    counts = dict.fromkeys(PARTINGS, 0)
    quoted = False
    for sign in text.lstrip("\n"):
        if sign == '"':
            quoted = not quoted
        elif sign == "\n" and not quoted:
            break
        elif sign in counts and not quoted:
            counts[sign] += 1
    return max(counts, key=lambda sign: counts[sign])


def _sheet(name: str, lines: list[list[str]]) -> Sheet:
    """The first row with something in it is the head; empty rows are left out, the others keep their number."""
    tidy = [(number, [_cell(cell) for cell in row]) for number, row in enumerate(lines, 1)]
    filled = [(number, row) for number, row in tidy if any(row)]
    if len(filled) < 2:
        raise FileRefused(
            _("There is no table in the file: the first row names the columns, each row below is a signal.")
        )
    if len(filled) - 1 > MOST_ROWS:
        raise FileRefused(_("The file has more than %(most)d rows. Divide it into several.") % {"most": MOST_ROWS})
    if sum(len(cell) for _number, row in filled for cell in row) > MOST_SIGNS:
        raise FileRefused(_("The file holds too much text. Divide it into several."))
    width = min(max(len(row) for _number, row in filled), MOST_COLUMNS)
    head = (filled[0][1] + [""] * width)[:width]
    words = [one_line(word) or _("Column %(number)d") % {"number": place} for place, word in enumerate(head, 1)]
    return Sheet(name, words, [(number, (row + [""] * width)[:width]) for number, row in filled[1:]])


def _cell(text: str) -> str:
    return nfc(text).replace("\u00a0", " ").replace("\u202f", " ").strip()
