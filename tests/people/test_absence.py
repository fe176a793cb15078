"""Being away: noted with dates, taken over by the deputy, seen by the group."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from utkik.people import absence
from utkik.people.models import Absence, Area
from utkik.stream import counts, daily_pass
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make.member("scanner", name="Anna")


@pytest.fixture
def deputy(owner):
    return make.member("scanner", name="Bo", organisation=owner.organisation)


@pytest.fixture
def area(owner, deputy):
    return make.area("Vatten", owner=owner, deputy=deputy)


@pytest.mark.parametrize(
    ("first", "last", "steps_in"), [(0, 0, True), (-3, 0, True), (-3, -1, False), (1, 3, False), (0, 9, True)]
)
def test_the_deputys_stream_follows_the_days_away(owner, deputy, area, first, last, steps_in):
    make.absence(owner, first, last)
    entry = make.entry(area=area, organisation=owner.organisation)
    handed = make.entry(area=area, organisation=owner.organisation, receiver=owner)
    waiting = set(Entry.objects.waiting_for(deputy))
    assert waiting == ({entry, handed} if steps_in else set())
    assert set(Entry.objects.waiting_for(owner)) == {entry, handed}, "who is away may still work"
    assert counts.of_member(deputy).mine == len(waiting)
    desk = daily_pass.desk_of(deputy, owner.organisation.today())
    assert (area.pk in desk.areas) is steps_in


def test_the_deputy_stands_in_where_the_owner_is_no_longer_in_the_group(owner, deputy, area):
    assert list(Area.objects.watched_by(deputy)) == []
    owner.role = "reader"
    owner.save()
    assert list(Area.objects.watched_by(deputy)) == [area]


def test_only_oneself_and_an_analyst_note_it(owner, deputy):
    today = owner.organisation.today()
    with pytest.raises(absence.NotTheirs):
        absence.note(owner, today, today, by=deputy)
    absence.note(owner, today, today, by=make.member("analyst", organisation=owner.organisation))
    with pytest.raises(absence.NotTheirs):
        absence.note(owner, today, today, by=make.stranger("analyst"))


@pytest.mark.parametrize(("first", "last"), [(3, 2), (-4, -1), (0, 800)])
def test_days_that_cannot_be_are_refused(owner, first, last):
    today = owner.organisation.today()
    with pytest.raises(absence.BadDays):
        absence.note(owner, today + timedelta(days=first), today + timedelta(days=last), by=owner)
    assert not Absence.objects.exists()


def test_the_page_says_who_stands_in_and_where_nobody_does(client, owner, deputy, area):
    make.absence(owner)
    make.absence(deputy, 2, 3)
    client.force_login(owner.user)
    page = client.get(reverse("people:absences", args=["sandvik"])).content.decode()
    assert "En person är borta i dag" in page
    assert "Vatten: ingen är ersättare" in page, "the deputy is away in the same days"
    Absence.objects.filter(member=deputy).delete()
    assert "Vatten: Bo är ersättare" in client.get(reverse("people:absences", args=["sandvik"])).content.decode()


def test_noting_twice_by_a_double_click_notes_once_and_it_can_be_taken_away(client, owner):
    client.force_login(owner.user)
    address = reverse("people:absences", args=["sandvik"])
    day = owner.organisation.today().isoformat()
    for _ in range(2):
        assert client.post(address, {"first_on": day, "last_on": day, "once": "x" * 20}).status_code == 302
    noted = Absence.objects.get()
    client.post(reverse("people:cancel_absence", args=["sandvik", noted.pk]))
    assert not Absence.objects.exists()


def test_a_wrong_day_keeps_what_was_typed(client, owner):
    client.force_login(owner.user)
    answer = client.post(
        reverse("people:absences", args=["sandvik"]), {"first_on": "2020-01-02", "last_on": "2020-01-01"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="2020-01-02"' in text
    assert "Välj en sista dag från och med i dag" in text
