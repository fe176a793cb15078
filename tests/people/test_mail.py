import email
import email.policy
from datetime import timedelta

import pytest

from tests import factories as make
from tests import mail_server
from utkik import clock
from utkik.people import letters, mail
from utkik.people.models import Delivery
from utkik.people.tasks import send_mail

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def server(settings):
    with mail_server.in_use(settings) as running:
        yield running


def put(**more):
    told = {"address": "asa@example.org", "occasion": "report-1", "language": "sv"}
    told |= {"subject": "Rapporten är ute", "text": "Läs här: https://utkik.example/o/x"}
    return mail.put(make.organisation(), **(told | more))


def test_a_message_arrives_whole_and_once(server):
    delivery = put()
    for waiting in mail.waiting():
        send_mail(waiting)
    send_mail(delivery)
    delivery.refresh_from_db()
    assert delivery.state == State.SENT and delivery.sent_at
    ((recipients, text),) = server.received
    message = email.message_from_bytes(text, policy=email.policy.default)
    assert len(recipients) == 1 and "asa@example.org" in recipients[0]
    assert message["Subject"] == "Rapporten är ute"
    assert message["Message-ID"] == delivery.message_id
    assert message["Content-Language"] == "sv" and message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    body = message.get_body(("plain",)).get_content()
    assert "Läs här" in body and "Utkik i Sandvik kommun" in body
    page = message.get_body(("html",)).get_content()
    assert '<html lang="sv">' in page and '<a href="https://utkik.example/o/x"' in page
    assert page.count("<h1") == 1 and "<img" not in page and "<script" not in page
    assert message["List-Unsubscribe"] is None


def test_one_message_per_occasion_and_address(server):
    assert put().pk == put(text="en gång till").pk
    assert put(address="bo@example.org").pk != put().pk


def test_sending_is_committed_before_the_server_is_asked(server, monkeypatch):
    delivery, seen = put(), []
    monkeypatch.setattr(mail, "_hand_over", lambda _row, _to: seen.append(Delivery.objects.get(pk=delivery.pk).state))
    mail.send(delivery)
    assert seen == [State.SENDING]


def test_a_message_cut_off_is_doubtful_and_sent_again_only_by_a_person(server):
    delivery = put()
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.SENDING, claimed_until=clock.now() - timedelta(seconds=1)
    )
    assert not mail.waiting() and list(mail.doubtful()) == [delivery]
    assert not mail.send(delivery)
    assert mail.send_again(delivery)
    assert list(mail.waiting()) == [delivery] and not mail.send_again(delivery)


def test_a_connection_that_breaks_while_the_text_is_given_is_doubtful(server):
    server.hang_up_at_data = True
    delivery = put()
    mail.send(delivery)
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert list(mail.doubtful()) == [delivery] and not mail.waiting()


def test_a_server_that_is_away_or_asks_to_wait_is_tried_later(server, settings):
    asked, away = put(), put(address="bo@example.org")
    server.answer_to_recipient = "451 try later"
    mail.send(asked)
    settings.EMAIL_PORT = 1
    mail.send(away)
    assert not mail.waiting() and not mail.doubtful()
    server.answer_to_recipient, settings.EMAIL_PORT = "250 ok", server.port
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert list(mail.waiting()) == [asked, away]
        for delivery in mail.waiting():
            send_mail(delivery)
    assert len(server.received) == 2


def test_after_two_days_a_person_is_asked(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    delivery = put()
    with clock.at(clock.now() + timedelta(days=2, hours=1)):
        mail.send(delivery)
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED and delivery.error


@pytest.mark.parametrize(("age", "wait"), [(0, 1), (4, 1), (40, 10), (600, 60)])
def test_the_wait_grows_with_the_age(age, wait):
    assert mail.wait_after(timedelta(minutes=age)) == timedelta(minutes=wait)


def test_a_refused_recipient_is_shown(server, client):
    server.answer_to_recipient = "550 nobody here"
    delivery = put()
    mail.send(delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (State.FAILED, "550")
    administrator = make.member("reader", is_administrator=True)
    client.force_login(administrator.user)
    page = client.get("/o/sandvik/administration/work").content.decode()
    assert "Nekades av mailservern" in page and "asa@example.org" in page
    client.post(f"/o/sandvik/administration/mail/{delivery.pk}/again")
    assert list(mail.waiting()) == [delivery]


def test_a_link_that_lets_in_is_wiped_once_it_is_sent(server):
    delivery = put(holds_key=True)
    mail.send(delivery)
    assert Delivery.objects.get(pk=delivery.pk).text == ""
    assert b"https://utkik.example" in server.received[0][1]


@pytest.mark.parametrize("name", ["Astrid\r\nBcc: alla@example.org", "Astrid\nX: y", "Astrid\u2028Z"])
def test_no_header_gets_in_through_a_name(server, name):
    delivery = put(subject=f"Från {name}")
    mail.send(delivery)
    headers = server.received[0][1].split(b"\r\n\r\n")[0]
    assert b"\nBcc:" not in headers and b"\nX:" not in headers


@pytest.fixture
def no_server(settings, tmp_path):
    settings.EMAIL_HOST, settings.UTKIK_DATA = "", tmp_path
    return tmp_path / "mail"


def test_without_a_mail_server_a_message_lies_as_a_file_and_is_read_in_administration(no_server, client):
    delivery = put()
    for waiting in mail.waiting():
        send_mail(waiting)
    delivery.refresh_from_db()
    assert delivery.state == State.FILED and not mail.waiting() and not delivery.sent_at
    (file,) = no_server.iterdir()
    assert file.suffix == ".eml" and file.stat().st_mode & 0o077 == 0
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert message["To"] == "asa@example.org" and "Läs här" in message.get_body(("plain",)).get_content()
    client.force_login(make.member("reader", is_administrator=True).user)
    assert "Rapporten är ute" in client.get("/o/sandvik/administration/mail").content.decode()
    page = client.get(f"/o/sandvik/administration/mail/{delivery.pk}").content.decode()
    assert "Läs här" in page and "Ligger som fil" in page and file.name in page


def test_the_text_of_what_was_sent_is_its_recipients_own(server, client):
    delivery = put()
    mail.send(delivery)
    client.force_login(make.member("reader", is_administrator=True).user)
    page = client.get(f"/o/sandvik/administration/mail/{delivery.pk}").content.decode()
    assert "asa@example.org" in page and "Läs här" not in page


def test_a_doubtful_message_is_sent_again_from_its_own_page(server, client):
    delivery = put()
    Delivery.objects.filter(pk=delivery.pk).update(state=State.SENDING, claimed_until=None)
    client.force_login(make.member("reader", is_administrator=True).user)
    page = client.get(f"/o/sandvik/administration/mail/{delivery.pk}").content.decode()
    assert "Skicka igen" in page
    client.post(f"/o/sandvik/administration/mail/{delivery.pk}/again")
    assert list(mail.waiting()) == [delivery]


def test_words_that_announce_an_address_are_its_link_in_html():
    words = "Skriv senast 11 december.\n\nFrågorna: https://utkik.example.org/o/x/trends/input/2\n\nSe https://a.se nu."
    page = letters.html_of_text("Inspel", words, language="sv", organisation="Sandvik")
    assert '<a href="https://utkik.example.org/o/x/trends/input/2" style="color:#0a4f78">Frågorna</a>' in page
    assert 'Se <a href="https://a.se" style="color:#0a4f78">https://a.se</a> nu.' in page
