"""Frozen editions, and two of them side by side."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik.people.models import Horizon
from utkik.trends import adapt, compare, freeze, refusals, snapshot
from utkik.trends.models import Edition, Trend

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make.member("analyst")


def horizons(analyst):
    return list(Horizon.objects.for_member(analyst).valid())


def test_nothing_is_frozen_when_nothing_stands(analyst):
    with pytest.raises(refusals.NothingToFreeze):
        freeze.freeze(analyst.organisation, 2026, by=analyst)


def test_what_is_frozen_is_what_the_analyst_looked_at(analyst):
    trend = make.trend()
    seen = freeze.mark(analyst.organisation)
    adapt.rename(trend, "Ett annat namn", by=analyst)

    with pytest.raises(refusals.ListChanged):
        freeze.freeze(analyst.organisation, 2026, by=analyst, looked_at=seen)
    assert not Edition.objects.exists()


def test_a_change_that_comes_while_the_list_is_read_is_not_frozen_in_half(analyst, monkeypatch):
    trend, read = make.trend(), snapshot.now

    def read_while_a_colleague_writes(*args, **kwargs):
        rows = read(*args, **kwargs)
        adapt.rename(trend, "Ett annat namn", by=analyst)
        return rows

    monkeypatch.setattr(snapshot, "now", read_while_a_colleague_writes)

    with pytest.raises(refusals.ListChanged):
        freeze.freeze(analyst.organisation, 2026, by=analyst)
    assert not Edition.objects.exists()


def test_two_editions_tell_what_came_went_moved_and_was_reworded_and_why(analyst):
    now, term, further, _far = horizons(analyst)
    moves, goes, says = (
        adapt.add(by=analyst, name=name, horizon=term) for name in ("Färre barn", "Bostadsbrist", "AI blir ett verktyg")
    )
    first = freeze.freeze(analyst.organisation, 2025, by=analyst)
    adapt.set_horizon(moves, now, by=analyst, why="Sex år i rad.")
    adapt.end(goes, by=analyst, ground=adapt.Ground("Styrs av vilka som flyttar."))
    adapt.rename(says, "AI blir en kollega", by=analyst, why="Sa inget om arbete.", source="Gymnasium")
    comes = adapt.add(by=analyst, name="Värmen", horizon=further, ground=adapt.Ground("Rör andra nämnder."))
    last = freeze.freeze(analyst.organisation, 2026, by=analyst)

    told = compare.compare(
        snapshot.of(first),
        snapshot.of(last),
        compare.reasons_between(analyst.organisation, first, last),
        snapshot.order_of(analyst.organisation),
    )

    assert [(row.stands.trend, row.reasons[0].why) for row in told.came] == [(comes.pk, "Rör andra nämnder.")]
    assert [(row.stands.trend, row.reasons[0].why) for row in told.went] == [(goes.pk, "Styrs av vilka som flyttar.")]
    assert [(row.stands.trend, row.change, row.reasons[0].why) for row in told.moved] == [
        (moves.pk, "closer", "Sex år i rad.")
    ]
    [reworded] = told.reworded
    assert (reworded.what, reworded.reasons[0].source) == ("name", "Gymnasium")
    assert [piece.text for piece in reworded.new if piece.sort == "added"] == ["en kollega"]
    assert dict(last.trends.values_list("name", "change")) == {
        "Färre barn": "closer",
        "Bostadsbrist": "gone",
        "AI blir en kollega": "unchanged",
        "Värmen": "new",
    }


def test_a_second_edition_of_a_year_has_a_name_of_its_own(analyst):
    make.trend()
    names = [freeze.freeze(analyst.organisation, 2026, by=analyst).name for _ in range(2)]
    assert names == ["2026", "2026:2"]


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 3)),
        st.tuples(st.just("rename"), st.integers(0, 5)),
        st.tuples(st.just("move"), st.integers(0, 5)),
        st.tuples(st.just("end"), st.integers(0, 5)),
        st.tuples(st.just("resume"), st.integers(0, 5)),
        st.tuples(st.just("freeze"), st.just(0)),
    ),
    min_size=1,
    max_size=14,
)


def contents(edition):
    return [replace(row, reasons=[]) for row in snapshot.of(edition)]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=ACTS)
def test_an_edition_never_changes_whatever_happens_after_it(acts):
    """Against a plain model: a dict of what stands, and a list of its copies at each freezing."""
    analyst = make.member("analyst", organisation=make.organisation(f"h{Trend.objects.count()}-{make.user().pk}"))
    home, rings = analyst.organisation, horizons(analyst)
    model, ended, copies, made, count = {}, {}, [], [], 0
    for act, number in acts:
        count += 1
        if act == "freeze":
            if model:
                made.append(freeze.freeze(home, 2026, by=analyst))
                copies.append(sorted((n, name, ring) for n, (name, ring) in model.items()))
            continue
        trends = {trend.number: trend for trend in Trend.objects.for_organisation(home)}
        if act == "add":
            trend = adapt.add(by=analyst, name=f"Trend {count}", horizon=rings[number])
            model[trend.number] = (f"Trend {count}", rings[number].pk)
        elif act == "rename" and number in model:
            adapt.rename(trends[number], f"Trend {count}", by=analyst)
            model[number] = (f"Trend {count}", model[number][1])
        elif act == "move" and number in model:
            adapt.set_horizon(trends[number], rings[count % 4], by=analyst)
            model[number] = (model[number][0], rings[count % 4].pk)
        elif act == "end" and number in model:
            adapt.end(trends[number], by=analyst)
            ended[number] = model.pop(number)
        elif act == "resume" and number in ended:
            adapt.resume(trends[number], by=analyst)
            model[number] = ended.pop(number)
    for edition, copy in zip(made, copies, strict=True):
        assert sorted((row.number, row.name, row.horizon) for row in contents(edition)) == copy
