"""A guest sees one forum and nothing else, and is gone when it ends."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories as make
from tests.access import meetings_forums  # noqa: F401  (the forum's own rows stand there)
from utkik import clock
from utkik.meetings import convening, forum_way, phones, saying, seats, wrong
from utkik.meetings.models import Forum
from utkik.people import limits, links
from utkik.people.models import Guest
from utkik.signals.models import Comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make.member("analyst")


@pytest.fixture
def forum(analyst):
    return make.full_forum(analyst.organisation, by=analyst, word="Kontakt")


def came_in(token):
    """A browser that opened a guest's link."""
    browser = Client()
    response = browser.get(reverse("meetings:come_in", args=[token]))
    assert response.status_code == 302
    assert response["Location"] == reverse("meetings:guest_forum")
    return browser


def test_a_link_opens_the_forum_and_leaves_the_word_out_of_the_address(forum):
    browser = came_in(forum.seat.token)
    page = browser.get(reverse("meetings:guest_forum"))
    text = page.content.decode()
    assert page.status_code == 200
    assert "Kontakt fråga?" in text
    assert "Kontakt sade bordet" in text
    assert forum.seat.token not in text
    assert browser.cookies["utkik-guest"]["httponly"]
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "same-origin", "with none at all a browser sends the form with Origin: null"


def test_a_guests_page_leads_nowhere_inside(forum):
    text = came_in(forum.seat.token).get(reverse("meetings:guest_forum")).content.decode()
    assert not re.findall(r'(?:href|action|hx-get)="/o/', text)


def test_a_guest_is_let_into_no_page_of_the_organisation(forum, analyst):
    browser = came_in(forum.seat.token)
    slug = analyst.organisation.slug
    for path in ("", "stream", "signals", "trends", "reports", "forums", f"forums/{forum.pk}", "theme-days", "search"):
        answer = browser.get(f"/o/{slug}/{path}")
        assert answer.status_code in (302, 404), path
        assert answer.status_code == 404 or "/log-in" in answer["Location"], path


def test_a_guest_sees_their_own_forum_and_not_the_next(forum, analyst):
    make.full_forum(analyst.organisation, by=analyst, word="Hemligt")
    text = came_in(forum.seat.token).get(reverse("meetings:guest_forum")).content.decode()
    assert "Hemligt" not in text


def test_what_a_guest_writes_stands_with_name_and_where_they_come_from(forum, analyst):
    browser = came_in(forum.seat.token)
    browser.post(reverse("meetings:guest_say"), {"text": "Vi vill ha besked samma dag."})
    said = Comment.objects.get(text="Vi vill ha besked samma dag.")
    assert said.author is None
    assert said.speaker == "Kontakt gäst, Kontakt kommun"
    inside = Client()
    inside.force_login(analyst.user)
    assert "Kontakt gäst, Kontakt kommun" in inside.get(forum.get_absolute_url()).content.decode()


def test_said_twice_it_stands_once(forum):
    browser = came_in(forum.seat.token)
    for _time in range(2):
        browser.post(reverse("meetings:guest_say"), {"text": "Samma sak."})
    assert Comment.objects.filter(text="Samma sak.").count() == 1


@pytest.mark.parametrize("gone", ["ended", "removed", "dropped"])
def test_what_opened_the_forum_is_dead_at_once(forum, analyst, gone):
    browser = came_in(forum.seat.token)
    act = {"ended": convening.end, "removed": convening.remove}.get(gone)
    act(forum, by=analyst) if act else seats.drop(forum.seat, by=analyst)
    assert browser.get(reverse("meetings:guest_forum")).status_code == 404
    assert browser.post(reverse("meetings:guest_say"), {"text": "För sent."}).status_code == 404
    assert browser.get(reverse("meetings:guest_said"))["HX-Refresh"] == "true"
    assert Client().get(reverse("meetings:come_in", args=[forum.seat.token])).status_code == 404
    assert not Comment.objects.filter(text="För sent.").exists()


def test_when_the_forum_ends_addresses_go_and_only_those_who_spoke_keep_a_name(forum, analyst):
    silent = make.forum_guest(forum, by=analyst, name="Tyst Gäst", email="tyst@exempel.example")
    convening.end(forum, by=analyst)
    assert not Guest.objects.exclude(email="").exists()
    assert Guest.objects.get(pk=silent.guest_id).name == ""
    assert Guest.objects.get(pk=forum.seat.guest_id).name == "Kontakt gäst"
    assert not Guest.objects.filter(ended_at=None).exists()


def test_nobody_writes_in_an_ended_forum(forum, analyst):
    convening.end(forum, by=analyst)
    forum.refresh_from_db()
    with pytest.raises(wrong.ForumIsOver):
        saying.member(forum, "För sent", by=analyst)
    inside = Client()
    inside.force_login(analyst.user)
    there = reverse("signals:say", args=[analyst.organisation.slug, forum.conversation_id])
    assert inside.post(there, {"text": "Bakvägen"}).status_code == 403
    assert not Comment.objects.filter(text="Bakvägen").exists()


def test_the_code_lets_a_phone_in_however_it_is_written(forum, analyst):
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    phone = Client()
    written = forum.code.lower().replace(" ", "-")
    answer = phone.post(reverse("meetings:code"), {"code": written, "name": "Kim"})
    assert answer.status_code == 302
    assert phone.get(reverse("meetings:guest_forum")).status_code == 200


def test_a_closed_code_opens_nothing(forum, analyst):
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    seats.close_room(forum, by=analyst)
    with pytest.raises(wrong.WrongCode):
        seats.by_code(forum.code, address="10.0.0.1")


def test_guessing_codes_is_stopped_and_right_codes_cost_nothing(forum, analyst):
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    for _phone in range(70):  # a whole room behind one address
        assert seats.by_code(forum.code, address="10.0.0.2").pk == forum.pk
    for _guess in range(seats.CODES.size):
        with pytest.raises(wrong.WrongCode):
            seats.by_code("FJORD 0000", address="10.0.0.3")
    with pytest.raises(limits.TooOften):
        seats.by_code(forum.code, address="10.0.0.3")


def test_another_address_of_the_same_ipv6_network_gives_no_new_guesses(forum, analyst):
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    for guess in range(seats.CODES.size):
        with pytest.raises(wrong.WrongCode):
            seats.by_code("FJORD 0000", address=f"2001:db8:1:{guess:x}::{guess:x}")
    with pytest.raises(limits.TooOften):
        seats.by_code(forum.code, address="2001:db8:1:ff::1")


def test_a_code_is_said_aloud_and_is_not_guessed():
    assert len(seats.WORDS) ** 2 * len(seats.NUMBERS) > 30_000_000
    words = set(seats.WORDS)
    joined = [one + other for one in seats.WORDS for other in seats.WORDS]
    assert len(set(joined)) == len(joined) and not words & set(joined), "a code written in one is read in one way"
    for code in ("KOMPASS BRYGGA 4281", "MO HED 1000", "FJORD FJORD 9999", "SEKSTANT 1234"):  # the last as before
        assert {seats.tidy(code), seats.tidy(code.lower().replace(" ", "")), seats.tidy(code.replace(" ", "-"))} == {
            code
        }
    assert seats.tidy(code := seats.new_code()) == code and len(code) <= 20


def test_one_phone_does_not_fill_the_room_and_the_room_does_not_meet_the_limit(forum, analyst, monkeypatch):
    assert seats.SEATS.size >= 150
    monkeypatch.setattr(seats, "SEATS", limits.Limit("few", 3, limits.HOUR))
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    phone = Client(REMOTE_ADDR="10.0.0.5")
    answers = [phone.post(reverse("meetings:code"), {"code": forum.code, "name": f"Kim {n}"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "från ert nätverk" in answers[-1].content.decode()
    assert seats.enter(forum.code, name="Ida", affiliation="", address="10.0.0.6")
    other = make.forum(analyst.organisation, by=analyst)
    assert make.phone(other, by=analyst), "another forum has its own"
    monkeypatch.setattr(seats, "MOST_IN_ROOM", 4)
    with pytest.raises(wrong.ForumIsFull):
        seats.enter(forum.code, name="Bo", affiliation="", address="10.0.0.7")
    seats.drop(forum.guests.filter(way=seats.CODE).first(), by=analyst)
    assert seats.enter(forum.code, name="Bo", affiliation="", address="10.0.0.7"), "who was taken off gives room"


def test_everybody_who_came_by_the_code_is_taken_off_at_once_and_does_not_come_back_by_it(forum, analyst):
    words = [make.phone(forum, by=analyst, name=name) for name in ("Kim", "Ida", "Bo")]
    inside = Client()
    inside.force_login(analyst.user)
    slug = analyst.organisation.slug
    assert "Ta av alla" in inside.get(reverse("meetings:forum_people", args=[slug, forum.pk])).content.decode()
    page = inside.post(reverse("meetings:drop_by_code", args=[slug, forum.pk]), follow=True).content.decode()
    assert "3 som kom in med koden" in page
    assert not any(seats.find(word) for word in words) and seats.find(forum.seat.token)
    with pytest.raises(wrong.WrongCode):
        seats.by_code(forum.code, address="10.0.0.8")
    undo = re.search(r'"(/o/[^"]+/by-code/\d+/bring-back)"', page).group(1)
    inside.post(undo)
    assert all(seats.find(word) for word in words)
    assert (
        inside.post(undo.replace(f"/{forum.pk}/", f"/{make.forum(analyst.organisation, by=analyst).pk}/")).status_code
        == 404
    )


def test_a_guest_who_floods_is_asked_to_wait(forum):
    for place in range(phones.MOST_OF_A_GUEST - 1):
        assert phones.say(forum.seat.guest.token_hash, f"Inlägg {place}")
    with pytest.raises(wrong.GuestSaysTooMuch):
        phones.say(forum.seat.guest.token_hash, "Ett för mycket")


def test_what_a_room_writes_at_the_same_moment_is_written_down_together_and_each_on_its_own(forum, analyst):
    seats.open_room(forum, by=analyst)
    forum.refresh_from_db()
    words = [seats.enter(forum.code, name=name, affiliation="", address="10.0.0.4")[0] for name in ("Kim", "Ida", "Bo")]
    gone = seats.find(words[2])
    seats.drop(gone, by=analyst)
    at_once = [phones.Words(links.hashed(word), f"Från {n}") for n, word in enumerate(words)]
    again = phones.Words(at_once[0].token_hash, "Från 0")
    phones._write_down([*at_once, again])
    assert [one.comment and one.comment.speaker for one in (*at_once, again)] == ["Kim", "Ida", None, None]
    assert [type(one.refused) for one in (*at_once, again)] == [type(None), type(None), wrong.ForumIsOver, type(None)]
    assert forum.contributions.filter(in_room=True, comment__text__startswith="Från").count() == 2


def test_who_writes_at_home_by_a_link_is_not_in_the_room_although_its_code_is_shown(forum, analyst):
    seats.open_room(forum, by=analyst)
    Forum.objects.filter(pk=forum.pk).update(room_at=None)
    phones.say(forum.seat.guest.token_hash, "Hemifrån")
    Forum.objects.filter(pk=forum.pk).update(room_at=clock.now())
    phones.say(forum.seat.guest.token_hash, "På plats")
    said = forum.contributions.filter(comment__text__in=("Hemifrån", "På plats")).order_by("pk")
    assert [one.in_room for one in said] == [False, True]


def test_a_summary_that_is_not_published_stands_as_a_draft_on_the_forums_way(forum):
    forum.summary = "Vi tar med oss tre saker"
    with translation.override("sv"):
        assert "utkast" in [step.line for step in forum_way.of(forum, invited=1, results=0)]


def test_whoever_waited_for_a_turn_that_failed_writes_in_their_own(forum, monkeypatch):
    waits = phones.Words(forum.seat.guest.token_hash, "Väntade")
    phones._waiting.append(waits)
    with monkeypatch.context() as broken, pytest.raises(OSError):
        broken.setattr(phones, "_said_lately", lambda found: (_ for _ in ()).throw(OSError("the disk is full")))
        phones.say(forum.seat.guest.token_hash, "Först")
    assert not waits.is_done
    assert phones.say(forum.seat.guest.token_hash, "Först").comment
    phones._write_down(phones._with_all_who_wait(waits))
    assert waits.comment


def test_what_a_guest_writes_is_kept_in_their_browser_until_it_is_sent(forum):
    text = came_in(forum.seat.token).get(reverse("meetings:guest_forum")).content.decode()
    who = f"guest-{forum.seat.guest_id}"
    assert f'data-autosave="say" data-autosave-who="{who}"' in text
    assert f'<body data-who="{who}">' in text
