"""Linking signals to trends, with a direction; each link can be undone."""

from __future__ import annotations

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.signals import write
from utkik.signals.models import Signal
from utkik.text.normal import one_line
from utkik.trends import suggest
from utkik.trends.models import Evidence, PassedOver, Trend

Direction = Evidence.Direction


def link(
    trend: Trend, signal: Signal, direction: str = Direction.SUPPORTS, *, by: Membership, line: str = ""
) -> Evidence:
    """The signal stands behind the trend from now on; linked already, its direction and line are changed.

    Raises ValueError for another organisation's signal, a trend that is followed no more, or no such direction.
    """
    with transaction.atomic():
        before = links_of(signal)
        made = put(trend, signal, direction, by=by, line=line)
        _renew(signal, before, by)
    return made


def put(trend: Trend, signal: Signal, direction: str, *, by: Membership, line: str | None = None) -> Evidence:
    """As `link`, within the act that saves the signal itself."""
    if trend.organisation_id != signal.organisation_id or not trend.stands:
        raise ValueError("trend")
    direction = Direction(direction)
    standing = _between(trend, signal).select_for_update().first()
    kept = one_line(line)[:280] if line is not None else standing.line if standing else ""
    if standing and (standing.direction, standing.line) == (direction, kept):
        return standing
    if standing:
        standing.direction, standing.line = direction, kept
        standing.save(update_fields=["direction", "line"])
        made = standing
    else:
        made = Evidence.objects.create(
            organisation_id=trend.organisation_id, trend=trend, signal=signal, direction=direction, line=kept, by=by
        )
    PassedOver.objects.for_organisation(trend.organisation_id).filter(trend=trend, signal=signal).delete()
    log.record("trend.linked", trend, by=by, details={"signal": signal.number, "direction": str(direction)})
    return made


def unlink(evidence: Evidence, *, by: Membership) -> bool:
    """The signal no longer stands behind the trend. False when it did not."""
    with transaction.atomic():
        before = links_of(evidence.signal)
        done = take(evidence, by=by)
        if done:
            _renew(evidence.signal, before, by)
    return done


def take(evidence: Evidence, *, by: Membership) -> bool:
    """As `unlink`, within the act that saves the signal itself."""
    rows = Evidence.objects.for_organisation(evidence.organisation_id).filter(pk=evidence.pk, removed_at=None)
    if not rows.update(removed_at=clock.now(), removed_by=by):
        return False
    log.record("trend.unlinked", evidence.trend, by=by, details={"signal": evidence.signal.number})
    return True


@transaction.atomic
def relink(evidence: Evidence, *, by: Membership) -> bool:
    """Undo unlinking. False when a link stands already."""
    if _between(evidence.trend, evidence.signal).exists():
        return False
    before = links_of(evidence.signal)
    rows = Evidence.objects.for_organisation(evidence.organisation_id).filter(pk=evidence.pk)
    if not rows.exclude(removed_at=None).update(removed_at=None, removed_by=None):
        return False
    log.record("trend.linked", evidence.trend, by=by, details={"signal": evidence.signal.number})
    _renew(evidence.signal, before, by)
    return True


@transaction.atomic
def pass_over(trend: Trend, signal: Signal, *, by: Membership) -> bool:
    """The signal has nothing to do with the trend: it is not suggested again. False when that was said before."""
    _row, new = PassedOver.objects.get_or_create(
        organisation_id=trend.organisation_id, trend=trend, signal=signal, defaults={"by": by}
    )
    if new:
        log.record("trend.passed_over", trend, by=by, details={"signal": signal.number})
    return new


@transaction.atomic
def reconsider(trend: Trend, signal: Signal, *, by: Membership) -> bool:
    """Undo passing over."""
    rows = PassedOver.objects.for_organisation(trend.organisation_id).filter(trend=trend, signal=signal)
    if not rows.delete()[0]:
        return False
    log.record("trend.reconsidered", trend, by=by, details={"signal": signal.number})
    return True


def suggested(thing: Signal | Trend) -> list[suggest.Suggestion]:
    """What may be linked to a signal or a trend, with the reasons; offered, never applied."""
    return suggest.for_signal(thing) if isinstance(thing, Signal) else suggest.for_trend(thing)


def of_signal(signal: Signal) -> list[Evidence]:
    """The links of a signal that stand, in the order they were made; also while it is a draft."""
    rows = Evidence.objects.for_organisation(signal.organisation_id).filter(signal=signal, removed_at=None)
    return list(rows.select_related("trend", "trend__organisation").order_by("pk"))


def links_of(signal: Signal) -> list[tuple[int, str]]:
    """Trend and direction of each link of a signal."""
    return [(row.trend_id, row.direction) for row in of_signal(signal)]


def _between(trend: Trend, signal: Signal):
    rows = Evidence.objects.for_organisation(trend.organisation_id)
    return rows.filter(trend=trend, signal=signal, removed_at=None)


def _renew(signal: Signal, before: list[tuple[int, str]], by: Membership) -> None:
    """What the signal's form shows has changed elsewhere: whoever has it open shall notice."""
    if before != links_of(signal):
        write.renew(signal, by=by)
