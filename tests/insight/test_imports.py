"""Years of signals from a sheet: nothing half-done, errors in words, undone as a whole; out and in is the same."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik import clock
from utkik.documents import excel, sheets
from utkik.insight import gathering
from utkik.insight.earlier import columns, dates, export, reading, rows, take_in
from utkik.insight.models import Import, ImportedSignal
from utkik.people.papers import FileRefused
from utkik.signals import talk
from utkik.signals.models import Evidence, Signal

HEAD = ["Rubrik", "Vad är nytt?", "Därför", "Nivå", "Område", "Datum", "Skriven av", "Länk"]
WHOLE = [
    "Båtplatser på ön",
    "Kön har vuxit.\nTre år nu.",
    "Vi planerar en ny hamn och ser kön växa.",
    "Invärld",
    "Vatten",
]


@pytest.fixture
def lena(db):
    member = make.member("analyst", name="Lena")
    make.area("Vatten", owner=member)
    return member


def book(*lines, head=HEAD):
    content = excel.write([excel.Sheet("Blad1", head, lines)])
    return SimpleUploadedFile("gamla.xlsx", content)


def begin(member, *lines, head=HEAD):
    return take_in.begin(reading.read(book(*lines, head=head)), by=member)


def text(content, name="gamla.csv"):
    return SimpleUploadedFile(name, content)


def test_a_row_becomes_a_published_signal_with_its_old_day_and_author(lena):
    batch = begin(lena, [*WHOLE, "1 mars 2021", "Karin Ek", "SVT https://www.svt.se/hamn"])
    assert take_in.take_in(batch, by=lena) == 1
    signal = Signal.objects.get(headline="Båtplatser på ön")
    assert (signal.state, signal.level, signal.area.name) == ("published", "own", "Vatten")
    assert lena.organisation.local(signal.published_at).date() == date(2021, 3, 1)
    assert signal.fact == "Kön har vuxit.\nTre år nu."
    assert signal.imported.author_name == "Karin Ek"
    piece = Evidence.objects.get(signal=signal)
    assert (piece.title, piece.address) == ("SVT", "https://www.svt.se/hamn")
    assert Signal.objects.filter(search_terms__contains="båtplats").exists()


def test_semicolons_of_windows_excel_are_columns(lena):
    content = (
        "Rubrik;Vad är nytt?;Nivå;Datum;Poäng\r\nÖar – åtta;Kön är 12,5 %;Invärld;2025-03-01;7,5\r\n"
        '"Skola; förskola";"Två rader\nmed ""citat""";Närvärld;1 mars 2025;0,5\r\n'
        "Våtmark;För 1\u00a0250\u00a0000 kr;Omvärld;2025-03-31;10\r\n"
    ).encode("cp1252")
    sheet = reading.read(text(content))
    assert sheet.head == ["Rubrik", "Vad är nytt?", "Nivå", "Datum", "Poäng"]
    assert [row[1][0] for row in sheet.rows] == ["Öar – åtta", "Skola; förskola", "Våtmark"]
    assert sheet.rows[1][1][1] == 'Två rader\nmed "citat"'
    assert sheet.rows[2][1][1] == "För 1 250 000 kr"
    planned = rows.plan(take_in.begin(sheet, by=lena))
    assert [row.day for row in planned] == [date(2025, 3, 1), date(2025, 3, 1), date(2025, 3, 31)]
    assert [row.fields["level"] for row in planned] == ["own", "near", "wider"]


def test_what_is_wrong_is_told_row_by_row_and_left_out(lena):
    good = [*WHOLE, "2021-03-01", "", ""]
    wrong_day = ["Andra", *WHOLE[1:], "i våras", "", ""]
    no_area = ["Tredje", *WHOLE[1:4], "Rymden", "2021-03-01", "", ""]
    long = ["x" * 101, *WHOLE[1:], "2021-03-01", "", ""]
    twice = [*WHOLE, "2021-03-01", "", ""]
    ahead = ["Sjätte", *WHOLE[1:], "2199-01-01", "", ""]
    short = ["Sjunde", "Något.", "", *WHOLE[3:], "2021-03-01", "", ""]
    batch = begin(lena, good, wrong_day, no_area, long, twice, ahead, short)
    planned = rows.plan(batch)
    assert [row.kind for row in planned] == [rows.READY, *[rows.WRONG] * 5, rows.UNFINISHED]
    assert "i våras" in planned[1].wrong[0] and "Rymden" in planned[2].wrong[0]
    assert [row.number for row in planned] == [2, 3, 4, 5, 6, 7, 8]
    assert take_in.take_in(batch, by=lena) == 1
    with pytest.raises(take_in.ImportRefused):
        take_in.take_in(batch, by=lena)
    assert Signal.objects.count() == 1


def test_unknown_words_are_mapped_and_remembered(lena):
    area = make.area("Skola", owner=lena)
    line = ["Rubrik ett", *WHOLE[1:4], "Utbildning", "2021-03-01", "", ""]
    batch = begin(lena, line)
    take_in.match(batch, batch.columns, {"area": {"utbildning": str(area.pk)}}, False, by=lena)
    assert rows.plan(batch)[0].fields["area"] == area.pk
    again = begin(lena, ["Rubrik två", *line[1:]])
    assert rows.plan(again)[0].kind == rows.READY


def test_unfinished_rows_become_drafts_when_asked_for(lena):
    batch = begin(lena, ["Halv", "Något.", "", *WHOLE[3:], "2021-03-01", "", ""])
    with pytest.raises(take_in.ImportRefused):
        take_in.take_in(batch, by=lena)
    take_in.match(batch, batch.columns, {}, True, by=lena)
    take_in.take_in(batch, by=lena)
    assert Signal.objects.get().is_draft


def test_undo_takes_back_what_nobody_has_worked_with(lena):
    batch = begin(lena, *[[f"Rubrik {n}", *WHOLE[1:], "2021-03-01", "", ""] for n in range(5)])
    take_in.take_in(batch, by=lena)
    said_about, gathered, linked, *_rest = Signal.objects.order_by("number")
    talk.say(said_about.conversation, "Minns ni den här?", by=lena)
    gathering.begin("Hamnar", by=lena, pieces=(gathered,))
    with clock.at(clock.now() + timedelta(minutes=1)):
        Evidence.objects.create(organisation=lena.organisation, signal=linked, sort="talk", title="Ett samtal")
        assert take_in.undo(batch, by=lena) == (2, 3)
    assert Signal.objects.filter(removed_at=None).count() == 3
    with pytest.raises(take_in.ImportRefused):
        take_in.undo(batch, by=lena)


def test_out_and_in_again_gives_the_same(lena):
    home = lena.organisation
    unit = make.unit("Barn, unga och skola", organisation=home)
    make.signal(
        author=lena,
        state="published",
        published_at=datetime(2024, 10, 26, 23, 30, tzinfo=UTC),
        headline='=HYPERLINK("http://x.se")',
        fact="-2+3\n@sum",
        matter="+46 300 är inte ett telefonnummer här.",
        level="wider",
        units=[unit],
        outlook="both",
        important_on="2025-01-31",
        words="hamn, kö",
    )
    away = make.organisation("norrås")
    make.area(Signal.objects.get().area.name, organisation=away)
    make.unit("Barn, unga och skola", organisation=away)
    other = make.member("analyst", organisation=away)
    content = export.workbook(Signal.objects.for_organisation(home), home)
    assert b"<f>" not in content
    sheet = reading.read(SimpleUploadedFile("ut.xlsx", content))
    batch = take_in.begin(sheet, by=other)
    assert len(batch.columns) == len(columns.COLUMNS)
    assert take_in.take_in(batch, by=other) == 1
    back = export.workbook(Signal.objects.for_organisation(away), away)
    (first, *mine), (second, *theirs) = ([*sheets.read(one).values()][0] for one in (content, back))
    assert mine == theirs
    again = take_in.begin(reading.read(SimpleUploadedFile("ut.xlsx", content)), by=lena)
    assert [row.kind for row in rows.plan(again)] == [rows.THERE]


def test_a_vertical_tab_leaves_the_workbook_whole(lena):
    make.signal(author=lena, state="published", fact="rad ett\x0brad två\x0cslut\x01")
    content = export.workbook(Signal.objects.all(), lena.organisation)
    assert any("rad två" in str(cell) for row in sheets.read(content)["Signaler"] for cell in row)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gamla.xls", b"\xd0\xcf\x11\xe0"),
        ("gamla.xlsx", b"Rubrik;Datum\n"),
        ("gamla.xlsx", b"PK\x03\x04broken"),
        ("tom.csv", b""),
        ("tom.csv", b"Rubrik;Datum\n"),
    ],
)
def test_what_is_no_table_is_refused_in_words(name, content):
    with pytest.raises(FileRefused) as refused:
        reading.read(SimpleUploadedFile(name, content))
    assert refused.value.sentence


def test_macros_and_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    with pytest.raises(FileRefused):
        reading.read(book(*[["a", "b"]] * 5))


def test_the_way_through_the_pages(lena, client):
    client.force_login(lena.user)
    slug = lena.organisation.slug
    odd = ["Udda", *WHOLE[1:4], "Rymden", "2021-03-01", "", ""]
    response = client.post(reverse("insight:imports", args=[slug]), {"file": book([*WHOLE, "2021-03-01", "", ""], odd)})
    batch = Import.objects.get()
    assert response.headers["Location"] == batch.get_absolute_url()
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Rymden" in page and "Läs in en signal" in page
    posted = {f"column-{code}": place for code, place in batch.columns.items()}
    client.post(batch.get_absolute_url(), posted | {"word-area-0": "Rymden", "stands-area-0": "-"})
    batch.refresh_from_db()
    assert batch.names == {"area": {"rymden": ""}}
    client.post(reverse("insight:take_in", args=[slug, batch.pk]))
    assert ImportedSignal.objects.count() == 1
    assert "Skriven av" not in client.get(Signal.objects.get().get_absolute_url()).content.decode()
    client.post(reverse("insight:undo_import", args=[slug, batch.pk]))
    assert not Signal.objects.filter(removed_at=None).exists()
    out = client.get(reverse("insight:export_signals", args=[slug]))
    assert out.headers["Content-Type"] == excel.TYPE
    assert len(sheets.read(out.content)["Signaler"]) == 1


def test_a_thousand_rows_take_few_queries(lena, django_assert_max_num_queries):
    batch = begin(lena, *[[f"Rubrik {n}", *WHOLE[1:], "2021-03-01", "Karin", "https://a.se/x"] for n in range(1_000)])
    with django_assert_max_num_queries(120):
        assert take_in.take_in(batch, by=lena) == 1_000


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(1990, 1, 1), date(2199, 12, 31)))
def test_every_form_of_a_day_is_the_same_day(day):
    month = list(dates.MONTHS)[day.month - 1]
    forms = [day.isoformat(), f"{day.day} {month} {day.year}", f"{day:%Y%m%d}", f"{day.day}/{day.month} {day.year}"]
    forms += [
        f"{day.day}.{day.month}.{day.year}",
        f"den {day.day} {month[:3]}. {day.year}",
        f"{day.isoformat()}T00:00:00",
    ]
    serial = (day - date(1899, 12, 30)).days
    forms += [str(serial)] if 9_999 < serial < 100_000 else []
    assert {dates.read(form) for form in forms} == {day}


@given(st.text(max_size=40))
def test_nothing_that_a_cell_holds_breaks_the_reading_of_days(written):
    assert dates.read(written) is None or isinstance(dates.read(written), date)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), max_size=6))
def test_a_text_file_is_read_or_refused(table):
    held = io.StringIO()
    held.write("\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table))
    try:
        sheet = reading.read(text(held.getvalue().encode("utf-8", "ignore") or b" "))
    except FileRefused:
        return
    assert all(len(cells) == len(sheet.head) for _number, cells in sheet.rows)


def test_the_case_files_kind_is_read_from_excel_too(tmp_path: Path):
    assert reading.read(book(["a", 7.5], ["b", date(2025, 3, 1)], head=["Rubrik", "Datum"])).rows == [
        (2, ["a", "7.5"]),
        (3, ["b", "2025-03-01"]),
    ]
