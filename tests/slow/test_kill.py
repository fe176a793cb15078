"""Nothing lost: `kill -9` of the working processes, twenty times, while news comes in and a person works.

What was confirmed on screen is there afterwards, nothing is there twice, and a backup that was taken meanwhile restores
whole. The invariants are printed (pytest -s).
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from tests.plugins.installation import PASSWORD, ROOT, Installation
from tests.plugins.newsroom import Newsroom
from tests.plugins.person import NoAnswer, Person
from tests.plugins.running import Running, eventually

pytestmark = pytest.mark.slow
KILLS = int(os.environ.get("KILLS", "20"))
FEEDS = 4
HOME = "/o/sandviks-kommun"


@dataclass
class Work:
    """What a person did: what was confirmed, and what was sent without an answer."""

    kept: set[int] = field(default_factory=set)
    signals: set[str] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)


@pytest.fixture
def newsroom():
    made = Newsroom(FEEDS)
    made.write(40)
    yield made
    made.close()


@pytest.fixture
def running(set_up_installation, newsroom):
    set_up_installation.environment["UTKIK_FETCH_ALLOW"] = "127.0.0.0/8"
    opml = set_up_installation.data.parent / "sources.opml"
    opml.write_text(newsroom.opml())
    assert set_up_installation.json("sources", "import", str(opml))["added"] == FEEDS
    made = Running(set_up_installation)
    made.start()
    yield made
    if made.is_up():
        made.end()


def test_twenty_kills_lose_nothing_and_double_nothing(running, newsroom, new_installation):
    installation, work, stop = running.installation, Work(), threading.Event()
    person = Person(running.port)
    person.log_in("anna@sandvik.example", PASSWORD)
    busy = threading.Thread(target=keep_working, args=(person, work, stop))
    busy.start()
    backup = installation.data.parent / "meanwhile.zip"
    chance = random.Random(41)
    try:
        for kill in range(KILLS):
            newsroom.write(5)
            collector = collecting(installation)
            time.sleep(chance.uniform(0.2, 1.2))
            kill_one(running, collector, chance)
            if kill == KILLS // 2:
                assert installation.json("backup", str(backup))["bytes"]
    finally:
        stop.set()
        busy.join(60)
    after = datetime.now(UTC) + timedelta(minutes=10)  # whatever lease the dead held has run out
    last = installation.run("collect", "--all", "--json", UTKIK_NOW=after.isoformat())
    assert json.loads(last.stdout)["failed"] == 0, last.stderr

    found = invariants(installation)
    counted = {name: len(value) if isinstance(value, list) else value for name, value in found.items()}
    print(f"\n{KILLS} kills, {len(work.kept)} entries kept and {len(work.signals)} signals confirmed:", counted)
    assert found["items"] == len(newsroom.links())
    assert found["entries"] == found["items"]
    assert found["crossings"] == []
    assert found["integrity"] == "ok"
    assert found["leases"] == 0
    assert len(work.kept) > 5
    assert work.kept <= set(found["kept_entries"])
    titles = found["titles"]
    assert work.signals <= set(titles)
    assert len(titles) == len(set(titles))
    assert set(titles) <= work.signals | work.unanswered

    restored = new_installation("restored")
    assert restored.run("restore", str(backup)).returncode == 0
    inside = invariants(restored)
    assert (inside["integrity"], inside["crossings"]) == ("ok", [])
    assert inside["entries"] == inside["items"]
    assert set(inside["titles"]) <= set(titles)


def keep_working(person: Person, work: Work, stop: threading.Event) -> None:
    """Keep an entry, write a signal, again; a form whose answer was lost is sent once more, as a person does."""
    number = 0
    while not stop.is_set():
        number += 1
        try:
            keep_one(person, work)
            write_one(person, work, f"Signal {number}")
        except NoAnswer:
            time.sleep(0.1)


def keep_one(person: Person, work: Work) -> None:
    person.get(f"{HOME}/stream")
    waiting = [int(key) for key in re.findall(r'id="entry-(\d+)"', person.page) if int(key) not in work.kept]
    if not waiting:
        return
    status, _ = person.post(f"{HOME}/stream/{waiting[0]}/keep")
    assert status in (200, 302, 303)
    work.kept.add(waiting[0])


def write_one(person: Person, work: Work, title: str) -> None:
    person.get(f"{HOME}/signals/new")
    once = person.hidden("once")
    page = person.page
    for _ in range(3):
        work.unanswered.add(title)
        try:
            person.page = page
            status, _ = person.post(f"{HOME}/signals/new", headline=title, once=once)
        except NoAnswer:
            time.sleep(0.3)
            continue
        assert status in (302, 303), person.page
        work.signals.add(title)
        return


def collecting(installation: Installation) -> subprocess.Popen:
    """A pass over all feeds beside the worker's own."""
    return subprocess.Popen(
        [sys.executable, "-m", "utkik", "collect", "--all"],
        env={**os.environ, **installation.environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def kill_one(running: Running, collector: subprocess.Popen, chance: random.Random) -> None:
    """kill -9 of the pages, of the background work, of the collector, or of all at once."""
    which = chance.choice(["web", "worker", "collector", "run"])
    if which in ("web", "worker") and (children := running.children(which)):
        os.kill(chance.choice(children), signal.SIGKILL)
    elif which == "run":
        running.end(signal.SIGKILL)
        running.start()
    collector.kill() if which == "collector" else collector.wait(60)
    collector.wait(60)
    eventually(running.answered, "no answer after a kill")


QUESTIONS = """
import json, django
django.setup()
from django.db import connection
from django.db.models import Q
from utkik import clock
from utkik.collect.models import Feed, Item
from utkik.people import boundaries
from utkik.signals.models import Signal
from utkik.stream.models import Entry
def integrity():
    if connection.vendor != "sqlite":
        return "ok"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone()[0]
print(json.dumps({
    "items": Item.objects.count(),
    "entries": Entry.objects.count(),
    "kept_entries": list(Entry.objects.filter(state="kept").values_list("pk", flat=True)),
    "titles": list(Signal.objects.values_list("headline", flat=True)),
    "leases": Feed.objects.filter(claimed_until__gt=clock.now()).count(),
    "crossings": boundaries.crossings(),
    "integrity": integrity(),
}))
"""


def invariants(installation: Installation) -> dict:
    """What must be true, asked of the database itself."""
    done = subprocess.run(
        [sys.executable, "-c", QUESTIONS],
        env={**os.environ, **installation.environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
