"""Dates as the organisation's clocks show them, in the page's language."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from utkik import clock

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # ten in Stockholm


def shown(source, value, language="sv", zone="Europe/Stockholm"):
    template = Template("{% load utkik %}" + source)
    with clock.at(NOW), timezone.override(zone), translation.override(language):
        return template.render(Context({"value": value}))


@pytest.mark.parametrize(
    ("form", "sv", "en"),
    [
        ("day", "23 november 2026", "23 November 2026"),
        ("short_day", "23 nov", "23 Nov"),
        ("moment", "23 november 2026, 14:02", "23 November 2026, 14:02"),
        ("clock", "14:02", "14:02"),
        ("month", "november 2026", "November 2026"),
        ("weekday", "måndag 23 november", "Monday 23 November"),
        ("isoday", "2026-11-23", "2026-11-23"),
        ("week", "v. 48", "week 48"),
    ],
)
def test_each_form_in_both_languages(form, sv, en):
    moment = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)

    assert shown("{{ value|" + form + " }}", moment) == sv
    assert shown("{{ value|" + form + " }}", moment, "en") == en


def test_late_in_the_evening_belongs_to_the_next_day_in_the_zone():
    moment = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)

    assert shown("{{ value|day }}", moment) == "1 juli 2026"
    assert shown("{{ value|month_name }}", moment) == "juli"
    assert shown("{{ value|day }}", moment, zone="UTC") == "30 juni 2026"


def test_a_plain_day_has_no_zone():
    assert shown("{{ value|day }}", date(2026, 7, 1), zone="America/New_York") == "1 juli 2026"


def test_another_year_is_told():
    assert shown("{{ value|short_day }}", date(2025, 5, 3)) == "3 maj 2025"


@pytest.mark.parametrize(
    ("moment", "sv"),
    [
        (datetime(2026, 11, 24, 8, 59, 40, tzinfo=UTC), "nyss"),
        (datetime(2026, 11, 24, 8, 20, tzinfo=UTC), "40 min"),
        (datetime(2026, 11, 24, 7, 0, tzinfo=UTC), "2 tim"),
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "9 tim"),
        (datetime(2026, 11, 23, 15, 0, tzinfo=UTC), "i går"),
        (datetime(2026, 11, 22, 15, 0, tzinfo=UTC), "22 nov"),
        (datetime(2025, 11, 22, 15, 0, tzinfo=UTC), "22 nov 2025"),
        (datetime(2026, 12, 1, 15, 0, tzinfo=UTC), "1 dec"),
    ],
)
def test_how_long_ago(moment, sv):
    assert shown("{{ value|ago }}", moment) == sv


def test_the_machine_reads_the_zone():
    html = shown('{% time_tag value "ago" %}', datetime(2026, 11, 24, 8, 20, tzinfo=UTC))

    assert html == '<time datetime="2026-11-24T09:20+01:00">40 min</time>'


def test_nothing_is_shown_for_nothing():
    assert shown('{{ value|day }}{% time_tag value "ago" %}', None) == ""
