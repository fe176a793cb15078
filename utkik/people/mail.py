"""Mail as rows: waiting, then sending (committed before the server is asked), then sent.

A row that was left in sending by a crash is never sent again by itself: it is shown as doubtful, and a person
decides. So nobody gets the same message twice unasked. Without a mail server a message is written to a file under
the data directory and read in Administration.
"""

from __future__ import annotations

import logging
import secrets
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import models
from django.db.models import Q
from django.utils import translation

from utkik import clock
from utkik.people import envelope, wishes
from utkik.people.models import Delivery, Membership, Organisation, User
from utkik.text.normal import nfc, one_line
from utkik.work import leases

LEASE = timedelta(minutes=2)
SOONEST, LATEST, GIVES_UP = timedelta(minutes=1), timedelta(hours=1), timedelta(days=2)
State = Delivery.State
log = logging.getLogger("utkik.mail")


def can_send() -> bool:
    """Whether the installation has a mail server."""
    return bool(settings.EMAIL_HOST)


@contextmanager
def language_of(user: User | None, organisation: Organisation) -> Iterator[str]:
    """Write in the language of the one who reads: the person's choice, else the organisation's."""
    language = (user.language if user else "") or organisation.language
    with translation.override(language):
        yield language


def once_more(occasion: str) -> str:
    """An occasion that may come again."""
    return f"{occasion}-{secrets.token_hex(8)}"


def put(
    organisation: Organisation,
    *,
    address: str,
    occasion: str,
    language: str,
    subject: str,
    text: str,
    recipient: Membership | None = None,
    holds_key: bool = False,
    html: str = "",
    kind: str = "",
) -> Delivery:
    """Lay a message in the queue, in the transaction of what causes it. One per occasion and address.

    `html` where it is more than the text's paragraphs; `kind` (see wishes) of mail that the recipient may stop.
    """
    delivery, _made = Delivery.objects.get_or_create(
        organisation=organisation,
        occasion=occasion,
        address=one_line(address),
        defaults={
            "recipient": recipient,
            "language": language,
            "subject": one_line(subject)[:200],
            "text": nfc(text),
            "html": html,
            "unsubscribe": wishes.address(recipient, kind) if recipient and kind else "",
            "message_id": make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]),
            "holds_key": holds_key,
        },
    )
    return delivery


def waiting() -> models.QuerySet[Delivery]:
    """What can be sent now, or written to its file."""
    due = Q(try_at=None) | Q(try_at__lte=clock.now())
    return Delivery.objects.filter(due, state=State.WAITING).order_by("created_at", "pk")


def doubtful() -> models.QuerySet[Delivery]:
    """Messages whose sending was cut off: nobody knows whether they arrived."""
    return Delivery.objects.filter(leases.unclaimed(), state=State.SENDING)


def send(delivery: Delivery) -> bool:
    """Send one message, or put it off. Returns False when somebody else took it.

    A server that is away or asks to wait is tried again ever later, for two days. What breaks once the server was
    given the message is left as it is: nobody knows whether it arrived.
    """
    taken = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING)
    if not taken.update(state=State.SENDING, claimed_until=clock.now() + LEASE):
        return False
    if is_unwanted(delivery):
        _write(delivery, State.STOPPED)
        return True
    if not can_send():
        envelope.file(delivery)
        _write(delivery, State.FILED)
        return True
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as away:
        _put_off(delivery, away)
        return True
    try:
        _hand_over(delivery, connection)
    except smtplib.SMTPRecipientsRefused as refused:
        _refused(delivery, max(code for code, _words in refused.recipients.values()), refused)
    except smtplib.SMTPResponseException as refused:
        _refused(delivery, refused.smtp_code, refused)
    except (OSError, smtplib.SMTPException):
        log.exception("message %s was cut off while it was sent", delivery.pk)
    else:
        _write(delivery, State.SENT)
    finally:
        connection.close()
    return True


def wait_after(age: timedelta) -> timedelta:
    """How long a message rests that could not be sent: a quarter of its age, from a minute to an hour."""
    return min(max(age / 4, SOONEST), LATEST)


def _put_off(delivery: Delivery, why: Exception) -> None:
    moment = clock.now()
    age = moment - delivery.created_at
    log.warning("message %s could not be sent: %s", delivery.pk, type(why).__name__)
    if age > GIVES_UP:
        _write(delivery, State.FAILED, error=type(why).__name__)
    else:
        _write(delivery, State.WAITING, try_at=moment + wait_after(age))


def _refused(delivery: Delivery, code: int, why: Exception) -> None:
    """4xx: later. 5xx: never, and the page says so."""
    if code < 500:
        _put_off(delivery, why)
    else:
        _write(delivery, State.FAILED, error=str(code))


def _write(delivery: Delivery, state: str, *, error: str = "", try_at: datetime | None = None) -> None:
    values: dict[str, Any] = {"state": state, "error": error, "claimed_until": None, "try_at": try_at}
    if state == State.SENT:
        values["sent_at"] = clock.now()
    if state in (State.SENT, State.FILED, State.STOPPED) and delivery.holds_key:
        values |= {"text": "", "html": ""}
    Delivery.objects.filter(pk=delivery.pk).update(**values)


def _hand_over(delivery: Delivery, connection: BaseEmailBackend) -> None:
    message = envelope.of(delivery)
    message.connection = connection
    message.send()


def is_unwanted(delivery: Delivery) -> bool:
    """Whether the recipient stopped this kind of mail, or left, after it was laid in the queue."""
    if delivery.recipient_id and _is_gone(delivery.recipient_id):
        return True
    if not delivery.unsubscribe:
        return False
    told = wishes.read(delivery.unsubscribe.rpartition("/")[2])
    return told is None or not wishes.wants(*told)


def _is_gone(recipient: int) -> bool:
    present = Membership.objects.filter(pk=recipient, left_at=None, user__is_active=True)
    return not present.exists()


def send_again(delivery: Delivery) -> bool:
    """A person decides that a doubtful or refused message is sent once more. False when it is neither."""
    standing = Q(state=State.FAILED) | Q(pk__in=doubtful().values("pk"))
    again = Delivery.objects.filter(standing, pk=delivery.pk).exclude(text="")
    return bool(again.update(state=State.WAITING, error="", claimed_until=None, try_at=None))
