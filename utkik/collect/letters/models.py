"""The operator's mailbox, whose letters lie in it, and the letters until they have come into the stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from utkik import clock
from utkik.collect.models import Feed, Source
from utkik.collect.read.reading import Entry
from utkik.people.models import Membership, Organised, OrganisedQuerySet
from utkik.work import leases


class MailboxQuerySet(models.QuerySet):
    def due(self) -> Self:
        """Those whose time has come and that nobody reads."""
        return self.filter(leases.unclaimed(), next_check_at__lte=clock.now())


class Mailbox(models.Model):
    """How far a folder has been read. Its letters' numbers hold as long as `validity` is the folder's own."""

    name = models.CharField(max_length=500, unique=True, help_text="user@host:port/folder; never a password.")
    validity = models.BigIntegerField(default=0)
    last_number = models.BigIntegerField(default=0)
    next_check_at = models.DateTimeField(default=clock.now)
    claimed_until = models.DateTimeField(null=True, blank=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)

    objects = MailboxQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class SenderQuerySet(OrganisedQuerySet):
    def waiting(self) -> Self:
        """Those that nobody has decided about, the newest first."""
        return self.filter(state=Sender.State.WAITING).order_by("-first_seen_at", "-pk")

    def declined(self) -> Self:
        """Those that somebody declined, and those whose source was removed."""
        removed = Q(state=Sender.State.ACCEPTED, source__removed_at__isnull=False)
        return self.filter(Q(state=Sender.State.DECLINED) | removed).order_by("name", "pk")


class Sender(Organised):
    """A sender or a list whose letters come: on first sight it waits to be accepted as a source."""

    class State(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        DECLINED = "declined"

    key = models.CharField(max_length=260, help_text="list:… or from:…")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=260)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    source = models.OneToOneField(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="sender")
    splits = models.BooleanField(default=False, help_text="An article for each link, not one for the letter.")
    first_seen_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SenderQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="sender_once_per_organisation")]

    def __str__(self) -> str:
        return self.name

    @property
    def feed_identity(self) -> str:
        """What the feed is known by that its letters come by: nobody else can follow it."""
        return f"letters:{self.organisation_id}:{self.key}"


class LetterQuerySet(OrganisedQuerySet):
    def to_deliver(self) -> Self:
        """Those of accepted senders that are not in the stream yet; a paused source's wait."""
        live = Q(sender__source__removed_at=None, sender__source__paused_at=None)
        return self.filter(live, sender__state=Sender.State.ACCEPTED, taken_at=None).exclude(sender__source=None)


class Letter(Organised):
    """A letter, remembered for ever by its key, so that it never comes twice. Its text is here until it is in the
    stream; of a declined sender's letters none is kept."""

    sender = models.ForeignKey(Sender, on_delete=models.PROTECT, related_name="letters")
    key = models.CharField(max_length=64)
    title = models.CharField(max_length=500, blank=True)
    entries = models.JSONField(default=list, help_text="As they were read: the letter, then each linked article.")
    received_at = models.DateTimeField(default=clock.now)
    taken_at = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="letter_once")]
        indexes = [models.Index(fields=["sender", "taken_at"], name="letter_untaken_of_sender")]

    def __str__(self) -> str:
        return self.title


def rows_of(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """What was read of a letter, as it is kept until it is in the stream."""
    made = [asdict(entry) for entry in entries]
    return [row | {"published": row["published"].isoformat() if row["published"] else None} for row in made]


def entries_of(rows: list[dict[str, Any]]) -> list[Entry]:
    """The entries that `rows_of` gave."""
    moment = datetime.fromisoformat
    return [Entry(**row | {"published": moment(row["published"]) if row["published"] else None}) for row in rows]


def feed_of(sender: Sender) -> Feed:
    """The feed that a sender's letters come by; it is never fetched."""
    feed, _made = Feed.objects.get_or_create(
        identity=sender.feed_identity[:2100],
        defaults={
            "address": f"mailto:{sender.address}",
            "title": sender.name,
            "kind": Feed.Kind.LETTERS,
            "form": "letters",
            "body_hash": "letters",
        },
    )
    return feed
