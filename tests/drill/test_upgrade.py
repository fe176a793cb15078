"""Migrations there and back on a filled database, and a restore compared table by table."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.plugins.installation import ROOT, Installation, making
from tests.plugins.person import Person
from tests.plugins.running import Running
from tests.slow.test_walk import contents

STEPS = ("meetings", "reports", "trends", "rounds", "signals", "stream", "collect", "people", "work")


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    with making(tmp_path_factory.mktemp("example")) as make:
        made = make()
        yield made, {one["role"]: (one["email"], one["password"]) for one in made.json("demo")["logins"]}


def migrate(installation: Installation, *words: str) -> None:
    code = f"import django; django.setup()\nfrom django.core.management import call_command\ncall_command{words!r}"
    environment = {**os.environ, **installation.environment}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def second_migrations() -> list[tuple[str, str]]:
    """For each step that has more than one migration: the step and its first."""
    found = []
    for step in STEPS:
        names = sorted(path.stem for path in (ROOT / "utkik" / step / "migrations").glob("0*.py"))
        if len(names) > 1:
            found.append((step, names[0]))
    return found


def test_every_later_migration_has_a_way_back_that_keeps_the_rows(example):
    installation, _ = example
    before = contents(installation)

    for step, first in second_migrations():
        migrate(installation, "migrate", step, first)
    migrate(installation, "migrate")

    assert contents(installation) == before


def test_a_restored_example_is_the_same_table_by_table_and_lets_people_in(example, tmp_path):
    installation, logins = example
    backup = tmp_path / "utkik.zip"
    installation.json("backup", str(backup))
    with making(tmp_path) as make:
        restored = make("restored")
        assert restored.run("restore", str(backup)).returncode == 0
        assert contents(restored) == contents(installation)

        running = Running(restored)
        running.start()
        try:
            person = Person(running.port)
            person.log_in(*logins["analyst"])
            assert person.get("/") == 200
        finally:
            running.end()
        report = restored.run("report", "2026-10", "--format", "md", "--output", str(tmp_path / "report.md"))
        same = installation.run("report", "2026-10", "--format", "md", "--output", str(tmp_path / "same.md"))
        assert report.returncode == same.returncode
        if report.returncode == 0:
            assert (tmp_path / "report.md").read_bytes() == (tmp_path / "same.md").read_bytes()


def test_nothing_of_the_example_crosses_an_organisation(example):
    installation, _ = example
    code = "import django; django.setup()\nfrom utkik.people.boundaries import crossings\nassert crossings() == []"
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **installation.environment}, cwd=ROOT, check=True)
