"""Persons at others: kept for whoever talks with them, for two years, and seen by nobody else."""

from __future__ import annotations

from django.db import transaction

from utkik import clock
from utkik.meetings import rows, wrong
from utkik.meetings.models import Contact, Example
from utkik.meetings.models.examples import CONTACTS_LAST
from utkik.people import log
from utkik.people.models import Membership, Organisation
from utkik.text.normal import one_line


@transaction.atomic
def keep(example: Example, *, name: str, reached_at: str, by: Membership) -> Contact:
    """The member's own contact at those who did it; written anew, two more years. Raises NotTheGroups, NeedsWords."""
    rows.check(by, example)
    name = one_line(name)[:120]
    if not name:
        raise wrong.NeedsWords
    contact, _made = Contact.objects.update_or_create(
        example=example,
        owner=by,
        defaults={
            "organisation_id": by.organisation_id,
            "name": name,
            "reached_at": one_line(reached_at)[:200],
            "noted_at": clock.now(),
            "expires_on": by.organisation.today() + CONTACTS_LAST,
        },
    )
    log.record("example.contact_kept", example, by=by)
    return contact


@transaction.atomic
def delete(example: Example, *, by: Membership) -> bool:
    """The member's own contact is gone for good; False when there is none."""
    gone, _rows = Contact.objects.of(by).filter(example=example).delete()
    if gone:
        log.record("example.contact_deleted", example, by=by)
    return bool(gone)


def forget() -> int:
    """What may not be kept any longer is deleted; how many."""
    count = 0
    for organisation in Organisation.objects.filter(pk__in=Contact.objects.values("organisation")):
        count += Contact.objects.for_organisation(organisation).over(organisation.today()).delete()[0]
    return count
