"""Rhythm: facts for the group, unset counts as a gap, nobody is ranked, own figures are one's own."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as make
from utkik import clock
from utkik.insight import draw, rhythm, rhythm_says
from utkik.people.models import Area, Organisation
from utkik.stream import triage, undo

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def anna():
    member = make.member("scanner", name="Anna Ask")
    Organisation.objects.filter(pk=member.organisation_id).update(created_at=NOW - timedelta(days=400))
    member.organisation.refresh_from_db()
    return member


def decide(member, area, moment):
    with clock.at(moment):
        entry = make.entry(organisation=member.organisation, area=area)
        return triage.dismiss(entry, by=member)


def row_of(member, area):
    return next(row for row in rhythm.area_rows(member) if row.area == area)


@pytest.mark.django_db
def test_of_a_group_that_has_held_no_pass_none_is_said_to_be_kept(anna):
    make.area("Skola", owner=anna)
    with translation.override("sv"):
        assert rhythm_says.lead(rhythm.area_rows(anna)) == "Inget pass är hållet det senaste halvåret."


@pytest.mark.django_db
def test_a_pass_is_a_day_on_which_somebody_decided_in_the_area(anna):
    area, other = make.area("Skola", owner=anna), make.area("Vatten", owner=anna)
    decide(anna, area, NOW - timedelta(days=1))
    decide(anna, area, NOW - timedelta(weeks=5))
    with clock.at(NOW):
        row = row_of(anna, area)
        assert [place for place, done in enumerate(row.weeks) if done] == [20, 25]
        assert (row.passes, row.without, row.is_silent) == (2, 0, False)
        assert row_of(anna, other).is_silent


@pytest.mark.django_db
def test_a_decision_that_was_undone_is_no_pass(anna):
    area = make.area("Skola", owner=anna)
    decision = decide(anna, area, NOW - timedelta(hours=1))
    with clock.at(NOW):
        undo.undo(decision, by=anna)
        assert not any(row_of(anna, area).weeks)


@pytest.mark.django_db
def test_the_evening_of_a_sunday_belongs_to_its_own_week(anna):
    area = make.area("Skola", owner=anna)
    decide(anna, area, datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("Europe/Stockholm")))
    with clock.at(NOW):
        assert [place for place, done in enumerate(row_of(anna, area).weeks) if done] == [24]


@pytest.mark.django_db
def test_what_waits_longest_and_hangs_on_one_stands_first(anna):
    fresh = make.area("Frisk", owner=anna, deputy=make.scanner(organisation=anna.organisation))
    old = make.area("Gammal", owner=anna)
    for area, days in ((fresh, 1), (old, 38)):
        with clock.at(NOW - timedelta(days=days)):
            make.entry(organisation=anna.organisation, area=area)
    for area in (fresh, old):
        decide(anna, area, NOW - timedelta(hours=2))
    with clock.at(NOW):
        rows = [row for row in rhythm.area_rows(anna) if row.area in (old, fresh)]
        assert [row.area for row in rows] == [old, fresh]
        assert (rows[0].oldest, rows[0].hangs, rows[1].hangs) == (38, True, False)


@pytest.mark.django_db
def test_signals_without_a_horizon_are_a_gap_of_their_own(anna):
    make.signal(author=anna, state="published", published_at=NOW - timedelta(days=40))
    with clock.at(NOW):
        horizons, levels = rhythm.month_rows(anna)
        gaps = rhythm_says.gaps([], horizons, levels, anna)
    assert (horizons[-1].total, horizons[-1].is_gap) == (1, True)
    assert any(row.level == "near" and row.total == 1 for row in levels)
    assert any("En signal" in gap.said + gap.more for gap in gaps)


@pytest.mark.django_db
def test_the_months_are_the_organisations_own(anna):
    zone = ZoneInfo("Europe/Stockholm")
    for moment in (datetime(2026, 1, 31, 23, 30, tzinfo=zone), datetime(2026, 2, 1, 0, 30, tzinfo=zone)):
        make.signal(author=anna, state="published", published_at=moment)
    with clock.at(NOW):
        horizons, _levels = rhythm.month_rows(anna)
    counted = dict(zip(horizons[-1].months, horizons[-1].counts, strict=True))
    assert (counted[date(2026, 1, 1)], counted[date(2026, 2, 1)]) == (1, 1)


@pytest.mark.django_db
def test_no_colleagues_name_or_figures_stand_on_the_page(anna, client):
    bo = make.member("scanner", name="Bo Bergman", organisation=anna.organisation)
    area = make.area("Skola", owner=anna)
    for days in (1, 8, 15):
        decide(anna, area, NOW - timedelta(days=days))
    client.force_login(bo.user)
    with clock.at(NOW):
        page = client.get(reverse("insight:rhythm", args=[bo.organisation.slug])).content.decode()
        assert "Anna Ask" not in page
        assert "Dina egna pass ser bara du: inga på tolv veckor" in page
        client.force_login(anna.user)
        own = client.get(reverse("insight:rhythm", args=[bo.organisation.slug])).content.decode()
    assert "tre av 12 veckor" in own


@pytest.mark.django_db
def test_the_page_costs_as_many_queries_for_three_areas_as_for_one(anna, client, django_assert_max_num_queries):
    client.force_login(anna.user)
    address = reverse("insight:rhythm", args=[anna.organisation.slug])
    Area.objects.for_member(anna).delete()
    make.area("Ett", owner=anna)
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    for name in ("Två", "Tre"):
        make.area(name)
    with django_assert_max_num_queries(len(one)):
        client.get(address)
    assert len(one) < 30


BOOLS = st.lists(st.booleans(), min_size=rhythm.WEEKS, max_size=rhythm.WEEKS)


@given(BOOLS, BOOLS)
def test_weeks_without_a_pass_end_at_the_last_one(weeks, counted):
    row = rhythm.AreaRow(Area(name="Skola", owner_id=1, deputy_id=2), tuple(weeks), tuple(counted), 0, 0, 2)
    assert 0 <= row.without <= rhythm.WEEKS - 1
    assert row.passes <= row.possible
    if weeks[-1]:
        assert row.without == 0
    elif True in weeks:
        last = rhythm.WEEKS - 1 - weeks[::-1].index(True)
        assert row.without == sum(counted[last + 1 : -1])
    assert str(row.figure).count("<svg") == 1


@given(st.lists(st.integers(0, 40), min_size=12, max_size=12))
def test_every_month_is_drawn_or_empty(counts):
    drawn = str(draw.months(counts, max(counts), label="x"))
    assert drawn.count("<rect") == sum(bool(count) for count in counts)
