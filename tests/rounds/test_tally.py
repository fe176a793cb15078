from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utkik.rounds import tally


@pytest.mark.parametrize(
    ("points", "zone"),
    [
        ([], "nobody"),
        ([3], "agreed"),
        ([2, 2, 2, 3], "agreed"),
        ([0, 0, 0, 1], "agreed_low"),
        ([0], "agreed_low"),
        ([1, 1, 2, 2], "near"),
        ([1, 2, 3], "near"),
        ([0, 0, 0, 3], "one_more"),
        ([0, 0, 1, 2], "divided"),
        ([0, 0, 1, 1, 3], "one_more"),
        ([0, 2, 2, 3], "one_less"),
        ([0, 0, 2, 3, 3], "divided"),
        ([0, 0, 3, 3], "divided"),
        ([0, 3], "divided"),
        ([1, 1, 2, 3], "divided"),
    ],
)
def test_the_zone_is_read_from_the_distance_to_the_median(points, zone):
    assert tally.zone(points) == zone


def ranks(signals, ballots):
    return {row.signal: row.rank for row in tally.standings(signals, ballots)}


def test_the_rank_is_by_the_mean_of_those_who_could_judge():
    # 2 is the author of signal 20: only two could judge it, so 4 points weigh more than 5 over three.
    rows = tally.standings({10: 9, 20: 2}, {1: {10: 2, 20: 2}, 2: {10: 2}, 3: {10: 1, 20: 2}})
    assert [(row.signal, row.total, row.mean) for row in rows] == [(20, 4, Fraction(2)), (10, 5, Fraction(5, 3))]


def test_own_points_do_not_count_even_if_they_were_there():
    (row,) = tally.standings({10: 1}, {1: {10: 3}, 2: {10: 1}})
    assert row.points == (1,)


def test_cannot_judge_is_not_zero():
    (row,) = tally.standings({10: 9}, {1: {10: None}, 2: {10: 2}, 3: {}})
    assert row.points == (0, 2)


def test_equal_means_share_a_rank_and_the_next_is_counted_on():
    shared = ranks({1: 0, 2: 0, 3: 0, 4: 0}, {7: {1: 3, 2: 2, 3: 2, 4: 1}})
    assert shared == {1: 1, 2: 2, 3: 2, 4: 4}


def test_nobody_judged_and_only_own_signals_are_survived():
    assert [(row.rank, row.zone, row.median) for row in tally.standings({1: 5, 2: 5}, {})] == [(1, "nobody", None)] * 2
    assert [row.zone for row in tally.standings({1: 5}, {5: {}})] == ["nobody"]


def test_a_lifted_signal_passes_over_those_before_it_and_those_beside_it():
    every = tally.standings({1: 0, 2: 0, 3: 0}, {7: {1: 3, 2: 2, 3: 2}})
    by = {row.signal: row for row in every}
    assert [row.signal for row in tally.passed_over(by[3], every, {3})] == [1, 2]
    assert [row.signal for row in tally.passed_over(by[2], every, {1, 2})] == [3]
    assert tally.passed_over(by[1], every, {1}) == []
    assert tally.passed_over(by[2], every, {1}) == []


@given(st.dictionaries(st.integers(1, 6), st.dictionaries(st.integers(1, 8), st.integers(0, 3))))
def test_the_order_of_judges_and_the_points_of_authors_change_nothing(ballots):
    signals = {signal: signal % 3 + 1 for signal in range(1, 9)}
    rows = tally.standings(signals, ballots)
    assert rows == tally.standings(signals, dict(reversed(list(ballots.items()))))
    assert sorted(row.rank for row in rows)[0] == 1
    assert all(before.mean >= after.mean for before, after in zip(rows, rows[1:], strict=False))
    for row in rows:
        judges = [judge for judge in ballots if judge != signals[row.signal]]
        assert len(row.points) == len(judges)
        assert row.total == sum(ballots[judge].get(row.signal, 0) for judge in judges)
