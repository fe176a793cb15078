"""`utkik run` as a whole: up when it says so, one worker, nothing left behind, however it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys

import pytest

from tests.plugins.installation import ROOT
from tests.plugins.running import LONG_ENOUGH, Running, eventually, processes_of

pytestmark = pytest.mark.slow


@pytest.fixture
def running(set_up_installation):
    made = Running(set_up_installation)
    made.start()
    yield made
    if made.process.poll() is None:
        made.end()


def holds_the_lock(running: Running) -> bool:
    """Whether a worker works: somebody holds its lock."""
    import fcntl  # noqa: PLC0415

    try:
        with (running.installation.data / "worker.lock").open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def test_when_the_address_is_printed_the_page_answers_and_then_a_worker_comes(running):
    assert running.answers() == 200
    eventually(lambda: len(running.children("worker")) == 1, "no worker")
    eventually(lambda: len(running.children("web")) == 1 + min(2, len(os.sched_getaffinity(0))), "not a web per core")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_end_it_ends_at_once_and_leaves_nothing(running, number):
    eventually(lambda: running.children("worker"), "no worker")
    idle = socket.create_connection(("127.0.0.1", running.port))

    assert running.end(number) == 0

    idle.close()
    assert processes_of(running.installation.data) == []


def test_after_kill_9_nothing_lives_on_and_the_next_start_has_one_worker(running):
    if "UTKIK_DATABASE_URL" in running.installation.environment:
        pytest.skip("with PostgreSQL there may be several workers")
    for _ in range(3):
        eventually(lambda: holds_the_lock(running), "no worker works")
        running.end(signal.SIGKILL)
        eventually(lambda: processes_of(running.installation.data) == [], "a child outlived its parent")
        running.start()
        assert running.answers() == 200
    eventually(lambda: len(running.children("worker")) == 1, "not one worker")


@pytest.mark.parametrize("verb", ["web", "worker"])
def test_a_child_that_dies_is_started_again(running, verb):
    eventually(lambda: running.children("worker"), "no worker")
    before = set(running.children(verb))
    os.kill(min(before), signal.SIGKILL)

    eventually(lambda: set(running.children(verb)) - before, f"no new {verb}")
    eventually(running.answered, "no answer")


def test_a_second_worker_on_the_same_directory_is_refused_in_a_sentence(running):
    if "UTKIK_DATABASE_URL" in running.installation.environment:
        pytest.skip("with PostgreSQL there may be several workers")
    eventually(lambda: holds_the_lock(running), "no worker works")

    done = running.installation.run("worker")

    assert done.returncode == 1
    assert "Another worker" in done.stderr


def test_a_taken_port_is_said_in_a_sentence(running):
    done = running.installation.run("web", "--bind", f"127.0.0.1:{running.port}")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert str(running.port) in done.stderr


def test_web_and_worker_run_apart(set_up_installation):
    worker = subprocess.Popen(
        [sys.executable, "-m", "utkik", "worker"],
        env={**os.environ, **set_up_installation.environment},
        cwd=ROOT,
    )
    try:
        seen = "from utkik.work.heartbeat import somebody_works as s; print(s())"
        eventually(lambda: shell(set_up_installation, seen) == "True\n", "no heartbeat")
    finally:
        worker.terminate()
    assert worker.wait(LONG_ENOUGH) == 0
    assert shell(set_up_installation, seen) == "False\n"


def shell(installation, code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**os.environ, **installation.environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
