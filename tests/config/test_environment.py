"""What the environment may say, and what is refused in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from utkik import clock
from utkik.config import environment

ROOT = Path(__file__).resolve().parents[2]


def test_without_an_address_the_database_is_a_file_in_the_data_directory(monkeypatch):
    monkeypatch.delenv("UTKIK_DATABASE_URL", raising=False)

    told = environment.database(Path("/srv/utkik"))

    assert (told["ENGINE"], told["NAME"]) == ("django.db.backends.sqlite3", "/srv/utkik/utkik.sqlite3")
    assert told["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_address_is_read_in_all_its_parts(monkeypatch):
    monkeypatch.setenv("UTKIK_DATABASE_URL", "postgresql://anna:a%2Fb@db.example:5433/utkik?sslmode=require")

    told = environment.database(Path("/srv"))

    parts = [told[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")]
    assert parts == ["utkik", "anna", "a/b", "db.example", "5433", {"sslmode": "require"}]


def test_a_socket_is_named_by_its_folder(monkeypatch):
    monkeypatch.setenv("UTKIK_DATABASE_URL", "postgresql://postgres@/postgres?host=%2Fvar%2Frun")

    assert environment.database(Path("/srv"))["HOST"] == "/var/run"


@pytest.mark.parametrize("address", ["mysql://x/y", "utkik.sqlite3", "http://db/"])
def test_another_database_is_refused(monkeypatch, address):
    monkeypatch.setenv("UTKIK_DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        environment.database(Path("/srv"))


@pytest.mark.parametrize("address", ["https://utkik.example.se", "http://localhost:9000", "http://[::1]:9000"])
def test_a_public_address_is_https_or_this_machine(monkeypatch, address):
    monkeypatch.setenv("UTKIK_URL", address + "/")

    assert environment.public_address().geturl() == address


@pytest.mark.parametrize(
    "address", ["http://utkik.example.se", "utkik.example.se", "ftp://x", "https://x/utkik", "https://"]
)
def test_other_public_addresses_are_refused(monkeypatch, address):
    monkeypatch.setenv("UTKIK_URL", address)

    with pytest.raises(ImproperlyConfigured, match="UTKIK_URL"):
        environment.public_address()


def test_networks_are_parted_by_commas_or_spaces(monkeypatch):
    monkeypatch.setenv("UTKIK_PROXIES", "10.0.0.1, 192.168.0.0/16 ::1")

    assert environment.networks("UTKIK_PROXIES") == [
        ip_network("10.0.0.1"),
        ip_network("192.168.0.0/16"),
        ip_network("::1"),
    ]


def test_what_is_no_network_is_refused(monkeypatch):
    monkeypatch.setenv("UTKIK_FETCH_ALLOW", "localhost")

    with pytest.raises(ImproperlyConfigured, match="UTKIK_FETCH_ALLOW"):
        environment.networks("UTKIK_FETCH_ALLOW")


def test_a_clock_that_starts_nowhere_is_refused(monkeypatch):
    monkeypatch.setenv("UTKIK_NOW", "i morgon")

    with pytest.raises(ImproperlyConfigured, match="ISO moment"):
        environment.moment("UTKIK_NOW")


@pytest.mark.parametrize("text", ["2024-06-01T09:00:00+02:00", "2024-06-01T07:00:00Z", "2024-06-01T07:00:00"])
def test_wherever_the_clock_starts_it_tells_utc(text):
    moment = clock.parse(text)
    with clock.at(datetime.fromisoformat("2024-06-01T09:00:00+02:00")):
        assert moment.isoformat() == clock.now().isoformat() == "2024-06-01T07:00:00+00:00"


def test_mail_goes_nowhere_without_a_server(monkeypatch):
    monkeypatch.delenv("UTKIK_SMTP_URL", raising=False)

    assert environment.mail()["EMAIL_HOST"] == ""


@pytest.mark.parametrize(
    ("address", "port", "ssl", "starttls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp://u:p@mail.example:587?starttls=yes", 587, False, True),
        ("smtps://u:p@mail.example", 465, True, False),
    ],
)
def test_a_mail_servers_address_is_read(monkeypatch, address, port, ssl, starttls):
    monkeypatch.setenv("UTKIK_SMTP_URL", address)

    told = environment.mail()

    assert [told[name] for name in ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS")] == [
        "mail.example",
        port,
        ssl,
        starttls,
    ]


def test_loading_the_settings_writes_nothing(tmp_path):
    data = tmp_path / "data"
    code = "import django; django.setup(); from django.conf import settings; assert settings.SECRET_KEY"
    said = {"DJANGO_SETTINGS_MODULE": "utkik.config.settings", "UTKIK_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1"}

    subprocess.run([sys.executable, "-c", code], env={**os.environ, **said}, cwd=ROOT, check=True)

    assert not data.exists()


def test_a_mailbox_is_read_from_its_address(monkeypatch):
    monkeypatch.setenv("UTKIK_IMAP_URL", "imaps://utkik%40sandvik.se@imap.example/Omv%C3%A4rld?organisation=sandvik")
    monkeypatch.setenv("UTKIK_IMAP_PASSWORD", "hemligt")

    told = environment.mailbox()

    assert (told["user"], told["host"]) == ("utkik@sandvik.se", "imap.example")
    assert (told["port"], told["folder"], told["organisation"]) == (993, "Omvärld", "sandvik")
    assert (told["password"], told["token"]) == ("hemligt", "")


@pytest.mark.parametrize("address", ["imap://utkik@imap.example", "imaps://imap.example", "imaps://", "hej"])
def test_a_mailbox_without_tls_or_a_user_is_refused(monkeypatch, address):
    monkeypatch.setenv("UTKIK_IMAP_URL", address)

    with pytest.raises(ImproperlyConfigured, match="UTKIK_IMAP_URL"):
        environment.mailbox()


def test_without_an_address_there_is_no_mailbox(monkeypatch):
    monkeypatch.delenv("UTKIK_IMAP_URL", raising=False)

    assert environment.mailbox() is None
