"""Rules on what comes: each new entry is judged once, in the transaction that made it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from utkik import clock
from utkik.collect.models import Sighting, Source
from utkik.stream.errors import BadPattern, BadWords
from utkik.stream.models import Entry
from utkik.stream.rule_models import Rule, RuleHit
from utkik.stream.rules.matching import Matches, matcher

New = Mapping[int, tuple[Source, Sighting]]


def act(organisation: int, new: New) -> None:
    """Let the organisation's rules act. `new`: entry that was made just now → by which source, and what it said."""
    rules = _ready(Rule.objects.for_organisation(organisation).in_force()) if new else []
    if not rules:
        return
    hits = {entry: found for entry, (source, told) in new.items() if (found := _met(rules, source, told))}
    if not hits:
        return
    moment, entries = clock.now(), Entry.objects.for_organisation(organisation)
    for area, keys in _areas(hits).items():
        entries.filter(pk__in=keys).update(area=area)
    aside = [key for key, found in hits.items() if any(rule.action == Rule.Action.DISMISS for rule in found)]
    entries.filter(pk__in=aside).update(state=Entry.State.DISMISSED, handled_at=moment)
    RuleHit.objects.bulk_create(
        RuleHit(organisation_id=organisation, rule=rule, entry_id=key, at=moment)
        for key, found in hits.items()
        for rule in found
    )


def concerns(rule: Rule, source: int, area: int | None) -> bool:
    """Whether a rule is about what comes by a source of this area."""
    if rule.of_source_id:
        return rule.of_source_id == source
    return rule.of_area_id is None or rule.of_area_id == area


def _met(rules: list[tuple[Rule, Matches]], source: Source, told: Sighting) -> list[Rule]:
    if source.is_tips:
        return []
    return [
        rule
        for rule, matches in rules
        if concerns(rule, source.pk, source.area_id) and matches(told.title, told.summary_text)
    ]


def _areas(hits: dict[int, list[Rule]]) -> dict[int, list[int]]:
    """Area → the entries that get it; where two rules give one, the older rule's."""
    found: dict[int, list[int]] = defaultdict(list)
    for key, rules in hits.items():
        given = next((rule.to_area_id for rule in rules if rule.action == Rule.Action.AREA), None)
        if given:
            found[given].append(key)
    return found


def _ready(rules: Iterable[Rule]) -> list[tuple[Rule, Matches]]:
    """Rules with their matchers; one that cannot be read acts on nothing."""
    made = []
    for rule in rules:
        try:
            made.append((rule, matcher(rule)))
        except (BadWords, BadPattern):
            continue
    return made
