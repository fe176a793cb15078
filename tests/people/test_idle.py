import time

import pytest
from django.conf import settings

from tests import factories as make
from utkik.people import idle
from utkik.people.models import LogIn

pytestmark = pytest.mark.django_db
HOUR = 3600


@pytest.fixture
def later(monkeypatch):
    """later(hours): the clock of sessions, from the beginning of the test."""
    began = time.time()
    return lambda hours: monkeypatch.setattr(idle.time, "time", lambda: began + hours * HOUR)


@pytest.fixture
def browser(client):
    member = make.member("reader")
    client.post("/log-in", {"email": member.user.email, "password": make.PASSWORD})
    return client


def is_in(browser):
    return browser.get("/o/sandvik/").status_code == 200


def test_whoever_comes_back_within_twelve_hours_is_in(browser, later):
    for hours in (0, 11, 22, 33):
        later(hours)
        assert is_in(browser)


def test_whoever_was_away_longer_logs_in_again(browser, later):
    later(11)
    assert is_in(browser)
    later(23.1)
    assert not is_in(browser)


def test_reading_writes_nothing_about_it(browser, later):
    before = list(LogIn.objects.values())
    later(6)
    assert is_in(browser)
    assert list(LogIn.objects.values()) == before


def test_a_stolen_session_without_the_mark_ends_twelve_hours_after_the_log_in(browser, later):
    del browser.cookies[idle.COOKIE]
    later(12.1)
    assert not is_in(browser)


def test_the_mark_of_another_session_counts_for_nothing(browser, client, later):
    later(11)
    assert is_in(browser)
    marked = browser.cookies[idle.COOKIE].value
    other = client.__class__()
    member = make.member("reader")
    later(0)
    other.post("/log-in", {"email": member.user.email, "password": make.PASSWORD})
    other.cookies[idle.COOKIE] = marked
    later(13)
    assert not is_in(other)


def test_a_log_in_ends_after_seven_days_in_any_case(browser):
    assert 6.9 * 24 * HOUR < browser.session.get_expiry_age() <= 7 * 24 * HOUR
    browser.post("/account", {"act": "reset"})
    assert browser.session["_session_expiry"]
    assert settings.SESSION_COOKIE_NAME in browser.cookies


def test_a_new_password_after_a_long_day_logs_nobody_out(browser, later):
    """The session's key changes with the password, and so must the mark that is bound to it."""
    for hours in (8, 13):
        later(hours)
        assert is_in(browser)
    told = {"old": make.PASSWORD, "new": "ett-annat-langt-losenord"}
    assert browser.post("/account/password", told).status_code == 302
    assert is_in(browser)
