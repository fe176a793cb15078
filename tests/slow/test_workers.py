"""Three workers on PostgreSQL, killed at random while feeds publish: every item is stored once, no feed asked twice at
once, and what a dead worker held is free within two minutes.

Five kills here; `make drill` does a hundred among 2 000 feeds.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.plugins.installation import ROOT, Installation, making
from tests.plugins.press import Press

pytestmark = pytest.mark.slow
KILLS = 100 if os.environ.get("KILLS") else 5
FEEDS = 2_000 if os.environ.get("KILLS") else 600
WORKERS, PATIENCE = 3, 120.0
TAKEN_OVER_WITHIN = timedelta(minutes=2)
FOLLOW = """
import sys, django
django.setup()
from utkik.collect.models import Feed, Source
from utkik.people.models import Organisation
home = Organisation.objects.get()
addresses = sys.stdin.read().split()
for address in addresses:
    feed = Feed(address=address, identity=address)
    feed.save()
    Source.objects.create(organisation=home, feed=feed, name=address[-60:], sort_key=address[-60:])
"""


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    """A PostgreSQL of the test's own, unless one is named."""
    if os.environ.get("UTKIK_DATABASE_URL", "").startswith("postgres"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UTKIK_DATABASE_URL", "later")  # the plugin starts one of its own accord where none is named
        from tests.plugins import postgres  # noqa: PLC0415

        patch.setenv("UTKIK_DATABASE_URL", postgres.start())
        yield
        postgres.stop()


@pytest.fixture
def press() -> Iterator[Press]:
    made = Press(FEEDS)
    yield made
    made.close()


@pytest.fixture
def place(server, press, tmp_path) -> Iterator[Installation]:
    with making(tmp_path) as make:
        made = make()
        made.environment |= {"UTKIK_FETCH_ALLOW": "127.0.0.0/8", "UTKIK_FETCH_PAUSE": "0.05"}
        assert made.set_up().returncode == 0
        addresses = "\n".join(press.address(feed) for feed in range(FEEDS))
        followed = python(made, FOLLOW, addresses)
        assert followed.returncode == 0, followed.stderr
        yield made


def test_kills_lose_nothing_double_nothing_and_leave_nothing_taken(place, press):
    chance, met, leases = random.Random(5), 0, []
    with psycopg.connect(place.environment["UTKIK_DATABASE_URL"], autocommit=True) as database:
        workers = [worker(place) for _ in range(WORKERS)]
        try:
            for _kill in range(KILLS):
                press.publish(FEEDS // 20)
                victim = chance.randrange(WORKERS)
                stop_while_it_holds_some(database, workers[victim], chance)
                workers[victim].send_signal(signal.SIGKILL)
                killed_at = datetime.now(UTC)
                workers[victim].wait()
                held = holds(database, workers[victim])
                met += bool(held)
                leases += [held - killed_at] if held else []
                workers[victim] = worker(place)
        finally:
            for one in workers:
                one.kill()
                one.wait()
    after = (datetime.now(UTC) + 2 * TAKEN_OVER_WITHIN).isoformat()
    last = place.run("collect", "--all", "--json", UTKIK_NOW=after)
    assert last.returncode == 0, last.stderr

    items, told = press.published()
    with psycopg.connect(place.environment["UTKIK_DATABASE_URL"], autocommit=True) as database:
        tables = ("collect_item", "collect_sighting", "stream_entry", "stream_arrival")
        found = {name: ask(database, f"SELECT count(*) FROM {name}") for name in tables}  # noqa: S608
        still = ask(database, "SELECT count(*) FROM collect_feed WHERE claimed_until > now() + interval '4 minutes'")
        failing = ask(database, "SELECT count(*) FROM collect_feed WHERE error_code <> ''")
        parked = ask(database, "SELECT count(*) FROM work_failedwork WHERE parked_at IS NOT NULL")
    print(f"\n{KILLS} kills, {met} met a claimed feed; {items} items told {told} times: {found}; {last.stdout}")
    assert found == {
        "collect_item": items,
        "collect_sighting": told,
        "stream_entry": items,
        "stream_arrival": told,
    }
    assert (still, failing, parked) == (0, 0, 0)
    assert max(leases) <= TAKEN_OVER_WITHIN
    assert press.most_of_feed == 1, "no feed is asked twice at once"
    assert press.most_at_host <= 2, "nor a host by more than two"
    assert met >= KILLS * 0.9


def worker(place: Installation) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "utkik", "worker"],
        env={**os.environ, **place.environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def stop_while_it_holds_some(database: psycopg.Connection, one: subprocess.Popen, chance: random.Random) -> None:
    """Halt the worker where it stands, at random; when it has just let go of everything, it goes on until it holds."""
    while True:
        until_it_holds_some(database, one)
        time.sleep(chance.uniform(0, 0.1))
        one.send_signal(signal.SIGSTOP)
        if holds(database, one):
            return
        one.send_signal(signal.SIGCONT)


def until_it_holds_some(database: psycopg.Connection, one: subprocess.Popen) -> None:
    """Let everything be due, again and again, until the worker has taken some of it."""
    until = time.monotonic() + PATIENCE
    while not holds(database, one):
        assert time.monotonic() < until, "the worker takes nothing"
        let_all_be_due(database)
        time.sleep(0.1)


def let_all_be_due(database: psycopg.Connection) -> None:
    free = "SELECT id FROM collect_feed WHERE claimed_until IS NULL FOR UPDATE SKIP LOCKED"
    database.execute(f"UPDATE collect_feed SET next_check_at = now() WHERE id IN ({free})")  # noqa: S608


def holds(database: psycopg.Connection, one: subprocess.Popen) -> datetime | None:
    """Until when the worker holds some feed; None where it holds none."""
    name = f"{socket.gethostname()}:{one.pid}"
    row = database.execute(
        "SELECT max(claimed_until) FROM collect_feed WHERE claimed_by = %s AND claimed_until > now()", [name]
    ).fetchone()
    return row[0] if row else None


def ask(database: psycopg.Connection, question: str) -> int:
    row = database.execute(question).fetchone()  # type: ignore[arg-type]
    return int(row[0]) if row else 0


def python(place: Installation, code: str, told: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **place.environment},
        cwd=ROOT,
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
