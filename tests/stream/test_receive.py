from datetime import UTC, datetime, timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.people.models import Organisation
from utkik.stream.models import Arrival, Entry
from utkik.stream.order import cursor, sort_moment
from utkik.stream.receive import receive
from utkik.text import search

pytestmark = pytest.mark.django_db
SEEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_an_item_stands_once_in_the_stream_whatever_sources_it_came_by():
    climate, building = make.area("Klimat"), make.area("Bygga och bo")
    first = make.followed("Först", area=climate, level="near", place=make.place("Halland", "near"))
    second = make.followed("Sedan", area=building, level="wider")

    sighting = make.said(first)
    assert receive([sighting]) == 1
    assert receive([make.said(second, item=sighting.item)]) == 0

    entry = Entry.objects.get()
    assert (entry.area, entry.level, entry.place.name, entry.source) == (climate, "near", "Halland", first)
    assert [arrival.source for arrival in entry.arrivals.order_by("pk")] == [first, second]


def test_two_organisations_with_the_same_feed_get_an_entry_each():
    here = make.followed("Hos oss")
    there = make.followed("Hos dem", organisation=make.organisation("norras"), feed=here.feed)

    made = receive([make.said(here), make.said(here)])

    assert made == 4
    assert {e.source for e in Entry.objects.all()} == {here, there}
    assert all(a.organisation_id == a.entry.organisation_id == a.source.organisation_id for a in Arrival.objects.all())


def test_a_paused_or_removed_source_receives_nothing():
    paused = make.followed(paused_at=clock.now())
    make.followed(feed=paused.feed, organisation=make.organisation("norras"), removed_at=clock.now())

    assert receive([make.said(paused)]) == 0


def test_what_belongs_to_one_organisation_reaches_no_other():
    here = make.followed()
    make.followed(organisation=make.organisation("norras"), feed=here.feed)
    sighting = make.said(here)
    sighting.item.private_to = Organisation.objects.get(slug="sandvik")
    sighting.item.save()

    assert receive([sighting]) == 1
    assert Entry.objects.get().organisation.slug == "sandvik"


def test_told_again_nothing_is_made_and_nothing_fails():
    sightings = [make.said(source := make.followed()), make.said(source)]

    assert [receive(sightings), receive(sightings), receive([])] == [2, 0, 0]
    assert Arrival.objects.count() == 2


def test_a_source_added_to_a_known_feed_takes_in_what_its_organisation_has_not():
    here = make.followed()
    sighting = make.said(here)
    receive([sighting])
    late = make.followed(organisation=make.organisation("norras"), feed=here.feed)

    assert receive([sighting], [late]) == 1
    assert Entry.objects.for_organisation(late.organisation).get().source == late


def test_an_entry_is_found_by_what_any_of_its_sources_said():
    first, second = make.followed(), make.followed()
    sighting = make.said(first, "Nya regler", text="Om bygglovshantering.")
    receive([sighting])
    receive([make.said(second, "Kommunerna jublar", text="", item=sighting.item)])

    def found(words):
        return Entry.objects.filter(search_terms__finds=search.parse(words)).count()

    assert [found(words) for words in ("bygglov", "regler", "jublar", "motorväg")] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    "upper, lower", [("Ångfartyg", "ångfartyg"), ("ÖVERSIKTSPLAN", "översiktsplan"), ("Écoskola", "ÉCOSKOLA")]
)
def test_search_folds_the_case_of_every_letter(upper, lower):
    entry = make.entry(upper)

    assert Entry.objects.filter(search_terms__finds=search.parse(lower)).get() == entry


@pytest.mark.parametrize("words, count", [("missbruk", 1), ("bygglov", 1), ("hantering", 1), ("ost", 0), ("rut", 0)])
def test_parts_of_compounds_find_and_chance_letters_do_not(words, count):
    make.entry("alkoholmissbruk, bygglovshantering, kostnad, glasstrut")

    assert Entry.objects.filter(search_terms__finds=search.parse(words)).count() == count


@pytest.mark.parametrize(
    "published, stands_at",
    [
        (SEEN - timedelta(days=2), SEEN - timedelta(days=2)),
        (SEEN + timedelta(days=400), SEEN),
        (SEEN + timedelta(seconds=1), SEEN),
        (SEEN, SEEN),
        (None, SEEN),
        (datetime(1970, 1, 1, tzinfo=UTC), SEEN),
    ],
)
def test_an_item_stands_by_its_day_unless_that_lies_ahead_or_is_unknown(published, stands_at):
    assert sort_moment(published, SEEN) == stands_at


def test_what_is_dated_ahead_does_not_stay_on_top():
    ahead = make.entry("Julmarknad", published=clock.now() + timedelta(days=394))
    today = make.entry("I dag", published=clock.now())
    Entry.objects.filter(pk=ahead.pk).update(sort_at=clock.now() - timedelta(hours=1))

    assert list(Entry.objects.newest_first()) == [today, ahead]


@pytest.mark.parametrize("text", ["", "x", "1-", "-1", "99999999999999999999-1", "5--3", "1-99999999999999999999"])
def test_a_cursor_that_is_none_is_left_out(text):
    assert cursor(text) is None


def test_thousands_are_received_in_few_queries(django_assert_max_num_queries):
    source = make.followed()
    sightings = [make.said(source) for _ in range(600)]

    with django_assert_max_num_queries(25):
        assert receive(sightings) == 600
