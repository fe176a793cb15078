"""Publishing a signal, taking it back, and setting it up again."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.signals import fields as texts
from utkik.signals import write
from utkik.signals.errors import Conflict, NotReady, WrongState
from utkik.signals.models import Revision, Signal
from utkik.signals.needs import missing

DRAFT, PUBLISHED, WITHDRAWN = Signal.State.DRAFT, Signal.State.PUBLISHED, Signal.State.WITHDRAWN


def publish(signal: Signal, *, by: Membership, version: int) -> Signal:
    """A draft becomes a signal that every member reads.

    Raises NotReady with what is missing, Conflict when the draft had moved on from `version`, WrongState when it is
    no draft any longer.
    """
    with transaction.atomic():
        signal.refresh_from_db()
        if not signal.is_draft or signal.removed_at:
            raise WrongState
        lacks = missing(texts.snapshot(signal), signal.organisation.matter_name)
        if lacks:
            raise NotReady(lacks)
        if _turn(signal, DRAFT, PUBLISHED, by=by, version=version, published_at=clock.now()):
            return signal
        mine = texts.snapshot(signal)
        aside = write.keep_aside(signal, mine, by=by, version=version)
    raise Conflict(signal, mine, aside)


def withdraw(signal: Signal, *, by: Membership) -> bool:
    """What was published is taken back; it stays to be read, marked as withdrawn. False when somebody was first."""
    return _act(signal, PUBLISHED, WITHDRAWN, by=by, withdrawn_at=clock.now())


def restore(signal: Signal, *, by: Membership) -> bool:
    """A withdrawn signal stands again, with the day it was first published. False when somebody was first."""
    return _act(signal, WITHDRAWN, PUBLISHED, by=by, withdrawn_at=None)


def remove(signal: Signal, *, by: Membership) -> bool:
    """A draft is laid away; it can be had back for thirty days. False when it is no draft (any longer)."""
    return _act(signal, DRAFT, DRAFT, by=by, verb="removed", removed_at=clock.now())


def bring_back(signal: Signal, *, by: Membership) -> bool:
    """A removed draft is there again."""
    with transaction.atomic():
        rows = Signal.objects.for_organisation(signal.organisation_id).filter(pk=signal.pk, state=DRAFT)
        if not rows.exclude(removed_at=None).update(removed_at=None):
            return False
        signal.refresh_from_db()
        log.record("signal.brought_back", signal, by=by)
    return True


def _act(signal: Signal, old: str, new: str, *, by: Membership, verb: str = "", **values: Any) -> bool:
    with transaction.atomic():
        signal.refresh_from_db()
        if signal.removed_at or signal.state != old:
            return False
        return _turn(signal, old, new, by=by, version=signal.version, verb=verb, **values)


def _turn(signal: Signal, old: str, new: str, *, by: Membership, version: int, verb: str = "", **values: Any) -> bool:
    rows = Signal.objects.for_organisation(signal.organisation_id).filter(pk=signal.pk, state=old, version=version)
    if not rows.update(state=new, version=F("version") + 1, changed_at=clock.now(), **values):
        return False
    signal.refresh_from_db()
    Revision.objects.create(
        organisation_id=signal.organisation_id,
        signal=signal,
        version=signal.version,
        fields=texts.snapshot(signal),
        by=by,
    )
    log.record(f"signal.{verb or _verb(old, new)}", signal, by=by, details={"version": signal.version})
    return True


def _verb(old: str, new: str) -> str:
    return "restored" if old == WITHDRAWN else str(new)
