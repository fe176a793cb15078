"""Making the plan: a month from the last, a year from the usual one, and single dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from utkik import clock
from utkik.insight.calendar_rules import (
    all_moved,
    before_weekend,
    first_of,
    last_weekday,
    months_on,
    moved,
    nth_weekday,
)
from utkik.insight.holidays import after_holidays
from utkik.insight.models import PlanDate
from utkik.people import log
from utkik.people.models import Membership, Organisation
from utkik.text.normal import one_line

Scope, Sort = PlanDate.Scope, PlanDate.Sort
LATE_IN_THE_YEAR = 11
PLANNED = 4  # a year with fewer dates has single ones, no plan
TUESDAY, THURSDAY, FRIDAY = 1, 3, 4


class ChangedMeanwhile(Exception):
    """A colleague changed the date since the page was opened."""

    code = "changed_meanwhile"


def next_period(organisation: Organisation) -> date:
    """The month whose plan is made next: this one, or the one after the last that has a plan."""
    this = first_of(organisation.today())
    newest = _months(organisation).order_by("-period").values_list("period", flat=True).first()
    return this if newest is None or newest < this else months_on(newest, 1)


def make_month(organisation: Organisation, *, by: Membership) -> list[PlanDate]:
    """The next month's plan from the last one's dates and people, else the usual month. Empty where a colleague was
    first, or it lies more than two months ahead."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        to = next_period(organisation)
        if to > months_on(organisation.today(), 2):
            return []
        last = _months(organisation).filter(period__lt=to).order_by("-period").first()
        rows = _like(last.period, to, organisation) if last else usual_month(organisation, to)
        return _make(rows, Scope.MONTH, to, by=by)


def _months(organisation: Organisation):
    return PlanDate.objects.for_organisation(organisation).filter(scope=Scope.MONTH, removed_at=None)


def _like(period: date, to: date, organisation: Organisation) -> list[PlanDate]:
    rows = list(_months(organisation).filter(period=period).select_related("owner", "deputy"))
    then = all_moved((row.on for row in rows), period, to)
    return [_copy(row, then[row.on]) for row in rows]


def _copy(row: PlanDate, on: date) -> PlanDate:
    """The same thing on another day; who has left the group is left out."""
    owner, deputy = (one if one and one.in_group else None for one in (row.owner, row.deputy))
    return PlanDate(on=on, sort=row.sort, name=row.name, who=row.who, owner=owner, deputy=deputy)


def usual_month(organisation: Organisation, month: date) -> list[PlanDate]:
    """A month as most can hold it: two passes, a round of a week, the report, and the management team's meeting."""
    return [
        PlanDate(on=nth_weekday(month, THURSDAY, 1), sort=Sort.PASS, who=_("The group")),
        PlanDate(on=nth_weekday(month, THURSDAY, 3), sort=Sort.OPENS),
        PlanDate(on=nth_weekday(month, THURSDAY, 3) + timedelta(days=7), sort=Sort.CLOSES, who=_("All who judge")),
        PlanDate(on=last_weekday(month, FRIDAY), sort=Sort.REPORT),
        PlanDate(on=nth_weekday(months_on(month, 1), TUESDAY, 1), sort=Sort.ANSWERS, who=_("The management team")),
    ]


def make_year(organisation: Organisation, year: int, *, by: Membership) -> list[PlanDate]:
    """What lies ahead of a year and is not in its plan yet: from the last year's dates, else the usual ones."""
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        return _make(_missing(organisation, year), Scope.YEAR, date(year, 1, 1), by=by)


def next_year(organisation: Organisation) -> int:
    """The year whose dates are made next: this one, or from November on the one after; 0 where nothing is missing."""
    today = organisation.today()
    year = today.year + (today.month >= LATE_IN_THE_YEAR)
    return year if _missing(organisation, year) else 0


def _missing(organisation: Organisation, year: int) -> list[PlanDate]:
    """What a whole year has and this one has not, from today on.

    A date noted by hand stands for its sort, and one taken out by hand is not put back; what was made and undone at
    once (its version is still the first) is no more than never made.
    """
    years = PlanDate.objects.for_organisation(organisation).filter(scope=Scope.YEAR)
    known = years.filter(Q(removed_at=None) | Q(version__gt=1), period=date(year, 1, 1))
    told = Counter(_part(row) for row in known)
    missing = []
    for row in _whole_year(years.filter(removed_at=None), year):
        if told[_part(row)]:
            told[_part(row)] -= 1
        elif row.on >= organisation.today():
            missing.append(row)
    return missing


def _part(row: PlanDate) -> str:
    """The part that a date plays in its year: its sort, or its own name where that says nothing."""
    return row.name.casefold() if row.sort == Sort.OTHER else row.sort


def _whole_year(years: QuerySet[PlanDate], year: int) -> list[PlanDate]:
    """The last year's dates in this one, and the usual ones beside them where those were too few for a plan."""
    before = years.filter(period=date(year - 1, 1, 1)).select_related("owner", "deputy").order_by("on", "pk")
    rows = [_copy(row, moved(row.on, first_of(row.on), months_on(row.on, 12))) for row in before]
    if len(rows) >= PLANNED:
        return rows
    return rows + [row for row in usual_year(year) if row.sort not in {one.sort for one in rows}]


def usual_year(year: int) -> list[PlanDate]:
    """The year of a municipality whose council decides the budget in November."""
    told: tuple[tuple[int, int, str], ...] = (
        (2, 1, Sort.THEME),
        (5, 3, Sort.THEME_DAY),
        (9, 1, Sort.CALL_OUT),
        (10, 2, Sort.FORUM),
        (10, 3, Sort.CALL_BACK),
        (11, 2, Sort.DRAFT),
        (12, 2, Sort.EDITION),
        (12, 3, Sort.ANALYSIS),
    )
    return [PlanDate(on=nth_weekday(date(year, month, 1), TUESDAY, n), sort=sort) for month, n, sort in told]


def make_start(organisation: Organisation, *, by: Membership) -> list[PlanDate]:
    """The first three months of a municipality that begins. Empty where that plan was made before."""
    today = organisation.today()
    steps = (
        (3, _("Every area has an owner and a deputy")),
        (7, _("Twenty sources, and something from each of the three levels")),
        (14, _("The first pass together: everything that waits is decided")),
        (21, _("The first ten signals are published")),
        (28, _("The first round is decided")),
        (35, _("The first monthly report is out")),
        (42, _("The management team has answered it")),
        (60, _("The second report tells how the first one went")),
        (75, _("The framework of trends is taken in")),
        (90, _("What have we learnt in three months: source by source, area by area")),
    )
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if PlanDate.objects.for_organisation(organisation).filter(scope=Scope.START).exists():
            return []
        rows = [
            PlanDate(on=after_holidays(before_weekend(today + timedelta(days=days))), name=name) for days, name in steps
        ]
        return _make(rows, Scope.START, first_of(today), by=by)


def _make(rows: Iterable[PlanDate], scope: str, period: date, *, by: Membership) -> list[PlanDate]:
    made = []
    for row in rows:
        row.organisation_id, row.scope, row.period = by.organisation_id, scope, period
        row.save()
        made.append(row)
    if made:
        details = {"scope": str(scope), "dates": [row.pk for row in made]}
        log.record("plan.made", made[0], by=by, details=details)
    return made


def unmake(rows: Iterable[int], *, by: Membership) -> int:
    """Take away dates that were made together and that nobody has touched since. Returns how many."""
    with transaction.atomic():
        mine = PlanDate.objects.for_member(by).filter(pk__in=list(rows), version=1, removed_at=None, done_at=None)
        gone = list(mine)
        mine.update(removed_at=clock.now())
        for row in gone:
            log.record("plan.removed", row, by=by)
    return len(gone)


def add(organisation: Organisation, fields: dict[str, Any], *, by: Membership) -> PlanDate:
    """A single date of the year, or of a month."""
    on = fields["on"]
    scope = fields.get("scope") or Scope.YEAR
    period = first_of(on) if scope == Scope.MONTH else date(on.year, 1, 1)
    with transaction.atomic():
        row = PlanDate.objects.create(organisation=organisation, scope=scope, period=period, **_tidy(fields))
        log.record("plan.added", row, by=by)
    return row


def change(row: PlanDate, fields: dict[str, Any], *, by: Membership, version: int) -> bool:
    """Move or rename a date. False when nothing differs. Raises ChangedMeanwhile."""
    told = _tidy(fields)
    with transaction.atomic():
        held = PlanDate.objects.for_member(by).select_for_update(of=("self",)).get(pk=row.pk)
        changed = [name for name, value in told.items() if getattr(held, name) != value]
        if held.version != version and changed:
            raise ChangedMeanwhile
        if not changed:
            return False
        for name in changed:
            setattr(held, name, told[name])
        held.version, held.changed_at = held.version + 1, clock.now()
        held.save(update_fields=[*changed, "version", "changed_at"])
        log.record("plan.changed", held, by=by, changed=changed)
    return True


def _tidy(fields: dict[str, Any]) -> dict[str, Any]:
    told = {name: fields[name] for name in ("on", "sort", "owner", "deputy") if name in fields}
    return told | {name: one_line(fields.get(name, ""))[:120] for name in ("name", "who")}


def set_done(row: PlanDate, done: bool, *, by: Membership) -> bool:
    """Say that it is done, or that it is not. False when it was said already."""
    with transaction.atomic():
        rows = PlanDate.objects.for_member(by).filter(pk=row.pk, done_at__isnull=done)
        moment = clock.now() if done else None
        told = {"done_at": moment, "done_by": by if done else None, "version": F("version") + 1}
        if not rows.update(changed_at=clock.now(), **told):
            return False
        log.record("plan.done" if done else "plan.not_done", row, by=by)
    return True


def set_removed(row: PlanDate, removed: bool, *, by: Membership) -> bool:
    """Take a date out of the plan, or back into it."""
    with transaction.atomic():
        rows = PlanDate.objects.for_member(by).filter(pk=row.pk, removed_at__isnull=removed)
        moment = clock.now() if removed else None
        if not rows.update(removed_at=moment, changed_at=clock.now(), version=F("version") + 1):
            return False
        log.record("plan.removed" if removed else "plan.brought_back", row, by=by)
    return True
