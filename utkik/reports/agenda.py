"""What a meeting goes through: a round's lifted signals in the report's order, with question and answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from utkik.people.models import Organisation, Unit
from utkik.reports import respond
from utkik.reports.models import Piece, Response
from utkik.rounds.models import Outcome, Round
from utkik.signals.models import Signal

# Four weeks is usually the next meeting; a quarter lets somebody find something out.
FOUR_WEEKS = timedelta(weeks=4)
QUARTER = 3
# When the management team meets next, by the step that keeps the plan; None where nothing is agreed.
Meets = Callable[[Organisation], date | None]
_meets: list[Meets] = []


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


def tell_meetings(meets: Meets) -> None:
    """Let a later step say when the management team meets next."""
    if meets not in _meets:
        _meets.append(meets)


@dataclass(frozen=True)
class Suggested:
    """A day that saves typing."""

    on: date
    why: str


def suggested_days(organisation: Organisation) -> list[Suggested]:
    """The team's next meeting, or four weeks on where none is agreed; and the first working day of a month at least a
    quarter on."""
    today = organisation.today()
    meeting = min((on for meets in _meets if (on := meets(organisation))), default=None)
    month = today.month - 1 + QUARTER + (today.day > 1)
    quarter = date(today.year + month // 12, month % 12 + 1, 1)
    while quarter.weekday() > 4:
        quarter += timedelta(days=1)
    return [
        Suggested(meeting, _("Next meeting")) if meeting else Suggested(today + FOUR_WEEKS, _("Four weeks")),
        Suggested(quarter, _("A quarter")),
    ]
