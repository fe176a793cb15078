"""Rules are made, applied to what waits, ended and started again."""

from __future__ import annotations

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.stream import triage, undo
from utkik.stream.models import Decision, Entry
from utkik.stream.rule_models import Rule, RuleHit
from utkik.stream.rules.trial import still_open, trial


@transaction.atomic
def make(rule: Rule, *, by: Membership, with_waiting: bool = False) -> int:
    """Record a rule; with what waits, it acts on that at once. Returns how many articles it changed.

    Raises BadWords, BadPattern.
    """
    found = trial(rule, by)
    rule.organisation, rule.by, rule.made_at = by.organisation, by, clock.now()
    rule.save()
    log.record("rule.made", rule, by=by)
    return _apply(rule, found.waiting, by) if with_waiting and found.waiting else 0


@transaction.atomic
def end(rule: Rule, *, by: Membership) -> bool:
    """From now on the rule does nothing; what it did stays. False where a colleague was first."""
    if not _of(rule).filter(ended_at=None).update(ended_at=clock.now()):
        return False
    log.record("rule.ended", rule, by=by)
    return True


@transaction.atomic
def start_again(rule: Rule, *, by: Membership) -> bool:
    """Let an ended rule act again on what comes. False where it does, or after 30 days."""
    if not Rule.objects.for_organisation(by.organisation).ended_lately().order_by().filter(pk=rule.pk).exists():
        return False
    _of(rule).update(ended_at=None)
    log.record("rule.started_again", rule, by=by)
    return True


@transaction.atomic
def take_back(rule: Rule, *, by: Membership) -> int:
    """End a rule and put back what it changed as it was made. Returns how many articles that were."""
    end(rule, by=by)
    decisions = RuleHit.objects.for_member(by).filter(rule=rule, decision__member=by).values("decision")
    restored = 0
    for decision in Decision.objects.for_member(by).filter(pk__in=decisions, undone_at=None):
        restored += len(undo.undo(decision, by=by).restored)
        RuleHit.objects.for_member(by).filter(decision=decision).delete()
    RuleHit.objects.for_member(by).filter(rule=rule, rule__action=Rule.Action.MARK, at=rule.made_at).delete()
    return restored


def _apply(rule: Rule, keys: list[int], by: Membership) -> int:
    entries = triage.locked(by, keys)
    open_to_it = set(still_open(rule, by, [entry.pk for entry in entries]))
    entries = [entry for entry in entries if entry.pk in open_to_it]
    decision = None
    if entries and rule.action == Rule.Action.DISMISS:
        decision = triage.record("rule", entries, {"state": Entry.State.DISMISSED, "due_on": None}, by=by)
    elif entries and rule.action == Rule.Action.AREA:
        decision = triage.record("rule", entries, {"area_id": rule.to_area_id}, by=by)
    RuleHit.objects.bulk_create(
        RuleHit(organisation_id=rule.organisation_id, rule=rule, entry=entry, decision=decision, at=rule.made_at)
        for entry in entries
    )
    return len(entries)


def _of(rule: Rule):
    return Rule.objects.for_organisation(rule.organisation_id).filter(pk=rule.pk)
