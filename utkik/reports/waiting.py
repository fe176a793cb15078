"""What waits for the management team: lifted signals without an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from utkik.people.models import Organisation
from utkik.reports.models.reports import month_named
from utkik.rounds.models import Outcome, Round

# Before answers were part of the work, older rounds had none; what waits longer than this is history, not late.
MONTHS_BACK = 6


@dataclass(frozen=True)
class Unanswered:
    """A decided round and how many of its lifted signals have no answer that is handed in."""

    round: Round
    count: int

    @property
    def month(self) -> str:
        return month_named(self.round.period, self.round.unit_id)


def unanswered(organisation: Organisation) -> list[Unanswered]:
    """The last half year's rounds whose lifted signals wait for an answer, newest first."""
    today = organisation.today()
    months = today.year * 12 + today.month - 1 - MONTHS_BACK
    lifted = Q(outcomes__choice=Outcome.Choice.LIFTED, outcomes__response__given_at=None)
    rounds = Round.objects.for_organisation(organisation).of_whole().filter(state=Round.State.LOCKED)
    counted = rounds.filter(period__gte=date(months // 12, months % 12 + 1, 1)).annotate(
        left=Count("outcomes", filter=lifted)
    )
    return [Unanswered(row, row.left) for row in counted.filter(left__gt=0).newest_first()]
