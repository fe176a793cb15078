"""The pages about newsletters: who waits, what they sent, and what a person decides."""

import pytest

from tests import factories as make
from utkik.collect.letters import mailroom
from utkik.collect.letters.models import Letter, Sender
from utkik.collect.models import Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(client):
    found = make.member("scanner")
    client.force_login(found.user)
    return found


def page(client, member, path="/newsletters"):
    answer = client.get(f"/o/{member.organisation.slug}/sources{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_sender_is_told_of_where_sources_are_listed(client, member):
    assert "/newsletters" not in page(client, member, "")
    sender = make.sender(member.organisation, letters=2)
    text = page(client, member, "").replace("\n", " ")
    assert "1 ny avsändare av nyhetsbrev väntar" in text
    text = page(client, member)
    assert sender.name in text and "2 brev väntar" in text and f"newsletters/{sender.pk}" in text


def test_of_many_senders_the_newest_hundred_are_shown_and_the_rest_counted(client, member):
    home = member.organisation
    made = [Sender(organisation=home, key=f"from:{n}@x.example", name=f"Brev {n:03}", address="x") for n in range(103)]
    Sender.objects.bulk_create(made)
    text = page(client, member)
    assert "103 avsändare av nyhetsbrev väntar" in text and "3 avsändare till väntar" in text
    assert text.count('id="decline-') == 100 and "Brev 102" in text and "Brev 002" not in text
    Sender.objects.update(state="declined")
    text = page(client, member)
    assert "103 avsändare är avböjda" in text and text.count('id="hear-') == 100


def test_a_senders_page_says_that_nobody_has_checked_the_address(client, member):
    sender = make.sender(member.organisation)
    assert "ingen har kontrollerat adressen" in page(client, member, f"/newsletters/{sender.pk}")


def test_a_letter_that_asks_to_be_confirmed_is_shown_with_its_link(client, member):
    told = 'Bekräfta: <a href="https://example.org/bekrafta?t=8f31">Bekräfta</a>'
    sender = make.sender(member.organisation, text=told)
    Letter.objects.update(entries=[Letter.objects.get().entries[0] | {"summary_html": f"<p>{told}</p>"}])
    assert 'href="https://example.org/bekrafta?t=8f31"' in page(client, member, f"/newsletters/{sender.pk}")


def test_a_sender_is_followed_as_a_source(client, member):
    sender = make.sender(member.organisation)
    area = make.area("Hamn", organisation=member.organisation)
    told = {"way": "links", "name": "Hamnbrevet", "level": "near", "area": area.pk, "place": ""}
    answer = client.post(f"/o/{member.organisation.slug}/sources/newsletters/{sender.pk}", told)
    source = Source.objects.get(name="Hamnbrevet")
    assert answer.status_code == 302 and (source.level, source.area) == ("near", area)
    sender.refresh_from_db()
    assert (sender.state, sender.splits, sender.source) == ("accepted", True, source)
    shown = page(client, member)
    assert "Hamnbrevet" in shown and "en artikel per länk" in shown
    client.post(f"/o/{member.organisation.slug}/sources/newsletters/{sender.pk}", told | {"way": "whole"})
    sender.refresh_from_db()
    assert not sender.splits and Source.objects.get(pk=source.pk).name == "Hamnbrevet"


def test_a_sender_is_declined_and_can_be_shown_again(client, member):
    sender = make.sender(member.organisation)
    address = f"/o/{member.organisation.slug}/sources/newsletters/{sender.pk}"
    client.post(f"{address}/decline")
    assert Sender.objects.get().state == "declined" and Letter.objects.get().entries == []
    assert "1 avsändare är avböjd" in page(client, member)
    client.post(f"{address}/wait-again")
    assert Sender.objects.get().state == "waiting"


def test_what_is_wrong_with_the_mailbox_is_said(client, member, settings):
    settings.NEWSLETTER_MAILBOX = {"host": "127.0.0.1", "port": 9, "user": "utkik@sandvik.example"}
    mailroom.read(mailroom.row_of_settings())
    text = page(client, member)
    assert "E-postservern svarar inte" in text and "utkik@sandvik.example" in text


def test_of_a_senders_removed_sources_each_can_be_had_back_and_is_heard(client, member):
    sender, sources = make.sender(member.organisation), f"/o/{member.organisation.slug}/sources"
    made = []
    for name in ("Hamnbrevet", "Brevet från hamnen"):
        client.post(f"{sources}/newsletters/{sender.pk}", {"way": "whole", "name": name, "level": "near"})
        made.append(Source.objects.get(name=name))
        client.post(f"{sources}/{made[-1].pk}/remove")
        client.post(f"{sources}/newsletters/{sender.pk}/wait-again")
    client.post(f"{sources}/{made[0].pk}/restore")
    sender.refresh_from_db()
    assert (sender.state, sender.source) == ("accepted", made[0])
    assert "Hamnbrevet" in page(client, member, f"/{made[0].pk}")


def test_trying_a_newsletter_now_reads_the_mailbox_and_offers_no_search_for_a_feed(client, member, settings):
    settings.NEWSLETTER_MAILBOX = {"host": "127.0.0.1", "port": 9, "user": "utkik@sandvik.example"}
    sender, sources = make.sender(member.organisation), f"/o/{member.organisation.slug}/sources"
    client.post(f"{sources}/newsletters/{sender.pk}", {"way": "whole", "name": "Hamnbrevet", "level": "near"})
    mailroom.read(mailroom.row_of_settings())
    assert not mailroom.due().exists()
    source = Source.objects.get(name="Hamnbrevet")
    assert 'id="search' not in page(client, member, f"/{source.pk}") + page(client, member, "?view=unwell")
    client.post(f"{sources}/{source.pk}/try")
    assert mailroom.due().exists()


def test_letters_are_no_feed_that_can_be_given_out(client, member):
    sender = make.sender(member.organisation)
    client.post(
        f"/o/{member.organisation.slug}/sources/newsletters/{sender.pk}",
        {"way": "whole", "name": "Hamnbrevet", "level": "near"},
    )
    assert "Hamnbrevet" not in page(client, member, "/opml/export")
