"""Guests are invited through a real mail server: each once, by a link that is theirs alone."""

import email
import email.policy
import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests import mail_server
from utkik.meetings import inviting, seats, summing, wrong
from utkik.people import mail
from utkik.people.models import Delivery
from utkik.people.tasks import send_mail

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http://testserver(/\S+)|https?://[^/\s]+(/(?:guest|theme-day)/\S+)")


@pytest.fixture
def server(settings):
    with mail_server.in_use(settings) as running:
        yield running


@pytest.fixture
def analyst():
    return make.member("analyst", name="Åsa Alm")


def carried(server):
    """What the server was given: address → the plain text of the message; each address once."""
    for _time in range(2):  # what is sent waits no more
        for waiting in mail.waiting():
            send_mail(waiting)
    told = {}
    for (recipient,), text in server.received:
        address = recipient.partition("<")[2].partition(">")[0]
        assert address not in told, "sent twice"
        message = email.message_from_bytes(text, policy=email.policy.default)
        told[address] = (message, message.get_body(("plain",)).get_content())
    return told


def path_in(text):
    return next(first or second for first, second in LINK.findall(text)).rstrip(".")


def test_a_forums_guests_get_a_link_each_that_lets_them_in_until_they_are_dropped(server, analyst):
    forum = make.forum(by=analyst, name="Kontakten med invånarna", questions=[make.question(by=analyst)])
    for name in ("ebba", "kim"):
        seats.add(forum, name=name.capitalize(), email=f"{name}@firman.example", by=analyst)
    seats.add(forum, name="Utan adress", by=analyst)
    assert summing.send(forum, by=analyst) == 3
    told = carried(server)
    assert set(told) == {"ebba@firman.example", "kim@firman.example"}
    links = {address: path_in(text) for address, (_message, text) in told.items()}
    assert len(set(links.values())) == 2
    message, text = told["ebba@firman.example"]
    assert message["Subject"] == "Forumet Kontakten med invånarna"
    assert "Åsa Alm" in text and make.ASKED in text
    browser = Client()
    assert browser.get(links["ebba@firman.example"]).status_code == 302
    assert "Kontakten med invånarna" in browser.get(reverse("meetings:guest_forum")).content.decode()
    seats.drop(forum.guests.get(guest__name="Ebba"), by=analyst)
    assert browser.get(reverse("meetings:guest_forum")).status_code == 404
    assert Client().get(links["ebba@firman.example"]).status_code == 404
    assert Client().get(links["kim@firman.example"]).status_code == 302


def test_nobody_is_invited_twice_and_whoever_is_listed_later_alone(server, analyst):
    forum = make.forum(by=analyst)
    seats.add(forum, name="Ebba", email="ebba@firman.example", by=analyst)
    summing.send(forum, by=analyst)
    with pytest.raises(wrong.NothingToSend):
        summing.send(forum, by=analyst)
    seats.add(forum, name="Kim", email="kim@firman.example", by=analyst)
    assert summing.send(forum, by=analyst) == 1
    assert set(carried(server)) == {"ebba@firman.example", "kim@firman.example"}


def test_a_link_that_was_sent_stands_in_no_table(server, analyst):
    forum = make.forum(by=analyst)
    seats.add(forum, name="Ebba", email="ebba@firman.example", by=analyst)
    summing.send(forum, by=analyst)
    word = path_in(carried(server)["ebba@firman.example"][1]).rpartition("/")[2]
    assert Client().get(reverse("meetings:come_in", args=[word])).status_code == 302
    kept = Delivery.objects.get()
    assert word not in f"{kept.text}{kept.html}"


def test_a_guest_of_a_theme_day_answers_by_the_link_in_the_mail(server, analyst):
    day = make.coming_day(by=analyst)
    inviting.add_guest(day, name="Ebba", affiliation="Firman", email="ebba@firman.example", by=analyst)
    inviting.send(day, by=analyst)
    _message, text = carried(server)["ebba@firman.example"]
    there = path_in(text)
    assert day.theme in Client().get(there).content.decode()
    assert Client().post(f"{there}/answer", {"answer": "yes"}).status_code == 302
    assert day.invitations.get().answer == "yes"


def test_a_server_that_refuses_one_address_is_shown_and_stops_no_other(server, analyst):
    forum = make.forum(by=analyst)
    for name in ("ebba", "kim"):
        seats.add(forum, name=name, email=f"{name}@firman.example", by=analyst)
    summing.send(forum, by=analyst)
    first, second = mail.waiting()
    server.answer_to_recipient = "550 no such box"
    send_mail(first)
    server.answer_to_recipient = "250 ok"
    send_mail(second)
    states = {row.state for row in Delivery.objects.all()}
    assert len(server.received) == 1
    assert Delivery.State.SENT in states and len(states) == 2
