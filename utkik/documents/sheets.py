"""Excel in: a workbook's sheets as rows of plain values. Nothing is calculated, fetched or kept.

A workbook is a zip of XML from outside: sizes are checked before anything is unpacked, and XML that declares
anything of its own is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from posixpath import join, normpath
from typing import Any

from lxml import etree

from utkik.text.normal import nfc

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 100 * 1024 * 1024
MOST_FILES = 2_000
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_SIGNS = 10_000_000  # in all cells together: one long text may be pointed at by every cell
Value = str | float | date | None
Row = list[Value]

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DATES = {14, 15, 16, 17, 22}
IN_DATES = re.compile(r'"[^"]*"|\[[^]]*\]|\\.')
LETTERS = re.compile(r"[A-Z]+")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What a workbook throws that is none, at whichever place it is broken.
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    etree.XMLSyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)


class NotASheet(ValueError):
    """The file is no workbook that can be read: another form, broken, with a password, or too large."""

    code = "not_a_sheet"


def read(content: bytes) -> dict[str, list[Row]]:
    """Every sheet by its name, rows of text, numbers and dates; empty cells at the ends left out. Raises NotASheet."""
    if len(content) > MOST_BYTES:
        raise NotASheet("too large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            infos = book.infolist()
            if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise NotASheet("too much in it")
            return _sheets(book)
    except NotASheet:
        raise
    except BROKEN as broken:
        raise NotASheet(type(broken).__name__) from broken


def _sheets(book: zipfile.ZipFile) -> dict[str, list[Row]]:
    names = set(book.namelist())
    words = _words(_tree(book, "xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    dated = _dated(_tree(book, "xl/styles.xml")) if "xl/styles.xml" in names else set()
    relations = {one.get("Id"): one.get("Target") for one in _tree(book, "xl/_rels/workbook.xml.rels")}
    workbook = _tree(book, "xl/workbook.xml")
    settings = workbook.find(f"{MAIN}workbookPr")
    since = (
        date(1904, 1, 1) if settings is not None and settings.get("date1904") in ("1", "true") else date(1899, 12, 30)
    )
    found: dict[str, list[Row]] = {}
    left = MOST_SIGNS
    for sheet in workbook.iter(f"{MAIN}sheet"):
        target = relations[sheet.get(RELATION)].lstrip("/")
        path = target if target.startswith("xl/") else normpath(join("xl", target))
        if "worksheets" in path:
            rows = found[nfc(sheet.get("name", ""))] = []
            for row in _rows(_tree(book, path), words, dated, since):
                left -= sum(len(cell) + 1 if isinstance(cell, str) else 1 for cell in row)
                if left < 0:
                    raise NotASheet("too much text")
                rows.append(row)
    return found


def _tree(book: zipfile.ZipFile, name: str) -> Any:
    content = book.read(name)
    if b"<!DOCTYPE" in content[:2_000] or b"<!ENTITY" in content:
        raise NotASheet("declares something of its own")
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _words(tree: Any) -> list[str]:
    return [_joined(item) for item in tree.iter(f"{MAIN}si")]


def _joined(item: Any) -> str:
    """The runs of a text, without the reading aids (rPh) of other writing systems."""
    runs = [text.text or "" for text in item.iter(f"{MAIN}t") if text.getparent().tag != f"{MAIN}rPh"]
    return nfc(ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(runs)))


def _dated(tree: Any) -> set[int]:
    """The numbers of the cell styles that show a date."""
    own = {
        int(one.get("numFmtId")) for one in tree.iter(f"{MAIN}numFmt") if _is_date(one.get("formatCode", ""))
    } | DATES
    styles = tree.find(f"{MAIN}cellXfs")
    return {
        place for place, one in enumerate(styles if styles is not None else ()) if int(one.get("numFmtId", 0)) in own
    }


def _is_date(code: str) -> bool:
    return bool({"y", "d"} & set(IN_DATES.sub("", code).lower()))


def _rows(tree: Any, words: list[str], dated: set[int], since: date) -> Iterator[Row]:
    """The rows in their order; a row that the file leaves out is an empty one."""
    written = 0
    for row in tree.iter(f"{MAIN}row"):
        place = int(row.get("r") or written + 1)
        if place > MOST_ROWS:
            raise NotASheet("too many rows")
        while written + 1 < place:
            written += 1
            yield []
        written += 1
        yield _row(row, words, dated, since)


def _row(row: Any, words: list[str], dated: set[int], since: date) -> Row:
    found: Row = []
    for cell in row.iter(f"{MAIN}c"):
        column = _column(cell.get("r", "")) if cell.get("r") else len(found)
        if column >= MOST_COLUMNS:
            continue
        found += [None] * (column - len(found))
        found[column:] = [_value(cell, words, dated, since)]
    while found and found[-1] in (None, ""):
        found.pop()
    return found


def _column(reference: str) -> int:
    letters = LETTERS.match(reference)
    number = 0
    for letter in letters[0] if letters else "A":
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, words: list[str], dated: set[int], since: date) -> Value:
    sort, held = cell.get("t", "n"), cell.find(f"{MAIN}v")
    if sort == "inlineStr":
        return _joined(cell)
    text = (held.text or "") if held is not None else ""
    if not text or sort == "e":
        return None
    if sort == "s":
        return words[int(text)] if int(text) < len(words) else None
    if sort == "str":
        return nfc(text)
    if sort == "b":
        return "1" if text == "1" else "0"
    if sort == "d":
        return datetime.fromisoformat(text.removesuffix("Z")).date()
    number = float(text)
    if int(cell.get("s", 0)) in dated and 0 < number < 2_958_466:
        return since + timedelta(days=int(number))
    return number
