"""What is seen and done from outside, in a browser: a forum and its room, a guest's page, a reading link, a tip."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories as make
from tests.browser.test_every_page import faults, overflow
from utkik.meetings import seats, summing
from utkik.reports import links
from utkik.signals.models import Comment
from utkik.stream.models import Tip

pytestmark = [pytest.mark.django_db(transaction=True)]
WIDTHS = (1440, 390)


@pytest.fixture
def analyst():
    return make.member("analyst", name="Anna Analytiker")


@pytest.fixture
def forum(analyst):
    return make.full_forum(by=analyst, word="Kontakt")


@pytest.fixture
def holds(page, axe, live_server):
    """holds(path): nothing is wrong with the page there, on a desk and on a phone."""

    def look(path):
        wrong = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(live_server.url + path)
            wrong += [
                f"{width} {path}: {fault}" for fault in [*faults(page.content()), *overflow(page, width), *axe(page)]
            ]
        assert not wrong, "\n".join(wrong)

    return look


def test_a_forum_and_its_pages_are_accessible_on_a_desk_and_on_a_phone(page, log_in, holds, forum, analyst):
    make.phone(forum, by=analyst)
    log_in(page, analyst)
    for name in ("forum", "room", "write_summary"):
        holds(reverse(f"meetings:{name}", args=["sandvik", forum.pk]))
    summing.publish(forum, by=analyst)
    holds(forum.get_absolute_url())


def test_a_phone_comes_in_by_the_code_and_writes_and_keeps_its_words_until_they_are_sent(
    page, live_server, holds, forum, analyst
):
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    holds(reverse("meetings:code"))
    page.fill("#id_code", forum.code.lower())
    page.fill("#id_name", "Kim i rummet")
    page.keyboard.press("Enter")
    page.wait_for_url("**/guest")
    holds(reverse("meetings:guest_forum"))
    page.fill("#text", "Det här är halv")
    page.reload()
    assert page.input_value("#text") == "Det här är halv"
    page.fill("#text", "Svara samma dag")
    page.click("#send")
    page.locator("#said").get_by_text("Tack").wait_for()
    page.locator("#talk").get_by_text("Svara samma dag").wait_for()
    assert page.input_value("#text") == ""
    page.reload()
    assert page.input_value("#text") == ""
    assert Comment.objects.get(text="Svara samma dag").speaker == "Kim i rummet"
    page.fill("#text", "Ska inte ligga kvar")
    page.click("#leave")
    page.wait_for_url("**/room")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_when_the_forum_is_over_the_page_says_so(page, live_server, holds, forum, analyst):
    page.goto(live_server.url + reverse("meetings:come_in", args=[forum.seat.token]))
    seats.drop(forum.seat, by=analyst)
    holds(reverse("meetings:guest_forum"))
    page.get_by_text("fungerar länken inte längre").first.wait_for()


def test_a_reading_link_is_accessible_while_it_lives_and_when_it_is_dead(holds, page, analyst):
    link = links.make(make.published_report(by=analyst, lifted=2, more=1), "Vården", by=analyst)
    there = reverse("reports:read", args=[links.token_of(link)])
    holds(there)
    links.revoke(link, by=analyst)
    holds(there)


def test_a_tip_is_left_in_two_acts(page, log_in, holds):
    member = make.member("contributor")
    log_in(page, member)
    holds(reverse("stream:tip"))
    page.locator("#tip-form textarea").fill("Ekviken lånar ut tunnor till regnvatten")
    page.click("#send-tip")
    page.locator("#said").get_by_text("Tack").wait_for()
    assert Tip.objects.get().sender == member
