"""Who sees what: every route as every role, against a table written by hand."""

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.urls import get_resolver

from tests.access import walk
from tests.access.people import MEMBERS
from tests.access.row import ROLES, Row, get
from tests.access_table import FILLS, TABLE
from tests.web.test_headers import GOLDEN
from utkik.people.access import anyone

pytestmark = pytest.mark.django_db
GETS = [row for row in TABLE if row.method == "GET"]
POSTS = [row for row in TABLE if row.method == "POST"]
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
WORD = "Norråsmärket"
POLICIES = {GOLDEN["Content-Security-Policy"], "default-src 'none'; sandbox"}  # the second: a download


def name_of(row: Row) -> str:
    return row.id


@pytest.fixture
def cast():
    return walk.Cast()


def test_every_route_stands_in_the_table():
    missing = {route.name for route in walk.routes()} - {row.route for row in TABLE}
    assert not missing


def test_every_row_of_the_table_is_a_route():
    assert not {row.route for row in TABLE} - {route.name for route in walk.routes()}


def test_under_an_organisation_nobody_is_led_to_the_log_in_and_a_stranger_finds_nothing():
    rows = [row for row in TABLE if walk.lies_under_an_organisation(row)]
    assert len(rows) > 50
    assert {row.for_role("nobody") for row in rows} <= {"in", "401"}, "a script gets 401 instead"
    assert {row.for_role("stranger") for row in rows} == {"404"}


def test_every_view_says_who_may_use_it():
    assert walk.undeclared() == []


@pytest.mark.parametrize("row", TABLE, ids=name_of)
def test_each_role_gets_what_the_table_says(row, cast):
    assert walk.mismatches(row, cast) == {}


def test_a_view_that_loses_its_declaration_is_found(monkeypatch, cast):
    route = next(route for route in walk.routes() if route.name == "insight:start")
    monkeypatch.delattr(route.view, "access")
    assert walk.undeclared() == ["insight:start"]
    assert walk.mismatches(get("insight:start", MEMBERS), cast)


def test_a_view_that_declares_too_much_is_found(monkeypatch, cast):
    space = next(p for p in get_resolver().url_patterns if getattr(p, "app_name", "") == "insight")
    pattern = next(p for p in space.url_patterns if p.name == "start")
    seen = anyone(lambda request, slug: HttpResponse("open"))
    monkeypatch.setattr(pattern, "callback", seen)
    assert set(walk.mismatches(get("insight:start", MEMBERS), cast)) == {"nobody", "stranger"}


@pytest.mark.parametrize("row", GETS, ids=name_of)
def test_reading_twice_changes_nothing(row, cast):
    client = cast.client("analyst")
    address = cast.address(row)
    before = walk.database_hash()
    answers = [client.get(address, headers=row.headers) for _ in range(2)]
    assert walk.database_hash() == before
    assert {answer["Content-Security-Policy"] for answer in answers} <= POLICIES
    assert {answer["X-Content-Type-Options"] for answer in answers} == {"nosniff"}


@pytest.mark.parametrize("row", POSTS, ids=name_of)
def test_an_act_needs_the_token_and_comes_from_here(row, cast):
    client = cast.client("analyst", enforce_csrf_checks=True)
    address, data = cast.address(row), row.data(cast) if row.data else {}
    assert client.post(address, data).status_code == 403
    token = "a" * 32
    client.cookies["csrftoken"] = token
    data["csrfmiddlewaretoken"] = token
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(address, data, headers=headers).status_code == 403


@pytest.mark.parametrize("role", [role for role in ROLES if role != "stranger"])
def test_every_link_on_every_page_answers(role, cast):
    client = cast.client(role)
    seen, wrong = set(), {}
    for row in walk.each(row for row in GETS if row.for_role(role) == "200"):
        page = cast.address(row)
        for link in links(client.get(page, headers=row.headers)) - seen:
            seen.add(link)
            status = client.get(link).status_code
            if status != 200:
                wrong[link] = (status, page)
    assert wrong == {}


def links(response) -> set[str]:
    """Where a page's links lead inside the product, without the place on the page."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return set()
    found = (unescape(link).split("#")[0] for link in LINK.findall(response.content.decode()))
    return {link for link in found if link.startswith("/")}


@pytest.mark.parametrize("role", ["reader", "analyst", "administrator"])
def test_nothing_of_the_neighbours_is_on_any_page(role, cast):
    for fill in FILLS:
        fill(cast.neighbours, WORD)
    client = cast.client(role)
    assert [row.id for row in GETS if WORD in walk.whole_answer(client, row, cast)] == []


# Opened by a word in the address that the organisation itself gives out: what it shows is that organisation's.
BY_KEY = {"reports:read", "reports:read_pdf", "insight:calendar"}


def test_a_neighbour_sees_nothing_of_it_either(cast):
    client = cast.client("stranger")
    for fill in FILLS:
        fill(cast.organisation, WORD)
    open_ones = [row for row in GETS if not walk.lies_under_an_organisation(row) and row.route not in BY_KEY]
    assert [row.id for row in open_ones if WORD in walk.whole_answer(client, row, cast)] == []
