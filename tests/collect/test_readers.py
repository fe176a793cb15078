"""Reading in a process of its own: what runs away there takes nothing else along."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.collect.feeds import item, rss
from utkik.collect import failures
from utkik.collect.read import parse, readers
from utkik.collect.read.reading import Reading
from utkik.text import search

HERE = "https://sandvik.example/rss"


def ask(*bodies, count=1, between=None):
    """What each body gives: a reading or a failure's code, read one after the other."""

    async def all_of_them():
        async with readers.opened(count) as read:
            given = []
            for number, body in enumerate(bodies):
                if number and between:
                    between()
                try:
                    given.append(await read(body, HERE, ""))
                except failures.Unreadable as wrong:
                    given.append(wrong.code)
            return given

    return asyncio.run(all_of_them())


def test_a_reading_is_the_same_as_read_here():
    body = rss(item("Å & ä", date="Tue, 07 Jan 2025 08:00:00 +0100", text="<p>ö</p>"), item("b", "", guid="x"))
    (found,) = ask(body)
    here = parse.read(body, HERE)
    for entry in here.entries:
        entry.terms = search.terms(entry.title, entry.summary_text)
    assert found == here


def test_a_failure_comes_back_as_what_it_is():
    assert ask(b"<html>", b"", rss(item()))[:2] == ["not_a_feed", "empty_answer"]


def test_a_reading_survives_being_told_as_json():
    reading = parse.read(rss(item(date="2025-01-07")), HERE)
    assert Reading.from_json(reading.to_json()) == reading


def test_a_runaway_is_killed_and_the_next_feed_is_read(monkeypatch):
    """Half of an answer never comes: the process was stopped, as a runaway would be."""
    monkeypatch.setattr(readers, "SECONDS", 1.0)

    def stop_children():
        for child in children():
            os.kill(child, signal.SIGSTOP)

    began = time.monotonic()
    given = ask(rss(item("ett")), rss(item("två")), between=stop_children)
    assert isinstance(given[0], Reading) and given[1] == "too_heavy"
    assert time.monotonic() - began < 20
    assert children() == []


def test_an_idle_process_is_kept_and_used_again():
    ask(rss(item("ett")))
    first = children()
    ask(rss(item("två")))
    assert children() == first and len(first) == 1


def test_a_process_that_died_is_started_again():
    def kill_children():
        for child in children():
            os.kill(child, signal.SIGKILL)
        time.sleep(0.2)

    given = ask(rss(item("ett")), rss(item("två")), between=kill_children)
    assert all(isinstance(one, Reading) for one in given)


def test_processor_time_is_limited():
    """A process that spins is ended by the system, whatever the clock says."""
    limit = "from utkik.collect.read import child; child.PROCESSOR_SECONDS = 1; child._limit_processor()\n"
    spun = subprocess.run([sys.executable, "-c", limit + "while True: pass"], timeout=60)
    assert spun.returncode == -signal.SIGXCPU


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="the system knows no such limit")
def test_memory_is_limited():
    """A document whose reading takes more than the process may have costs itself alone."""
    greedy = b"<rss><channel>" + b"<item><title>a</title></item>" * 500_000 + b"</channel></rss>"
    given = ask(greedy, rss(item("efter")))
    assert given[0] == "too_heavy" or isinstance(given[0], Reading)
    assert isinstance(given[1], Reading)


def children() -> list[int]:
    """The reading processes that this one started."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += [int(pid) for pid in (task / "children").read_text().split()]
    return [pid for pid in found if b"utkik.collect.read.child" in Path(f"/proc/{pid}/cmdline").read_bytes()]
