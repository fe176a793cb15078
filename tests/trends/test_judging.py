"""Assessing trends blind: nobody learns anything before it is closed, and what then comes out is right."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests import factories as make
from utkik.people.models import Horizon
from utkik.trends import judging, refusals, verdict
from utkik.trends import said as words
from utkik.trends.models import Alteration, TrendAssessment, TrendRound

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make.organisation()


@pytest.fixture
def analyst(home):
    return make.member("analyst", organisation=home)


@pytest.fixture
def rings(home):
    return list(Horizon.objects.for_organisation(home).valid())


def judges(home, many):
    return [make.member("scanner", organisation=home) for _ in range(many)]


@pytest.mark.parametrize(
    ("values", "median", "half"),
    [
        ([3], 3, (3, 3)),
        ([1, 5], 3, (2, 4)),
        ([5, 1, 3], 3, (2, 4)),
        ([1, 2, 3, 4, 5], 3, (2, 4)),
        ([4, 4, 5, 5], 4.5, (4, 5)),
    ],
)
def test_median_middle_half_and_range(values, median, half):
    found = verdict.spread(values)
    assert (found.median, found.half, found.least, found.most) == (median, half, min(values), max(values))


def test_time_horizons_are_told_by_their_names():
    rings = ["Nu", "Mandatperioden", "Längre fram", "Långt fram"]
    with translation.override("sv"):
        told = [words.spread_of_rings(verdict.spread(values), rings, 4) for values in ([1, 1, 4], [1, 2], [4, 4])]
        assert words.spread_of_rings(None, rings) == words.spread(None)
    assert told == [
        "Median nu, alla från nu till långt fram, ditt svar: långt fram",
        "Median mellan nu och mandatperioden, alla från nu till mandatperioden, ditt svar: långt fram",
        "Alla: långt fram, ditt svar: långt fram",
    ]


def test_of_nothing_there_is_no_spread():
    assert verdict.spread([]) is None


@pytest.mark.parametrize(
    ("said", "quarter", "zone"),
    [
        ([(1, 5, 1, False), (1, 5, 1, False), (1, 5, 1, False)], "act", "agreed"),
        ([(1, 5, 4, False), (1, 4, 5, False)], "try", "near"),
        ([(1, 1, 1, False), (1, 5, 1, False)], "act", "divided"),
        ([(1, 2, 1, False)], "care", "agreed"),
        ([(1, 2, 3, False)], "follow", "agreed"),
        ([(None, None, None, True)], "", "nobody"),
    ],
)
def test_where_a_trend_stands_and_how_near_the_judges_are(said, quarter, zone):
    (found,) = verdict.verdicts([7], {7: said})
    assert (found.quarter, found.zone) == (quarter, zone)


def test_cannot_judge_counts_for_nothing(home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    one, other = judges(home, 2)
    make.trend_ballot(round, one, {trend: (rings[1], 4, 2)})
    make.trend_ballot(round, other, {trend: None})
    judging.close(round, by=analyst)
    (found,) = verdict.of(round)
    assert (found.judges, found.cannot, found.impact.values, found.horizon.values) == (1, 1, (4,), (2,))


def test_only_what_was_handed_in_counts(home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    one, other = judges(home, 2)
    make.trend_ballot(round, one, {trend: (rings[0], 5, 1)})
    make.trend_ballot(round, other, {trend: (rings[3], 1, 5)}, handed_in=False)
    judging.close(round, by=analyst)
    assert verdict.of(round)[0].impact.values == (5,)


def test_an_open_assessment_tells_nothing(home, analyst):
    round = make.trend_round(home, by=analyst)
    for ask in (verdict.of, lambda r: verdict.own(r, analyst), verdict.reasons):
        with pytest.raises(judging.StillOpen):
            ask(round)


def test_nothing_is_changed_after_it_is_closed(home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    ballot = make.trend_ballot(round, analyst, {trend: (rings[0], 5, 1)})
    assert judging.close(round, by=analyst) and not judging.close(round, by=analyst)
    for act in (
        lambda: judging.give(ballot, trend.pk, impact=1),
        lambda: judging.hand_in(ballot),
        lambda: judging.take_back(ballot),
        lambda: judging.open_ballot(round, analyst),
    ):
        with pytest.raises(judging.Closed):
            act()
    assert TrendAssessment.objects.get().impact == 5


def test_one_assessment_is_open_at_a_time_and_names_do_not_repeat(home, analyst):
    first = make.trend_round(home, by=analyst, name="2026")
    with pytest.raises(judging.OneIsOpen):
        judging.open_round(by=analyst)
    judging.close(first, by=analyst)
    assert judging.open_round(by=analyst, name="2026").name == "2026:2"


def test_without_trends_there_is_nothing_to_judge(analyst):
    with pytest.raises(judging.NothingToJudge):
        judging.open_round(by=analyst)


def test_only_the_group_judges(home, analyst):
    round = make.trend_round(home, by=analyst)
    for member in (make.member("contributor", organisation=home), make.stranger()):
        with pytest.raises(judging.NotAJudge):
            judging.open_ballot(round, member)


@pytest.mark.parametrize("said", [{"impact": 0}, {"impact": 6}, {"uncertainty": 9}, {"horizon": 999_999}])
def test_only_the_steps_can_be_chosen(home, analyst, said):
    round = make.trend_round(home, by=analyst)
    trend = round.candidates.get().trend_id
    with pytest.raises(judging.NoSuchStep):
        judging.give(judging.open_ballot(round, analyst), trend, **said)


def test_moving_after_it_is_the_analysts_with_a_why(home, analyst, rings):
    trend = make.trend(home, horizon=rings[2])
    round = make.trend_round(home, by=analyst)
    with pytest.raises(judging.StillOpen):
        judging.apply(round, trend, rings[0], by=analyst, why="Redan här")
    judging.close(round, by=analyst)
    with pytest.raises(judging.WhyMissing):
        judging.apply(round, trend, rings[0], by=analyst, why="  ")
    assert judging.apply(round, trend, rings[0], by=analyst, why="Redan här")
    trend.refresh_from_db()
    assert trend.horizon == rings[0] and Alteration.objects.get(what="horizon").why == "Redan här"
    assert issubclass(judging.WhyMissing, refusals.TrendRefused)


def test_readers_see_the_medians_and_judges_their_own_dot_and_the_reasons(client, home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    ballot = make.trend_ballot(round, analyst, {trend: (rings[0], 5, 2)}, handed_in=False)
    judging.give(ballot, trend.pk, horizon=rings[0].pk, impact=5, uncertainty=2, reason="Två av tre använder det.")
    judging.hand_in(ballot)
    judging.close(round, by=analyst)
    address = reverse("trends:judging", args=[home.slug, round.pk])
    seen = {}
    for member in (analyst, make.member("reader", organisation=home)):
        client.force_login(member.user)
        seen[member.role] = client.get(address).content.decode()
    assert "Två av tre" in seen["analyst"] and "scale__mine" in seen["analyst"]
    assert "Två av tre" not in seen["reader"] and "scale__mine" not in seen["reader"]
    assert "scale__now" in seen["reader"]


def test_judging_without_script_leads_back_to_the_trend(client, home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    client.force_login(analyst.user)
    address = reverse("trends:give", args=[home.slug, round.pk])
    answer = client.post(address, {"trend": trend.pk, "impact": 4, "horizon": rings[1].pk})
    assert answer["Location"].endswith(f"#judge-{trend.pk}")
    assert TrendAssessment.objects.get().impact == 4


def test_judging_with_script_changes_the_heading_and_the_foot_alone(client, home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    client.force_login(analyst.user)
    address = reverse("trends:give", args=[home.slug, round.pk])
    data = {"trend": trend.pk, "impact": 4, "uncertainty": 1, "horizon": rings[1].pk}
    page = client.post(address, data, headers={"HX-Request": "true"}).content.decode()
    assert 'id="judge-finding"' in page and 'hx-swap-oob="true"' in page


def test_how_many_are_done_is_all_that_is_said(client, home, analyst, rings):
    trend = make.trend(home)
    round = make.trend_round(home, by=analyst)
    one, other = judges(home, 2)
    make.trend_ballot(round, one, {trend: (rings[0], 5, 1)})
    assert judging.judges(round) == (1, 3)
    client.force_login(other.user)
    page = client.get(reverse("trends:judging", args=[home.slug, round.pk])).content.decode()
    assert "checked" not in page and TrendRound.objects.open().exists()


@pytest.mark.parametrize("size", [1, 3])
def test_more_trends_cost_no_more_queries(client, home, analyst, rings, size, django_assert_max_num_queries):
    trends = [make.trend(home) for _ in range(size)]
    round = make.trend_round(home, by=analyst)
    make.trend_ballot(round, analyst, dict.fromkeys(trends, (rings[0], 5, 1)))
    client.force_login(analyst.user)
    address = reverse("trends:judging", args=[home.slug, round.pk])
    with django_assert_max_num_queries(29):
        client.get(address)
    judging.close(round, by=analyst)
    with django_assert_max_num_queries(29):
        client.get(address)
    with django_assert_max_num_queries(29):
        client.get(reverse("trends:matrix", args=[home.slug]))
