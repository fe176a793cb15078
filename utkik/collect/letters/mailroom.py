"""Reads the operator's mailbox into letters: each once, whoever reads at the same time and whatever is cut off.

How far it has come stands in the mailbox's row, written in the transaction that keeps the letters. A folder that was
made anew (another UIDVALIDITY) is read from its beginning; letters that are known already are known by their key.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parseaddr
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.collect import failures
from utkik.collect.letters import delivery
from utkik.collect.letters.models import Letter, Mailbox, Sender, rows_of
from utkik.collect.models import Feed
from utkik.collect.read import letter, readers, ways
from utkik.collect.read.reading import Reading
from utkik.collect.store import Stored, breathe
from utkik.net import mailbox
from utkik.people.models import Organisation
from utkik.work import leases

log = logging.getLogger("utkik.collect")

EVERY = timedelta(seconds=45)
LONGEST_WAIT = timedelta(hours=1)
LEASE = timedelta(minutes=5)
PORTION = 10
UNREAD = _("This letter could not be read. It lies in the mailbox.")
MOST = 200


def row_of_settings() -> Mailbox | None:
    """The row of the mailbox that the operator set, made when it is first asked for."""
    box = mailbox.of_settings()
    return Mailbox.objects.get_or_create(name=box.name)[0] if box else None


def due():
    """The mailbox's row while it is due."""
    row = row_of_settings()
    return Mailbox.objects.due().filter(pk=row.pk) if row else Mailbox.objects.none()


def read_once(*, all_of_them: bool = False) -> Stored:
    """For the command: the mailbox now, if it is due or all is to be read, and nobody reads it."""
    row = row_of_settings()
    if row is None or not (all_of_them or due().exists()):
        return Stored()
    row.claimed_until = clock.now() + LEASE
    taken = Mailbox.objects.filter(leases.unclaimed(), pk=row.pk).update(claimed_until=row.claimed_until)
    return read(row) if taken else Stored()


def read(row: Mailbox) -> Stored:
    """Read what is new and deliver it; what went wrong stands in the row, and letters that were read stay read."""
    box = mailbox.of_settings()
    if box is None or box.name != row.name:
        return Stored()
    stored = Stored()
    try:
        home = home_of(box)
        _take_in(box, row, home)
        stored = delivery.deliver(home, after_each=lambda: _hold_on(row))
    except mailbox.MailboxError as wrong:
        _note_failure(row, wrong)
        return stored
    _note(row, EVERY, succeeded_at=clock.now(), failing_since=None, failures=0, error_code="")
    return stored


def _hold_on(row: Mailbox) -> None:
    """One letter may take a minute: the mailbox stays ours."""
    leases.renew(Mailbox, [row], clock.now() + LEASE)


def home_of(box: mailbox.Box) -> Organisation:
    """Whose letters they are. Raises mailbox.NoOwner."""
    rows = Organisation.objects.filter(slug=box.organisation) if box.organisation else Organisation.objects.all()
    found = list(rows[:2])
    if len(found) != 1:
        raise mailbox.NoOwner(box.organisation or "several organisations")
    return found[0]


def _take_in(box: mailbox.Box, row: Mailbox, home: Organisation) -> None:
    with mailbox.opened(box) as folder, _opened_reader() as read_letter:
        begin = _begin(row, folder.validity)
        numbers = folder.after(begin)[:MOST]
        for start in range(0, len(numbers), PORTION):
            portion = numbers[start : start + PORTION]
            readings = []
            for raw in map(folder.letter, portion):
                readings += [read_letter(raw)] if raw is not None else []
                _hold_on(row)
            if not _keep(row, folder.validity, portion[-1], readings, home):
                return
            breathe()


def _begin(row: Mailbox, validity: int) -> int:
    """The number after which to read on; from the beginning where the folder is another one than before."""
    with transaction.atomic():
        held = Mailbox.objects.select_for_update().get(pk=row.pk)
        if held.validity != validity:
            held.validity, held.last_number = validity, 0
            held.save(update_fields=["validity", "last_number"])
        return held.last_number


@contextmanager
def _opened_reader() -> Iterator[Callable[[bytes], Reading]]:
    """Reads a letter in the process that may be killed; what cannot be read is kept with its sender and subject."""

    def one(raw: bytes) -> Reading:
        try:
            return loop.run(reader(raw, way=ways.Way(ways.LETTER)))  # type: ignore[arg-type]
        except failures.Unreadable as wrong:
            log.warning("a letter could not be read: %s", wrong.code)
            return letter.unread(raw, str(UNREAD))

    with asyncio.Runner() as loop:
        process = readers.opened()
        reader = loop.run(process.__aenter__())
        try:
            yield one
        finally:
            loop.run(process.__aexit__(None, None, None))


@transaction.atomic
def _keep(row: Mailbox, validity: int, number: int, readings: list[Reading], home: Organisation) -> bool:
    """Letters and how far they reach, both or neither; one reader at a time. False where the folder became another."""
    held = Mailbox.objects.select_for_update().get(pk=row.pk)
    if held.validity != validity:
        return False
    for reading in readings:
        if reading.entries:
            keep_letter(reading, home)
    if number > held.last_number:
        held.last_number = number
        held.save(update_fields=["last_number"])
    return True


def keep_letter(reading: Reading, home: Organisation) -> Letter | None:
    """The letter under its sender, who is made on first sight; None where it came before."""
    first = reading.entries[0]
    if Letter.objects.for_organisation(home).filter(key=first.guid).exists():
        return None
    name, address = parseaddr(reading.title)
    sender, _made = Sender.objects.get_or_create(
        organisation=home,
        key=reading.site,
        defaults={"name": (_name_of(reading, name) or address)[:200], "address": address[:260]},
    )
    is_kept = sender.state != Sender.State.DECLINED
    return Letter.objects.create(
        organisation=home,
        sender=sender,
        key=first.guid,
        title=first.title if is_kept else "",
        entries=rows_of(reading.entries) if is_kept else [],
        taken_at=None if is_kept else clock.now(),
    )


def _name_of(reading: Reading, name: str) -> str:
    """What a new sender is called: their name, for people do not know a list by its id."""
    return name.strip() or reading.title.partition(" <")[0]


def _note_failure(row: Mailbox, wrong: mailbox.MailboxError) -> None:
    log.warning("the mailbox could not be read: %s", wrong)
    count = row.failures + 1
    wait = min(EVERY * 2 ** min(count, 8), LONGEST_WAIT)
    _note(row, wait, failing_since=row.failing_since or clock.now(), failures=count, error_code=wrong.code)


def _note(row: Mailbox, wait: timedelta, **news: Any) -> None:
    """How the mailbox is, and so how the feeds are that its letters come by."""
    moment = clock.now()
    Mailbox.objects.filter(pk=row.pk).update(**news, next_check_at=moment + wait, claimed_until=None)
    feeds = Feed.objects.filter(kind=Feed.Kind.LETTERS)
    feeds.update(**news, next_check_at=moment + wait, checked_at=moment)
