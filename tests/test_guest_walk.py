"""Who comes from outside, over every route of the product: a guest of one forum sees that forum and nothing else, and
a reading link shows one published thing until it is revoked.
"""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.access import walk
from tests.access.row import Row
from tests.access_table import FILLS, TABLE
from utkik.meetings import seats
from utkik.reports import links
from utkik.signals.models import Comment

pytestmark = pytest.mark.django_db
# Each route and method once, in the first state that the table has of it.
ONCE = list({(row.route, row.method): row for row in reversed(TABLE)}.values())
INSIDE = [row for row in ONCE if walk.lies_under_an_organisation(row)]
OUTSIDE = [row for row in ONCE if not walk.lies_under_an_organisation(row)]
# What somebody holds a word of their own for: another's word would open another's thing, to a guest as to anybody.
WORD_OF_ONES_OWN = [row for row in OUTSIDE if row.args is not None]
OPEN = [row for row in OUTSIDE if row.args is None and row.method == "GET"]
WORD, OWN = "Hemligmärket", "Gästmärket"
ADDRESS = re.compile(r'\b(?:href|action|src|hx-get|hx-post)="(/[^"]*)"')


@pytest.fixture
def cast():
    return walk.Cast()


@pytest.fixture
def forum(cast):
    return make.full_forum(cast.organisation, by=cast.analyst, word=OWN)


@pytest.fixture
def guest(forum):
    """The browser of somebody who was invited to the forum and came in."""
    browser = Client()
    assert browser.get(reverse("meetings:come_in", args=[forum.seat.token])).status_code == 302
    return browser


def test_the_walk_has_every_route():
    assert {row.route for row in (*INSIDE, *OUTSIDE)} == {route.name for route in walk.routes()}
    assert len(INSIDE) > 200 and len(OPEN) > 10


@pytest.mark.parametrize("row", INSIDE, ids=lambda row: row.id)
def test_inside_an_organisation_a_guest_is_nobody(row: Row, cast, guest):
    answer = walk.got(walk.ask(guest, row, cast))
    assert walk.fits(row.for_role("nobody"), answer)


def test_outside_it_a_guest_finds_nothing_but_the_forum(cast, guest):
    for fill in FILLS:
        fill(cast.organisation, WORD)
    told = {row.id: walk.whole_answer(guest, row, cast) for row in OPEN}
    assert [name for name, text in told.items() if WORD in text] == []
    assert OWN in told["GET meetings:guest_forum"]
    assert {name for name, text in told.items() if OWN in text} <= {
        f"GET meetings:{name}" for name in ("guest_forum", "guest_said")
    }


def test_a_guests_page_leads_to_what_is_open_to_everybody(cast, guest):
    page = guest.get(reverse("meetings:guest_forum")).content.decode()
    there = {unescape(address).partition("#")[0] for address in ADDRESS.findall(page)}
    assert reverse("meetings:guest_say") in there
    assert not [address for address in there if address.startswith("/o/")]


def test_what_a_guest_writes_lands_in_their_own_forum_whatever_they_ask_for(cast, forum, guest):
    other = make.full_forum(cast.organisation, by=cast.analyst, word=WORD)
    fields = {"text": "Till den andra", "forum": other.pk, "conversation": other.conversation_id, "seat": other.seat.pk}
    guest.post(reverse("meetings:guest_say") + f"?forum={other.pk}", fields)
    assert Comment.objects.get(text="Till den andra").conversation_id == forum.conversation_id


def test_the_word_of_one_forum_opens_no_other_thing(cast, forum):
    """A guest's word, laid in every address that takes one."""
    browser = Client()
    mine = {"meetings:come_in"}
    for row in WORD_OF_ONES_OWN:
        keys = next(iter(walk._keywords(row.route)), ())
        if row.route in mine or len(keys) != 1 or keys[0] not in ("token", "key", "word"):
            continue
        address = reverse(row.route, args=[forum.seat.token])
        answer = browser.get(address) if row.method == "GET" else browser.post(address)
        assert OWN not in answer.content.decode(), row.id
        assert answer.status_code in (302, 403, 404, 405, 410), (row.id, answer.status_code)


def test_a_guest_who_was_dropped_is_nobody_everywhere(cast, forum, guest):
    seats.drop(forum.seat, by=cast.analyst)
    told = {row.id: walk.whole_answer(guest, row, cast) for row in OPEN}
    assert [name for name, text in told.items() if OWN in text] == []
    assert guest.post(reverse("meetings:guest_say"), {"text": "Jag är kvar"}).status_code == 404
    assert not Comment.objects.filter(text="Jag är kvar").exists()


def report_of(cast):
    return make.published_report(cast.organisation, by=cast.analyst, lifted=1, more=1)


def analysis_of(cast):
    return make.frozen_analysis(cast.organisation, by=cast.analyst)


@pytest.mark.parametrize("thing", [report_of, analysis_of])
def test_a_reading_link_is_dead_from_the_moment_it_is_revoked(thing, cast):
    link = links.make(thing(cast), "Vården", by=cast.analyst)
    browser = Client()
    addresses = [reverse(name, args=[links.token_of(link)]) for name in ("reports:read", "reports:read_pdf")]
    tags = {}
    for address in addresses:
        answer = browser.get(address)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"], "nothing on the way may keep it alive"
        tags[address] = answer.get("ETag", '"x"')
    assert set(browser.cookies) <= {"csrftoken"}, "what opened it is the address alone"
    links.revoke(link, by=cast.analyst)
    for address in addresses:
        assert browser.get(address).status_code == 404
        assert browser.get(address, headers={"If-None-Match": tags[address]}).status_code == 404
        assert browser.head(address).status_code == 404


def test_a_reading_link_shows_its_one_thing_and_leads_nowhere_else(cast):
    for fill in FILLS:
        fill(cast.organisation, WORD)
    told = make.published_report(
        cast.organisation, by=cast.analyst, lifted=1, more=1, period=make.MONTH.replace(month=3)
    )
    link = links.make(told, "Vården", by=cast.analyst)
    page = Client().get(reverse("reports:read", args=[links.token_of(link)])).content.decode()
    assert WORD not in page
    assert not [address for address in ADDRESS.findall(page) if address.startswith("/o/")]
