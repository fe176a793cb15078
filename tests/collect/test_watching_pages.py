"""Adding what has no feed, on the page where sources are added: what is proposed, previewed and followed."""

import pytest
from django.urls import reverse

from tests import factories as make
from tests.collect.systems import SYSTEMS, html, row
from tests.stub import Reply
from utkik.collect import probe
from utkik.collect.models import Feed, Source
from utkik.collect.sources import opml, take_in

pytestmark = pytest.mark.django_db
HTML = {"Content-Type": "text/html; charset=utf-8"}
TEXT = (
    b"<html lang=sv><title>Taxa</title><main><h1>Taxa</h1><p>Grundavgiften \xc3\xa4r 4 100 kronor om \xc3\xa5ret.</p>"
)


@pytest.fixture
def post(client, scanner):
    client.force_login(scanner.user)
    address = reverse("collect:new", args=[scanner.organisation.slug])
    return lambda **fields: client.post(address, fields)


def listed(stub):
    stub.routes["/nyheter"] = Reply(body=html(SYSTEMS[3], [row(n) for n in range(10, 0, -1)]), headers=HTML)
    return stub.address + "/nyheter"


def test_a_page_without_a_feed_is_offered_as_a_list_and_as_itself(post, stub):
    response = post(address=listed(stub), act="look")
    text = response.content.decode()
    kinds = [(offer.kind, offer.links) for offer in response.context["offers"]]
    assert response.status_code == 200 and kinds == [("listing", 10), ("page", 0)]
    assert "har inget flöde där, men sidan går att bevaka" in text and row(10).title in text
    assert f'value="listing:{stub.address}/nyheter" checked' in text and f'value="page:{stub.address}/nyheter"' in text
    assert not Source.objects.exists()


@pytest.mark.parametrize("kind", ["listing", "page"])
def test_the_chosen_one_is_watched(post, stub, kind):
    address = listed(stub)
    choice = f"{kind}:{address}"
    answer = post(
        address=address, act="follow", feed=choice, name="Nyheter", level="own", suggested="Nyheter", looked="main"
    )
    source = Source.objects.get()
    assert answer.status_code == 302
    assert (source.feed.kind, source.feed.selector, source.feed.address) == (kind, "main", address)
    assert make.collected()["failed"] == 0


def test_a_selector_narrows_what_is_shown_and_one_that_finds_nothing_is_said(post, stub):
    address = listed(stub)
    found = post(address=address, act="look", selector="main .views-row-odd")
    assert (
        found.context["offers"][0].links == 5 and 'name="looked" value="main .views-row-odd"' in found.content.decode()
    )
    nothing = post(address=address, act="look", selector=".finns-inte")
    broken = post(address=address, act="look", selector="main >")
    for answer, words in ((nothing, "Inget hittades där som går att bevaka"), (broken, "går inte att förstå")):
        text = answer.content.decode()
        assert answer.status_code == 422 and words in text and 'id="selector-error"' in text
        assert text.count('id="selector"') == 1 and '<details class="field" open' in text


def test_probe_tells_a_list_with_its_items_and_a_text_as_a_page(stub):
    address = listed(stub)
    stub.routes["/taxa"] = Reply(body=TEXT, headers=HTML)
    a_list, a_page = (one.to_json() for one in probe.probe([address, stub.address + "/taxa"]))
    assert (a_list["kind"], a_list["error"], len(a_list["items"])) == ("listing", None, 10)
    assert a_list["items"][0] == {
        "id": f"{stub.address}/node/910",
        "link": f"{stub.address}/node/910",
        "title": row(10).title,
        "summary_html": f"<p>{row(10).text}</p>",
        "published": f"{row(10).day}T00:00:00Z",
        "language": "sv",
    }
    assert (a_page["kind"], a_page["error"], a_page["items"], a_page["title"]) == ("page", None, [], "Taxa")


def test_a_rebuilt_page_is_said_on_its_page_until_somebody_has_looked(client, scanner, stub):
    client.force_login(scanner.user)
    source = make.source(listed(stub), by=scanner, kind="listing", selector="main .views-row")
    make.collected()
    stub.routes["/nyheter"] = Reply(body=b"<html><main><h1>Ny webbplats", headers=HTML)
    make.collected()
    here = reverse("collect:source", args=[scanner.organisation.slug, source.pk])
    text = client.get(here).content.decode()
    assert "Sidan har gjorts om" in text and 'id="confirm"' in text and "Lista på en sida" in text
    answer = client.post(reverse("collect:confirm", args=[scanner.organisation.slug, source.pk]))
    assert answer.status_code == 302 and 'id="confirm"' not in client.get(here).content.decode()


def test_what_is_watched_is_given_out_and_taken_in_again(scanner, stub):
    address = listed(stub)
    make.source(address, by=scanner, kind="listing", selector="main .views-row")
    make.source(address, by=scanner, kind="page")
    body = opml.write(take_in.give_out(scanner.organisation), "Sandvik")
    other = make.organisation("Norrås")
    taken = take_in.take_in(other, opml.read(body), by=None)
    assert (len(taken.added), taken.refused, Feed.objects.count()) == (2, [], 2)
    assert len(take_in.take_in(other, opml.read(body), by=None).there) == 2
