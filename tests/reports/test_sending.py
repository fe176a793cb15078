"""“The report is out”: the number on the page, its table and what is sent are one query."""

import re

import pytest

from tests import factories as make
from utkik.people.models import Delivery
from utkik.reports import sending

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
