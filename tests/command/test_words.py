"""The command's forms: what is understood, and what is answered to the rest."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation

from utkik.command import main, prepare
from utkik.command.address import public_address_of, split
from utkik.command.errors import Refused, Usage, in_words
from utkik.command.files import written_whole
from utkik.command.words import parser

FORMS = [
    "run",
    "run --bind 0.0.0.0:80",
    "web",
    "worker",
    "setup --organisation N --email e@x.se --password-file F --language en --starter-pack none --another",
    "demo --json",
    "password e@x.se --password-file F",
    "sources import F --organisation s",
    "sources export F",
    "probe https://a.example https://b.example --json",
    "collect --all --json",
    "stats --json",
    "report 2026-05 --format pdf --output F --organisation s",
    "backup F",
    "restore F",
]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_the_table_is_understood(form):
    assert parser().parse_args(form.split()).module


@pytest.mark.parametrize(
    "wrong", ["", "fly", "report 2026-05 --format docx --output F", "setup --email e@x.se", "sources", "probe"]
)
def test_wrong_use_ends_with_two_and_a_hint_on_stderr(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        main(wrong.split())

    said = capsys.readouterr()
    assert (ended.value.code, said.out) == (2, "")
    assert "usage: utkik" in said.err


@pytest.mark.parametrize("month", ["2026-13", "2026-5", "maj", "2026-05-01"])
def test_a_month_that_is_none_is_wrong_use(month, capsys):
    assert main(["report", month, "--format", "md", "--output", "F"]) == 2
    assert "YYYY-MM" in capsys.readouterr().err


@pytest.mark.parametrize("bind", ["8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999", "a:b"])
def test_a_bind_without_host_and_port_is_wrong_use(bind):
    with pytest.raises(Usage, match="HOST:PORT"):
        split(bind)


@pytest.mark.parametrize(
    ("bind", "address"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("0.0.0.0:80", "http://127.0.0.1:80"),
        ("[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_the_printed_address_opens_on_this_machine(bind, address):
    assert public_address_of(bind) == address


class OfAStep(Exception):
    text = "The address leads to a web page."


def test_expected_errors_have_words_and_others_none(tmp_path):
    assert in_words(OfAStep()) == "The address leads to a web page."
    assert in_words(ValueError("x")) is None
    missing = tmp_path / "none"
    with pytest.raises(FileNotFoundError) as error:
        missing.read_bytes()
    assert in_words(error.value) == f"No such file or directory: {missing}"


def test_what_is_wrong_with_a_value_is_said_without_brackets():
    with translation.override("en"):
        with pytest.raises(ValidationError) as raised:
            validate_email("nobody")

        assert in_words(raised.value) == "Enter a valid email address."


def test_a_file_that_cannot_be_written_is_called_by_the_name_that_was_given(tmp_path):
    with pytest.raises(OSError) as raised:
        written_whole(tmp_path / "nowhere" / "report.pdf", b"%PDF")

    assert in_words(raised.value) == f"No such file or directory: {tmp_path / 'nowhere' / 'report.pdf'}"


@pytest.mark.django_db
def test_stats_prints_one_object_and_nothing_else(capsys):
    assert main(["stats", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    names = ["organisations", "feeds", "sources", "items", "entries", "signals", "rounds", "reports"]
    assert list(told) == names
    assert set(told["entries"]) == {"new", "kept", "later", "dismissed"}
    assert set(told["signals"]) == {"draft", "published", "withdrawn"}


@pytest.mark.django_db
def test_an_unknown_organisation_is_refused_by_name():
    from utkik.command import which  # noqa: PLC0415 (models)

    with pytest.raises(Refused, match="no organisation yet"):
        which.organisation(None)
    with pytest.raises(Refused, match="nowhere"):
        which.organisation("nowhere")


@pytest.mark.django_db
def test_a_start_that_takes_a_while_says_so_and_others_say_nothing(monkeypatch, capsys):
    prepare.database_migrated("patience")
    assert capsys.readouterr() == ("", "")

    monkeypatch.setattr(prepare, "_missing", lambda executor: True)
    prepare.database_migrated("patience")
    assert capsys.readouterr() == ("", "patience\n")
