"""What guests write in a forum. A room writes at the same moment: what comes while something is being written down
waits for it, and is then written down together, in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from time import sleep

from django.db import transaction

from utkik import clock
from utkik.meetings import saying, seats, wrong
from utkik.meetings.models import ForumGuest
from utkik.people.models import Guest
from utkik.signals import talk
from utkik.signals.models import Comment
from utkik.text.normal import nfc

MOST_OF_A_GUEST = 40
IN_SO_LONG = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=1)
GATHERING = 0.003  # seconds that whoever's turn it is waits for what else the room says


@dataclass(eq=False)
class Words:
    """What a guest hands in, and what came of it: the seat it was said from, and the comment (none when it says
    nothing, or was said already), or why it was refused."""

    token_hash: str
    text: str
    seat: ForumGuest | None = None
    comment: Comment | None = None
    refused: wrong.MeetingRefused | None = None
    is_done: bool = False


_waiting: list[Words] = []
_door, _turn = Lock(), Lock()


def say(token_hash: str, text: str) -> Words:
    """What the guest with this word says, once, and from which seat. Raises ForumIsOver, GuestSaysTooMuch."""
    words = Words(token_hash, nfc(text).strip()[: talk.LONGEST])
    with _door:
        _waiting.append(words)
    with _turn:
        if not words.is_done:
            sleep(GATHERING)
            _write_down(_with_all_who_wait(words))
    if words.refused:
        raise words.refused
    return words


def _with_all_who_wait(words: Words) -> list[Words]:
    """Whoever's turn it is takes the others along. Should writing fail, the others try again, each in
    their own turn."""
    with _door:
        batch = _waiting[:]
        _waiting.clear()
    return batch if words in batch else [words, *batch]


def _write_down(batch: list[Words]) -> None:
    with transaction.atomic():
        opened = seats.opened_by((words.token_hash for words in batch), held=True)
        found = {seat.guest.token_hash: seat for seat in opened}
        lately = _said_lately(found.values())
        for words in batch:
            words.seat = found.get(words.token_hash)
            words.comment, words.refused = None, None
        _write([words for words in batch if _is_new(words, lately)])
        _note_seen(found.values())
    for words in batch:
        words.is_done = True


def _is_new(words: Words, lately: dict[int, list[str]]) -> bool:
    """Whether the words are to be written down; it is noted in them when they are refused."""
    seat = words.seat
    if seat is None:
        words.refused = wrong.ForumIsOver()
        return False
    said = lately[seat.guest_id]
    if not words.text or words.text in said:
        return False
    if len(said) >= MOST_OF_A_GUEST:
        words.refused = wrong.GuestSaysTooMuch()
        return False
    said.append(words.text)
    return True


def _write(new: list[Words]) -> None:
    told = [(words, words.seat) for words in new if words.seat]
    comments = talk.say_as_guests(
        [talk.FromGuest(seat.forum.conversation, seat.guest, words.text) for words, seat in told]
    )
    for (words, _seat), comment in zip(told, comments, strict=True):
        words.comment = comment
    saying.note_guests([(seat, comment) for (_words, seat), comment in zip(told, comments, strict=True)])


def _said_lately(found: Iterable[ForumGuest]) -> dict[int, list[str]]:
    guests = [seat.guest_id for seat in found]
    since = clock.now() - IN_SO_LONG
    said = defaultdict(list)
    for guest, text in Comment.objects.filter(guest__in=guests, at__gt=since).values_list("guest", "text"):
        said[guest].append(text)
    return said


def _note_seen(found: Iterable[ForumGuest]) -> None:
    """When each was here, to the minute."""
    moment = clock.now()
    stale = [one.guest_id for one in found if one.guest.seen_at is None or moment - one.guest.seen_at >= SEEN_EVERY]
    if stale:
        Guest.objects.filter(pk__in=stale).update(seen_at=moment)
