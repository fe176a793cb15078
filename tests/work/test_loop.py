"""The loop: what is due is done once, what fails is put off, what a dead worker left is found."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError

from utkik import clock
from utkik.collect.models import Feed
from utkik.work import failures, heartbeat, leases, loop
from utkik.work.models import FailedWork, Turn, Worker
from utkik.work.registry import Chore, Duty

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def feeds(number):
    return [Feed.objects.create(address=f"https://{n}.example", identity=f"{n}") for n in range(number)]


def duty(act, *, batch=0, rows=None):
    return Duty(
        "test.duty",
        rows or (lambda: Feed.objects.order_by("pk")),
        act,
        timedelta(seconds=5),
        timedelta(minutes=5),
        batch,
    )


def failing(row):
    raise ValueError(f"no good: {row}")


def test_a_due_row_is_worked_on_and_let_go():
    (feed,) = feeds(1)
    seen = []

    assert loop.do_batch(duty(seen.append)) == 1

    feed.refresh_from_db()
    assert (seen, feed.claimed_until) == ([feed], None)


def test_rows_come_in_the_order_of_the_query_and_in_batches():
    made = feeds(5)
    seen = []

    loop.do_batch(duty(seen.append, batch=3))

    assert seen == [made[:3]]


def test_an_idle_duty_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert loop.do_batch(duty(failing)) == 0


def test_two_workers_never_hold_the_same_row():
    feeds(4)
    job = duty(failing, batch=3)

    first, _ = leases.claim(job)
    second, _ = leases.claim(job)

    assert len(first) == 3
    assert len(second) == 1
    assert not {row.pk for row in first} & {row.pk for row in second}


def test_a_row_that_raises_is_put_off_and_the_others_are_done():
    bad, good = feeds(2)
    done = []

    def act(row):
        if row == bad:
            raise ValueError("broken")
        done.append(row)

    job = duty(act)
    for _ in range(4):
        loop.do_batch(job)

    failed = FailedWork.objects.get()
    assert good in done
    assert (failed.row, failed.failures, failed.code, failed.parked_at) == (bad.pk, 1, "ValueError", None)
    assert "broken" in failed.cause


def test_it_is_tried_again_ever_later_and_parked_at_the_fifth_failure():
    (feed,) = feeds(1)
    job = duty(failing)
    moment, waits = NOON, []
    for _ in range(failures.LIMIT):
        with clock.at(moment):
            assert loop.do_batch(job) == 1
            failed = FailedWork.objects.get()
            waits.append(failed.retry_at - moment)
            assert loop.do_batch(job) == 0
        moment = failed.retry_at + timedelta(seconds=1)

    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16)]
    assert failed.parked_at
    with clock.at(moment + timedelta(days=30)):
        assert loop.do_batch(job) == 0


def test_a_parked_row_can_be_tried_once_more():
    (feed,) = feeds(1)
    for _ in range(failures.LIMIT):
        failed = failures.record("test.duty", feed, ValueError("broken"))

    failures.try_again(failed)

    assert loop.do_batch(duty(failing)) == 1
    assert FailedWork.objects.get().parked_at


def test_a_parked_row_that_ends_the_worker_once_more_is_parked_again():
    (feed,) = feeds(1)
    for _ in range(failures.LIMIT_OF_A_SUSPECT):
        failed = failures.record("test.duty", feed, None)
    failures.try_again(failed)
    Feed.objects.update(claimed_until=clock.now() - timedelta(seconds=1))
    seen = []

    assert loop.do_batch(duty(seen.append)) == 1

    assert FailedWork.objects.get().parked_at
    assert seen == []


def test_success_forgets_the_failures():
    (feed,) = feeds(1)
    with clock.at(NOON):
        failures.record("test.duty", feed, ValueError("broken"))
    with clock.at(NOON + timedelta(minutes=2)):
        loop.do_batch(duty(lambda row: None))

    assert not FailedWork.objects.exists()


def test_in_a_batch_that_raises_the_guilty_row_alone_is_put_off():
    bad, *good = feeds(3)
    done = []

    def act(rows):
        if bad in rows:
            raise ValueError("broken")
        done.extend(rows)

    loop.do_batch(duty(act, batch=10))

    assert done == good
    assert [failed.row for failed in FailedWork.objects.all()] == [bad.pk]


def test_what_a_dead_worker_held_is_found_when_its_lease_ends():
    (feed,) = feeds(1)
    job = duty(lambda row: None)
    with clock.at(NOON):
        leases.claim(job)  # and the worker dies
    with clock.at(NOON + timedelta(minutes=4)):
        assert loop.do_batch(job) == 0
    with clock.at(NOON + timedelta(minutes=6)):
        assert loop.do_batch(job) == 1
    assert not FailedWork.objects.exists()


def test_a_row_that_ends_every_worker_is_parked():
    (feed,) = feeds(1)
    seen = []
    job = duty(seen.append)
    with clock.at(NOON):
        for _ in range(failures.LIMIT_OF_A_SUSPECT - 1):
            failures.record("test.duty", feed, None)
        Feed.objects.update(claimed_until=NOON - timedelta(seconds=1))
        assert loop.do_batch(job) == 1

    failed = FailedWork.objects.get()
    assert (seen, failed.code) == ([], failures.CUT_OFF)
    assert failed.parked_at


def test_rows_that_dead_workers_left_again_and_again_come_one_by_one_until_it_is_known_which_ends_them():
    """One row ends every worker that holds it; the workers take along whatever else they hold."""
    made, done, parked_at = feeds(4), set(), NOON + timedelta(minutes=60)
    culprit = made[1].pk

    def act(rows):
        if culprit in (keys := {row.pk for row in rows}):
            raise SystemExit
        done.update(keys)

    job = duty(act, batch=4, rows=lambda: Feed.objects.exclude(pk__in=done).order_by("pk"))
    for minute in range(60):
        with clock.at(NOON + timedelta(minutes=minute)):
            if failures.FailedWork.objects.filter(row=culprit, parked_at__isnull=False).exists():
                parked_at = clock.now()
                break
            for second in range(0, 60, 10):
                with clock.at(NOON + timedelta(minutes=minute, seconds=second)), suppress(SystemExit):
                    loop.do_batch(job)
    assert done == {row.pk for row in made} - {culprit}
    assert parked_at < NOON + timedelta(minutes=60)
    assert FailedWork.objects.get(parked_at__isnull=False).row == culprit


def test_a_lease_that_was_renewed_meanwhile_stays():
    (feed,) = feeds(1)
    later = NOON + timedelta(hours=1)

    loop.do_batch(duty(lambda row: Feed.objects.filter(pk=row.pk).update(claimed_until=later)))

    feed.refresh_from_db()
    assert feed.claimed_until == later


def test_an_unreachable_database_is_nobodys_fault():
    feeds(1)

    def act(rows):
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        loop.do_batch(duty(act, batch=2))
    assert not FailedWork.objects.exists()


def test_a_chore_is_done_once_per_turn_and_again_at_the_next():
    done = []
    chore = Chore("test.chore", lambda: done.append(clock.now()), timedelta(hours=1))
    for minutes in (0, 30, 59, 61, 90):
        with clock.at(NOON + timedelta(minutes=minutes)):
            loop.do_chore(chore)

    assert done == [NOON, NOON + timedelta(minutes=61)]


def test_a_chore_that_raises_waits_for_its_next_turn():
    def act():
        raise ValueError("broken")

    with clock.at(NOON):
        loop.do_chore(Chore("test.chore", act, timedelta(hours=1)))
    assert Turn.objects.get().next_at == NOON + timedelta(hours=1)


def test_a_full_batch_does_not_starve_the_others(monkeypatch):
    feeds(3)
    order = []
    first, second = duty(lambda row: order.append("first")), duty(lambda row: order.append("second"))
    second = Duty("test.other", second.rows, second.act, second.every, second.lease, 0)
    monkeypatch.setattr(loop, "duties", lambda: [first, second])
    monkeypatch.setattr(loop, "chores", list)

    wanted = {}
    for _ in range(2):
        assert loop.one_pass(wanted, threading.Event()) == 0

    assert order == ["first", "second", "first", "second"]


def test_nothing_due_lets_the_loop_sleep_but_never_long(monkeypatch):
    monkeypatch.setattr(loop, "duties", lambda: [duty(failing)])
    monkeypatch.setattr(loop, "chores", list)

    assert loop.one_pass({}, threading.Event()) == loop.LONGEST_SLEEP


@pytest.mark.django_db(transaction=True)
def test_what_ends_the_thread_apart_ends_the_worker(monkeypatch):
    def broken():
        raise LookupError("no such table")

    apart = Duty("test.apart", broken, failing, timedelta(seconds=5), timedelta(minutes=5), 0, apart=True)
    monkeypatch.setattr(loop, "duties", lambda: [apart])
    monkeypatch.setattr(loop, "chores", list)

    with pytest.raises(LookupError):
        loop.run(threading.Event())


def test_a_stopped_loop_begins_nothing_new(monkeypatch):
    feeds(1)
    monkeypatch.setattr(loop, "duties", lambda: [duty(failing)])
    stop = threading.Event()
    stop.set()

    loop.one_pass({}, stop)

    assert not FailedWork.objects.exists()


def test_a_worker_is_seen_while_it_beats_and_gone_when_it_ends():
    assert not heartbeat.somebody_works()

    heartbeat.begin()
    heartbeat.beat()
    assert heartbeat.somebody_works()

    heartbeat.end()
    assert not heartbeat.somebody_works()


def test_a_worker_that_was_silent_for_a_minute_counts_as_gone():
    heartbeat.begin()
    Worker.objects.update(seen_at=datetime.now(UTC) - timedelta(seconds=61))

    assert not heartbeat.somebody_works()


def test_an_administrator_sees_the_own_organisations_parked_work_alone():
    for organisation in (1, 2):
        FailedWork.objects.create(duty="d", row=organisation, organisation_id=organisation, code="c", parked_at=NOON)
    FailedWork.objects.create(duty="d", row=3, organisation_id=1, code="c")

    assert [failed.row for failed in failures.parked(1)] == [1]
