"""Articles are let go: only by the rule that an analyst has recorded, only what was set aside and nothing refers to."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from utkik import clock
from utkik.collect import purging
from utkik.people import log
from utkik.people.models import Membership, Organisation
from utkik.stream.models import Arrival, Change, Entry, Shown
from utkik.stream.purge_models import Purged, PurgeRule
from utkik.stream.rule_models import RuleHit

MONTHS = (6, 12, 24, 36)
GRACE = timedelta(days=1)
BATCH = 200
# What the stream itself remembers of an article, and lets go with it.
OWN = (Arrival, Change, Shown, RuleHit)


def record(organisation: Organisation, months: int, reason: str, *, by: Membership) -> PurgeRule | None:
    """Record the decision; it acts from the next day on. None where one is in force."""
    try:
        with transaction.atomic():
            made = PurgeRule.objects.create(organisation=organisation, months=months, reason=reason, by=by)
            log.record("purge.decided", made, by=by, details={"months": months})
    except IntegrityError:
        return None
    return made


@transaction.atomic
def end(rule: PurgeRule, *, by: Membership) -> bool:
    """From now on nothing more is let go. False where a colleague was first."""
    rows = PurgeRule.objects.for_organisation(rule.organisation_id).in_force().filter(pk=rule.pk)
    if not rows.update(ended_at=clock.now(), ended_by=by):
        return False
    log.record("purge.ended", rule, by=by)
    return True


def concerned(organisation: Organisation, months: int) -> QuerySet[Entry]:
    """What a rule of so many months would let go today."""
    before = clock.now() - timedelta(days=round(months * 30.44))
    aside = Entry.objects.for_organisation(organisation).filter(state=Entry.State.DISMISSED, handled_at__lt=before)
    return purging.unreferred(aside.filter(source__is_tips=False), but=OWN)


def run() -> int:
    """Let go of what the recorded rules concern. Returns how many articles went."""
    rules = PurgeRule.objects.in_force().filter(at__lte=clock.now() - GRACE).select_related("organisation")
    return sum(_of_rule(rule) for rule in rules)


def without_purged(organisation: int, came: list) -> list:
    """What came by sources (source, item → sighting), but for what the organisation let go."""
    items = {item for _source, told in came for item in told}
    gone = set(Purged.objects.for_organisation(organisation).filter(item__among=items).values_list("item", flat=True))
    if not gone:
        return came
    return [(source, {item: one for item, one in told.items() if item not in gone}) for source, told in came]


def _of_rule(rule: PurgeRule) -> int:
    number = 0
    while went := _batch(rule):
        number += went
    if number:
        log.record("purge.done", rule, by=None, details={"articles": number})
    return number


@transaction.atomic
def _batch(rule: PurgeRule) -> int:
    """Some of them, in one transaction."""
    if not PurgeRule.objects.in_force().select_for_update().filter(pk=rule.pk).exists():
        return 0
    rows = concerned(rule.organisation, rule.months).select_for_update(of=("self",)).order_by("pk")
    found = list(rows.values_list("pk", "item")[:BATCH])
    items = [item for _entry, item in found]
    Purged.objects.bulk_create(
        [Purged(organisation_id=rule.organisation_id, rule=rule, item_id=item) for item in items], ignore_conflicts=True
    )
    Entry.objects.for_organisation(rule.organisation_id).filter(pk__in=[entry for entry, _item in found]).delete()
    purging.forget_own(rule.organisation, items)
    purging.forget(items, but=[Purged])
    return len(found)
