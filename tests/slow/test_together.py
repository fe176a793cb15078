"""Eight people read and then write while the background work stores thousands of items: nobody finds the door locked.

Reading first and writing then in one transaction fails at once on SQLite, however long the timeout: each act begins
with the write lock.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import pytest

from tests.plugins.installation import PASSWORD, ROOT, Installation
from tests.plugins.newsroom import Newsroom
from tests.plugins.person import Person
from tests.plugins.running import Running

pytestmark = pytest.mark.slow
SECONDS = float(os.environ.get("SECONDS_TOGETHER", "12"))
PEOPLE = 8
PORTION = 150
STREAM = "/o/sandviks-kommun/stream"
STATES = {"keep": "kept", "dismiss": "dismissed", "restore": "new"}


@dataclass
class Desk:
    """One person's share of the stream: what they confirmed last of each article, and what went wrong."""

    number: int
    states: dict[int, str] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    acts: int = 0


@pytest.fixture
def newsroom():
    made = Newsroom(4)
    made.write(400)
    yield made
    made.close()


@pytest.fixture
def running(set_up_installation, newsroom):
    set_up_installation.environment["UTKIK_FETCH_ALLOW"] = "127.0.0.0/8"
    opml = set_up_installation.data.parent / "sources.opml"
    opml.write_text(newsroom.opml())
    set_up_installation.json("sources", "import", str(opml))
    set_up_installation.json("collect", "--all")
    made = Running(set_up_installation)
    made.start()
    yield made
    made.end()


def test_eight_people_triage_while_thousands_of_items_are_stored(running, newsroom):
    desks = [Desk(number) for number in range(PEOPLE)]
    first = Person(running.port)
    first.log_in("anna@sandvik.example", PASSWORD)
    until = time.monotonic() + SECONDS
    people = [
        threading.Thread(target=triage, args=(Person(running.port, dict(first.cookies)), desk, until)) for desk in desks
    ]
    for person in people:
        person.start()
    stored = collect_until(running.installation, newsroom, until)
    for person in people:
        person.join(120)

    acts = sum(desk.acts for desk in desks)
    print(f"\n{acts} acts by {PEOPLE} people in {SECONDS:.0f} s while {stored} items were stored")
    assert [trouble for desk in desks for trouble in desk.troubles] == []
    assert acts > PEOPLE and stored > PORTION
    said = {key: state for desk in desks for key, state in desk.states.items()}
    found = states(running.installation)
    assert {key: found[key] for key in said} == said


def triage(person: Person, desk: Desk, until: float) -> None:
    """Open an article of one's own share, decide, now and then put it back or undo."""
    chance = random.Random(desk.number)
    person.get(f"{STREAM}?view=all")
    mine = [key for key in map(int, re.findall(r'id="entry-(\d+)"', person.page)) if key % PEOPLE == desk.number]
    while mine and time.monotonic() < until:
        key, act = chance.choice(mine), chance.choice(list(STATES))
        if desk.states.get(key, "new") == STATES[act]:
            continue
        if person.get(f"{STREAM}/{key}?view=all") != 200:
            desk.troubles.append(f"GET {key}")
            continue
        version, page = person.hidden("version"), person.hidden("page")
        status, where = person.post(f"{STREAM}/{key}/{act}?view=all", version=version, page=page)
        if status != 302 or person.get(where) != 200:
            desk.troubles.append(f"{act} {key}: {status}")
            continue
        desk.states[key] = STATES[act]
        desk.acts += 1


def collect_until(installation: Installation, newsroom: Newsroom, until: float) -> int:
    """Pass after pass over feeds that grow; returns how many items were stored."""
    stored = 0
    while time.monotonic() < until:
        newsroom.write(PORTION)
        done = installation.run("collect", "--all", "--json")
        assert done.returncode == 0 and "locked" not in done.stderr, done.stderr
        stored += json.loads(done.stdout)["new_items"]
    return stored


def states(installation: Installation) -> dict[int, str]:
    """Entry → its state, asked of the database itself."""
    question = (
        "import json, django; django.setup()\n"
        "from utkik.stream.models import Entry\n"
        "print(json.dumps(list(Entry.objects.values_list('pk', 'state'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", question],
        env={**os.environ, **installation.environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))
