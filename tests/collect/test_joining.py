"""A feed that moves for good to where there is a feed already: its sources go over, and nothing comes twice."""

from itertools import count

import pytest

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik.collect import joining
from utkik.collect.models import Feed, Source
from utkik.collect.sources import follow, yields
from utkik.people.models import Act
from utkik.stream import triage
from utkik.stream.models import Arrival, Entry
from utkik.stream.rule_models import Rule

pytestmark = pytest.mark.django_db

ONE = item("Ett", "https://a.example/1", guid="1")
TWO = item("Två", "https://a.example/2", guid="2")
BARE = item("Utan länk", "", guid="utan-länk")
LATER = item("Tre", "https://a.example/3", guid="3")
NUMBERS = count(1)


def published(*items):
    return Reply(body=rss(*items), headers={"Content-Type": "application/rss+xml"})


def moves(stub, times=joining.SIGHTS):
    stub.routes["/gammal"] = Reply(301, headers={"Location": "/ny"})
    for _ in range(times):
        make.collected()


def titles(home):
    return sorted(Entry.objects.for_organisation(home).values_list("sighting__title", flat=True))


@pytest.fixture
def scanner():
    return make.member("scanner")


@pytest.fixture
def old(stub, scanner):
    stub.routes["/gammal"] = stub.routes["/ny"] = published(ONE, TWO, BARE)
    return make.source(stub.address + "/gammal", by=scanner, name="Gamla")


def test_who_has_both_keeps_one_source_and_every_article_in_its_place(stub, scanner, old):
    make.collected()
    entry = Entry.objects.get(sighting__title="Ett")
    triage.keep(entry, by=scanner)
    new = make.source(stub.address + "/ny", by=scanner, name="Nya")
    rule = Rule.objects.create(organisation=scanner.organisation, of_source=old, words="kajen", by=scanner)
    make.collected()
    before = list(Entry.objects.order_by("-sort_at", "-pk").values_list("pk", "state", "area", "sort_at"))

    moves(stub)

    assert list(Source.objects.values_list("name", "feed__address")) == [("Nya", stub.address + "/ny")]
    assert list(Entry.objects.order_by("-sort_at", "-pk").values_list("pk", "state", "area", "sort_at")) == before
    assert set(Entry.objects.values_list("source", flat=True)) == {new.pk}
    assert Arrival.objects.count() == len(before)
    rule.refresh_from_db()
    assert rule.of_source == new
    assert Act.objects.filter(verb="source.joined", thing_id=new.pk, member=None).exists()

    stub.routes["/ny"] = published(LATER, ONE, TWO, BARE)
    stub.asked.clear()
    assert make.collected()["new_entries"] == 1
    assert stub.asked_paths() == ["/ny"]


def test_who_had_only_the_old_one_reads_the_new_from_then_on_and_gets_nothing_twice(stub, scanner, old):
    neighbour = make.source(stub.address + "/ny", organisation=make.organisation(f"grann-{next(NUMBERS)}"))
    make.collected()
    moves(stub)
    old.refresh_from_db()
    assert old.feed == neighbour.feed
    assert Feed.objects.followed().count() == 1

    make.source(
        stub.address + "/ny", organisation=make.organisation(f"grann-{next(NUMBERS)}")
    )  # for whom all that stands there is told anew
    stub.routes["/ny"] = published(LATER, ONE, TWO, BARE)
    make.collected()
    assert titles(scanner.organisation) == ["Ett", "Tre", "Två", "Utan länk"]


def test_words_that_the_new_feed_changes_are_read_by_who_came_with_the_old_one(stub, scanner, old):
    make.source(stub.address + "/ny", organisation=make.organisation(f"grann-{next(NUMBERS)}"))
    make.collected()
    moves(stub)
    stub.routes["/ny"] = published(item("Ett, rättat", "https://a.example/1", guid="1"))
    make.collected()
    assert "Ett, rättat" in titles(scanner.organisation)


def test_a_feed_that_leads_to_another_cannot_keep_its_articles_from_those_who_read_it(stub, scanner, old):
    stub.routes["/ny"] = published(ONE)
    reader = make.source(stub.address + "/ny", organisation=make.organisation(f"grann-{next(NUMBERS)}"))
    stub.routes["/gammal"] = published(item("Falsk", "https://ond.example/", guid="3"))
    make.collected()
    moves(stub)
    stub.routes["/ny"] = published(LATER, ONE)
    make.collected()
    assert titles(reader.organisation) == ["Ett", "Tre"]
    assert titles(scanner.organisation) == ["Ett", "Falsk", "Tre"]


def test_a_source_that_was_paused_goes_on_where_the_one_that_moved_was_read(stub, scanner, old):
    new = make.source(stub.address + "/ny", by=scanner)
    follow.pause(new, by=scanner)
    make.source(stub.address + "/ny", organisation=make.organisation(f"grann-{next(NUMBERS)}"))
    moves(stub)
    new.refresh_from_db()
    assert new.paused_at is None


def test_what_neighbours_read_before_is_not_counted_as_the_sources_own(stub, scanner, old):
    make.source(stub.address + "/ny", organisation=make.organisation(f"grann-{next(NUMBERS)}"))
    stub.routes["/ny"] = published(ONE, TWO, BARE, LATER)
    make.collected()
    moves(stub)
    old.refresh_from_db()
    counted = yields.per_week(scanner.organisation)
    assert sum(counted[old.feed_id]) == 4  # what the old feed told, the last of it read at the new address
    assert counted == yields.per_week(scanner.organisation, feed=old.feed_id)


def test_it_can_be_followed_anew_by_its_old_address_and_moves_back(stub, scanner, old):
    new = make.source(stub.address + "/ny", by=scanner)
    moves(stub)
    again = make.source(stub.address + "/gammal", by=scanner)
    make.collected()
    assert not Source.objects.filter(pk=again.pk).exists()

    stub.routes["/gammal"] = published(LATER, ONE, TWO, BARE)
    stub.routes["/ny"] = Reply(301, headers={"Location": "/gammal"})
    for _ in range(joining.SIGHTS):
        make.collected()
    new.refresh_from_db()
    assert new.feed.address == stub.address + "/gammal"
    make.collected()
    assert titles(scanner.organisation).count("Tre") == 1


def test_a_move_that_cannot_be_followed_up_costs_no_reading(stub, scanner, old, monkeypatch):
    def fails(_feed):
        raise RuntimeError("the database went away")

    make.source(stub.address + "/ny", by=scanner)
    monkeypatch.setattr(joining, "join", fails)
    moves(stub, times=4)
    assert not Feed.objects.exclude(error_code="").exists()
    assert Source.objects.standing().count() == 2
