"""A large unit has its own group, areas and rounds; what it lifts can be lifted further, to the whole."""

from datetime import date

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.people import own_group
from utkik.people.models import Horizon
from utkik.rounds import choose, closing, judge, lift, opening
from utkik.rounds.models import Round
from utkik.signals import evidence
from utkik.signals.models import Signal
from utkik.trends import overview

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def analyst():
    return make.member("analyst", name="Anna")


@pytest.fixture
def unit(analyst):
    return make.unit("Utbildning", organisation=analyst.organisation)


@pytest.fixture
def head(analyst, unit):
    """A reader of the whole who is analyst of the unit."""
    member = make.member("reader", name="Rut", organisation=analyst.organisation)
    own_group.give(unit, member, "analyst", by=analyst)
    return member


@pytest.fixture
def signals(analyst, unit):
    """One of the whole's areas, two of the unit's."""
    home = analyst.organisation
    own, school = make.area("Klimat", organisation=home), make.area("Skola", organisation=home, unit=unit)
    return [
        make.signal(organisation=home, author=analyst, state="published", area=area) for area in (own, school, school)
    ]


def test_each_round_holds_the_signals_of_its_own_areas(analyst, unit, head, signals):
    home = analyst.organisation
    assert set(opening.waiting(home)) == {signals[0]}
    assert set(opening.waiting(home, unit)) == set(signals[1:])
    whole = make.open_round(NOVEMBER, by=analyst)
    theirs = opening.open_round(home, NOVEMBER, by=head, unit=unit)
    assert theirs.may_be_judged_by(head) and not whole.may_be_judged_by(head)
    assert judge.judges(theirs) == (0, 1) and judge.judges(whole) == (0, 1)


def test_what_moving_an_area_takes_off_the_whole_is_said_where_it_is_moved(client, analyst, unit, head, signals):
    def on_radar():
        return {row.key for row in overview.of_signals(analyst).rows}

    home, area = analyst.organisation, signals[0].area
    Signal.objects.filter(pk=signals[0].pk).update(horizon=Horizon.objects.for_organisation(home).first())
    begun, before = make.open_round(NOVEMBER, by=analyst), on_radar()
    client.force_login(analyst.user)
    address = reverse("people:unit", args=["sandvik", unit.pk])
    assert "lämnar då hela organisationens radar och dess nästa omgång" in client.get(address).content.decode()
    client.post(address, {"set-areas": "1", "area": [area.pk, signals[1].area_id]})
    assert len(before) == 1 and on_radar() == set()
    assert not opening.waiting(home).exists() and begun.candidates.count() == 1


def test_what_a_unit_lifts_is_lifted_further_in_one_act_and_taken_back(analyst, unit, head, signals):
    home = analyst.organisation
    theirs = opening.open_round(home, NOVEMBER, by=head, unit=unit)
    closing.close(theirs, by=head)
    choose.note(theirs, signals[1].pk, "lifted", line="Den brådskar.", by=head)
    locked = closing.lock(theirs, by=head, limits_line="En räcker.")
    assert lift.lift(locked, by=head) == 1 and lift.lift(locked, by=head) == 0
    assert set(opening.waiting(home)) == {signals[0], signals[1]}
    assert lift.take_back(locked, by=head) == 1
    lift.lift(locked, by=head)
    make.open_round(NOVEMBER, by=analyst)
    assert lift.take_back(locked, by=head) == 0, "the whole has taken it up"


def test_on_a_signals_trail_stands_whose_round_lifted_it(client, analyst, unit, head, signals):
    theirs = opening.open_round(analyst.organisation, NOVEMBER, by=head, unit=unit)
    closing.close(theirs, by=head)
    choose.note(theirs, signals[1].pk, "lifted", line="Den brådskar.", by=head)
    closing.lock(theirs, by=head, limits_line="En räcker.")
    client.force_login(analyst.user)
    page = " ".join(client.get(signals[1].get_absolute_url()).content.decode().split())
    assert "Utbildning, omgång november" in page


def test_a_units_analyst_leads_that_unit_alone(client, analyst, unit, head, signals):
    whole = make.open_round(NOVEMBER, by=analyst)
    theirs = make.open_round(NOVEMBER, by=analyst, unit=unit)
    other = make.unit("Teknik", organisation=analyst.organisation)
    own_group.give(other, make.member("reader", organisation=analyst.organisation), "scanner", by=analyst)
    client.force_login(head.user)
    at = [analyst.organisation.slug]
    assert client.post(reverse("rounds:close", args=[*at, whole.pk])).status_code == 403
    assert client.post(reverse("rounds:open", args=at), {"unit": other.pk}).status_code == 403
    assert client.post(reverse("rounds:open", args=at), {}).status_code == 403
    assert client.post(reverse("rounds:close", args=[*at, theirs.pk])).status_code == 302
    assert Round.objects.get(pk=theirs.pk).state == Round.State.CLOSED
    page = client.get(reverse("rounds:archive", args=at), {"unit": unit.pk}).content.decode()
    assert "Omgångarna i Utbildning" in page


def test_a_units_scanner_reads_the_stream_and_loses_it_with_the_role(client, analyst, unit):
    member = make.member("reader", organisation=analyst.organisation)
    client.force_login(member.user)
    stream = reverse("stream:list", args=["sandvik"])
    assert client.get(stream).status_code == 403
    own_group.give(unit, member, "scanner", by=analyst)
    assert client.get(stream).status_code == 200
    assert client.get(reverse("people:members", args=["sandvik"])).status_code == 403
    own_group.take(unit, member.pk, by=analyst)
    assert client.get(stream).status_code == 403


def test_a_role_for_a_unit_is_for_ones_own_members(analyst, unit):
    for member, role in ((make.stranger(), "scanner"), (analyst, "reader"), (analyst, "nonsense")):
        with pytest.raises(own_group.NotOurs):
            own_group.give(unit, member, role, by=analyst)


def test_areas_move_to_the_unit_and_back_by_undo(client, analyst, unit):
    area = make.area("Skola", organisation=analyst.organisation)
    client.force_login(analyst.user)
    page = reverse("people:unit", args=["sandvik", unit.pk])
    answer = client.post(page, {"set-areas": "1", "area": [area.pk]}, follow=True)
    area.refresh_from_db()
    assert area.unit == unit
    undo = answer.content.decode().split('action="/o/sandvik/administration/undo/')[1].split('"')[0]
    client.post(f"/o/sandvik/administration/undo/{undo}")
    area.refresh_from_db()
    assert area.unit is None


def test_the_same_thing_seen_by_two_units_is_found(client, analyst, unit, signals):
    entry = make.entry("Ny skollag", organisation=analyst.organisation)
    for signal in signals[:2]:
        evidence.add_entry(signal, entry, by=analyst)
    client.force_login(analyst.user)
    Signal.objects.filter(pk=signals[1].pk).update(headline="Skollagen ändras")
    page = client.get(signals[0].get_absolute_url()).content.decode()
    assert "Samma signal hos Utbildning" in page and "Skollagen ändras" in page
    back = client.get(signals[1].get_absolute_url()).content.decode()
    assert f"Samma signal hos {analyst.organisation.name}" in back
    assert "Samma signal" not in client.get(signals[2].get_absolute_url()).content.decode()
