"""The calendar file, read back by a reader written from RFC 5545 alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utkik.documents import calendar
from utkik.text.normal import nfc

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CHANGED = datetime(2026, 11, 20, 12, tzinfo=UTC)


def an_event(**values) -> calendar.Event:
    given_values = {
        "uid": calendar.uid("theme-day", 4, "utkik.example.se"),
        "summary": "Omvärldsdag",
        "starts": datetime(2026, 5, 21, 8, 30, tzinfo=STOCKHOLM),
        "ends": datetime(2026, 5, 21, 15, tzinfo=STOCKHOLM),
        "changed_at": CHANGED,
    }
    return calendar.Event(**given_values | values)


def lines_of(octets: bytes) -> list[str]:
    """Unfold as a reader does: a line end followed by a space is nothing."""
    return octets.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def value_of(octets: bytes, name: str) -> str:
    found = [line for line in lines_of(octets) if re.match(rf"{name}[;:]", line)]
    assert found, f"no {name}"
    return found[-1].split(":", 1)[1]


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def written(**values) -> bytes:
    return calendar.calendar("Omvärldsdagar", [an_event(**values)])


def well_formed(octets: bytes) -> bool:
    text = octets.decode("utf-8")
    rows = octets.split(b"\r\n")
    return (
        text.endswith("\r\n")
        and not re.search(r"(?<!\r)\n|\r(?!\n)", text)
        and all(len(row) <= 75 for row in rows)
        and all(row.decode("utf-8") is not None for row in rows)
    )


def test_a_long_text_beside_an_escape_is_folded_whole_and_reads_back_the_same():
    text = "a" * 62 + "\n•\nåäö; 10,5 %\\, 🎉" + "æø 👩‍👩‍👧 ä" * 400
    octets = written(description=text, summary="Ö" * 90, location="Sal 3; vån 2, Å-huset\\")
    assert well_formed(octets)
    assert unescaped(value_of(octets, "DESCRIPTION")) == text
    assert unescaped(value_of(octets, "SUMMARY")) == "Ö" * 90
    assert unescaped(value_of(octets, "LOCATION")) == "Sal 3; vån 2, Å-huset\\"
    assert all(not row.endswith(b"\\") for row in octets.split(b"\r\n") if row.count(b"\\") == 1)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_reads_back_as_the_product_keeps_it(text):
    octets = written(description=text)
    assert well_formed(octets)
    kept = nfc(text).replace("\t", " ")
    if text and kept:
        assert unescaped(value_of(octets, "DESCRIPTION")) == kept
    assert lines_of(octets)[-1] == "END:VCALENDAR"


def test_a_title_cannot_bring_lines_of_its_own():
    octets = written(
        summary="Dag\r\nATTENDEE:mailto:a@example.se", address="https://x.example/\r\nX-BAD:1", uid="a\r\nb"
    )
    assert not [line for line in lines_of(octets) if line.startswith(("ATTENDEE", "X-BAD", "b"))]


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), ";TZID=Europe/Stockholm:20260329T015900"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), ";TZID=Europe/Stockholm:20260329T030000"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), ";TZID=Europe/Stockholm:20261025T023000"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), ":20261025T013000Z"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), ";TZID=Europe/Stockholm:20261025T030000"),
    ],
)
def test_the_hours_when_clocks_are_changed_are_told_apart(moment, told):
    octets = written(starts=moment, ends=moment + timedelta(hours=1))
    assert f"DTSTART{told}" in lines_of(octets)


def test_the_zone_in_the_file_shows_the_same_clock_as_the_zone_it_is_named_after():
    rules = "\n".join(lines_of(written()))
    parts = re.findall(
        r"BEGIN:(DAYLIGHT|STANDARD)\nDTSTART:\d{8}T(\d\d)0000.*?TZOFFSETTO:\+0(\d)00.*?BYMONTH=(\d+)", rules, re.S
    )
    assert len(parts) == 2
    for year in range(2000, 2045):
        for _name, hour, offset, month in parts:
            first_after = date(year + month.startswith("12"), int(month) + 1, 1)
            sunday = first_after - timedelta(days=(first_after.weekday() + 1) % 7 or 7)
            change = datetime(sunday.year, sunday.month, sunday.day, int(hour), tzinfo=STOCKHOLM)
            after = (change + timedelta(hours=2)).utcoffset()
            assert after == timedelta(hours=int(offset)), year
            assert (change - timedelta(hours=2)).utcoffset() != after


def test_whole_days_end_on_the_day_after_the_last():
    octets = written(starts=date(2026, 12, 30), ends=date(2026, 12, 31))
    assert {"DTSTART;VALUE=DATE:20261230", "DTEND;VALUE=DATE:20270101"} <= set(lines_of(octets))
    assert "BEGIN:VTIMEZONE" not in lines_of(octets)
    assert "DTEND;VALUE=DATE:20280301" in lines_of(written(starts=date(2028, 2, 29), ends=None))


def test_a_change_keeps_the_name_and_a_cancelled_day_says_so():
    before, after = written(), written(sequence=3, is_cancelled=True)
    assert value_of(before, "UID") == value_of(after, "UID") == "theme-day-4@utkik.example.se"
    assert (value_of(before, "SEQUENCE"), value_of(before, "STATUS")) == ("0", "CONFIRMED")
    assert (value_of(after, "SEQUENCE"), value_of(after, "STATUS")) == ("3", "CANCELLED")
    assert value_of(after, "DTSTAMP") == "20261120T120000Z"


def test_the_file_begins_and_ends_as_readers_expect_also_when_it_is_empty():
    lines = lines_of(calendar.calendar("Årsplan; Sunnerhamn", [], refresh=timedelta(hours=6)))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert "X-WR-CALNAME:Årsplan\\; Sunnerhamn" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT360M" in lines
    assert "BEGIN:VTIMEZONE" not in lines
    assert lines[-1] == "END:VCALENDAR"


def test_another_zone_is_written_in_utc():
    octets = calendar.calendar("Plan", [an_event()], zone="Europe/Helsinki")
    assert "DTSTART:20260521T063000Z" in lines_of(octets)
    assert "BEGIN:VTIMEZONE" not in lines_of(octets)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts": datetime(2026, 5, 21, 8)},
        {"ends": datetime(2026, 5, 21, 7, tzinfo=STOCKHOLM)},
        {"ends": date(2026, 5, 21)},
        {"starts": date(2026, 5, 21), "ends": date(2026, 5, 20)},
        {"changed_at": datetime(2026, 5, 1)},
    ],
)
def test_times_that_mean_nothing_are_refused(wrong):
    with pytest.raises(ValueError, match=r"zone|before"):
        written(**wrong)
