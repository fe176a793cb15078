"""A letter to a member: written in their language, in both forms, with the ways to stop it, laid in the queue."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from utkik.people import letters, links, mail, wishes
from utkik.people.models import Delivery, Membership


def post(
    member: Membership, write: Callable[[], tuple[str, letters.Letter] | None], *, occasion: str, kind: str
) -> Delivery | None:
    """Lay what `write` gives (subject and letter) in the queue; None where it gives nothing.

    It is called with the member's language and the organisation's zone active. Once per occasion and member.
    """
    if member.user is None:
        return None
    organisation = member.organisation
    with mail.language_of(member.user, organisation) as language, timezone.override(organisation.timezone):
        written = write()
        if written is None:
            return None
        subject, letter = written
        footer = [
            (_("Pause all mail"), wishes.address(member, wishes.ALL)),
            (_("Stop it"), wishes.address(member, kind)),
            (_("Choose what you want"), links.absolute(reverse("people:account"))),
        ]
        return mail.put(
            organisation,
            address=member.user.email,
            occasion=occasion,
            language=language,
            subject=subject,
            text="\n\n".join(filter(None, [letters.text(letter, _("Therefore")), letter.why])),
            html=letters.html(letter, language=language, organisation=organisation.name, footer=footer),
            recipient=member,
            kind=kind,
        )
