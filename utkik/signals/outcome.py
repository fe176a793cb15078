"""What a later step's round decided on a signal, as the rows of a list show it."""

from __future__ import annotations

from datetime import date

from utkik.signals.models import Signal

LIFTED, PARKED, SET_ASIDE, NOT_LIFTED = "lifted", "parked", "set_aside", "none"


def mark(signal: Signal, choice: str, on: date | None, *, rank: int | None = None, of: int | None = None) -> None:
    """Set (or with "" take away) the outcome: `choice` is lifted, parked (until `on`) or set_aside, "none" for one
    that was judged and simply stays; `rank` is its place among the `of` signals of the round."""
    rows = Signal.objects.for_organisation(signal.organisation_id).filter(pk=signal.pk)
    rows.update(outcome=choice, outcome_on=on, outcome_rank=rank, outcome_of=of)
