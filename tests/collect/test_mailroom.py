"""Newsletters from a real IMAP server: nothing comes twice, nothing is lost, and a person decides who is heard."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from tests import factories as make
from tests import imap_server
from tests.collect.feeds import item, rss
from tests.collect.letters import FORMS, HTML, letter
from tests.stub import Reply
from utkik import clock
from utkik.collect.letters import delivery, mailroom, senders
from utkik.collect.letters.models import Letter, Mailbox, Sender
from utkik.collect.models import Feed, Item, Sighting
from utkik.collect.sources import follow
from utkik.net import mailbox
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server_of_module(tmp_path_factory):
    folder = tmp_path_factory.mktemp("imap")
    with imap_server.running(folder) as running:
        running.certificate = folder / "imap.pem"
        yield running


@pytest.fixture
def server(server_of_module, settings, monkeypatch):
    one = server_of_module
    one.folders, one.orders, one.fetches, one.cut_at = {"INBOX": imap_server.Folder()}, [], 0, 0
    settings.NEWSLETTER_MAILBOX = one.box
    monkeypatch.setenv("SSL_CERT_FILE", str(one.certificate))
    return one


@pytest.fixture
def member():
    return make.member("scanner")


def read():
    row = mailroom.row_of_settings()
    mailroom.read(row)
    return Mailbox.objects.get(pk=row.pk)


def accepted(member, **choices):
    sender = Sender.objects.get()
    senders.accept(sender, by=member, **{"name": sender.name, "area": None, "place": None, "level": "wider", **choices})
    read()
    return sender


def numbered(first, last):
    return [letter(Message_ID=f"<{n}@norras.example>", Subject=f"Brev nr {n}") for n in range(first, last + 1)]


def test_a_sender_waits_on_first_sight_and_nothing_is_fetched(server, stub, member):
    link = f"{stub.address}/track/click/abcdefghijklmnop0123"
    server.inbox.add(letter(f'<p><a href="{link}">Kajen lagas i vår igen</a></p><img src="{stub.address}/o.gif">'))
    row = read()
    sender = Sender.objects.get()
    assert (sender.name, sender.address, sender.state) == ("Forskningsbrevet", "brev@norras.example", "waiting")
    assert (row.last_number, row.error_code, Entry.objects.count(), stub.asked) == (1, "", 0, [])
    assert "<img" not in Letter.objects.get().entries[0]["summary_html"]


def test_what_waited_comes_when_the_sender_is_accepted_and_later_letters_at_once(server, member):
    server.inbox.add(*numbered(1, 3))
    read()
    sender = accepted(member, name="Norrås nyhetsbrev")
    assert Entry.objects.count() == 3
    server.inbox.add(*numbered(4, 4))
    read(), read()
    assert sorted(Entry.objects.values_list("sighting__title", flat=True)) == [f"Brev nr {n}" for n in range(1, 5)]
    sender.refresh_from_db()
    assert (sender.source.name, sender.source.feed.kind) == ("Norrås nyhetsbrev", "letters")
    entry = Entry.objects.first()
    assert "säger hamnchefen" in entry.sighting.summary_html and entry.sighting.published_at.year == 2025
    assert not Letter.objects.exclude(entries=[]).exists(), "the text stands in the stream alone"


def test_letters_are_not_touched_in_the_mailbox(server, member):
    server.inbox.add(letter())
    read()
    assert not [
        order for order in server.orders if order.upper().startswith(("STORE", "UID STORE", "SELECT", "EXPUNGE"))
    ]
    assert all("PEEK" in order for order in server.orders if "FETCH" in order)


def test_letters_of_every_form_come_once_each(server, member):
    server.inbox.add(*(form.raw for form in FORMS.values()))
    server.inbox.add(letter(Auto_Submitted="auto-replied"))
    row = read()
    titles = sorted(form.title for form in FORMS.values())
    assert row.last_number == len(FORMS) + 1
    # Two forms that differ only in how they were packed are one letter.
    assert {letter.title for letter in Letter.objects.all()} == set(titles)
    before = Letter.objects.count()
    server.inbox.make_anew()
    assert read().last_number == 100 + len(FORMS) + 1
    assert Letter.objects.count() == before


def test_a_folder_that_was_made_anew_brings_nothing_twice_and_loses_nothing(server, member):
    server.inbox.add(*numbered(1, 5))
    read()
    accepted(member)
    server.inbox.make_anew()
    server.inbox.add(*numbered(6, 7))
    row = read()
    assert (row.validity, row.last_number) == (2, 107)
    assert Entry.objects.count() == 7


def test_a_folder_whose_new_numbers_are_lower_is_read_from_its_beginning(server, member):
    server.inbox.add(*numbered(1, 5))
    read()
    server.folders["INBOX"] = imap_server.Folder(validity=9, letters={1: numbered(6, 6)[0]})
    read()
    assert Letter.objects.count() == 6


@pytest.mark.parametrize("cut_at", [1, 4, 11, 13])
def test_a_cut_connection_costs_nothing_but_time(server, member, cut_at):
    server.inbox.add(*numbered(1, 14))
    server.cut_at = cut_at
    row = read()
    assert (row.error_code, row.failures) == ("mailbox_silent", 1)
    assert row.next_check_at > clock.now()
    row = read()
    assert (row.error_code, row.failures, row.last_number) == ("", 0, 14)
    assert sorted(Letter.objects.values_list("title", flat=True)) == sorted(f"Brev nr {n}" for n in range(1, 15))


def test_the_mailbox_is_held_anew_with_each_letter(server, member, monkeypatch):
    server.inbox.add(*numbered(1, 3))
    row, held, whole = mailroom.row_of_settings(), [], mailbox.Reader.letter

    def after_four_minutes(self, number):
        moment["now"] += timedelta(minutes=4)
        held.append(Mailbox.objects.get(pk=row.pk).claimed_until)
        return whole(self, number)

    moment = {"now": clock.now()}
    row.claimed_until = moment["now"] + mailroom.LEASE
    row.save()
    monkeypatch.setattr(clock, "now", lambda: moment["now"])
    monkeypatch.setattr(mailbox.Reader, "letter", after_four_minutes)
    mailroom.read(row)
    assert len(held) == 3 and held == sorted(set(held)) and moment["now"] - held[-1] < timedelta(0)
    assert Letter.objects.count() == 3


def test_a_letter_that_was_removed_meanwhile_is_passed_over(server, member, monkeypatch):
    server.inbox.add(*numbered(1, 3))
    whole = mailbox.Reader.after

    def and_then_one_goes(self, number):
        found = whole(self, number)
        server.inbox.letters.pop(2, None)
        return found

    monkeypatch.setattr(mailbox.Reader, "after", and_then_one_goes)
    assert read().last_number == 3
    assert Letter.objects.count() == 2


def _all_once(member, last):
    row = read()
    assert (row.last_number, row.error_code) == (last, "")
    titles = sorted(Entry.objects.values_list("sighting__title", flat=True))
    assert titles == sorted(f"Brev nr {n}" for n in range(1, last + 1))
    assert (Letter.objects.count(), Sighting.objects.count(), Item.objects.count()) == (last, last, last)


def _heard(member):
    Sender.objects.create(organisation=member.organisation, key="from:brev@norras.example", name="B", address="b@x.se")
    senders.accept(Sender.objects.get(), by=member, name="B")


@pytest.mark.parametrize("at", [1, 7, 10])
def test_a_second_reader_in_the_midst_of_a_first_brings_nothing_twice(server, member, monkeypatch, at):
    server.inbox.add(*numbered(1, 12))
    _heard(member)
    row, fetched, whole = mailroom.row_of_settings(), [], mailbox.Reader.letter

    def and_another_reads_meanwhile(self, number):
        fetched.append(number)
        if len(fetched) == at:
            mailroom.read(Mailbox.objects.get(pk=row.pk))
        return whole(self, number)

    monkeypatch.setattr(mailbox.Reader, "letter", and_another_reads_meanwhile)
    mailroom.read(row)
    assert len(fetched) > 12, "both of them read"
    _all_once(member, 12)


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_bring_each_letter_once(server, member):
    if connection.vendor == "sqlite":
        pytest.skip("a database in memory knows no waiting; the test above says the same of it")
    server.inbox.add(*numbered(1, 24))
    _heard(member)
    row, failed, together = mailroom.row_of_settings(), [], threading.Barrier(2)

    def one():
        try:
            together.wait(10)
            mailroom.read(Mailbox.objects.get(pk=row.pk))
        except Exception as wrong:
            failed.append(wrong)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(60) for thread in threads]
    assert failed == []
    _all_once(member, 24)


def test_each_linked_article_where_somebody_chose_so_and_counters_are_led_past(server, stub, member):
    counted = f"{stub.address}/ls/click/abcdefghijklmnop0123456789"
    ends = f"{stub.address}/ls/click/avregistrera-abcdefghijklmnop012345"
    stub.routes["/ls/click/abcdefghijklmnop0123456789"] = Reply(
        302, headers={"Location": "https://norras.example/nyheter/kajen?utm_source=brev"}
    )
    page = f'<h2>Kajen lagas i vår</h2><a href="{counted}">Läs mer</a><h2>Ny skola</h2>'
    page += f'<a href="https://norras.example/skola">Läs mer</a><a href="{ends}">Avsluta prenumerationen</a>'
    server.inbox.add(letter(page))
    read()
    accepted(member, splits=True)
    told = {(entry.sighting.title, entry.sighting.link) for entry in Entry.objects.select_related("sighting")}
    assert told == {
        ("Kajen lagas i vår", "https://norras.example/nyheter/kajen"),
        ("Ny skola", "https://norras.example/skola"),
    }
    assert stub.asked_paths() == ["/ls/click/abcdefghijklmnop0123456789"], "neither the article nor what would end it"


def test_an_article_in_a_letter_and_in_a_feed_is_one(server, stub, member):
    stub.routes["/rss"] = Reply(body=rss(item("Kajen lagas", "https://www.norras.example/nyheter/kajen/", guid="7")))
    make.source(stub.address + "/rss", by=member)
    make.collected()
    server.inbox.add(letter(HTML.replace("<h2>Kajen", "<h2>Kajen lagas i vår")))
    read()
    accepted(member, splits=True)
    assert Entry.objects.get().arrivals.count() == 2


def test_counters_in_the_text_are_led_past_too(server, stub, member):
    counted = "/ls/click/abcdefghijklmnop0123456789"
    stub.routes[counted] = Reply(302, headers={"Location": "https://norras.example/skola"})
    server.inbox.add(letter(f'<p>Ny <a href="{stub.address}{counted}">skola på Näset</a></p>'))
    read()
    accepted(member)
    text = Entry.objects.get().sighting.summary_html
    assert 'href="https://norras.example/skola"' in text and stub.address not in text


def test_counters_that_keep_us_waiting_hold_up_nothing(server, stub, member, monkeypatch):
    monkeypatch.setattr(delivery, "SECONDS", 0.5)
    counted = [f"/ls/click/abcdefghijklmnop01234567{n}" for n in range(10, 30)]
    stub.routes = dict.fromkeys(counted, Reply(302, headers={"Location": "https://norras.example/1"}, pause=5))
    server.inbox.add(letter("".join(f'<p><a href="{stub.address}{one}">Om kajen</a></p>' for one in counted)))
    read()
    began = time.monotonic()
    accepted(member)
    assert time.monotonic() - began < 8
    assert stub.address + counted[-1] in Entry.objects.get().sighting.summary_html


def test_a_counter_that_leads_nowhere_stays_as_it_came(server, stub, member):
    address = f"{stub.address}/ls/click/abcdefghijklmnop0123456789"
    server.inbox.add(letter(f'<p>Ny <a href="{address}">skola på Näset</a></p>'))
    read()
    accepted(member)
    assert address in Entry.objects.get().sighting.summary_html


def test_a_declined_sender_is_not_heard_and_nothing_of_theirs_is_kept(server, member):
    server.inbox.add(*numbered(1, 2))
    read()
    senders.decline(Sender.objects.get(), by=member)
    server.inbox.add(*numbered(3, 3))
    read()
    assert list(Letter.objects.values_list("title", "entries")) == [("", [])] * 3
    senders.wait_again(Sender.objects.get(), by=member)
    server.inbox.add(*numbered(4, 4))
    read()
    accepted(member)
    assert [entry.sighting.title for entry in Entry.objects.all()] == ["Brev nr 4"]


def test_letters_of_a_paused_source_wait_and_of_a_removed_one_come_when_it_is_had_back(server, member):
    server.inbox.add(*numbered(1, 1))
    read()
    source = accepted(member).source or Sender.objects.get().source
    follow.pause(source, by=member)
    server.inbox.add(*numbered(2, 2))
    read()
    assert Entry.objects.count() == 1
    follow.resume(source, by=member)
    read()
    assert Entry.objects.count() == 2
    follow.remove(source, by=member)
    server.inbox.add(*numbered(3, 3))
    read()
    follow.restore(source, by=member)
    read()
    assert Entry.objects.count() == 3


def test_a_sender_whose_source_was_removed_can_be_followed_anew(server, member):
    server.inbox.add(*numbered(1, 1))
    read()
    accepted(member)
    follow.remove(Sender.objects.get().source, by=member)
    server.inbox.add(*numbered(2, 2))
    read()
    assert senders.wait_again(Sender.objects.get(), by=member)
    assert accepted(member, name="På nytt").key == "from:brev@norras.example"
    assert Entry.objects.count() == 2
    assert Sender.objects.get().source.name == "På nytt"


def test_the_collector_fetches_no_letters(server, member):
    server.inbox.add(letter())
    read()
    accepted(member)
    assert make.collected()["feeds"] == 0
    assert not Feed.objects.due().exists()


def test_of_several_organisations_the_address_names_one(server, settings, member):
    neighbour = make.member("scanner", organisation=make.organisation("norras"))
    server.inbox.add(letter())
    assert read().error_code == "mailbox_without_organisation"
    assert Letter.objects.count() == 0
    settings.NEWSLETTER_MAILBOX = server.box | {"organisation": neighbour.organisation.slug}
    read()
    assert Letter.objects.get().organisation == neighbour.organisation


def test_a_token_instead_of_a_password_and_a_folder_with_a_swedish_name(server, settings, member, tmp_path):
    server.folders["Omv&AOQ-rld &- brev"] = imap_server.Folder(letters={1: letter()})
    (tmp_path / "token").write_text(server.token + "\n")
    box = server.box | {"password": "", "folder": "Omvärld & brev"}
    settings.NEWSLETTER_MAILBOX = box | {"token": server.token}
    assert read().error_code == ""
    assert Letter.objects.count() == 1
    settings.NEWSLETTER_MAILBOX = box | {"token_file": str(tmp_path / "token")}
    assert read().error_code == ""
    settings.NEWSLETTER_MAILBOX = box | {"token": "fel"}
    assert read().error_code == "mailbox_refused"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"password": "fel"}, "mailbox_refused"),
        ({"folder": "Finns inte"}, "mailbox_refused"),
        ({"port": 9}, "mailbox_silent"),
    ],
)
def test_what_is_wrong_is_told_and_tried_again_more_seldom(server, settings, member, wrong, code):
    settings.NEWSLETTER_MAILBOX = server.box | wrong
    first, second = read(), read()
    assert (first.error_code, second.failures) == (code, 2)
    assert second.next_check_at - clock.now() > first.next_check_at - clock.now()


def test_a_certificate_that_nobody_vouches_for_is_refused(server, member, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    assert read().error_code == "mailbox_refused"
    assert server.orders == [], "not a word was said"


def test_what_nobody_accepted_for_long_is_forgotten_but_known(server, member):
    server.inbox.add(letter())
    read()
    Letter.objects.update(received_at=clock.now() - delivery.FORGET_AFTER * 2)
    assert delivery.forget_old(member.organisation) == 1
    server.inbox.make_anew()
    read()
    assert [(one.title, one.entries) for one in Letter.objects.all()] == [("", [])]
