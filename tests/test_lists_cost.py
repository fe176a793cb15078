"""A longer list costs no more queries: one row and three ask the same number, fewer than thirty (the lists whose own
tests say so are not repeated here)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from utkik.insight.earlier import reading, take_in
from utkik.meetings import inviting, phones, saying, seats
from utkik.meetings.models import Forum, ThemeDay
from utkik.reports import links
from utkik.reports.models import Report
from utkik.trends import judging
from utkik.trends.models import Answer, Call, CallUnit, Edition, EditionTrend

pytestmark = pytest.mark.django_db
MOST = 30


def proposals(by, number):
    make.proposal(by.organisation, text=f"Förslag {number}")


def trend_editions(by, number):
    make.trend_edition(by.organisation, year=2024 + number)


def rows_of_an_edition(by, number):
    if number == 0:
        make.trend_edition(by.organisation, trends=[])
    edition = Edition.objects.get()
    EditionTrend.objects.create(
        organisation=by.organisation, edition=edition, trend=make.trend(), number=number + 1, name=f"Trend {number}"
    )
    return [edition.number]


def frameworks(by, number):
    make.framework(by.organisation, name=f"Ramverk {number}")


def calls(by, number):
    make.call(by.organisation, title=f"Inspel {number}", units=[make.unit(f"Nämnd {number}", sort="committee")])


def units_of_a_call(by, number):
    if number == 0:
        make.call(by.organisation, trends=[make.trend(), make.trend()], units=[])
    made = Call.objects.get()
    unit = make.unit(f"Nämnd {number}", sort="committee")
    asked = CallUnit.objects.create(organisation=by.organisation, call=made, unit=unit)
    for position, each in enumerate(made.trends.all()):
        Answer.objects.create(organisation=by.organisation, call_unit=asked, trend=each.trend, position=position)
    return [made.pk]


def judgings(by, number):
    make.trend()
    made = make.trend_round(by.organisation, by=by)
    judging.close(made, by=by)


def marks(by, number):
    make.trend_link(make.trend(), make.signal(state="published", author=by), by=by)


def signals(by, number):
    make.signal(state="published", author=by)


def reading_links(by, number):
    if number == 0:
        make.published_report(by.organisation, by=by, lifted=1, more=1)
    report = Report.objects.get()
    links.make(report, f"Enhet {number}", by=by)
    return [report.month]


def answers(by, number):
    """A round's answers: one signal that was lifted, or three."""
    period = make.MONTH.replace(month=4 + number)
    made = make.answered_round(by.organisation, by=by, choices=["take_further"] * (number + 1), period=period)
    return [f"{made.period:%Y-%m}"]


def imports(by, number):
    sheet = reading.Sheet(f"gamla-{number}.xlsx", ["Rubrik", "Datum"], [(2, [f"Gammalt {number}", "2021-03-01"])])
    batch = take_in.begin(sheet, by=by)
    take_in.match(batch, batch.columns, {}, True, by=by)
    take_in.take_in(batch, by=by)


def forums(by, number):
    made = make.forum(by.organisation, by=by, name=f"Forum {number}")
    make.question(by.organisation, by=by, text=f"Fråga {number}?")
    saying.member(made, f"Inlägg {number}", by=by)


def a_forum(by, number):
    return make.full_forum(by.organisation, by=by, word="Kontakt") if number == 0 else Forum.objects.get()


def contributions(by, number):
    forum = a_forum(by, number)
    saying.member(forum, f"Sagt {number}", by=by, voice=f"Bord {number}")
    seat = make.forum_guest(forum, by=by, name=f"Gäst {number}", email=f"gast{number}@exempel.example")
    phones.say(seat.guest.token_hash, f"Gästen sade {number}")
    return [forum.pk]


def forum_guests(by, number):
    forum = a_forum(by, number)
    seats.add(forum, name=f"Gäst {number}", email=f"gast{number}@exempel.example", by=by)
    return [forum.pk]


def visits(by, number):
    make.visit(by.organisation, by=by, title=f"Besök {number}")


def invitations(by, number):
    if number == 0:
        make.coming_day(by.organisation, by=by)
    day = ThemeDay.objects.get()
    inviting.add_guest(day, name=f"Gäst {number}", affiliation="", email=f"gast{number}@exempel.example", by=by)
    return [day.pk]


LISTS = [
    ("trends:proposals", proposals),
    ("trends:editions", trend_editions),
    ("trends:edition", rows_of_an_edition),
    ("trends:frameworks", frameworks),
    ("trends:calls", calls),
    ("trends:overview", units_of_a_call),
    ("trends:judgings", judgings),
    ("trends:radar", marks),
    ("trends:radar_of_signals", signals),
    ("reports:links", reading_links),
    ("reports:answers", answers),
    ("insight:imports", imports),
    ("meetings:forums", forums),
    ("meetings:forum", contributions),
    ("meetings:room", contributions),
    ("meetings:forum_people", forum_guests),
    ("meetings:visits", visits),
    ("meetings:invitations", invitations),
]


@pytest.mark.parametrize(("route", "make_row"), LISTS, ids=[f"{route}" for route, _make in LISTS])
def test_three_rows_cost_as_many_queries_as_one(route, make_row):
    by = make.member("analyst", name="Anna Analytiker")
    browser = Client()
    browser.force_login(by.user)
    asked = []
    for rows in ((0,), (1, 2)):
        args = [make_row(by, number) for number in rows][-1] or []
        address = reverse(route, args=[by.organisation.slug, *args])
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        asked.append([query["sql"] for query in queries])
    one, three = asked
    assert len(three) == len(one), "\n".join(sql for sql in three if sql not in one)
    assert len(three) < MOST


def test_a_guests_page_costs_the_same_however_much_was_said():
    by = make.member("analyst")
    forum = a_forum(by, 0)
    browser = Client()
    browser.get(reverse("meetings:come_in", args=[forum.seat.token]))
    asked = []
    for number in range(3):
        contributions(by, number + 1)
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("meetings:guest_forum"))
        asked.append(len(queries))
    assert asked[0] == asked[2] < MOST
