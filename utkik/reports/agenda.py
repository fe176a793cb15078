"""What a meeting goes through: a round's lifted signals in the report's order, with question and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from utkik.people.models import Unit
from utkik.reports import respond
from utkik.reports.models import Piece, Response
from utkik.rounds.models import Outcome, Round
from utkik.signals.models import Signal

# Four weeks is usually the next meeting; a quarter lets somebody find something out.
NEXT_MEETING = timedelta(weeks=4)
QUARTER = 3


@dataclass(frozen=True)
class Item:
    """One signal on the agenda."""

    place: int
    outcome: Outcome
    question: str
    units: list[Unit]
    response: Response | None

    @property
    def signal(self) -> Signal:
        return self.outcome.signal


def of(round: Round) -> list[Item]:
    """The lifted signals as the report numbers them; what the report left out comes last."""
    outcomes = respond.lifted(round)
    mine = Piece.objects.for_organisation(round.organisation_id).filter(report__round=round, report__unit=round.unit_id)
    pieces = {piece.signal_id: piece for piece in mine.prefetch_related("units")}
    last = len(pieces) + len(outcomes)
    outcomes.sort(key=lambda row: pieces[row.signal_id].position if row.signal_id in pieces else last)
    return [_item(place, row, pieces.get(row.signal_id)) for place, row in enumerate(outcomes, 1)]


def _item(place: int, outcome: Outcome, piece: Piece | None) -> Item:
    units = sorted(piece.units.all(), key=lambda unit: unit.sort_key) if piece else []
    response = getattr(outcome, "response", None)
    return Item(place, outcome, piece.question if piece else "", units, response)


def suggested_days(today: date) -> list[date]:
    """The two days that save typing: four weeks on, and the first working day of a month at least a quarter on."""
    month = today.month - 1 + QUARTER + (today.day > 1)
    quarter = date(today.year + month // 12, month % 12 + 1, 1)
    while quarter.weekday() > 4:
        quarter += timedelta(days=1)
    return [today + NEXT_MEETING, quarter]
