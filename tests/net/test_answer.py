"""What an answer's headers ask for: a table, without network."""

from datetime import UTC, datetime, timedelta

import pytest

from utkik.net.answer import Answer

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DATE = "Tue, 24 Nov 2026 12:00:00 GMT"


def answer(**headers):
    return Answer("https://a.example/", 200, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache_Control": "max-age=3600"}, 3600),
        ({"Cache_Control": 'public, Max-Age = "7200", must-revalidate'}, 7200),
        ({"Cache_Control": "max-age=3600", "Age": "600"}, 3000),
        ({"Cache_Control": "max-age=600", "Age": "3600"}, 0),
        ({"Cache_Control": "max-age=3600", "Age": "inte ett tal"}, 3600),
        ({"Cache_Control": "max-age=3600", "Age": "²"}, 3600),
        ({"Cache_Control": "s-maxage=3600"}, 0),
        ({"Cache_Control": "no-cache, max-age=3600"}, 0),
        ({"Cache_Control": "no-store"}, 0),
        ({"Cache_Control": "max-age=-1"}, 0),
        ({"Cache_Control": "max-age=99999999999999999999"}, 9999999999),
        ({"Expires": "Tue, 24 Nov 2026 14:00:00 GMT", "Date": DATE}, 7200),
        ({"Expires": "Tue, 24 Nov 2026 11:00:00 GMT", "Date": DATE}, 0),
        ({"Expires": "0", "Date": DATE}, 0),
        ({"Expires": "Tue, 24 Nov 2026 14:00:00 GMT", "Date": DATE, "Cache_Control": "private"}, 0),
    ],
)
def test_how_long_an_answer_holds(headers, seconds):
    assert answer(**headers).fresh_for == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        ("Tue, 24 Nov 2026 13:00:00 GMT", 3600),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0),
        ("", 0),
        ("snart", 0),
        ("²", 0),
        ("-5", 0),
    ],
)
def test_how_long_a_server_asks_to_be_left_alone(said, seconds):
    assert answer(Retry_After=said).wait_asked(NOW) == timedelta(seconds=seconds)


def test_a_date_is_seen_from_the_servers_own_clock():
    assert answer(Retry_After="Wed, 25 Nov 2026 12:00:00 GMT", Date=DATE).wait_asked(
        NOW + timedelta(days=365)
    ) == timedelta(days=1)
