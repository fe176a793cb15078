"""Any sequence of giving, changing, handing in and taking back counts as the plain model says."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik.rounds import closing, judge, refusals, result
from utkik.rounds.models import Assessment

pytestmark = pytest.mark.django_db
STEPS = st.lists(
    st.tuples(
        st.integers(0, 2), st.sampled_from(["give", "hand_in", "take_back"]), st.integers(0, 4), st.integers(0, 4)
    ),
    max_size=40,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_votes_count_as_the_model_says(transactional_free_round, steps):
    round, members, signals = transactional_free_round()
    model = {member.pk: {} for member in members}
    handed_in = set()
    for who, act, signal, value in steps:
        member = members[who]
        ballot = judge.open_ballot(round, member)
        if act != "give":
            getattr(judge, act)(ballot)
            (handed_in.add if act == "hand_in" else handed_in.discard)(member.pk)
            continue
        mine = model[member.pk]
        allowed = value <= 3 and signals[signal].author_id != member.pk
        allowed = allowed and sum(mine.values()) - mine.get(signal, 0) + value <= 10
        try:
            judge.give(ballot, signals[signal].pk, value)
            assert allowed
            mine[signal] = value
        except refusals.RoundRefused:
            assert not allowed
    closing.close(round, by=members[0])
    totals = {row.signal: row.total for row in result.of(round)}
    for place, signal in enumerate(signals):
        assert totals[signal.pk] == sum(model[member].get(place, 0) for member in handed_in)
    spent = {member: sum(points.values()) for member, points in model.items()}
    assert {ballot.member_id: ballot.given for ballot in round.ballots.all()}.items() <= spent.items()


@pytest.fixture
def transactional_free_round(db):
    """A fresh open round at each call; what the call before left is taken away."""

    def fresh():
        Assessment.objects.all().delete()
        home = make.organisation(f"sandvik-{next(make.numbers)}")
        members = [make.member("scanner", organisation=home) for _ in range(3)]
        authors = [members[0], members[1], *[make.member("scanner", organisation=home)] * 3]
        signals = [make.signal(author=author, state="published") for author in authors]
        round = make.open_round(date(2026, 11, 1), by=members[0], organisation=home)
        return round, members, signals

    return fresh
