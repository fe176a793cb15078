"""Whose letters are heard: a sender is accepted as a source, declined, or waits again."""

from __future__ import annotations

from django.db import transaction

from utkik import clock
from utkik.collect.letters.models import Letter, Mailbox, Sender, feed_of
from utkik.collect.models import Source
from utkik.people import log
from utkik.people.models import Area, Level, Membership, Place
from utkik.text.normal import one_line
from utkik.text.sorting import swedish


@transaction.atomic
def accept(
    sender: Sender,
    *,
    by: Membership,
    name: str,
    area: Area | None = None,
    level: str = Level.WIDER,
    place: Place | None = None,
    splits: bool = False,
) -> Source | None:
    """Hear the sender from now on; what waits of theirs comes at the next turn. None when a colleague was first."""
    waiting = Sender.objects.for_organisation(sender.organisation_id).exclude(state=Sender.State.ACCEPTED)
    held = waiting.select_for_update().filter(pk=sender.pk).first()
    if held is None:
        return None
    name = one_line(name)[:200] or held.name
    source, _made = Source.objects.update_or_create(
        organisation_id=held.organisation_id,
        feed=feed_of(held),
        removed_at=None,
        defaults={
            "name": name,
            "sort_key": swedish(name)[:400],
            "area": area,
            "level": level,
            "place": place,
            "added_by": by,
            "added_at": clock.now(),
        },
    )
    held.source, held.splits = source, splits
    _decide(held, Sender.State.ACCEPTED, by)
    read_soon()
    log.record("source.followed", source, by=by, details={"feed": source.feed_id, "sender": held.pk})
    return source


@transaction.atomic
def decline(sender: Sender, *, by: Membership) -> bool:
    """Hear them no more; what waits of theirs is forgotten. False when a colleague was first."""
    held = Sender.objects.for_organisation(sender.organisation_id).select_for_update().get(pk=sender.pk)
    if held.state != Sender.State.WAITING:
        return False
    Letter.objects.for_organisation(held.organisation_id).filter(sender=held, taken_at=None).update(
        taken_at=clock.now(), entries=[], title=""
    )
    _decide(held, Sender.State.DECLINED, by)
    log.record("sender.declined", held, by=by)
    return True


@transaction.atomic
def wait_again(sender: Sender, *, by: Membership) -> bool:
    """A declined sender's next letter is shown again, or one's whose source was removed. False when a colleague was
    first."""
    held = Sender.objects.for_organisation(sender.organisation_id).declined().filter(pk=sender.pk).first()
    if held is None:
        return False
    _decide(held, Sender.State.WAITING, by)
    log.record("sender.waits", held, by=by)
    return True


@transaction.atomic
def set_splits(source: Source, splits: bool, *, by: Membership) -> bool:
    """One article for each link, or one for the letter; of letters that come from now on. False where it was so."""
    rows = Sender.objects.for_organisation(source.organisation_id).filter(source=source)
    if not rows.exclude(splits=splits).update(splits=splits):
        return False
    log.record("source.changed", source, by=by, changed=["splits"])
    return True


def hear_again(source: Source) -> None:
    """A removed source of letters is followed again: its sender is heard, and by this source."""
    senders = Sender.objects.for_organisation(source.organisation_id).filter(source__feed=source.feed_id)
    senders.update(state=Sender.State.ACCEPTED, source=source)


def read_soon() -> None:
    """Let the mailbox be read at the next turn."""
    Mailbox.objects.update(next_check_at=clock.now())


def _decide(sender: Sender, state: str, by: Membership) -> None:
    sender.state, sender.decided_by, sender.decided_at = state, by, clock.now()
    sender.save(update_fields=["state", "decided_by", "decided_at", "source", "splits"])
