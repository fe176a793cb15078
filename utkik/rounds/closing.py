"""Closing a round, and locking what the group decided."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext, ngettext

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.rounds import refusals, result, tally
from utkik.rounds.models import Outcome, Round
from utkik.signals import outcome as signal_outcome


@transaction.atomic
def close(round: Round, *, by: Membership | None) -> bool:
    """No more points; the judges see how they stand. `by` None: the agreed time has come. False when it was closed."""
    closing = Round.objects.for_organisation(round.organisation_id).filter(pk=round.pk, state=Round.State.OPEN)
    if not closing.update(state=Round.State.CLOSED, closed_at=clock.now(), closed_by=by):
        return False
    round.refresh_from_db()
    log.record("round.closed", round, by=by, details={"ballots": round.ballots.exclude(handed_in_at=None).count()})
    return True


def close_overdue() -> int:
    """Close every round whose agreed time has come; returns how many."""
    overdue = Round.objects.filter(state=Round.State.OPEN, closes_at__lte=clock.now())
    return sum(close(round, by=None) for round in overdue)


@transaction.atomic
def lock(round: Round, *, by: Membership, limits_line: str = "") -> Round:
    """Make the outcome final, for every member to see. Raises RoundStillOpen, RoundLocked or NotReady.

    Signals without a choice simply stay; each signal remembers its outcome for the lists.
    """
    taken = Round.objects.for_organisation(round.organisation_id).select_for_update().get(pk=round.pk)
    if taken.is_open:
        raise refusals.RoundStillOpen
    if taken.is_locked:
        raise refusals.RoundLocked
    taken.limits_line = limits_line or taken.limits_line
    missing = what_is_missing(taken)
    if missing:
        raise refusals.NotReady(missing)
    taken.state, taken.locked_at, taken.locked_by = Round.State.LOCKED, clock.now(), by
    taken.save(update_fields=["state", "locked_at", "locked_by", "limits_line"])
    _freeze(taken)
    log.record("round.locked", taken, by=by, details={"lifted": taken.outcomes.filter(choice="lifted").count()})
    return taken


def what_is_missing(round: Round) -> list[tuple[int | None, str]]:
    """What must be written before the outcome can be locked: (signal id or None for the whole, sentence)."""
    every = result.of(round)
    outcomes = {row.signal_id: row for row in round.outcomes.all()}
    lifted = {signal for signal, row in outcomes.items() if row.choice == Outcome.Choice.LIFTED}
    missing: list[tuple[int | None, str]] = []
    for standing in every:
        passed = tally.passed_over(standing, every, lifted)
        if passed and not outcomes[standing.signal].line:
            missing.append((standing.signal, _lacks_its_line(standing, passed)))
    if not within_limits(round, len(lifted)) and not round.limits_line:
        missing.append((None, _limits(round, len(lifted))))
    return missing


def within_limits(round: Round, lifted: int) -> bool:
    return round.organisation.lift_min <= lifted <= round.organisation.lift_max


def why_asked(standing: tally.Standing, passed: list[tally.Standing]) -> str:
    """The question for the written line of a lifted signal that stands behind or beside others."""
    first = passed[0]
    if first.rank == standing.rank:
        return gettext("Why this one and not the other in place %(rank)s?") % {"rank": first.rank}
    return gettext("Why before place %(rank)s?") % {"rank": first.rank}


def _lacks_its_line(standing: tally.Standing, passed: list[tally.Standing]) -> str:
    first = passed[0]
    if first.rank == standing.rank:
        said = gettext("Write in one line why one of the equals in place %(rank)s is lifted and not the other.")
    else:
        said = gettext("Write in one line why place %(place)s is lifted before place %(rank)s.")
    return said % {"place": standing.rank, "rank": first.rank}


def _limits(round: Round, lifted: int) -> str:
    limits = {"least": round.organisation.lift_min, "most": round.organisation.lift_max, "lifted": lifted}
    return (
        ngettext(
            "%(lifted)s is lifted, the limit is %(least)s–%(most)s. Write in one line why.",
            "%(lifted)s are lifted, the limit is %(least)s–%(most)s. Write in one line why.",
            lifted,
        )
        % limits
    )


def _freeze(round: Round) -> None:
    outcomes = {row.signal_id: row for row in round.outcomes.all()}
    standings = {standing.signal: standing for standing in result.of(round)}
    for standing in standings.values():
        row = outcomes.get(standing.signal)
        if row:
            row.rank, row.total = standing.rank, standing.total
            row.save(update_fields=["rank", "total"])
    day = round.organisation.today()
    for candidate in round.candidates.select_related("signal"):
        row = outcomes.get(candidate.signal_id)
        on = (row.until or day) if row else None
        choice = row.choice if row else signal_outcome.NOT_LIFTED
        rank = standings[candidate.signal_id].rank if candidate.signal_id in standings else None
        signal_outcome.mark(candidate.signal, choice, on, rank=rank, of=len(standings))
