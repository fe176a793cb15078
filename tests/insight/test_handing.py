"""No work hangs on one person: areas handed over with what waits in them, drafts taken over from who left."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik.insight import handing
from utkik.insight.models import PlanDate
from utkik.people import leave
from utkik.people.changes import CannotUndo
from utkik.people.models import Area
from utkik.reports.models import Commission
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.trends.models import Trend

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make.member("scanner", name="Anna")


@pytest.fixture
def bo(anna):
    return make.member("scanner", name="Bo", organisation=anna.organisation)


def test_what_was_handed_to_the_old_owner_follows_the_area(anna, bo):
    area = make.area("Vatten", owner=anna, deputy=bo)
    free = make.entry(area=area, organisation=anna.organisation)
    hers = make.entry(area=area, organisation=anna.organisation, receiver=anna)
    elsewhere = make.entry(area=make.area("Skog", owner=anna), organisation=anna.organisation, receiver=anna)
    act = handing.hand_over(area, bo, by=anna)
    area.refresh_from_db()
    assert (area.owner, area.deputy) == (bo, anna), "the deputy became owner, so the two changed places"
    assert set(Entry.objects.waiting_for(bo)) == {free, hers}
    assert set(Entry.objects.waiting_for(anna)) == {elsewhere}
    handing.take_back(act, by=anna)
    area.refresh_from_db()
    assert (area.owner, area.deputy) == (anna, bo)
    assert set(Entry.objects.waiting_for(anna)) == {free, hers, elsewhere}


def test_a_hand_over_that_was_changed_since_is_not_undone(anna, bo):
    area = make.area("Vatten", owner=anna)
    act = handing.hand_over(area, bo, by=anna)
    handing.hand_over(Area.objects.get(pk=area.pk), anna, by=bo)
    handing.hand_over(Area.objects.get(pk=area.pk), make.scanner(organisation=anna.organisation), by=anna)
    with pytest.raises(CannotUndo):
        handing.take_back(act, by=anna)


def test_who_may_hand_over_what(anna, bo):
    area, nobodys = make.area("Vatten", owner=anna), make.area("Skog")
    with pytest.raises(PermissionDenied):
        handing.hand_over(area, bo, by=bo)
    with pytest.raises(PermissionDenied):
        handing.hand_over(nobodys, anna, by=bo)
    handing.hand_over(nobodys, bo, by=bo)
    for wrong in (anna, make.member("reader", organisation=anna.organisation), make.stranger("scanner")):
        with pytest.raises(handing.NotAColleague):
            handing.hand_over(area, wrong, by=anna)


def test_a_leavers_draft_is_taken_over_once(client, anna, bo):
    draft = make.signal(author=anna, organisation=anna.organisation, headline="Om vattnet")
    client.force_login(bo.user)
    take = reverse("insight:take_over", args=["sandvik", draft.number])
    client.post(take)
    assert Signal.objects.get(pk=draft.pk).author == anna, "she is still here"
    leave.remove(anna, by=make.member("analyst", organisation=bo.organisation))
    assert "Om vattnet" in client.get(reverse("insight:handing", args=["sandvik"])).content.decode()
    client.post(take)
    assert Signal.objects.get(pk=draft.pk).author == bo
    assert "Om vattnet" not in client.get(reverse("insight:handing", args=["sandvik"])).content.decode()


def test_what_a_leaver_still_answers_for_is_listed(client, anna, bo):
    home = anna.organisation
    asked = make.commission(home, text="Bevaka elflyget")
    Commission.objects.filter(pk=asked.pk).update(owner=anna)
    Trend.objects.filter(pk=make.trend(home, name="Barnen blir färre").pk).update(owner=anna)
    PlanDate.objects.create(
        organisation=home,
        scope="year",
        period="2026-01-01",
        on="2026-12-10",
        sort="theme",
        name="Temat väljs",
        owner=anna,
    )
    client.force_login(bo.user)
    address = reverse("insight:handing", args=["sandvik"])
    assert "elflyget" not in client.get(address).content.decode(), "she is still here"
    leave.remove(anna, by=make.member("analyst", organisation=home))
    page = client.get(address).content.decode()
    assert all(told in page for told in ("Bevaka elflyget", "Barnen blir färre", "Temat väljs"))


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_says_what_hangs_on_nobody_at_the_same_price(client, anna, size, django_assert_max_num_queries):
    for _ in range(size):
        area = make.area(organisation=anna.organisation)
        make.entry(area=area, organisation=anna.organisation)
        make.signal(area=area, author=anna, organisation=anna.organisation)
    client.force_login(anna.user)
    with django_assert_max_num_queries(25) as counted:
        text = client.get(reverse("insight:handing", args=["sandvik"])).content.decode()
    assert ("Ett område saknar bevakare" if size == 1 else "Tre områden saknar bevakare") in text
    spent.append(len(counted))
    assert len(set(spent)) == 1


spent: list[int] = []

STEPS = st.lists(st.tuples(st.sampled_from("hbu"), st.integers(0, 2), st.integers(0, 1)), max_size=8)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_of_hand_overs_and_absences_leaves_each_waiting_entry_with_somebody(steps):
    """Against a plain model: owner and deputy of two areas, who is away; what waits is on exactly the right desks."""
    people = [make.member("scanner") for _ in range(3)]
    analyst = make.member("analyst")
    model = [[0, 1], [1, 2]]
    areas = [make.area(owner=people[o], deputy=people[d]) for o, d in model]
    entries = [make.entry(area=area, organisation=analyst.organisation) for area in areas]
    away: set[int] = set()
    for what, person, which in steps:
        area = Area.objects.get(pk=areas[which].pk)
        if what == "h" and model[which][0] != person:
            handing.hand_over(area, people[person], by=analyst)
            owner, deputy = model[which]
            model[which] = [person, owner if deputy == person else deputy]
        elif what == "b" and person not in away:
            make.absence(people[person])
            away.add(person)
        elif what == "u":
            people[person].absences.all().delete()
            away.discard(person)
    for number, person in enumerate(people):
        expected = {entries[i] for i, (o, d) in enumerate(model) if o == number or (d == number and o in away)}
        assert set(Entry.objects.waiting_for(person)) == expected
