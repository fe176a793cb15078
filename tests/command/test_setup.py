"""An installation begun from the command line, as an operator types it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

from tests.plugins.installation import PASSWORD


def test_setup_prints_the_slug_and_nothing_else(installation):
    done = installation.set_up()

    assert (done.returncode, done.stdout, done.stderr) == (0, "sandviks-kommun\n", "")


def test_its_account_gets_in_and_owns_the_areas(set_up_installation):
    installation = set_up_installation
    assert installation.json("stats")["organisations"] == 1
    code = (
        "from django.contrib.auth import authenticate as a\n"
        "from utkik.people.models import Area, Membership\n"
        f"user = a(None, username='anna@sandvik.example', password={PASSWORD!r})\n"
        "member = Membership.objects.get(user=user)\n"
        "print(member.role, member.is_administrator, Area.objects.filter(owner=member).count())"
    )
    assert shell(installation, code) == "analyst True 8\n"


def test_a_second_setup_is_refused_unless_another_is_wanted(set_up_installation):
    installation = set_up_installation

    again = installation.set_up()
    assert (again.returncode, again.stdout) == (1, "")
    assert "--another" in again.stderr
    assert installation.set_up("Norrås kommun", "--another").stdout == "norras-kommun\n"
    assert installation.json("stats")["organisations"] == 2
    assert installation.run("sources", "export", "-", "--organisation", "").returncode == 2


def test_other_files_in_the_directory_are_none_of_its_business(installation):
    installation.data.mkdir()
    (installation.data / "notes.txt").write_text("mine")

    assert installation.set_up().returncode == 0
    assert (installation.data / "notes.txt").read_text() == "mine"


def test_a_weak_password_and_a_wrong_address_are_refused_and_nothing_is_made(set_up_installation):
    installation = set_up_installation
    file = installation.data.parent / "weak"
    file.write_text("kort\n")
    words = ["setup", "--organisation", "N", "--password-file", str(file), "--starter-pack", "none", "--another"]

    weak = installation.run(*words, "--email", "anna@sandvik.example")
    wrong = installation.run(*words, "--email", "anna")
    missing = installation.run(*words, "--email", "anna@sandvik.example", "--password-file", "/nowhere")

    for done in (weak, wrong, missing):
        assert done.returncode == 1
        assert done.stderr.startswith("utkik: ")
        assert "Traceback" not in done.stderr
    assert "12" in weak.stderr
    assert installation.json("stats")["organisations"] == 1


def test_the_key_is_the_installations_own_and_its_owners_alone(set_up_installation):
    installation = set_up_installation

    key = installation.data / "secret-key"
    first = key.read_text()
    installation.set_up()
    assert len(first.strip()) > 40
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(installation.data.stat().st_mode) == 0o700
    assert key.read_text() == first


def test_before_setup_a_command_says_what_to_do_first(installation):
    done = installation.run("stats")

    assert (done.returncode, done.stdout) == (1, "")
    assert "utkik setup" in done.stderr
    assert not installation.data.exists()


def test_a_wrong_setting_is_a_sentence(installation):
    done = installation.run("stats", UTKIK_URL="http://utkik.example.se")

    assert done.returncode == 1
    assert done.stderr.startswith("utkik: UTKIK_URL must begin with https://")


def test_the_example_wants_a_directory_of_its_own(installation):
    installation.data.mkdir()
    (installation.data / "notes.txt").write_text("mine")

    done = installation.run("demo")

    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert [path.name for path in installation.data.iterdir()] == ["notes.txt"]


def shell(installation, code: str) -> str:
    """What a piece of Python prints inside the installation."""
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"],
        env={**os.environ, **installation.environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
