"""Commissions to the group: what the management team or a unit asks it to watch, until it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Area, Membership, Unit
from utkik.reports import refusals, rights
from utkik.reports.models import Commission, CommissionRevision, CommissionSignal
from utkik.signals.models import Signal
from utkik.text.normal import nfc, one_line

TEXT, WHY, ANSWER = 200, 600, 1200
KEPT = ("text", "why", "area_id", "owner_id", "due_on", "answer", "answered_at", "answered_by_id")


@dataclass(frozen=True)
class Asked:
    """What is asked of the group, and by when."""

    text: str
    due_on: date | None
    why: str = ""
    area: Area | None = None


@transaction.atomic
def ask(asked: Asked, unit: Unit, *, by: Membership) -> Commission:
    """Give the group a commission in a unit's name. Raises NotYourCommission, NeedsWords, NeedsADueDay."""
    if by.left_at or unit not in rights.asking_units(by):
        raise refusals.NotYourCommission
    made = Commission.objects.create(
        organisation_id=by.organisation_id, asked_by_unit=unit, asked_by=by, **_checked(asked, by, None)
    )
    log.record("commission.asked", made, by=by, details={"unit": unit.pk})
    return made


@transaction.atomic
def change(commission: Commission, asked: Asked, *, by: Membership, version: int) -> Commission:
    """Put it in other words or give it another day: those who asked, or the group after talking to them.

    Raises NotYourCommission, NotWaiting, AnsweredMeanwhile, NeedsWords, NeedsADueDay.
    """
    held = _hold(commission, by, version, rights.may_withdraw(by, commission) or by.in_group)
    if not held.is_waiting:
        raise refusals.NotWaiting
    _change(held, "commission.changed", by, **_checked(asked, by, held.due_on))
    return held


@transaction.atomic
def take(commission: Commission, owner: Membership | None, *, by: Membership, version: int) -> Commission:
    """Say who of the group answers for it; nobody lets it wait again. Raises what `change` raises."""
    held = _hold(commission, by, version, by.in_group)
    if not held.is_waiting or (owner and (not owner.in_group or owner.organisation_id != by.organisation_id)):
        raise refusals.NotWaiting
    if held.owner_id != (owner.pk if owner else None):
        _change(held, "commission.taken", by, owner_id=owner.pk if owner else None)
    return held


@transaction.atomic
def answer(commission: Commission, text: str, *, by: Membership, version: int) -> Commission:
    """Answer it; answered already, the words are changed and the first ones kept.

    Raises NotYourCommission, NotWaiting (withdrawn), AnsweredMeanwhile, NeedsWords.
    """
    held = _hold(commission, by, version, by.in_group)
    if held.withdrawn_at:
        raise refusals.NotWaiting
    text = nfc(text).strip()[:ANSWER]
    if len(text) < 3:
        raise refusals.NeedsWords
    if text != held.answer or held.answered_at is None:
        fields: dict[str, Any] = {"answer": text}
        if held.answered_at is None:
            fields |= {"answered_at": clock.now(), "answered_by_id": by.pk}
        _change(held, "commission.answered", by, **fields)
    return held


@transaction.atomic
def take_back(commission: Commission, *, by: Membership, version: int) -> Commission:
    """Undo the last change, when `version` is still the one it made. Raises what `change` raises."""
    held = _hold(commission, by, version, by.in_group or rights.may_withdraw(by, commission))
    last = held.revisions.order_by("-version").first()
    if last is None:
        raise refusals.NotWaiting
    _change(held, "commission.taken_back", by, **_read(last.fields))
    return held


@transaction.atomic
def withdraw(commission: Commission, *, by: Membership) -> bool:
    """It is not needed any more; False when it was answered or withdrawn. Raises NotYourCommission."""
    if not rights.may_withdraw(by, commission):
        raise refusals.NotYourCommission
    mine = Commission.objects.for_member(by).waiting().filter(pk=commission.pk)
    if not mine.update(withdrawn_at=clock.now(), withdrawn_by=by):
        return False
    log.record("commission.withdrawn", commission, by=by)
    return True


@transaction.atomic
def restore(commission: Commission, *, by: Membership) -> bool:
    """Ask again what was withdrawn. Raises NotYourCommission."""
    if not rights.may_withdraw(by, commission):
        raise refusals.NotYourCommission
    gone = Commission.objects.for_member(by).filter(pk=commission.pk, withdrawn_at__isnull=False)
    if not gone.update(withdrawn_at=None, withdrawn_by=None):
        return False
    log.record("commission.restored", commission, by=by)
    return True


@transaction.atomic
def link(commission: Commission, signals: Iterable[Signal], *, by: Membership) -> int:
    """Lay published signals to a commission; how many were new. Raises NotYourCommission."""
    if not by.in_group or by.organisation_id != commission.organisation_id:
        raise refusals.NotYourCommission
    known = set(commission.linked.values_list("signal", flat=True))
    mine = [row for row in signals if row.organisation_id == by.organisation_id and row.pk not in known]
    CommissionSignal.objects.bulk_create(
        CommissionSignal(organisation_id=by.organisation_id, commission=commission, signal=row, by=by) for row in mine
    )
    if mine:
        log.record("commission.linked", commission, by=by, details={"signals": [row.pk for row in mine]})
    return len(mine)


@transaction.atomic
def unlink(commission: Commission, signal: Signal, *, by: Membership) -> bool:
    """Take a signal away from a commission. Raises NotYourCommission."""
    if not by.in_group or by.organisation_id != commission.organisation_id:
        raise refusals.NotYourCommission
    gone, _rows = commission.linked.filter(signal=signal).delete()
    if gone:
        log.record("commission.unlinked", commission, by=by, details={"signals": [signal.pk]})
    return bool(gone)


def _checked(asked: Asked, by: Membership, known_day: date | None) -> dict[str, Any]:
    text = one_line(asked.text)[:TEXT]
    if len(text) < 3:
        raise refusals.NeedsWords
    if asked.due_on is None or (asked.due_on < by.organisation.today() and asked.due_on != known_day):
        raise refusals.NeedsADueDay
    area = asked.area if asked.area and asked.area.organisation_id == by.organisation_id else None
    return {"text": text, "why": one_line(asked.why)[:WHY], "due_on": asked.due_on, "area_id": area and area.pk}


def _hold(commission: Commission, by: Membership, version: int, may: bool) -> Commission:
    """The row as it stands, held until the transaction ends."""
    if not may or by.left_at or by.organisation_id != commission.organisation_id:
        raise refusals.NotYourCommission
    held = Commission.objects.for_member(by).select_for_update().get(pk=commission.pk)
    if held.version != version:
        raise refusals.AnsweredMeanwhile
    return held


def _change(held: Commission, verb: str, by: Membership, **fields: Any) -> None:
    before = {name: getattr(held, name) for name in KEPT}
    written = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
    CommissionRevision.objects.create(
        organisation_id=held.organisation_id, commission=held, version=held.version, fields=written, by=by
    )
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    log.record(verb, held, by=by, changed=[name for name, value in fields.items() if before[name] != value])


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    at = fields["answered_at"]
    return fields | {
        "due_on": date.fromisoformat(fields["due_on"]),
        "answered_at": clock.parse(at) if at else None,
    }
