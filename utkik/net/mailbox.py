"""Reads an IMAP mailbox over TLS: looks, and changes nothing there (no letter is marked as read, none removed).

The host is the operator's choice, so it may stand in a closed network; certificates are checked as everywhere.
"""

from __future__ import annotations

import binascii
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

SECONDS = 30
LETTER_BYTES = 15 * 1024 * 1024


class MailboxError(Exception):
    """The root of what can go wrong. `cause` is for the log alone."""

    code = "mailbox_odd"
    text = _("The mailbox answered in a way that Utkik does not understand. The operator finds the cause in the log.")

    def __init__(self, cause: object = "") -> None:
        super().__init__(f"{self.code}: {cause}")
        self.cause = str(cause)[:500]


class Silent(MailboxError):
    """The server did not answer, or stopped in the middle."""

    code = "mailbox_silent"
    text = _("The mail server does not answer. Utkik tries again by itself, and no letter is lost.")


class Refused(MailboxError):
    """It answered and let us not in: name, password, token or folder."""

    code = "mailbox_refused"
    text = _("The mailbox did not let Utkik in. The operator checks its name, password, folder and certificate.")


class NoOwner(MailboxError):
    """Several organisations, and the mailbox's address names none of them."""

    code = "mailbox_without_organisation"
    text = _("It is not said whose letters lie in the mailbox. The operator adds ?organisation= to its address.")


def all_kinds() -> list[type[MailboxError]]:
    """Every kind of failure."""
    return [MailboxError, *MailboxError.__subclasses__()]


def sentence(code: str) -> str:
    """What a failure's code says to a person; an empty text for none."""
    return next((str(kind.text) for kind in all_kinds() if kind.code == code), "")


@dataclass(frozen=True, slots=True)
class Box:
    """Which mailbox: `organisation` is the slug of whom it belongs to, empty where there is only one."""

    host: str
    port: int = 993
    user: str = ""
    folder: str = "INBOX"
    organisation: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    token_file: str = ""

    @property
    def name(self) -> str:
        """What it is known by: not the password, which may change."""
        return f"{self.user}@{self.host}:{self.port}/{self.folder}"[:500]


def of_settings() -> Box | None:
    """The operator's mailbox, or none."""
    told = getattr(settings, "NEWSLETTER_MAILBOX", None)
    return Box(**told) if told else None


class Reader:
    """An open folder. `validity`: the numbers of its letters hold as long as this stays the same."""

    def __init__(self, connection: imaplib.IMAP4, validity: int) -> None:
        self._connection, self.validity = connection, validity

    def after(self, number: int) -> list[int]:
        """The numbers of the letters that came after one, in their order."""
        with _told():
            told = _ok(self._connection.uid("SEARCH", f"UID {number + 1}:*"))
        found = {int(word) for part in told if isinstance(part, bytes) for word in part.split() if word.isdigit()}
        return sorted(one for one in found if one > number)  # a server answers n:* with its last letter at least

    def letter(self, number: int) -> bytes | None:
        """A letter as it came, at most its first 15 MB; None where somebody removed it meanwhile."""
        with _told():
            told = _ok(self._connection.uid("FETCH", str(number), f"(BODY.PEEK[]<0.{LETTER_BYTES}>)"))
        return next((bytes(part[1]) for part in told if isinstance(part, tuple) and len(part) > 1), None)


@contextmanager
def opened(box: Box) -> Iterator[Reader]:
    """The box's folder, opened to be read alone. Raises Silent, Refused, MailboxError."""
    with _told():
        connection = imaplib.IMAP4_SSL(box.host, box.port, ssl_context=ssl.create_default_context(), timeout=SECONDS)
    try:
        with _told(refused=True):
            _log_in(connection, box)
            _ok(connection.select(_quoted(box.folder), readonly=True))
            validity = connection.response("UIDVALIDITY")[1]
        yield Reader(connection, int((validity or [b"0"])[0] or 0))
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            connection.logout()


def _log_in(connection: imaplib.IMAP4, box: Box) -> None:
    token = Path(box.token_file).read_text().strip() if box.token_file else box.token
    if not token and f"{box.user}{box.password}".isascii():
        _ok(connection.login(box.user, box.password))
        return
    if not token:  # LOGIN knows no å
        plain = f"\0{box.user}\0{box.password}".encode()
        _ok(connection.authenticate("PLAIN", lambda _question: plain))
        return
    answers = iter([f"user={box.user}\x01auth=Bearer {token}\x01\x01".encode()])
    # A refusal comes as one more question, which is answered with nothing.
    _ok(connection.authenticate("XOAUTH2", lambda _question: next(answers, b"")))


def _ok(answer: tuple[str, Any]) -> list[Any]:
    status, told = answer
    if status != "OK":
        raise imaplib.IMAP4.error(str(told)[:200])
    return told


@contextmanager
def _told(*, refused: bool = False) -> Iterator[None]:
    """The library's failures as ours."""
    try:
        yield
    except imaplib.IMAP4.abort as wrong:
        raise Silent(wrong) from wrong
    except ssl.SSLCertVerificationError as wrong:
        raise Refused(wrong) from wrong
    except imaplib.IMAP4.error as wrong:
        raise (Refused if refused else MailboxError)(wrong) from wrong
    except (UnicodeError, ValueError) as wrong:
        raise MailboxError(wrong) from wrong
    except OSError as wrong:
        raise Silent(wrong) from wrong


def _quoted(folder: str) -> str:
    """A folder's name as IMAP writes it: quoted, and in its own spelling of UTF-7."""
    spelled = re.sub(r"[^\x20-\x7e]+|&", lambda found: _utf_7(found[0]), folder)
    return '"' + spelled.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf_7(text: str) -> str:
    if text == "&":
        return "&-"
    packed = binascii.b2a_base64(text.encode("utf-16-be"), newline=False).decode()
    return "&" + packed.rstrip("=").replace("/", ",") + "-"
