"""“The report is out”: the number on the page, its table and what is sent are one query."""

import re
from datetime import date

import pytest

from tests import factories as make
from utkik.people.models import Delivery
from utkik.reports import sending
from utkik.reports.analysis import publish, states, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make.member("analyst", name="Åsa Alm")


@pytest.fixture
def report(analyst):
    return make.report(analyst.organisation, by=analyst, lifted=2, more=1)


def page_of(client, report, **told):
    address = f"/o/sandvik/reports/{report.month}/publish"
    return client.post(address, told) if told else client.get(address)


@pytest.fixture
def readers(analyst):
    asked = [make.member("reader", name=f"Läsare {n}", wants_reports=True) for n in range(3)]
    make.member("reader", wants_reports=True, mail_paused_at="2026-11-01T00:00Z")
    make.member("reader")
    make.member("reader", organisation=make.organisation("norras"), wants_reports=True)
    return asked


def test_heading_table_and_button_say_the_number_that_is_told(client, analyst, report, readers):
    client.force_login(analyst.user)
    page = page_of(client, report).content.decode()
    assert "skicka till 3 personer?" in page and "Publicera och skicka till 3" in page
    assert re.search(r'number--end">3<', page) and "1 som pausat sina mail får inget." in page
    assert all(reader.name in page for reader in readers)
    page_of(client, report, version=report.version, when="now", told=3)
    sent = Delivery.objects.filter(occasion__startswith=f"report-{report.pk}-edition-1-")
    assert {row.recipient for row in sent} == set(readers) == set(sending.recipients(report))
    assert f"/o/sandvik/reports/{report.month}" in sent[0].text and report.title in sent[0].subject
    for piece in report.pieces.select_related("signal"):
        line = sent[0].text.replace("\n", " ").index(piece.signal.headline)
        assert f"#signal-{piece.signal.number}" in sent[0].text[line:]


def test_publishing_without_sending_tells_nobody(client, analyst, report, readers):
    client.force_login(analyst.user)
    page_of(client, report, version=report.version, when="quiet", told=3)
    assert report.editions.count() == 1 and not Delivery.objects.exists()


def test_when_others_would_be_told_than_stood_on_the_page_it_is_shown_again(client, analyst, report, readers):
    client.force_login(analyst.user)
    answer = page_of(client, report, version=report.version, when="now", told=2)
    assert answer.status_code == 409 and "antalet har ändrats" in answer.content.decode()
    assert not report.editions.exists() and not Delivery.objects.exists()


def test_where_nobody_wants_mail_nothing_is_asked(client, analyst, report):
    client.force_login(analyst.user)
    page = page_of(client, report).content.decode()
    assert 'name="when"' not in page and "skicka" not in page.split("<h1")[1].split("</h1>")[0]


def test_a_sent_form_tells_once(client, analyst, report, readers):
    client.force_login(analyst.user)
    for _time in range(2):
        page_of(client, report, version=report.version, when="now", told=3, once="samma")
    assert report.editions.count() == 1 and Delivery.objects.count() == 3


def test_a_committees_members_are_told_once_when_an_analysis_is_out_for_input():
    analysis, by = make.analysis(), make.member("analyst")
    part = texts.parts_of(analysis)[0]
    member = make.member("reader", unit=part.unit)
    make.member("reader", unit=part.unit, mail_paused_at="2026-11-01T00:00Z")
    make.member("reader")
    for _time in range(2):
        states.send_out(analysis, date(2026, 11, 30), by=by)
        states.take_back(analysis, by=by)
    sent = Delivery.objects.get()
    assert sent.recipient == member and part.unit.name in sent.subject and "30 november" in sent.text
    assert f"/analyses/{analysis.year}/" in sent.text


def test_those_who_chose_reports_are_told_of_a_settled_analysis_with_the_way_to_their_own_part(readers):
    analysis = make.analysis()
    unit = texts.parts_of(analysis)[0].unit
    own = make.member("reader", unit=unit, wants_reports=True)
    publish.publish(analysis, by=analysis.created_by, version=analysis.version)
    sent = Delivery.objects.filter(subject__contains=analysis.title)
    assert {one.recipient for one in sent} == {*readers, own}
    assert [one.recipient for one in sent if unit.name in one.text] == [own]
