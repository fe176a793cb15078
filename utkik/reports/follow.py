"""Following up what was taken further: begun, moved, handed on, and at last *så gick det*."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import owners, refusals, rights
from utkik.reports.models import FollowUp, FollowUpRevision, Response
from utkik.text.normal import nfc

RESULT = 600
KEPT = (
    "unit_id",
    "owner_id",
    "owner_name",
    "due_on",
    "state",
    "begun_at",
    "effect",
    "result",
    "result_at",
    "result_by_id",
)
State = FollowUp.State


def fit(response: Response, *, by: Membership) -> FollowUp | None:
    """Let the follow-up of a given answer be as the answer says (inside the caller's transaction)."""
    held = FollowUp.objects.for_organisation(response.organisation_id).select_for_update()
    known = held.filter(response=response).first()
    if response.choice != Response.Choice.TAKE_FURTHER:
        if known and known.state != State.WITHDRAWN:
            _change(known, "follow_up.withdrawn", by, state=State.WITHDRAWN)
        return known
    wanted: dict[str, Any] = {name: getattr(response, name) for name in ("unit_id", "owner_id", "owner_name", "due_on")}
    if known is None:
        made = FollowUp.objects.create(organisation_id=response.organisation_id, response=response, **wanted)
        log.record("follow_up.opened", made, by=by)
        return made
    if known.state == State.WITHDRAWN:
        wanted["state"] = State.BEGUN if known.begun_at else State.OPEN
    if any(getattr(known, name) != value for name, value in wanted.items()):
        _change(known, "follow_up.changed", by, **wanted)
    return known


@transaction.atomic
def begin(follow_up: FollowUp, *, by: Membership, version: int) -> FollowUp:
    """Say that work has begun. Raises NotYourFollowUp, NotWaiting, AnsweredMeanwhile."""
    held = _waiting(follow_up, by, version)
    if held.state == State.OPEN:
        _change(held, "follow_up.begun", by, state=State.BEGUN, begun_at=clock.now())
    return held


@transaction.atomic
def move(follow_up: FollowUp, due_on: date | None, *, by: Membership, version: int) -> FollowUp:
    """Give it another day. Raises NeedsADueDay besides what `begin` raises."""
    held = _waiting(follow_up, by, version)
    if due_on is None or due_on < held.organisation.today():
        raise refusals.NeedsADueDay
    if due_on != held.due_on:
        _change(held, "follow_up.moved", by, due_on=due_on)
    return held


@transaction.atomic
def hand_on(follow_up: FollowUp, owner_name: str, *, by: Membership, version: int) -> FollowUp:
    """Let somebody else answer for it. Raises what `begin` raises."""
    held = _waiting(follow_up, by, version)
    owner, name = owners.find(held.organisation, owner_name)
    if (owner, name) != (held.owner, held.owner_name):
        _change(held, "follow_up.handed_on", by, owner_id=owner.pk if owner else None, owner_name=name)
    return held


@transaction.atomic
def write(follow_up: FollowUp, text: str, effect: str, *, by: Membership, version: int) -> FollowUp:
    """Write how it went, and finish it; written already, the words are changed and the first ones kept.

    Raises NotYourFollowUp, NotWaiting (withdrawn), AnsweredMeanwhile, NeedsWords, NeedsAnEffect.
    """
    held = _hold(follow_up, by, version)
    if held.state == State.WITHDRAWN:
        raise refusals.NotWaiting
    text = nfc(text).strip()[:RESULT]
    if len(text) < 3:
        raise refusals.NeedsWords
    if effect not in FollowUp.Effect.values:
        raise refusals.NeedsAnEffect
    if (text, effect, held.state) == (held.result, held.effect, State.DONE):
        return held
    fields: dict[str, Any] = {"result": text, "effect": effect, "state": State.DONE}
    if held.result_at is None:
        fields |= {"result_at": clock.now(), "result_by_id": by.pk}
    _change(held, "follow_up.finished", by, **fields)
    return held


@transaction.atomic
def take_back(follow_up: FollowUp, *, by: Membership, version: int) -> FollowUp:
    """Undo the last change, when `version` is still the one it made. Raises NotYourFollowUp, AnsweredMeanwhile."""
    held = _hold(follow_up, by, version)
    last = held.revisions.order_by("-version").first()
    if last is None:
        raise refusals.NotWaiting
    _change(held, "follow_up.taken_back", by, **_read(last.fields))
    return held


def _waiting(follow_up: FollowUp, by: Membership, version: int) -> FollowUp:
    held = _hold(follow_up, by, version)
    if not held.is_waiting:
        raise refusals.NotWaiting
    return held


def _hold(follow_up: FollowUp, by: Membership, version: int) -> FollowUp:
    """The row as it stands, held until the transaction ends."""
    if not rights.may_follow(by, follow_up):
        raise refusals.NotYourFollowUp
    rows = FollowUp.objects.for_member(by).select_for_update(of=("self",)).select_related("organisation")
    held = rows.get(pk=follow_up.pk)
    if held.version != version:
        raise refusals.AnsweredMeanwhile
    return held


def _change(held: FollowUp, verb: str, by: Membership, **fields: Any) -> None:
    before = {name: getattr(held, name) for name in KEPT}
    written = {name: value.isoformat() if isinstance(value, date) else value for name, value in before.items()}
    FollowUpRevision.objects.create(
        organisation_id=held.organisation_id, follow_up=held, version=held.version, fields=written, by=by
    )
    for name, value in fields.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    changed = [name.removesuffix("_id") for name, value in fields.items() if before[name] != value]
    log.record(verb, held, by=by, changed=changed, details={"version": held.version})


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    """A revision's fields as the row holds them."""
    moments = {name: datetime.fromisoformat(fields[name]) for name in ("begun_at", "result_at") if fields[name]}
    return fields | moments | {"due_on": date.fromisoformat(fields["due_on"])}
