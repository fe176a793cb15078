"""What the environment says, read once and checked: the values that settings.py is built from."""

from __future__ import annotations

import os
from datetime import datetime
from ipaddress import IPv4Network, IPv6Network, ip_network
from math import inf, nan
from pathlib import Path
from typing import Any
from urllib.parse import ParseResult, parse_qsl, unquote, urlparse

from django.core.exceptions import ImproperlyConfigured

from utkik import clock

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000;"
        "PRAGMA mmap_size=536870912; PRAGMA journal_size_limit=67108864"
    ),
}


def data_directory() -> Path:
    """UTKIK_DATA as an absolute path; it need not exist."""
    return Path(os.environ.get("UTKIK_DATA") or "data").expanduser().absolute()


def database(data: Path) -> dict[str, Any]:
    """The database of UTKIK_DATABASE_URL, else one SQLite file in the data directory.

    Raises ImproperlyConfigured for an address that names neither.
    """
    address = os.environ.get("UTKIK_DATABASE_URL", "")
    parts = urlparse(address)
    if not address:
        return _sqlite(str(data / "utkik.sqlite3"))
    if parts.scheme == "sqlite":
        return _sqlite(parts.path)
    if parts.scheme in ("postgres", "postgresql"):
        return _postgresql(parts)
    raise ImproperlyConfigured("UTKIK_DATABASE_URL must begin with postgresql:// or sqlite:///.")


def public_address() -> ParseResult:
    """UTKIK_URL in parts. Raises ImproperlyConfigured unless it is https, or http on this machine."""
    parts = urlparse((os.environ.get("UTKIK_URL") or "http://127.0.0.1:8000").rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured("UTKIK_URL must be an address such as https://utkik.example.se, without a path.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK_NAMES:
        raise ImproperlyConfigured("UTKIK_URL must begin with https://; plain http is for this machine alone.")
    return parts


def networks(variable: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks, parted by commas or spaces. Raises ImproperlyConfigured for what is neither."""
    words = os.environ.get(variable, "").replace(",", " ").split()
    try:
        return [ip_network(word, strict=False) for word in words]
    except ValueError as wrong:
        raise ImproperlyConfigured(f"{variable} holds what is no network: {wrong}.") from wrong


def moment(variable: str) -> datetime | None:
    """An ISO 8601 moment, or none. Raises ImproperlyConfigured for what is no moment."""
    text = os.environ.get(variable, "")
    try:
        return clock.parse(text) if text else None
    except ValueError:
        raise ImproperlyConfigured(f"{variable} must be an ISO moment such as 2026-05-04T08:00+02:00.") from None


def number(variable: str, usual: float, *, least: float = 0) -> float:
    """A number, or the usual one. Raises ImproperlyConfigured for what is none or is too small."""
    try:
        told = float((os.environ.get(variable) or str(usual)).replace(",", "."))
    except ValueError:
        told = nan
    if not least <= told < inf:
        raise ImproperlyConfigured(f"{variable} must be a number of at least {least:g}, such as {usual:g}.")
    return told


def contact(variable: str) -> str:
    """An e-mail or web address, or nothing. Raises ImproperlyConfigured for what no header can carry."""
    told = os.environ.get(variable, "").strip()
    if not (told.isascii() and told.isprintable()) or set(told) & set("()\\ "):
        raise ImproperlyConfigured(f"{variable} must be an e-mail address or a web address.")
    return told


def mail(variable: str = "UTKIK_SMTP_URL") -> dict[str, Any]:
    """Django's EMAIL_… settings from smtp://user:password@host:port, or smtps:// for TLS from the start.

    Without the variable nothing can be sent: EMAIL_HOST is empty and mail lands nowhere.
    """
    address = os.environ.get(variable, "")
    parts = urlparse(address)
    if not address:
        return {"EMAIL_HOST": "", "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(f"{variable} must be smtp://user:password@host:port or smtps://….")
    asked = dict(parse_qsl(parts.query))
    secure = parts.scheme == "smtps"
    values = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and asked.get("starttls", "") == "yes",
        "EMAIL_TIMEOUT": 20,
    }
    if asked.get("from"):
        values["DEFAULT_FROM_EMAIL"] = asked["from"]
    return values


def mailbox(variable: str = "UTKIK_IMAP_URL") -> dict[str, Any] | None:
    """Which mailbox holds newsletters: imaps://user@host:993/Folder?organisation=slug, or none.

    Raises ImproperlyConfigured for an address without TLS from the start, without a host or without a user.
    """
    address = os.environ.get(variable, "")
    if not address:
        return None
    parts = urlparse(address)
    if parts.scheme != "imaps" or not parts.hostname or not parts.username:
        raise ImproperlyConfigured(f"{variable} must be imaps://user@host/Folder; a @ in the user's name is %40.")
    return {
        "host": parts.hostname,
        "port": parts.port or 993,
        "user": unquote(parts.username),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
        "organisation": dict(parse_qsl(parts.query)).get("organisation", ""),
        "password": unquote(parts.password or "") or os.environ.get("UTKIK_IMAP_PASSWORD", ""),
        "token": os.environ.get("UTKIK_IMAP_TOKEN", ""),
        "token_file": os.environ.get("UTKIK_IMAP_TOKEN_FILE", ""),
    }


def secret_key(data: Path) -> str:
    """UTKIK_SECRET_KEY, else the file that the command laid in the data directory, else "" (nothing is written)."""
    kept = data / "secret-key"
    return os.environ.get("UTKIK_SECRET_KEY") or (kept.read_text().strip() if kept.is_file() else "")


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": SQLITE_OPTIONS,
        "CONN_MAX_AGE": None,
    }


def _postgresql(parts: ParseResult) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {key: value for key, value in parse_qsl(parts.query) if key != "host"},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
