"""A message as it is handed to the mail server, or written to a file where there is none."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from utkik.people import letters
from utkik.people.models import Delivery

FOLDER = "mail"


def of(delivery: Delivery) -> EmailMultiAlternatives:
    """Plain text that says everything and the same as HTML, with the ways to stop it in the headers."""
    headers = {
        "Message-ID": delivery.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": delivery.language,
    }
    if delivery.unsubscribe:
        headers["List-Unsubscribe"] = f"<{delivery.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMultiAlternatives(
        subject=delivery.subject,
        body=signed(delivery),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[delivery.address],
        headers=headers,
    )
    message.attach_alternative(html(delivery), "text/html")
    return message


def html(delivery: Delivery) -> str:
    """The HTML that was written with it, else made of its text."""
    if delivery.html:
        return delivery.html
    with translation.override(delivery.language):
        return letters.html_of_text(
            delivery.subject,
            delivery.text,
            language=delivery.language,
            organisation=delivery.organisation.name,
        )


def signed(delivery: Delivery) -> str:
    """The text with who sends it and, where it can be stopped, how."""
    with translation.override(delivery.language):
        lines = [_("Utkik at %(organisation)s") % {"organisation": delivery.organisation.name}, settings.UTKIK_URL]
        if delivery.unsubscribe:
            lines.append(_("No more of this: %(address)s") % {"address": delivery.unsubscribe})
            account = f"{settings.UTKIK_URL}{reverse('people:account')}"
            lines.append(_("Choose what you want: %(address)s") % {"address": account})
    return "\n".join([delivery.text, "", "-- ", *lines, ""])


def path_of(delivery: Delivery) -> Path:
    """Where the message lies as a file: under the data directory, named by its day and number."""
    return Path(settings.UTKIK_DATA) / FOLDER / f"{delivery.created_at:%Y-%m-%d}-{delivery.pk}.eml"


def file(delivery: Delivery) -> Path:
    """Write the message to its file, whole or not at all, for the installation's owner alone."""
    path = path_of(delivery)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(of(delivery).message().as_bytes().replace(b"\n", b"\r\n"))
        out.flush()
        os.fsync(out.fileno())
    half.replace(path)
    return path
