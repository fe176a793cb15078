"""Excel out and in: what is written is text where it is text, and comes back as it was."""

import io
import zipfile
from contextlib import suppress
from datetime import date

import pytest

from utkik.documents import excel, sheets, sheets_apart

HOSTILE = [
    '=HYPERLINK("x")', "=1+1", "+46 300", "-2+3", "@sum", "@SUM(1)", "\t=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "\ufeff=1+1", "＝1+1", "＋1", "－1", "＠SUM", "{=1+1}", "ok;=cmd|' /C calc'!A0", "|calc", "%1", "=DDE(1)", "'=1+1",
    "https://example.org/å", "mailto:a@b.se", "file:///etc/passwd", "internal:A!A1", "007", "1e5", "TRUE", "#REF!",
]  # fmt: skip


def test_nothing_that_a_person_wrote_becomes_a_formula_or_a_link():
    book = excel.write(
        [excel.Sheet("Rader", ["Rubrik", "Tal", "Dag"], [[text, -0.5, date(2026, 3, 1)] for text in HOSTILE])]
    )

    packed = zipfile.ZipFile(io.BytesIO(book))
    page = packed.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in page
    assert "hyperlink" not in page.lower()
    rows = sheets.read(book)["Rader"]
    assert [row[0] for row in rows[1:]] == [text.removeprefix("\ufeff") for text in HOSTILE]
    assert {(row[1], row[2]) for row in rows[1:]} == {(-0.5, date(2026, 3, 1))}


def test_signs_that_break_a_workbook_go_and_the_words_stay():
    book = excel.write([excel.Sheet("Rader", ["Text"], [["ett ord\x0brad två\x0cslut\x01."]])])

    assert sheets.read(book)["Rader"][1] == ["ett ord\nrad två\nslut."]


def test_gaps_in_a_sheet_keep_their_places():
    book = excel.write([excel.Sheet("A", ["x", "y", "z"], [["", None, "sist"], [], ["först"]])])

    assert sheets.read(book)["A"] == [["x", "y", "z"], [None, None, "sist"], [], ["först"]]


@pytest.mark.parametrize("content", [b"", b"Rubrik;Text\r\nEtt;Tv\xe5", b"PK\x03\x04trasig"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(sheets.NotASheet):
        sheets.read(content)


def test_a_workbook_that_declares_entities_is_refused():
    book = excel.write([excel.Sheet("A", ["x"], [["y"]])])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                content = content.replace(b"?>", b'?><!DOCTYPE sst [<!ENTITY a "b">]>', 1)
            new.writestr(name, content)

    with pytest.raises(sheets.NotASheet):
        sheets.read(changed.getvalue())


@pytest.mark.parametrize(
    ("part", "was", "becomes"),
    [
        ("xl/sharedStrings.xml", b"<t>y</t>", b"<t>y</t></si><si>"),
        ("xl/worksheets/sheet1.xml", b"<v>1</v>", b"<v>-9</v>"),
        ("xl/worksheets/sheet1.xml", b't="s"><v>1</v>', b"><v>1e999</v>"),
        ("xl/_rels/workbook.xml.rels", b"Target=", b"Aim="),
        ("xl/workbook.xml", b"<workbookPr ", b'<workbookPr date1904="1" '),
    ],
)
@pytest.mark.parametrize("read", [sheets.read, sheets_apart.read])
def test_a_workbook_that_is_broken_somewhere_is_read_or_refused(part, was, becomes, read):
    book = excel.write([excel.Sheet("A", ["x", "day"], [["y", date(9999, 12, 31)]])])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            assert name != part or was in content
            new.writestr(name, content.replace(was, becomes, 1) if name == part else content)

    with suppress(sheets.NotASheet):
        assert "A" in read(changed.getvalue())


def test_a_part_that_cannot_be_unpacked_is_refused():
    book = bytearray(excel.write([excel.Sheet("A", ["x"], [["y" * 200]])]))
    place = book.find(b"xl/sharedStrings.xml") + len(b"xl/sharedStrings.xml")
    book[place : place + 8] = b"\xff" * 8

    with pytest.raises(sheets.NotASheet):
        sheets.read(bytes(book))


def test_a_workbook_read_apart_says_the_same_as_text():
    book = excel.write([excel.Sheet("A", ["x", "n", "d"], [["y", 7, date(2026, 3, 1)], ["z", 0.5, None]])])

    assert sheets_apart.read(book)["A"] == [["x", "n", "d"], ["y", "7", "2026-03-01"], ["z", "0.5"]]


def test_a_workbook_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(sheets_apart, "SECONDS", 0.01)

    with pytest.raises(sheets.NotASheet):
        sheets_apart.read(excel.write([excel.Sheet("A", ["x"], [["y"]])]))


def test_one_long_text_in_every_cell_is_refused():
    book = excel.write([excel.Sheet("A", ["x"], [["y" * 30_000]])])
    cells = "".join(f'<row r="{row}"><c t="s"><v>1</v></c></row>' for row in range(1, 5_000)).encode()
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            before, mark, after = content.partition(b"<sheetData>")
            new.writestr(name, before + mark + cells + after[after.find(b"</sheetData>") :] if mark else content)

    assert len(changed.getvalue()) < 100_000
    with pytest.raises(sheets.NotASheet):
        sheets.read(changed.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * (sheets.MOST_UNPACKED + 1))

    with pytest.raises(sheets.NotASheet):
        sheets.read(held.getvalue())
