"""The headers of every answer, word for word: a proxy or a change that loosens one is seen here."""

import json
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import factories as make
from utkik.web.csp import ContentSecurityPolicy

GOLDEN = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# A letter is read in a mail program, where a style sheet is none: its styles stand in it.
LETTERS = {Path("utkik/people/templates/people/mail") / name for name in ("letter.html", "plain.html")}
TEMPLATES = sorted(set(Path("utkik").rglob("templates/**/*.html")) - LETTERS)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/help", "/nothing-here", "/status"])
def test_every_answer_carries_the_headers(client, address):
    response = client.get(address)

    assert {name: response[name] for name in GOLDEN} == GOLDEN
    assert "HX-Request" in response["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["TRACE", "CONNECT", "PUT", "DELETE"])
@pytest.mark.parametrize("address", ["/help", "/log-in", "/tip", "/room"])
def test_nothing_answers_what_no_page_asks(verb, address):
    visitor = Client(headers={"X-Canary": "kanariefågel"})
    response = visitor.generic(verb, address)
    assert response.status_code in (302, 403, 405) and "kanariefågel" not in response.content.decode()


@pytest.mark.django_db
def test_htmx_is_held_to_our_own_addresses_and_runs_no_text(client):
    page = client.get("/help").content.decode()

    assert json.loads(re.search(r"name=\"htmx-config\" content='([^']+)'", page)[1]) == {
        "selfRequestsOnly": True,
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "historyCacheSize": 0,
        "historyRestoreAsHxRequest": False,
        "reportValidityOfForms": True,
        "attributesToSettle": ["class", "width", "height"],  # by itself also style, which the policy refuses
        "timeout": 20000,
    }
    assert "django_htmx/htmx-2.min.js" in page


@pytest.mark.django_db
def test_pages_of_who_is_logged_in_are_not_stored(client):
    assert "no-store" not in client.get("/help").get("Cache-Control", "")

    client.force_login(make.member().user)

    assert client.get("/help")["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_the_headers():
    response = Client(enforce_csrf_checks=True).post("/help")

    assert response.status_code == 403
    assert response["Content-Security-Policy"] == GOLDEN["Content-Security-Policy"]


def test_a_stricter_policy_of_a_download_stays(rf):
    strict = "default-src 'none'; sandbox"
    answer = ContentSecurityPolicy(lambda request: HttpResponse(headers={"Content-Security-Policy": strict}))

    assert answer(rf.get("/o/x/uploads/1"))["Content-Security-Policy"] == strict


def test_https_is_asked_for_only_over_https(rf):
    answer = ContentSecurityPolicy(lambda request: HttpResponse())

    assert "Strict-Transport-Security" not in answer(rf.get("/"))
    assert "max-age=31536000" in answer(rf.get("/", secure=True))["Strict-Transport-Security"]


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_template_needs_a_looser_policy(path):
    source = path.read_text("utf-8")

    assert not re.search(r"<[^>]*\sstyle\s*=", source)
    assert not re.search(r"<style\b", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)", source)
    assert not re.search(r"\son\w+\s*=\s*[\"']|hx-on|hx-vals=[\"']js:|javascript:", source)
