"""What the pages about newsletters show: of the organisation's own senders, and of the mailbox if it is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from utkik.collect.letters import mailroom
from utkik.collect.letters.models import Letter, Mailbox, Sender, SenderQuerySet, entries_of
from utkik.collect.read.reading import Entry
from utkik.net import mailbox
from utkik.people.models import Level, Membership, Organisation

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sender that waits: how many letters, and what the newest is called."""

    sender: Sender
    letters: int
    newest: str


def overview(member: Membership) -> dict[str, Any]:
    mine = Sender.objects.for_member(member)
    box = _box_of(member.organisation)
    row = Mailbox.objects.filter(name=box.name).first() if box else None
    return {
        "waiting": _waiting(mine.waiting()),
        "waiting_in_all": (in_all := mine.waiting().count()),
        "more_waiting": max(0, in_all - MOST_SHOWN),
        "declined": mine.declined()[:MOST_SHOWN],
        "declined_in_all": mine.declined().count(),
        "heard": mine.filter(state=Sender.State.ACCEPTED, source__removed_at=None).select_related("source"),
        "box": box,
        "address": box.user if box and "@" in box.user else "",
        "row": row,
        "trouble": mailbox.sentence(row.error_code) if row else "",
    }


def count_waiting(member: Membership) -> int:
    """How many senders nobody has decided about."""
    return Sender.objects.for_member(member).waiting().count()


def is_shown(member: Membership) -> bool:
    """Whether newsletters concern the organisation: it has the mailbox, or letters came before."""
    return _box_of(member.organisation) is not None or Sender.objects.for_member(member).exists()


def newest(sender: Sender) -> Entry | None:
    """What the sender sent last, while it is kept here."""
    letters = Letter.objects.for_organisation(sender.organisation_id).filter(sender=sender).exclude(entries=[])
    found = letters.order_by("-pk").first()
    if found is None:
        return None
    return entries_of(found.entries[:1])[0]


def initial(sender: Sender) -> dict[str, Any]:
    """What the form shows at first."""
    told: dict[str, Any] = {"name": sender.name, "level": Level.WIDER.value}
    if source := sender.source:
        told = {"name": source.name, "level": source.level, "place": source.place_id, "area": source.area_id}
    return told | {"way": "links" if sender.splits else "whole"}


def _waiting(senders: SenderQuerySet) -> list[Waiting]:
    last = Letter.objects.filter(sender=OuterRef("pk")).order_by("-pk").values("title")[:1]
    counted = senders.annotate(kept=Count("letters", filter=Q(letters__taken_at=None)), newest_title=Subquery(last))
    return [Waiting(one, one.kept, one.newest_title or "") for one in counted[:MOST_SHOWN]]


def _box_of(organisation: Organisation) -> mailbox.Box | None:
    """The mailbox, where its letters are this organisation's."""
    box = mailbox.of_settings()
    try:
        return box if box and mailroom.home_of(box).pk == organisation.pk else None
    except mailbox.MailboxError:
        return None
