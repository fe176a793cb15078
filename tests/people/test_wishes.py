"""Mail is stopped without logging in, by whoever holds the signed address and by nobody else."""

import email
import email.policy

import pytest

from tests import factories as make
from tests.people.test_mail import server  # noqa: F401 (a fixture)
from utkik.people import leave, mail, posting, wishes
from utkik.people.letters import Item, Letter, Section
from utkik.people.models import Act, Delivery

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def anna():
    return make.member("scanner", name="Anna Ek")


def letter(**more):
    item = Item("Krav på svalka <i>", "https://utkik.example/o/x/signals/1", because="Fem boenden saknar kyla.")
    return "Vecka 48", Letter("En ny signal", sections=[Section("Nya signaler", [item])], **more)


def post(member, kind=wishes.DIGEST, occasion="digest-1"):
    return posting.post(member, letter, occasion=occasion, kind=kind)


def path_of(delivery):
    return "/" + delivery.unsubscribe.split("/", 3)[3]


def test_a_letter_says_the_same_in_text_and_html_and_how_to_stop_it(server, anna):  # noqa: F811
    mail.send(post(anna))
    message = email.message_from_bytes(server.received[0][1], policy=email.policy.default)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip().strip("<>")
    text, page = (message.get_body((form,)).get_content() for form in ("plain", "html"))
    for told in ("En ny signal", "Fem boenden saknar kyla.", "https://utkik.example/o/x/signals/1"):
        assert told in text and told in page
    assert "NYA SIGNALER" in text and "Därför: Fem boenden" in text and address in text
    assert "&lt;i&gt;" in page and '<h2 style="' in page and 'lang="sv"' in page


def test_a_letter_speaks_its_readers_language(anna):
    anna.user.language = "en"
    assert "Therefore: Fem boenden" in post(anna).text


def test_one_click_stops_this_kind_without_log_in_and_token(client, anna):
    delivery = post(anna)
    client.handler.enforce_csrf_checks = True
    assert client.post(path_of(delivery), ONE_CLICK).status_code == 200
    anna.refresh_from_db()
    assert not anna.wants_digest and anna.wants_mentions and anna.mail_paused_at is None
    assert Act.objects.filter(verb="mail.wishes_changed", thing_id=anna.pk).exists()


def test_reading_the_page_stops_nothing(client, anna):
    delivery = post(anna)
    for _time in range(3):
        page = client.get(path_of(delivery))
        assert page.status_code == 200 and "Sluta skicka ”Sammandrag varje måndag”?" in page.content.decode()
    client.head(path_of(delivery))
    anna.refresh_from_db()
    assert anna.wants_digest


def test_the_page_pauses_everything_and_takes_it_up_again(client, anna):
    address = path_of(post(anna))
    assert "Alla mail är pausade" in client.post(address, {"act": "pause"}).content.decode()
    anna.refresh_from_db()
    assert anna.mail_paused_at and not wishes.wanting(anna.organisation, wishes.DIGEST).exists()
    client.post(address, {"act": "resume"})
    anna.refresh_from_db()
    assert anna.mail_paused_at is None and anna in wishes.wanting(anna.organisation, wishes.DIGEST)


def test_an_address_that_was_changed_by_a_sign_stops_nothing(client, anna):
    address = path_of(post(anna))
    assert client.post(address[:-1] + ("x" if address[-1] != "x" else "y"), ONE_CLICK).status_code == 404
    anna.refresh_from_db()
    assert anna.wants_digest


def test_what_was_stopped_while_it_waited_is_not_sent(server, anna):  # noqa: F811
    waiting = post(anna)
    wishes.stop(anna, wishes.ALL)
    mail.send(waiting)
    waiting.refresh_from_db()
    assert waiting.state == Delivery.State.STOPPED and not server.received


@pytest.mark.parametrize("kind", ["", wishes.DIGEST])
@pytest.mark.parametrize("gone", ["left", "closed"])
def test_nothing_goes_out_to_who_left_or_whose_account_was_closed_while_it_waited(server, anna, kind, gone):  # noqa: F811
    told = {"address": anna.user.email, "occasion": "forum-1", "language": "sv", "subject": "Forum", "text": "Kom"}
    waiting = mail.put(anna.organisation, recipient=anna, kind=kind, **told)
    if gone == "left":
        leave.remove(anna, by=make.member("analyst"))
    else:
        anna.user.is_active = False
        anna.user.save()
    mail.send(Delivery.objects.get(pk=waiting.pk))
    waiting.refresh_from_db()
    assert waiting.state == Delivery.State.STOPPED and not server.received


def test_the_account_holds_the_choices_of_each_membership(client, anna):
    client.force_login(anna.user)
    assert "Sammandrag varje måndag" in client.get("/account").content.decode()
    client.post("/account/mail", {"membership": anna.pk, "reports": "on"})
    anna.refresh_from_db()
    assert (anna.wants_digest, anna.wants_mentions, anna.wants_reports) == (False, False, True)
    client.post("/account/mail", {"membership": anna.pk, "act": "pause"})
    other = make.member("reader")
    client.post("/account/mail", {"membership": other.pk, "act": "pause"})
    anna.refresh_from_db()
    other.refresh_from_db()
    assert anna.mail_paused_at and anna.wants_reports and other.mail_paused_at is None
