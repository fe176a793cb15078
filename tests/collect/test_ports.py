"""Other ports than the web's own: refused, until an analyst allows one for a source, and then for that host alone."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply, serving
from utkik.collect.models import Source
from utkik.net import client, errors, guard, ports
from utkik.people.models import Act

FEED = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def outside(settings, monkeypatch):
    """The stub stands in for a site of the public network."""
    settings.UTKIK_FETCH_ALLOW = []
    monkeypatch.setattr(guard, "is_public", lambda address: True)


@pytest.fixture
def feed(stub, outside):
    stub.routes["/rss"] = Reply(body=rss(item("Ett"), item("Två", "https://a.example/2")), headers=FEED)
    return stub.address + "/rss"


def code_of(address, place=""):
    try:
        with ports.opened(place):
            client.fetch(address)
    except errors.NetError as wrong:
        return wrong.code
    return ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("http://a.example/", ""),
        ("https://a.example:443/", ""),
        ("https://A.example:8443/rss", "a.example:8443"),
        ("http://a.example:25/", ""),
        ("http://[2001:db8::1]:8080/", "2001:db8::1:8080"),
        ("http://a.example:99999/", ""),
        ("http://", ""),
    ],
)
def test_a_port_that_can_be_allowed_is_told_with_its_host(address, place):
    assert ports.place_of(address) == place


def test_only_the_host_and_port_that_were_allowed_are_asked(stub, feed):
    place = ports.place_of(feed)
    assert code_of(feed) == "refused_port"
    assert code_of(feed, place) == ""
    assert code_of(feed.replace("127.0.0.1", "localhost"), place) == "refused_port"
    with serving() as other:
        assert code_of(other.address, place) == "refused_port"
        stub.routes["/bort"] = Reply(301, headers={"Location": other.address})
        assert code_of(stub.address + "/bort", place) == "refused_port"
        assert other.asked == []


def test_an_allowed_port_opens_no_closed_network(stub, settings):
    settings.UTKIK_FETCH_ALLOW = []
    assert code_of(stub.address, ports.place_of(stub.address)) == "private_address"


@pytest.mark.django_db
def test_an_analyst_allows_a_port_where_the_source_is_changed(client, feed):
    analyst, scanner = make.member("analyst"), make.member("scanner")
    source = make.source(feed, by=scanner)
    assert make.collected()["failed"] == 1
    address = reverse("collect:edit", args=[source.organisation.slug, source.pk])
    told = {"name": source.name, "level": "near", "port": "on"}

    client.force_login(scanner.user)
    page = client.get(reverse("collect:source", args=[source.organisation.slug, source.pk])).content.decode()
    assert "be en analytiker" in page
    assert 'name="port"' not in client.get(address).content.decode()
    client.post(address, told)
    assert make.collected()["failed"] == 1

    client.force_login(analyst.user)
    assert 'name="port"' in client.get(address).content.decode()
    client.post(address, told)
    assert make.collected()["new_entries"] == 2
    assert "open_port" in Act.objects.filter(verb="source.changed").latest("pk").changed

    client.force_login(scanner.user)
    client.post(address, told | {"name": "Nytt namn"})
    assert make.collected()["failed"] == 0
    client.force_login(analyst.user)
    client.post(address, {"name": "Nytt namn", "level": "near"})
    assert make.collected()["failed"] == 1


@pytest.mark.django_db
def test_an_analyst_allows_a_port_where_a_source_is_added(client, feed):
    analyst = make.member("analyst")
    client.force_login(analyst.user)
    page = reverse("collect:new", args=[analyst.organisation.slug])
    refused = client.post(page, {"act": "look", "address": feed}).content.decode()
    assert 'name="port"' in refused and "Tillåt porten hos" in refused
    looked = client.post(page, {"act": "look", "address": feed, "port": "on"}).content.decode()
    assert "Följ källan" in looked
    choice = {"act": "follow", "address": feed, "feed": feed, "name": "Ny", "level": "near", "port": "on"}
    client.post(page, choice)
    assert Source.objects.get().open_port == ports.place_of(feed)
    assert make.collected()["new_entries"] == 2


@pytest.mark.django_db
def test_a_scanner_is_not_asked_and_allows_nothing(client, feed):
    scanner = make.member("scanner")
    client.force_login(scanner.user)
    page = reverse("collect:new", args=[scanner.organisation.slug])
    answer = client.post(page, {"act": "look", "address": feed, "port": "on"})
    assert 'name="port"' not in answer.content.decode() and "Följ källan" not in answer.content.decode()


@pytest.mark.django_db
def test_one_organisations_permission_serves_who_follows_the_same_feed(feed):
    """The feed is fetched once for all; who allowed it answers for the port, and ends it for all by no longer."""
    make.source(feed, organisation=make.organisation("norras"))
    own = make.source(feed, by=make.member("analyst"), open_port=ports.place_of(feed))
    assert make.collected()["new_entries"] == 4
    Source.objects.filter(pk=own.pk).update(paused_at=own.added_at)
    assert make.collected()["failed"] == 1
