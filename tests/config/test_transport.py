"""Whose forwarded headers count, and cookies that fit the transport."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from utkik.config import transport

OUTSIDE, PROXY = "203.0.113.9", "10.0.0.1"
FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "198.51.100.7",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "utkik.example.se",
}


@pytest.fixture(autouse=True)
def _one_proxy(settings):
    settings.UTKIK_PROXIES = [ip_network(PROXY)]
    settings.ALLOWED_HOSTS = ["utkik.example.se", "127.0.0.1", "testserver"]


def ask(seen=None, response=None, **meta):
    """The response, and the request as the view saw it."""
    requests = []

    def view(request):
        requests.append(request)
        return response or HttpResponse("ok")

    request = RequestFactory().get("/", **meta)
    return transport.Transport(view)(request), (requests or [None])[0]


def test_a_known_proxys_headers_count():
    answer, request = ask(REMOTE_ADDR=PROXY, HTTP_HOST="inside:8000", **FORWARDED)

    assert answer.status_code == 200
    assert request.is_secure()
    assert (request.META["REMOTE_ADDR"], request.get_host()) == ("198.51.100.7", "utkik.example.se")


def test_anybody_elses_headers_do_not():
    answer, request = ask(REMOTE_ADDR=OUTSIDE, HTTP_HOST="127.0.0.1:8000", **FORWARDED)

    assert not request.is_secure()
    assert (request.META["REMOTE_ADDR"], request.get_host()) == (OUTSIDE, "127.0.0.1:8000")
    assert not [name for name in request.META if name.startswith("HTTP_X_FORWARDED")]


@pytest.mark.parametrize(
    ("chain", "address"),
    [
        ("1.1.1.1, 198.51.100.7", "198.51.100.7"),
        (f"1.1.1.1, 198.51.100.7, {PROXY}", "198.51.100.7"),
        ("1.1.1.1, nonsense", PROXY),
        ("", PROXY),
    ],
)
def test_the_nearest_address_that_is_no_proxy_is_the_persons(chain, address):
    _, request = ask(REMOTE_ADDR=PROXY, **{**FORWARDED, "HTTP_X_FORWARDED_FOR": chain})

    assert request.META["REMOTE_ADDR"] == address


def test_plain_http_from_elsewhere_is_refused_in_a_sentence():
    answer, request = ask(REMOTE_ADDR=OUTSIDE, HTTP_HOST="utkik.example.se")

    assert (answer.status_code, request) == (403, None)
    assert b"UTKIK_PROXIES" in answer.content


def with_session():
    response = HttpResponse("ok")
    response.set_cookie("sessionid", "abc", httponly=True, samesite="Lax", max_age=60)
    return response


def test_over_https_the_session_cookie_is_secure_and_of_this_host_alone():
    answer, _ = ask(response=with_session(), secure=True)

    cookie = answer.cookies["__Host-sessionid"]
    assert "sessionid" not in answer.cookies
    assert (cookie.value, cookie["secure"], cookie["path"], cookie["domain"]) == ("abc", True, "/", "")
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 60)
    assert "max-age" in answer["Strict-Transport-Security"]


def test_on_loopback_it_is_plain():
    answer, _ = ask(response=with_session(), HTTP_HOST="127.0.0.1:8000")

    assert not answer.cookies["sessionid"]["secure"]
    assert "Strict-Transport-Security" not in answer


def test_over_https_only_the_prefixed_cookie_is_believed():
    _, request = ask(secure=True, HTTP_COOKIE="sessionid=planted; __Host-csrftoken=real")

    assert request.COOKIES == {"csrftoken": "real"}
