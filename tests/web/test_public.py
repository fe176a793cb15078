"""Pages that anybody may read, and pages for when something is not there."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories as make
from utkik.web import errors, statement
from utkik.work import heartbeat

PUBLIC = ["help", "because", "accessibility", "privacy", "about", "status"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", PUBLIC)
def test_a_stranger_reads_every_public_page(client, name):
    response = client.get(reverse(f"web:{name}"))

    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert 'lang="sv"' in html
    assert 'class="rail"' not in html
    assert all(f'href="{reverse(f"web:{foot}")}"' in html for foot in ("accessibility", "about", "privacy", "help"))


@pytest.mark.parametrize("name", PUBLIC)
def test_a_member_reads_it_in_the_usual_frame(client, name):
    member = make.member()
    client.force_login(member.user)

    html = client.get(reverse(f"web:{name}")).content.decode()

    assert 'class="rail"' in html
    assert member.organisation.matter_name in html


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_page_mixes_the_languages(client, name, language):
    client.cookies["utkik-language"] = language

    html = client.get(reverse(f"web:{name}")).content.decode()

    assert f'lang="{language}"' in html
    assert not foreign_words(html, language)


def foreign_words(html, language):
    """Small words of the other language; a page in one language holds none."""
    small = {"sv": r"\b(the|and|with|which)\b", "en": r"\b(och|att|som|inte)\b"}[language]
    return re.findall(small, re.sub(r"<[^>]+>", " ", html), re.I)


def test_who_comes_from_one_of_two_organisations_stays_in_its_frame(client):
    first = make.member()
    second = make.stranger(user=first.user)
    client.force_login(first.user)

    html = client.get(reverse("web:help"), HTTP_REFERER=f"http://testserver/o/{second.organisation.slug}/stream")

    assert f'href="/o/{second.organisation.slug}/"' in html.content.decode()


def test_an_unknown_address_answers_with_our_page(client):
    response = client.get("/nothing-here")

    html = response.content.decode()
    assert response.status_code == 404
    assert "Här fanns inget att se" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("view", [errors.bad_request, errors.forbidden, errors.not_found, errors.server_error])
def test_error_pages_ask_no_database(rf, view, language, django_assert_num_queries):
    with translation.override(language), django_assert_num_queries(0):
        response = view(rf.get("/o/somewhere"))

    html = response.content.decode()
    assert response.status_code >= 400
    assert f'<html lang="{language}"' in html
    assert not foreign_words(html, language)
    assert "style=" not in html


def test_a_server_error_gives_the_number_that_stands_in_the_log(rf, caplog):
    html = errors.server_error(rf.get("/o/x/stream")).content.decode()

    number = re.search(r'id="number">(\w+),', html)[1]
    assert number in caplog.text


def test_a_form_from_before_the_log_in_is_told_so():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/help", {"x": "y"})

    assert response.status_code == 403
    assert "Formuläret öppnades för länge sedan" in response.content.decode()


def test_status_tells_a_monitor_when_no_worker_lives(client):
    asked = {"accept": "application/json"}

    silent = client.get("/status", headers=asked)
    heartbeat.begin()
    alive = client.get("/status", headers=asked)

    assert (silent.status_code, silent.json()) == (503, {"works": False})
    assert (alive.status_code, alive.json()) == (200, {"works": True})


def test_status_says_in_words_what_is_wrong(client):
    assert "inget nytt hämtas" in client.get("/status").content.decode()


def test_the_statement_is_not_dated_after_today_and_its_faults_are_in_both_languages():
    facts = statement.read()
    assert facts.assessed <= facts.updated
    assert facts.updated.year >= date(2026, 1, 1).year
    with translation.override("en"):
        assert len(statement.read().faults) == len(facts.faults)
        assert statement.read().method != facts.method


def test_an_address_that_only_takes_what_is_sent_answers_a_reader_with_a_page(client):
    response = client.get("/language")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "Adressen tar bara emot det som skickas" in response.content.decode()
