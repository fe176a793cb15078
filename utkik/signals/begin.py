"""Beginning a signal: from an item of the stream, or from nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from utkik.people import log
from utkik.people.models import Membership, Organisation
from utkik.signals import evidence, publish, write
from utkik.signals import fields as texts
from utkik.signals.models import Evidence, Revision, Signal
from utkik.signals.talk import open as open_conversation
from utkik.stream import triage, undo
from utkik.stream.models import Entry


def from_entry(entry: Entry, *, by: Membership) -> tuple[Signal, bool]:
    """A draft with the item as its evidence; the entry is kept. Returns the signal and whether it is new: an item that
    has one already opens it instead."""
    with transaction.atomic():
        Entry.objects.for_organisation(entry.organisation_id).select_for_update().get(pk=entry.pk)
        standing = of_entry(entry)
        if standing:
            return standing, False
        signal = _draft(by)
        evidence.add_entry(signal, entry, by=by)
        triage.keep(entry, by=by)
    return signal, True


@transaction.atomic
def blank(*, by: Membership, fields: Mapping[str, Any] | None = None) -> Signal:
    """An empty draft, or one with the fields that were written already."""
    signal = _draft(by)
    if fields:
        write.save(signal, fields, by=by, version=signal.version)
    return signal


@transaction.atomic
def give_up(signal: Signal, *, by: Membership) -> bool:
    """Close a draft that its author began and left empty: it is as if they never had, the entry's keeping included."""
    signal.refresh_from_db()
    untouched = signal.is_draft and signal.author_id == by.pk and texts.is_blank(texts.snapshot(signal))
    if not untouched or not publish.remove(signal, by=by):
        return False
    keeping = undo.undoable(by).filter(act="keep", at__gte=signal.created_at, changes__entry__evidence__signal=signal)
    for decision in keeping.distinct():
        undo.undo(decision, by=by)
    return True


def of_entry(entry: Entry) -> Signal | None:
    """The signal that has the entry as evidence, the published one first."""
    pieces = Evidence.objects.for_organisation(entry.organisation_id).standing().filter(entry=entry)
    standing = Signal.objects.for_organisation(entry.organisation_id).filter(
        removed_at=None, pk__in=pieces.values("signal")
    )
    return standing.order_by(F("published_at").desc(nulls_last=True), "number").first()


def next_number(organisation: int) -> int:
    """A number that no signal of the organisation has or had: counted up in the organisation's own row."""
    rows = Organisation.objects.filter(pk=organisation)
    rows.update(next_signal_number=F("next_signal_number") + 1)
    return rows.values_list("next_signal_number", flat=True).get() - 1


def _draft(by: Membership) -> Signal:
    organisation = by.organisation
    number = next_number(organisation.pk)
    conversation = open_conversation(organisation, title=f"{number}", path=f"/o/{organisation.slug}/signals/{number}")
    signal = Signal.objects.create(
        organisation=organisation,
        number=number,
        language=organisation.language,
        author=by,
        conversation=conversation,
        search_terms="",
    )
    Revision.objects.create(
        organisation=organisation, signal=signal, version=signal.version, fields=texts.snapshot(signal), by=by
    )
    log.record("signal.begun", signal, by=by, details={"number": number})
    return signal
