"""The management team's answers: noted in the meeting, handed in together, followed up where taken further."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership, Unit
from utkik.reports import follow, owners, refusals, rights
from utkik.reports.models import FollowUp, Response, ResponseRevision
from utkik.rounds.models import Outcome, Round
from utkik.text.normal import one_line

LINE = 280


@dataclass(frozen=True)
class Answer:
    """What is answered; receiver, owner and day count only where the signal is taken further."""

    choice: str
    unit: Unit | None = None
    owner_name: str = ""
    due_on: date | None = None
    line: str = ""


def lifted(round: Round) -> list[Outcome]:
    """What a locked round lifted, in the report's order of rank."""
    if not round.is_locked:
        return []
    outcomes = round.outcomes.filter(choice=Outcome.Choice.LIFTED)
    related = ("signal__area", "signal__horizon", "response__unit", "response__owner", "response__noted_by")
    return list(outcomes.select_related(*related).order_by("rank", "-total", "signal__number"))


@transaction.atomic
def note(outcome: Outcome, answer: Answer, *, by: Membership, version: int) -> Response:
    """Note an answer. `version` is that of the answer looked at, 0 where none was.

    A given answer that is changed keeps its trace and carries its follow-up along.
    Raises NotYours, NotLifted, NeedsAChoice, NeedsAReceiver, NeedsADueDay, AnsweredMeanwhile, FinishedAlready.
    """
    _check(outcome, by)
    held = Response.objects.for_organisation(outcome.organisation_id).select_for_update()
    known = held.filter(outcome=outcome).first()
    fields = _fields(outcome, answer, known)
    if known and all(getattr(known, name) == value for name, value in fields.items()):
        return known
    if (known.version if known else 0) != version:
        raise refusals.AnsweredMeanwhile
    if known is None:
        known = Response(organisation_id=outcome.organisation_id, outcome=outcome, version=1)
    else:
        _revise(known, by)
    for name, value in (fields | {"noted_by": by, "noted_at": clock.now()}).items():
        setattr(known, name, value)
    known.save()
    log.record("response.noted", known, by=by, details={"signal": outcome.signal_id, "choice": known.choice})
    if known.is_given:
        follow.fit(known, by=by)
    return known


@transaction.atomic
def hand_in(round: Round, *, by: Membership) -> list[Response]:
    """Give every noted answer of the round at once: members read them from now on, follow-ups begin.

    Raises NotYours, NothingToHandIn.
    """
    if not rights.may_answer(by) or by.organisation_id != round.organisation_id:
        raise refusals.NotYours
    waiting = Response.objects.for_member(by).filter(outcome__round=round, given_at=None).select_for_update()
    noted = list(waiting.order_by("pk"))
    if not noted:
        raise refusals.NothingToHandIn
    at = clock.now()
    for response in noted:
        response.given_at, response.given_by = at, by
        response.save(update_fields=["given_at", "given_by"])
        follow.fit(response, by=by)
    log.record("responses.given", round, by=by, details={"answers": len(noted)})
    return noted


@transaction.atomic
def take_back(round: Round, at: datetime, *, by: Membership) -> int:
    """Undo a handing in (by its moment): answers are noted again, follow-ups nobody has touched go.

    Returns how many were taken back; raises NotYours.
    """
    if not rights.may_answer(by) or by.organisation_id != round.organisation_id:
        raise refusals.NotYours
    given = Response.objects.for_member(by).filter(outcome__round=round, given_at=at).select_for_update(of=("self",))
    taken = 0
    for response in given.select_related("follow_up"):
        follow_up = getattr(response, "follow_up", None)
        if follow_up and follow_up.version > 1:
            continue
        if follow_up:
            follow_up.delete()
        response.given_at = response.given_by = None
        response.save(update_fields=["given_at", "given_by"])
        taken += 1
    if taken:
        log.record("responses.taken_back", round, by=by, details={"answers": taken})
    return taken


def _check(outcome: Outcome, by: Membership) -> None:
    if not rights.may_answer(by) or by.organisation_id != outcome.organisation_id:
        raise refusals.NotYours
    if outcome.choice != Outcome.Choice.LIFTED or not outcome.round.is_locked:
        raise refusals.NotLifted


def _fields(outcome: Outcome, answer: Answer, known: Response | None) -> dict[str, object]:
    """The answer as its row holds it."""
    if answer.choice not in Response.Choice.values:
        raise refusals.NeedsAChoice
    fields: dict[str, object] = {"choice": answer.choice, "line": one_line(answer.line)[:LINE]}
    further = answer.choice == Response.Choice.TAKE_FURTHER
    if known and known.is_given:
        done = FollowUp.objects.for_organisation(known.organisation_id).filter(response=known).done().exists()
        if done and not further:
            raise refusals.FinishedAlready
    if not further:
        return fields | {"unit_id": None, "owner_id": None, "owner_name": "", "due_on": None}
    if answer.unit is None or answer.unit.organisation_id != outcome.organisation_id:
        raise refusals.NeedsAReceiver
    same_day = known is not None and known.due_on == answer.due_on
    if answer.due_on is None or (answer.due_on < outcome.organisation.today() and not same_day):
        raise refusals.NeedsADueDay
    owner, name = owners.find(outcome.organisation, answer.owner_name)
    owner_id = owner.pk if owner else None
    return fields | {"unit_id": answer.unit.pk, "owner_id": owner_id, "owner_name": name, "due_on": answer.due_on}


def _revise(response: Response, by: Membership) -> None:
    """Keep the answer as it stood, where members could read it already; count its version up."""
    if response.is_given:
        fields = {name: getattr(response, name) for name in ("choice", "unit_id", "owner_id", "owner_name", "line")}
        fields["due_on"] = response.due_on.isoformat() if response.due_on else None
        ResponseRevision.objects.create(
            organisation_id=response.organisation_id,
            response=response,
            version=response.version,
            fields=fields,
            by=by,
        )
    response.version += 1
