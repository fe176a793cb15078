"""Two people at the same time, each with a connection of their own, on a database that threads share."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from tests import factories as make
from utkik.people.models import Organisation
from utkik.signals import begin, publish, write
from utkik.signals.errors import Conflict, WrongState
from utkik.signals.models import Evidence, Revision, Signal
from utkik.stream.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = 100


@pytest.fixture
def in_threads(tmp_path, monkeypatch):
    """in_threads(f, g): both at once; what they return, in order. What was made before is there, and stays so: ask
    for it in a thread too. SQLite's database of the tests lies in memory and is copied into a file for them."""

    def run(*functions):
        if connection.vendor == "sqlite" and not (tmp_path / "shared.sqlite3").exists():
            with sqlite3.connect(tmp_path / "shared.sqlite3") as copy:
                connection.connection.backup(copy)
            monkeypatch.setitem(connections.settings["default"], "NAME", str(tmp_path / "shared.sqlite3"))
        with ThreadPoolExecutor(len(functions)) as pool:
            return [found.result() for found in [pool.submit(_alone, function) for function in functions]]

    name = connections.settings["default"]["NAME"]
    yield run
    connections.settings["default"]["NAME"] = name


def _alone(function):
    try:
        return function()
    finally:
        connection.close()


def test_of_two_who_save_at_once_one_wins_and_the_other_gets_both_texts(in_threads):
    signal = make.signal()
    anna, bo = make.member("scanner"), make.member("scanner")
    meet = Barrier(2, timeout=60)

    def saves(member, name):
        def run():
            outcomes = []
            for number in range(PAIRS):
                mine = Signal.objects.get(pk=signal.pk)
                version = mine.version
                meet.wait()
                try:
                    write.save(mine, {"fact": f"{name} {number}"}, by=member, version=version)
                    outcomes.append("won")
                except Conflict as clash:
                    assert clash.mine == {"fact": f"{name} {number}"}
                    outcomes.append(clash.signal.fact)
                meet.wait()
            return outcomes

        return run

    annas, bos = in_threads(saves(anna, "Anna"), saves(bo, "Bo"))
    for number, pair in enumerate(zip(annas, bos, strict=True)):
        assert sorted(one == "won" for one in pair) == [False, True], pair
        winner = "Anna" if pair[0] == "won" else "Bo"
        assert f"{winner} {number}" in pair
    standing, aside = in_threads(
        lambda: Revision.objects.filter(signal=signal, aside=False, version__gt=signal.version).count(),
        lambda: Revision.objects.filter(signal=signal, aside=True).count(),
    )
    assert (standing, aside) == (PAIRS, PAIRS)


def test_two_who_make_a_signal_of_the_same_item_get_the_same_one(in_threads):
    entry = make.entry()
    members = [make.member("scanner") for _ in range(4)]
    meet = Barrier(4, timeout=60)

    def begins(member):
        def run():
            mine = Entry.objects.select_related("item", "sighting", "organisation").get(pk=entry.pk)
            meet.wait()
            return begin.from_entry(mine, by=member)

        return run

    found = in_threads(*(begins(member) for member in members))
    assert len({signal.pk for signal, _made in found}) == 1
    assert sorted(made for _signal, made in found) == [False, False, False, True]
    assert in_threads(lambda: Evidence.objects.filter(entry=entry).count()) == [1]


def test_numbers_taken_at_once_are_all_different(in_threads):
    organisation = make.organisation()
    members = [make.member("scanner") for _ in range(4)]
    meet = Barrier(4, timeout=60)

    def begins(member):
        def run():
            meet.wait()
            return [begin.blank(by=member).number for _ in range(10)]

        return run

    numbers = sum(in_threads(*(begins(member) for member in members)), [])
    assert sorted(numbers) == list(range(1, 41))
    assert in_threads(lambda: Organisation.objects.get(pk=organisation.pk).next_signal_number) == [41]


def test_of_two_who_publish_at_once_one_does(in_threads):
    signal = make.signal()
    meet = Barrier(2, timeout=60)

    def publishes():
        mine = Signal.objects.select_related("organisation").get(pk=signal.pk)
        meet.wait()
        try:
            publish.publish(mine, by=signal.author, version=mine.version)
        except (WrongState, Conflict):
            return False
        return True

    assert sorted(in_threads(publishes, publishes)) == [False, True]
