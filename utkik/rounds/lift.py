"""Lifting what a unit chose to the rounds of the whole organisation."""

from __future__ import annotations

from django.db import transaction

from utkik.people import log
from utkik.people.models import Membership
from utkik.rounds import refusals
from utkik.rounds.models import Lift, Outcome, Round
from utkik.signals.models import Signal


def liftable(round: Round) -> list[Signal]:
    """What a unit's locked round lifted and nobody has lifted further, best rank first."""
    if round.unit_id is None or not round.is_locked:
        return []
    rows = round.outcomes.filter(choice=Outcome.Choice.LIFTED, signal__lift=None, signal__state="published")
    return [row.signal for row in rows.select_related("signal").order_by("rank", "signal__number")]


@transaction.atomic
def lift(round: Round, *, by: Membership) -> int:
    """All of it in one act; the next round of the whole judges it. Returns how many. Raises RoundStillOpen."""
    if not round.is_locked:
        raise refusals.RoundStillOpen
    signals = liftable(round)
    Lift.objects.bulk_create(
        (Lift(organisation_id=round.organisation_id, signal=signal, round=round, by=by) for signal in signals),
        ignore_conflicts=True,
    )
    if signals:
        log.record("round.lifted_upwards", round, by=by, details={"signals": [signal.pk for signal in signals]})
    return len(signals)


@transaction.atomic
def take_back(round: Round, *, by: Membership) -> int:
    """What no round of the whole has taken up stays with the unit. Returns how many."""
    rows = Lift.objects.for_organisation(round.organisation_id).filter(round=round)
    free = rows.exclude(signal__candidacies__round__unit=None)
    gone = list(free.values_list("signal", flat=True))
    rows.filter(signal__in=gone).delete()
    if gone:
        log.record("round.lift_taken_back", round, by=by, details={"signals": gone})
    return len(gone)
