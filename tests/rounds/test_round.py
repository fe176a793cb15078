"""The life of a round, told as a group lives it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from utkik import clock
from utkik.people.models import Act
from utkik.rounds import choose, closing, judge, opening, refusals, result
from utkik.rounds.models import Ballot, Outcome, Round
from utkik.signals import publish

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)


@pytest.fixture
def cast():
    """An analyst, two scanners, and four published signals: two of Ada's, two of nobody who judges here."""
    analyst, ada, bo = make.member("analyst"), make.member("scanner"), make.member("scanner")
    author = make.member("scanner", left_at=None)
    signals = [make.signal(author=who, state="published") for who in (ada, ada, author, author)]
    return analyst, ada, bo, signals


def decide(round, by, **choices):
    for number, choice in choices.items():
        choose.note(round, int(number[1:]), choice, by=by, line="Därför att frågan inte kan vänta.")


def test_a_round_holds_what_was_published_since_the_last_and_late_ones_go_to_the_next(cast):
    analyst, _ada, bo, signals = cast
    make.signal(author=bo, state="draft")
    round = make.open_round(NOVEMBER, by=analyst)
    late = make.signal(author=bo, state="published")
    assert {row.signal for row in round.candidates.all()} == set(signals)
    assert list(opening.waiting(round.organisation)) == [late]


def test_there_is_one_round_a_month_and_one_open_at_a_time(cast):
    analyst, _ada, bo, _signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.signal(author=bo, state="published")
    with pytest.raises(refusals.MonthTaken):
        make.open_round(date(2026, 11, 17), by=analyst)
    with pytest.raises(refusals.OneIsOpen):
        make.open_round(date(2026, 12, 1), by=analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(organisation=round.organisation, period=NOVEMBER, criterion=round.criterion)


def test_a_round_without_signals_is_not_opened():
    with pytest.raises(refusals.NothingToJudge):
        make.open_round(NOVEMBER)


def test_points_stay_within_the_ten_the_three_and_off_ones_own(cast):
    analyst, ada, _bo, signals = cast
    more = [make.signal(author=analyst, state="published") for _ in range(3)]
    round = make.open_round(NOVEMBER, by=analyst)
    ballot = judge.open_ballot(round, ada)
    with pytest.raises(refusals.OwnSignal):
        judge.give(ballot, signals[0].pk, 1)
    for value in (4, -1):
        with pytest.raises(refusals.NoSuchPoints):
            judge.give(ballot, signals[2].pk, value)
    for signal in (signals[2], signals[3], more[0]):
        judge.give(ballot, signal.pk, 3)
    with pytest.raises(refusals.BudgetSpent) as refused:
        judge.give(ballot, more[1].pk, 2)
    assert refused.value.values == {"left": 1}
    assert judge.give(ballot, more[0].pk, 1).given == 7
    assert judge.give(ballot, more[1].pk, 2).given == 9
    with pytest.raises(refusals.NotInRound):
        judge.give(ballot, make.signal(author=analyst, state="published").pk, 1)


def test_the_database_itself_holds_the_budget(cast):
    analyst, ada, _bo, _signals = cast
    ballot = judge.open_ballot(make.open_round(NOVEMBER, by=analyst), ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(given=11)


def test_what_is_handed_in_can_be_changed_until_the_round_closes(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    ballot = make.ballot(round, bo, {signals[0]: 3})
    assert judge.give(ballot, signals[0].pk, 1).handed_in_at
    assert closing.close(round, by=analyst)
    for act in (lambda: judge.give(ballot, signals[0].pk, 2), lambda: judge.take_back(ballot)):
        with pytest.raises(refusals.RoundClosed):
            act()
    assert not closing.close(round, by=analyst)
    assert result.own_points(round, bo) == {signals[0].pk: 1}


def test_only_the_group_and_the_invited_judge(cast):
    analyst, *_rest = cast
    round = make.open_round(NOVEMBER, by=analyst)
    expert, reader = make.member("contributor"), make.member("reader")
    for member in (expert, reader, make.stranger("scanner")):
        with pytest.raises(refusals.NotAJudge):
            judge.open_ballot(round, member)
    assert opening.invite(round, [expert], by=analyst) == 1
    assert judge.open_ballot(round, expert)
    assert judge.judges(round) == (0, 5)


def test_an_invitation_is_taken_back_alike_whether_the_judge_has_begun_or_not(cast):
    analyst, _ada, _bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    begun, idle = make.member("contributor"), make.member("contributor")
    opening.invite(round, [begun, idle], by=analyst)
    make.ballot(round, begun, {signals[0]: 3})
    assert opening.uninvite(round, begun, by=analyst) and opening.uninvite(round, idle, by=analyst)
    assert not opening.uninvite(round, idle, by=analyst)
    closing.close(round, by=analyst)
    assert {row.total for row in result.of(round)} == {0}


def test_whoever_is_asked_again_finds_what_they_gave(cast):
    analyst, _ada, _bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    expert = make.member("contributor")
    opening.invite(round, [expert], by=analyst)
    make.ballot(round, expert, {signals[0]: 3})
    opening.uninvite(round, expert, by=analyst)
    opening.invite(round, [expert], by=analyst)
    ballot = judge.open_ballot(round, expert)
    assert (ballot.given, ballot.handed_in_at) == (3, None)


def test_an_open_round_tells_nothing_but_how_many_are_done(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.ballot(round, bo, {signals[0]: 3})
    assert judge.judges(round) == (1, 4)
    for peep in (result.of, result.reasons):
        with pytest.raises(refusals.RoundStillOpen):
            peep(round)
    assert "3" not in str(list(Act.objects.filter(verb__startswith="ballot").values("details", "changed")))


def test_each_judge_sees_the_signals_in_an_order_of_their_own_that_stays(cast):
    analyst, ada, bo, signals = cast
    for _ in range(12):
        make.signal(author=analyst, state="published")
    round = make.open_round(NOVEMBER, by=analyst)
    orders = [[row.signal_id for row in judge.candidates(round, member)] for member in (ada, bo, ada)]
    assert orders[0] == orders[2] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_a_ballot_that_was_begun_but_not_handed_in_does_not_count(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.ballot(round, bo, {signals[0]: 3}, handed_in=False)
    closing.close(round, by=analyst)
    assert {row.zone for row in result.of(round)} == {"nobody"}


def test_a_leavers_ballot_counts_on(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.ballot(round, bo, {signals[0]: 3})
    bo.user, bo.left_at = None, clock.now()
    bo.save()
    assert judge.judges(round) == (1, 4)
    closing.close(round, by=analyst)
    assert result.of(round)[0].total == 3


def test_a_round_closes_by_itself_at_the_agreed_time(cast):
    analyst, *_rest = cast
    closes = clock.now() + timedelta(days=1)
    round = make.open_round(NOVEMBER, by=analyst, closes_at=closes)
    assert closing.close_overdue() == 0
    with clock.at(closes + timedelta(minutes=1)):
        assert closing.close_overdue() == 1
    round.refresh_from_db()
    assert (round.state, round.closed_by) == ("closed", None)


def test_a_signal_withdrawn_meanwhile_is_not_judged(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    type(signals[0]).objects.filter(pk=signals[0].pk).update(state="withdrawn", withdrawn_at=clock.now())
    ballot = judge.open_ballot(round, bo)
    with pytest.raises(refusals.NotInRound):
        judge.give(ballot, signals[0].pk, 1)
    closing.close(round, by=analyst)
    assert signals[0].pk not in {row.signal for row in result.of(round)}


def test_points_on_a_withdrawn_signal_can_be_given_again(cast):
    analyst, _ada, bo, signals = cast
    extra = [make.signal(author=analyst, state="published") for _ in range(2)]
    round = make.open_round(NOVEMBER, by=analyst)
    ballot = make.ballot(round, bo, {signals[0]: 3, signals[1]: 3, signals[2]: 3, extra[0]: 1})
    publish.withdraw(signals[0], by=analyst)
    assert judge.left(ballot) == 3
    ballot = judge.give(ballot, extra[1].pk, 3)
    assert (ballot.given, judge.left(ballot)) == (10, 0)
    publish.restore(signals[0], by=analyst)
    with pytest.raises(refusals.BudgetSpent):
        judge.give(ballot, signals[0].pk, 1)
    closing.close(round, by=analyst)
    assert sum(row.total for row in result.of(round)) == 10


def test_choices_wait_for_the_close_and_end_with_the_lock(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    with pytest.raises(refusals.RoundStillOpen):
        choose.note(round, signals[0].pk, "lifted", by=analyst)
    make.ballot(round, bo, {signals[0]: 3, signals[1]: 2})
    closing.close(round, by=analyst)
    choose.note(round, signals[0].pk, "lifted", by=analyst)
    locked = closing.lock(round, by=analyst, limits_line="November var tunn.")
    with pytest.raises(refusals.RoundLocked):
        choose.note(round, signals[1].pk, "lifted", by=analyst)
    with pytest.raises(refusals.RoundLocked):
        closing.lock(round, by=analyst)
    lifted = locked.outcomes.get()
    assert (lifted.rank, lifted.total) == (1, 3)
    signals[0].refresh_from_db()
    assert signals[0].outcome == "lifted"


def test_outside_the_limits_one_line_is_asked_for(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.ballot(round, bo, {signals[0]: 3})
    closing.close(round, by=analyst)
    choose.note(round, signals[0].pk, "lifted", by=analyst)
    with pytest.raises(refusals.NotReady) as refused:
        closing.lock(round, by=analyst)
    assert [where for where, _said in refused.value.missing] == [None]


@pytest.mark.parametrize("lifted", [1, 2])
def test_of_two_equals_whichever_is_lifted_needs_its_line(cast, lifted):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.ballot(round, bo, {signals[0]: 3, signals[1]: 2, signals[2]: 2})
    closing.close(round, by=analyst)
    for place in (0, lifted):
        choose.note(round, signals[place].pk, "lifted", by=analyst)
    missing = [where for where, _said in closing.what_is_missing(round) if where]
    assert missing == [signals[lifted].pk]
    choose.note(round, signals[lifted].pk, "lifted", by=analyst, line="Den rör två nämnder.")
    assert [where for where, _said in closing.what_is_missing(round) if where] == []


def test_against_the_ranking_the_lifted_one_says_why(cast):
    analyst, _ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    make.ballot(round, bo, {signals[0]: 3, signals[1]: 1})
    closing.close(round, by=analyst)
    choose.note(round, signals[1].pk, "lifted", by=analyst)
    (where, said), _limits = closing.what_is_missing(round)
    assert (where, said) == (signals[1].pk, "Skriv på en rad varför plats 2 lyfts före plats 1.")


def test_a_park_has_a_day_ahead_and_a_set_aside_its_reason(cast):
    analyst, _ada, _bo, signals = cast
    round = make.closed_round(NOVEMBER, by=analyst)
    today = round.organisation.today()
    for until in (None, today):
        with pytest.raises(refusals.NeedsADay):
            choose.note(round, signals[0].pk, "parked", until=until, by=analyst)
    with pytest.raises(refusals.NeedsAReason):
        choose.note(round, signals[0].pk, "set_aside", line=" ", by=analyst)
    choose.note(round, signals[0].pk, "parked", until=today + timedelta(days=30), by=analyst)
    choose.note(round, signals[0].pk, "", by=analyst)
    assert not Outcome.objects.exists()


def test_a_parked_signal_comes_back_when_its_day_has_come(cast):
    analyst, _ada, _bo, signals = cast
    round = make.closed_round(NOVEMBER, by=analyst)
    day = round.organisation.today() + timedelta(days=30)
    choose.note(round, signals[0].pk, "parked", until=day, by=analyst)
    closing.lock(round, by=analyst, limits_line="Ingen lyfts.")
    assert not opening.waiting(round.organisation).exists()
    with clock.at(clock.start_of_day(day, "Europe/Stockholm") + timedelta(hours=9)):
        assert list(opening.waiting(round.organisation)) == [signals[0]]


def test_reasons_come_without_names_and_after_the_close_alone(cast):
    analyst, ada, bo, signals = cast
    round = make.open_round(NOVEMBER, by=analyst)
    for member, reason in ((analyst, "Zonen växer"), (bo, "Avtalet löper ut")):
        ballot = make.ballot(round, member, {signals[0]: 1})
        judge.explain(ballot, signals[0].pk, reason)
    closing.close(round, by=analyst)
    assert result.reasons(round) == {signals[0].pk: ["Avtalet löper ut", "Zonen växer"]}
