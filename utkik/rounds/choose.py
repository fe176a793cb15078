"""What the group decides on each signal, noted by an analyst."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.rounds import refusals
from utkik.rounds.models import Outcome, Round
from utkik.text.normal import one_line


@transaction.atomic
def note(
    round: Round,
    signal: int,
    choice: str,
    *,
    by: Membership,
    line: str = "",
    until: date | None = None,
) -> Outcome | None:
    """Lift, park until a date or set aside a signal (its id) of a closed round; an empty choice lets it simply stay.

    Raises RoundStillOpen, RoundLocked, NotInRound, NeedsADay or NeedsAReason. The line that a departure from the
    ranking needs may come later, before the outcome is locked.
    """
    _check_open_for_choices(round)
    if not round.candidates.filter(signal=signal).exists():
        raise refusals.NotInRound
    if not choice:
        Outcome.objects.for_organisation(round.organisation_id).filter(round=round, signal=signal).delete()
        log.record("outcome.cleared", round, by=by, details={"signal": signal})
        return None
    line = one_line(line)[:280]
    _check_choice(round, Outcome.Choice(choice), line, until)
    outcome, _new = Outcome.objects.update_or_create(
        round=round,
        signal_id=signal,
        defaults={
            "organisation_id": round.organisation_id,
            "choice": choice,
            "line": line,
            "until": until if choice == Outcome.Choice.PARKED else None,
            "noted_by": by,
            "noted_at": clock.now(),
        },
    )
    log.record("outcome.noted", round, by=by, details={"signal": signal, "choice": choice})
    return outcome


def _check_open_for_choices(round: Round) -> None:
    state = Round.objects.for_organisation(round.organisation_id).select_for_update().get(pk=round.pk).state
    if state == Round.State.OPEN:
        raise refusals.RoundStillOpen
    if state == Round.State.LOCKED:
        raise refusals.RoundLocked


def _check_choice(round: Round, choice: str, line: str, until: date | None) -> None:
    if choice == Outcome.Choice.PARKED and (until is None or until <= round.organisation.today()):
        raise refusals.NeedsADay
    if choice == Outcome.Choice.SET_ASIDE and not line:
        raise refusals.NeedsAReason
