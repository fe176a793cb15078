"""The order in which a report's signals are read, and which of the lifted ones stand in it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from utkik.people.models import Membership
from utkik.reports import begin, texts, write
from utkik.reports.models import Piece, Report
from utkik.reports.texts import pieces_of
from utkik.signals.models import Signal


@transaction.atomic
def move(report: Report, number: int, place: int, *, by: Membership) -> int | None:
    """Put the signal with this number at a place (from 1, cut to what there is). The new place; None: not in it."""
    report = write.hold(report)
    pieces = pieces_of(report)
    moved = next((piece for piece in pieces if piece.signal.number == number), None)
    if moved is None:
        return None
    place = min(max(place, 1), len(pieces))
    before = pieces.index(moved) + 1
    if place != before:
        pieces.remove(moved)
        pieces.insert(place - 1, moved)
        _number(pieces)
        write.revise(report, by=by)
    return place


@transaction.atomic
def leave(report: Report, number: int, *, by: Membership) -> bool:
    """Take a signal out of the report; its words stay in the revisions. False when it was not in it."""
    report = write.hold(report)
    gone = Piece.objects.for_organisation(report.organisation_id).filter(report=report, signal__number=number)
    if not gone.exists():
        return False
    gone.delete()
    _number(pieces_of(report))
    write.revise(report, by=by, apart=True)
    return True


@transaction.atomic
def take(report: Report, number: int, *, by: Membership) -> bool:
    """Take a lifted signal that was left out in again, last. False when it is in it or was not lifted."""
    report = write.hold(report)
    signal = next((signal for signal in left_out(report) if signal.number == number), None)
    if signal is None:
        return False
    last = report.pieces.aggregate(last=Max("position"))["last"] or 0
    begin.add(report, signal, last + 1)
    texts.put(report, _former_words(report, number))
    write.revise(report, by=by)
    return True


def _former_words(report: Report, number: int) -> texts.Fields:
    """What the signal's piece last said before it was taken out."""
    revisions = report.revisions.filter(aside=False, fields__has_key=f"text-{number}").order_by("-version")
    last = revisions.first()
    return {name: text for name, text in last.fields.items() if name.endswith(f"-{number}")} if last else {}


def left_out(report: Report) -> list[Signal]:
    """Lifted signals that do not stand in the report."""
    if report.round is None:
        return []
    inside = set(report.pieces.values_list("signal", flat=True))
    return [signal for signal in begin.lifted(report.round) if signal.pk not in inside]


def _number(pieces: list[Piece]) -> None:
    for position, piece in enumerate(pieces, 1):
        if piece.position != position:
            Piece.objects.for_organisation(piece.organisation_id).filter(pk=piece.pk).update(position=position)
