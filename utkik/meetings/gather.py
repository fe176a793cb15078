"""What the tables say from their phones, without a name: answers to the questions, and what made an impression."""

from __future__ import annotations

from django.db import transaction

from utkik import clock
from utkik.meetings import wrong
from utkik.meetings.models import DayAnswer, DayImpression, DayQuestion, ThemeDay
from utkik.text.normal import one_line

TABLES = 99
MOST_OF_A_TABLE = 12
LONGEST = 280


@transaction.atomic
def answer(question: DayQuestion, table: int, *, choice: int | None = None, text: str = "") -> bool:
    """A table's answer; a new one takes the place of the one before. False when it says nothing.

    Raises NoTable, RoomIsClosed.
    """
    _check(question.day, table)
    if choice is not None and not 0 <= choice < len(question.choices):
        choice = None
    text = one_line(text)[:LONGEST]
    if choice is None and not text:
        return False
    DayAnswer.objects.update_or_create(
        question=question,
        table=table,
        defaults={
            "organisation_id": question.organisation_id,
            "choice": choice,
            "text": text,
            "at": clock.now(),
        },
    )
    return True


@transaction.atomic
def impress(day: ThemeDay, text: str, *, table: int) -> DayImpression | None:
    """What made an impression at a table; None when it is said already or says nothing.

    Raises NoTable, RoomIsClosed, RoomIsFull.
    """
    _check(day, table)
    text = one_line(text)[:LONGEST]
    said = day.impressions.filter(table=table)
    if not text or said.filter(text=text).exists():
        return None
    if said.count() >= MOST_OF_A_TABLE:
        raise wrong.RoomIsFull
    return DayImpression.objects.create(organisation_id=day.organisation_id, day=day, text=text, table=table)


def in_room(key: str) -> ThemeDay | None:
    """The day whose tables answer at this address; None when the room is closed."""
    days = ThemeDay.objects.standing().filter(room_key=key, room_opened_at__isnull=False, room_closed_at=None)
    return days.select_related("organisation").first()


def _check(day: ThemeDay, table: int) -> None:
    if not 1 <= table <= TABLES:
        raise wrong.NoTable
    if not day.room_is_open:
        raise wrong.RoomIsClosed
