"""Drafts of texts in the making: one per member and form, saved while they write."""

from __future__ import annotations

import re

from utkik import clock
from utkik.people.models import Draft, Membership
from utkik.text.normal import nfc

KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,119}")
LONGEST = 100_000


class DraftRefused(ValueError):
    """The key is none, or the texts are longer than any form takes."""


def save(member: Membership, key: str, fields: dict[str, str]) -> Draft:
    """Keep what is written so far in the form `key`; raises DraftRefused."""
    if not KEY.fullmatch(key) or sum(len(text) for text in fields.values()) > LONGEST:
        raise DraftRefused(key)
    texts = {name: nfc(text) for name, text in fields.items()}
    draft, _made = Draft.objects.update_or_create(
        member=member,
        key=key,
        defaults={"organisation_id": member.organisation_id, "fields": texts, "saved_at": clock.now()},
    )
    return draft


def load(member: Membership, key: str) -> dict[str, str]:
    """What the member last wrote in the form; empty when nothing is kept."""
    draft = Draft.objects.for_member(member).filter(member=member, key=key).first()
    return draft.fields if draft else {}


def discard(member: Membership, key: str) -> None:
    """The form was sent: its draft is done with."""
    Draft.objects.for_member(member).filter(member=member, key=key).delete()
