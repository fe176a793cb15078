"""The bank of examples: a card from a signal in one act, its words, and the steps towards those who did it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from utkik import clock
from utkik.meetings import rows, wrong
from utkik.meetings.models import Example, ExampleStep
from utkik.people import log
from utkik.people.models import Membership
from utkik.signals.models import Signal

WORDS = ("title", "who", "how", "level", "place", "area", "address")
Sort = ExampleStep.Sort


@transaction.atomic
def begin(fields: dict[str, Any], *, by: Membership, signal: Signal | None = None, on: date | None = None) -> Example:
    """A card with the step “found”. Raises NotTheGroups, NeedsWords, HasOne."""
    rows.check(by)
    if not fields.get("title"):
        raise wrong.NeedsWords
    if signal is not None and Example.objects.for_member(by).standing().filter(signal=signal).exists():
        raise wrong.HasOne
    example = Example.objects.create(organisation_id=by.organisation_id, made_by=by, signal=signal, **fields)
    log.record("example.made", example, by=by, details={"signal": signal.pk} if signal else {})
    found_on = on or by.organisation.today()
    rows.add(ExampleStep, "example.step_added", by=by, example=example, sort=Sort.FOUND, on=found_on)
    return example


def from_signal(signal: Signal, *, by: Membership) -> Example:
    """A published signal as an example: its words are taken over. Standing already, that one is given.

    Raises NotTheGroups, MeetingRefused (the signal is no published one of the organisation).
    """
    if signal.organisation_id != by.organisation_id or not signal.is_published:
        raise wrong.MeetingRefused
    there = Example.objects.for_member(by).standing().filter(signal=signal).first()
    if there is not None:
        return there
    taken = {
        "title": signal.headline[:100],
        "who": signal.who,
        "how": signal.how,
        "level": signal.level,
        "place": signal.place,
        "area": signal.area,
    }
    published = signal.published_at
    on = signal.organisation.local(published).date() if published else None
    try:
        with transaction.atomic():
            return begin(taken, by=by, signal=signal, on=on)
    except IntegrityError:  # a colleague pressed the same button
        return Example.objects.for_member(by).standing().get(signal=signal)


@transaction.atomic
def change(example: Example, fields: dict[str, Any], *, by: Membership, version: int) -> list[str]:
    """Other words; the names of what changed. Raises NotTheGroups, ChangedMeanwhile, NeedsWords."""
    rows.check(by, example)
    held = Example.objects.for_member(by).select_for_update().get(pk=example.pk)
    if held.version != version:
        raise wrong.ChangedMeanwhile
    if not fields.get("title", held.title):
        raise wrong.NeedsWords
    changed = [name for name in WORDS if name in fields and getattr(held, name) != fields[name]]
    if changed:
        for name in changed:
            setattr(held, name, fields[name])
        held.version += 1
        held.changed_at = clock.now()
        held.save()
        log.record("example.changed", held, by=by, changed=changed)
    return changed


def take_step(example: Example, fields: dict[str, Any], *, by: Membership) -> ExampleStep:
    """One step nearer (or one more of the same kind). Raises NotTheGroups."""
    rows.check(by, example)
    return rows.add(ExampleStep, "example.step_added", by=by, example=example, **fields)


def furthest(steps: list[ExampleStep]) -> ExampleStep | None:
    """How far it has come: the step nearest to us, of equal ones the latest."""
    return max(steps, key=lambda step: (step.place, step.on, step.pk), default=None)
