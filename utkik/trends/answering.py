"""A unit answers a call together: several write, one hands in for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.text.normal import nfc
from utkik.trends import consequences, propose, refusals
from utkik.trends.models import Answer, CallUnit, Proposal

TEXT, REPLY = 600, 1_000
FIELDS = ("seen", "text", "reply", "horizon", "pressure")


def may_write(asked: CallUnit, member: Membership) -> bool:
    """The unit's own members, while the call is open."""
    return member.unit_id == asked.unit_id and asked.call.is_open


@transaction.atomic
def note_seen(asked: CallUnit) -> None:
    """Somebody of the unit has opened the call."""
    CallUnit.objects.for_organisation(asked.organisation_id).filter(pk=asked.pk, seen_at=None).update(
        seen_at=clock.now()
    )


@transaction.atomic
def save(
    answer: Answer,
    values: Mapping[str, Any],
    *,
    by: Membership,
    version: int,
    proposal: Mapping[str, str] | None = None,
) -> Answer:
    """Write the unit's answer on one trend. `proposal`: sort ("" for none), name, text, why.

    Until the unit hands in it is a draft; afterwards it counts at once. Raises ChangedMeanwhile, CallClosed,
    NothingProposed.
    """
    held = _hold(answer)
    if not held.call_unit.call.is_open:
        raise refusals.CallClosed
    if version != held.version:
        raise refusals.ChangedMeanwhile
    held.seen = values.get("seen") or ""
    held.text = nfc(values.get("text") or "").strip()[:TEXT]
    held.reply = nfc(values.get("reply") or "").strip()[:REPLY]
    held.horizon, held.pressure = values.get("horizon"), values.get("pressure")
    held.version += 1
    held.changed_at, held.changed_by = clock.now(), by
    held.save()
    if proposal is not None:
        propose.under(held, by=by, **proposal)
    if held.call_unit.is_handed_in:
        _take_over(held, by=by)
    log.record("call.answered", held.call_unit.call, by=by, details={"unit": held.call_unit.unit_id})
    return held


@transaction.atomic
def hand_in(asked: CallUnit, *, by: Membership) -> bool:
    """The unit's answers count from now: what each trend means for it stands on the trend's page, its proposals wait
    for an analyst. False when it was handed in before. Raises CallClosed, NothingAnswered."""
    rows = CallUnit.objects.for_organisation(asked.organisation_id).select_for_update(of=("self",))
    held = rows.select_related("call", "unit").get(pk=asked.pk)
    if not held.call.is_open:
        raise refusals.CallClosed
    if held.is_handed_in:
        return False
    answers = list(held.answers.select_related("trend", "horizon", "call_unit__unit"))
    if not any(answer.is_given for answer in answers):
        raise refusals.NothingAnswered
    held.handed_in_at, held.handed_in_by = clock.now(), by
    held.save(update_fields=["handed_in_at", "handed_in_by"])
    for answer in answers:
        _take_over(answer, by=by)
    held.proposals.filter(state=Proposal.State.DRAFT).update(state=Proposal.State.OPEN, at=held.handed_in_at)
    log.record("call.handed_in", held.call, by=by, details={"unit": held.unit_id})
    return True


def _take_over(answer: Answer, *, by: Membership) -> None:
    """What the trend means for the unit becomes the trend's consequence for it."""
    if answer.text:
        said = consequences.Said(answer.text, answer.horizon, answer.pressure)
        unit = answer.call_unit.unit
        consequences.write(answer.trend, unit, said, by=by, source=unit.name)


def _hold(answer: Answer) -> Answer:
    """The answer and its unit's part of the call: nobody hands in while it is written."""
    rows = Answer.objects.for_organisation(answer.organisation_id).select_for_update(of=("self", "call_unit"))
    return rows.select_related("call_unit__call", "call_unit__unit", "trend").get(pk=answer.pk)
