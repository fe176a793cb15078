"""Examples: from a signal to what they inspired, the visits on the way, and the contacts that nobody else sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from utkik import clock
from utkik.meetings import bank, contacts, example_shown, rows, visiting, wrong
from utkik.meetings.models import Contact, Example, ExampleStep, Visit
from utkik.trends import evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanner():
    return make.member("scanner")


def test_a_signal_becomes_an_example_in_one_act_and_only_once(client, scanner):
    signal = make.told_signal(7, author=scanner)
    client.force_login(scanner.user)
    assert 'id="make-example"' in client.get(signal.get_absolute_url()).content.decode()
    address = reverse("meetings:example_from_signal", args=["sandvik", signal.number])
    for _time in range(2):
        assert client.post(address).status_code == 302
    made = Example.objects.for_member(scanner).get()
    assert (made.title, made.who, made.how) == (signal.headline, signal.who, signal.how)
    assert made.area == signal.area
    page = client.get(signal.get_absolute_url()).content.decode()
    assert 'id="make-example"' not in page
    assert f'id="trail-example-{made.pk}"' in page
    assert signal.headline in client.get(made.get_absolute_url()).content.decode()


def test_a_signal_that_says_not_how_is_opened_to_be_finished(client, scanner):
    signal = make.told_signal(7, author=scanner, who="", how="")
    client.force_login(scanner.user)
    answer = client.post(reverse("meetings:example_from_signal", args=["sandvik", signal.number]))
    assert answer["Location"].endswith("/edit")


def test_how_far_it_has_come_is_the_nearest_step_whatever_order_they_were_noted_in(scanner):
    example = make.example(by=scanner)
    day = scanner.organisation.today()
    for sort, before in (("visited", 40), ("contacted", 90), ("invited", 60)):
        bank.take_step(example, {"sort": sort, "on": day - timedelta(days=before)}, by=scanner)
    (card,) = example_shown.cards(scanner)
    assert card.step.sort == "visited"
    assert (card.place, card.was_met, card.cut) == (3, True, "")
    step = card.step
    rows.lay_away(step, "example.step_removed", by=scanner)
    (card,) = example_shown.cards(scanner)
    assert card.step.sort == "invited"


def test_weeks_without_an_answer_are_said_and_an_answer_ends_them(scanner):
    example = make.example(by=scanner)
    fields = {"sort": "contacted", "on": scanner.organisation.today() - timedelta(weeks=25), "line": "Skrev"}
    step = bank.take_step(example, fields, by=scanner)
    (card,) = example_shown.cards(scanner)
    assert card.is_silent
    assert "25" in card.line
    rows.change(step, "example.step_changed", by=scanner, answered_on=scanner.organisation.today())
    (card,) = example_shown.cards(scanner)
    assert (card.is_silent, card.cut) == (False, example_shown.WAITING)


def test_the_list_is_narrowed_by_area_step_and_place_and_says_how_many(client, scanner):
    climate, home = make.area("Klimat"), make.place("Halland", "near")
    make.example(by=scanner, title="Gatan", area=climate, place=home)
    other = make.example(by=scanner, title="Skolan", area=make.area("Skola"))
    bank.take_step(other, {"sort": "inspired", "on": scanner.organisation.today()}, by=scanner)
    found = example_shown.find(scanner, {"area": str(climate.pk)})
    assert [card.example.title for card in found.cards] == ["Gatan"]
    assert [card.example.title for card in example_shown.find(scanner, {"step": "inspired"}).cards] == ["Skolan"]
    assert [card.example.title for card in example_shown.find(scanner, {"place": str(home.pk)}).cards] == ["Gatan"]
    changed = example_shown.find(scanner, {"show": "changed"})
    assert [card.example.title for card in changed.cards] == ["Skolan"]
    assert [cut["count"] for cut in changed.cuts] == [2, 1, 0, 1]
    assert len(example_shown.find(scanner, {"area": "no", "place": "²"}).cards) == 2
    client.force_login(make.member("reader").user)
    text = client.get(reverse("meetings:examples", args=["sandvik"]), {"area": climate.pk}).content.decode()
    assert "Gatan" in text
    assert "Skolan</a>" not in text


def test_a_contact_is_seen_by_its_owner_alone_and_gone_after_two_years(client, scanner):
    example = make.example(by=scanner)
    contacts.keep(example, name="Kontaktnamnet", reached_at="0300-12 34 56", by=scanner)
    client.force_login(scanner.user)
    assert "Kontaktnamnet" in client.get(example.get_absolute_url()).content.decode()
    for other in (make.member("analyst"), make.member("reader", is_administrator=True)):
        client.force_login(other.user)
        assert "Kontaktnamnet" not in client.get(example.get_absolute_url()).content.decode()
    assert contacts.forget() == 0
    with clock.at(clock.now() + timedelta(days=731)):
        assert contacts.forget() == 1
    assert not Contact.objects.of(scanner).exists()


def test_a_contact_does_not_stay_when_its_owner_leaves(scanner):
    contacts.keep(make.example(by=scanner), name="Kontaktnamnet", reached_at="", by=scanner)
    type(scanner).objects.filter(pk=scanner.pk).update(left_at=clock.now(), user=None)
    assert contacts.forget() == 1


def test_a_visit_to_us_is_a_step_that_follows_the_visit(scanner):
    example = make.example(by=scanner)
    visit = make.visit(by=scanner, example=example)
    step = ExampleStep.objects.for_member(scanner).standing().get(visit=visit)
    assert (step.sort, step.on) == ("visited", visit.on)
    moved = visit.on + timedelta(days=3)
    visiting.change(visit, {"on": moved}, by=scanner, version=1)
    step.refresh_from_db()
    assert step.on == moved
    visit.refresh_from_db()
    visiting.cancel(visit, by=scanner)
    assert not ExampleStep.objects.for_member(scanner).standing().filter(visit=visit).exists()
    visiting.uphold(visit, by=scanner)
    assert ExampleStep.objects.for_member(scanner).standing().filter(visit=visit).exists()


def test_a_visit_stands_alone_too_and_is_written_by_the_group(client, scanner):
    client.force_login(scanner.user)
    sent = {"title": "Vi åkte till Ekviken", "sort": "to_them", "on": "2026-11-01", "begins": "09:00", "ends": "12:00"}
    assert client.post(reverse("meetings:new_visit", args=["sandvik"]), sent).status_code == 302
    visit = Visit.objects.for_member(scanner).get()
    octets = client.get(reverse("meetings:visit_calendar", args=["sandvik", visit.pk])).content
    assert b"DTSTART;TZID=Europe/Stockholm:20261101T090000" in octets
    wrong_hours = client.post(reverse("meetings:new_visit", args=["sandvik"]), sent | {"ends": "08:00"})
    assert wrong_hours.status_code == 422
    with pytest.raises(wrong.NotTheGroups):
        visiting.cancel(visit, by=make.member("reader"))


def test_a_trend_shows_the_examples_that_inspired_it_and_those_behind_its_evidence(client, scanner):
    trend = make.trend()
    inspired = make.example(by=scanner, title="Inspirerade trenden")
    bank.take_step(inspired, {"sort": "inspired", "on": scanner.organisation.today(), "trend": trend}, by=scanner)
    signal = make.told_signal(8, author=scanner)
    behind = bank.from_signal(signal, by=scanner)
    evidence.link(trend, signal, "supports", by=scanner)
    make.example(by=scanner, title="Något annat")
    client.force_login(scanner.user)
    text = client.get(trend.get_absolute_url()).content.decode()
    assert f'id="trend-example-{inspired.pk}"' in text
    assert f'id="trend-example-{behind.pk}"' in text
    assert "Något annat" not in text


def test_nothing_is_made_of_a_draft_or_of_anothers_signal(scanner):
    other = make.told_signal(3, make.organisation("norras"))
    with pytest.raises(wrong.MeetingRefused):
        bank.from_signal(other, by=scanner)
    with pytest.raises(wrong.NotTheGroups):
        bank.begin({"title": "X"}, by=make.member("contributor"))


def test_the_list_costs_the_same_for_one_example_and_three(client, scanner, django_assert_max_num_queries):
    make.example(by=scanner)
    client.force_login(scanner.user)
    address = reverse("meetings:examples", args=["sandvik"])
    client.get(address)
    with django_assert_max_num_queries(30) as first:
        client.get(address)
    make.example(by=scanner, title="Två")
    make.example(by=scanner, title="Tre")
    with django_assert_max_num_queries(len(first)):
        client.get(address)
