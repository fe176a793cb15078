"""What a rule would have done with the articles of the last thirty days: the same judgement as when they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from utkik import clock
from utkik.people.models import Membership
from utkik.stream.models import Entry
from utkik.stream.rule_models import Rule
from utkik.stream.rules.matching import matcher
from utkik.stream.rules.running import concerns

DAYS = timedelta(days=30)
_FIELDS = ("pk", "source", "source__area", "sighting__title", "sighting__summary_text")


@dataclass(frozen=True, slots=True)
class Trial:
    """`seen` articles came; `hit` fit, the newest first; `waiting` of them the rule would still change today."""

    seen: int
    hit: list[int]
    waiting: list[int]


def trial(rule: Rule, member: Membership) -> Trial:
    """Try a rule, stored or not. Raises BadWords, BadPattern."""
    matches, seen, hit = matcher(rule), 0, []
    came = Entry.objects.for_member(member).filter(received_at__gte=clock.now() - DAYS, source__is_tips=False)
    for key, source, area, title, text in came.newest_first().values_list(*_FIELDS).iterator():
        seen += 1
        if concerns(rule, source, area) and matches(title, text):
            hit.append(key)
    return Trial(seen, hit, still_open(rule, member, hit))


def still_open(rule: Rule, member: Membership, keys: list[int]) -> list[int]:
    """Those of the entries that the rule would change now: what somebody decided, or was given, is left alone."""
    entries = Entry.objects.for_member(member).filter(pk__in=keys)
    if rule.action == Rule.Action.MARK:
        return list(entries.exclude(rule_hits__rule__mark=rule.mark).values_list("pk", flat=True))
    entries = entries.filter(state=Entry.State.NEW, receiver=None)
    if rule.action == Rule.Action.AREA:
        entries = entries.exclude(area=rule.to_area_id) | entries.filter(area=None)
    return list(entries.values_list("pk", flat=True))
