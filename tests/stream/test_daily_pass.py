from datetime import UTC, date, datetime, timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.stream import counts, daily_pass, triage, undo
from utkik.stream.daily_pass import Desk, decided

# 22:30 UTC is already the next day in Stockholm.
LATE_EVENING = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
DESK = Desk(member=1, areas=frozenset({7}), away=frozenset({9}), day=date(2026, 11, 24))


def state(name="new", *, due=None, area=7, receiver=None):
    return {"state": name, "due_on": due, "area_id": area, "receiver_id": receiver}


@pytest.mark.parametrize(
    "fields, holds",
    [
        (state(), True),
        (state(area=None), True),
        (state(area=8), False),
        (state(area=8, receiver=1), True),
        (state(receiver=2), False),
        (state(receiver=9), True),
        (state("kept"), False),
        (state("later", due="2026-11-24"), True),
        (state("later", due="2026-11-25"), False),
    ],
)
def test_what_lies_on_the_desk(fields, holds):
    assert DESK.holds(fields) is holds


@pytest.mark.parametrize(
    "changes, number",
    [
        ([], 0),
        ([(1, state(), state("kept"))], 1),
        ([(1, state(), state("kept")), (1, state("kept"), state("dismissed"))], 1),
        ([(1, state(), state("kept")), (1, state("kept"), state())], 0),
        ([(1, state("kept"), state("dismissed"))], 0),
        ([(1, state(), state(receiver=2))], 1),
        ([(1, state(area=8), state("kept", area=8))], 0),
        ([(1, state(), state("dismissed")), (2, state(area=None), state("later", due="2026-12-01", area=None))], 2),
    ],
)
def test_done_is_what_waited_here_and_waits_no_longer(changes, number):
    assert decided(changes, DESK) == number


def of(member):
    return daily_pass.of(member, counts.of_member(member).mine)


@pytest.mark.django_db
def test_what_came_during_the_day_and_what_a_colleague_decided_belong_to_the_pass():
    scanner, colleague = make.scanner(), make.scanner()
    with clock.at(datetime(2026, 11, 24, 7, tzinfo=UTC)):
        rows = make.entries(3, watched_by=scanner)
    with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        triage.dismiss(rows[0], by=scanner)
        triage.keep(rows[1], by=colleague)
        make.entry(watched_by=scanner)
        today = of(scanner)

    assert (today.done, today.total, today.left) == (2, 4, 2)


@pytest.mark.django_db
def test_what_was_decided_yesterday_is_no_part_of_today():
    scanner = make.scanner()
    with clock.at(LATE_EVENING - timedelta(hours=2)):
        rows = make.entries(3, watched_by=scanner)
        triage.dismiss(rows[0], by=scanner)
        assert of(scanner) == daily_pass.DailyPass(1, 3)
    with clock.at(LATE_EVENING):
        assert of(scanner) == daily_pass.DailyPass(0, 2)
        triage.dismiss(rows[1], by=scanner)
        assert of(scanner) == daily_pass.DailyPass(1, 2)


@pytest.mark.django_db
def test_undone_it_is_left_again():
    scanner = make.scanner()
    rows = make.entries(2, watched_by=scanner)
    decision = triage.dismiss(rows[0], by=scanner)
    undo.undo(decision, by=scanner)

    assert of(scanner) == daily_pass.DailyPass(0, 2)
