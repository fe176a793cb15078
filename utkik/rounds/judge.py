"""Judging blind: points on signals of a round, changed at will until it closes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.db.models import QuerySet

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.rounds import refusals
from utkik.rounds.models import Assessment, Ballot, Candidate, Round
from utkik.text.normal import one_line


def open_ballot(round: Round, member: Membership) -> Ballot:
    """The member's ballot in an open round, begun now if it was not. Raises RoundClosed or NotAJudge."""
    if not round.is_open:
        raise refusals.RoundClosed
    if not round.may_be_judged_by(member):
        raise refusals.NotAJudge
    ballot, _new = Ballot.objects.get_or_create(
        round=round,
        member=member,
        defaults={"organisation_id": round.organisation_id, "budget": round.criterion.budget or 0},
    )
    return ballot


def candidates(round: Round, member: Membership) -> list[Candidate]:
    """The round's signals in an order drawn for the member: the same at each visit, another for each judge."""
    rows = round.candidates.select_related("signal__area").filter(signal__state="published")
    return sorted(rows, key=lambda row: hashlib.sha256(f"{round.pk}/{member.pk}/{row.signal_id}".encode()).digest())


def _while_open(act: Callable) -> Callable:
    """Take the round and the ballot for the act alone: nobody closes the round meanwhile."""

    @wraps(act)
    @transaction.atomic
    def taken(ballot: Ballot, *args, **kwargs):
        rounds = Round.objects.for_organisation(ballot.organisation_id).select_for_update()
        if not rounds.get(pk=ballot.round_id).is_open:
            raise refusals.RoundClosed
        locked = Ballot.objects.for_organisation(ballot.organisation_id).select_for_update().get(pk=ballot.pk)
        return act(locked, *args, **kwargs)

    return taken


@_while_open
def give(ballot: Ballot, signal: int, value: int) -> Ballot:
    """Put `value` points on a signal (its id) in place of those that were there.

    Raises NotInRound, OwnSignal, NoSuchPoints, BudgetSpent or RoundClosed. Returns the ballot as it is now.
    """
    round = ballot.round
    _check_judgeable(ballot, signal)
    if not 0 <= value <= round.criterion.most:
        raise refusals.NoSuchPoints(most=round.criterion.most)
    before = _assessments(ballot).filter(signal=signal).values_list("value", flat=True).first() or 0
    if value > before:
        _take_back_from_withdrawn(ballot)
    if ballot.given - before + value > ballot.budget:
        raise refusals.BudgetSpent(left=ballot.budget - ballot.given)
    Assessment.objects.update_or_create(
        ballot=ballot,
        signal_id=signal,
        criterion_id=round.criterion_id,
        defaults={"organisation_id": ballot.organisation_id, "round": round, "value": value},
    )
    ballot.given += value - before
    ballot.save(update_fields=["given"])
    return ballot


@_while_open
def explain(ballot: Ballot, signal: int, reason: str) -> None:
    """Keep the judge's own line on a signal; seen, without a name, by those who judged when the round has closed."""
    _check_judgeable(ballot, signal)
    Assessment.objects.update_or_create(
        ballot=ballot,
        signal_id=signal,
        criterion_id=ballot.round.criterion_id,
        defaults={"reason": one_line(reason)[:280]},
        create_defaults={
            "organisation_id": ballot.organisation_id,
            "round": ballot.round,
            "value": 0,
            "reason": one_line(reason)[:280],
        },
    )


@_while_open
def hand_in(ballot: Ballot) -> bool:
    """The ballot counts from now on; points may be left over, and it may be changed until the round closes."""
    if ballot.handed_in_at:
        return False
    ballot.handed_in_at = clock.now()
    ballot.save(update_fields=["handed_in_at"])
    log.record("ballot.handed_in", ballot.round, by=ballot.member)
    return True


@_while_open
def take_back(ballot: Ballot) -> bool:
    """Undo handing in."""
    if not ballot.handed_in_at:
        return False
    ballot.handed_in_at = None
    ballot.save(update_fields=["handed_in_at"])
    log.record("ballot.taken_back", ballot.round, by=ballot.member)
    return True


def points_of(ballot: Ballot) -> dict[int, Assessment]:
    """Signal id → the judge's assessment of it."""
    return {row.signal_id: row for row in _assessments(ballot)}


def judges(round: Round) -> tuple[int, int]:
    """How many have handed in, and how many there are: all that anybody learns of an open round."""
    handed_in = round.ballots.filter(handed_in_at__isnull=False)
    group = Membership.objects.for_organisation(round.organisation_id).judging_for(round.unit_id)
    present = set(group.values_list("pk", flat=True))
    present |= set(round.invitees.filter(member__left_at=None).values_list("member", flat=True))
    done = set(handed_in.values_list("member", flat=True))
    return len(done), len(present | done)


def _assessments(ballot: Ballot) -> QuerySet[Assessment]:
    return ballot.assessments.filter(criterion=ballot.round.criterion_id)


def left(ballot: Ballot) -> int:
    """How many points the judge can still give, those on signals that were withdrawn meanwhile among them."""
    return ballot.budget - ballot.given + (_points_on(_withdrawn(ballot)) if ballot.pk else 0)


def _take_back_from_withdrawn(ballot: Ballot) -> None:
    """What lies on a signal that was withdrawn meanwhile is the judge's to give again."""
    gone = _withdrawn(ballot)
    if freed := _points_on(gone):
        gone.update(value=0)
        ballot.given -= freed
        ballot.save(update_fields=["given"])


def _withdrawn(ballot: Ballot) -> QuerySet[Assessment]:
    return _assessments(ballot).exclude(signal__state="published").filter(value__gt=0)


def _points_on(assessments: QuerySet[Assessment]) -> int:
    return sum(value or 0 for value in assessments.values_list("value", flat=True))


def _check_judgeable(ballot: Ballot, signal: int) -> None:
    row = ballot.round.candidates.filter(signal=signal, signal__state="published").select_related("signal").first()
    if row is None:
        raise refusals.NotInRound
    if row.signal.author_id == ballot.member_id:
        raise refusals.OwnSignal
