"""Is the work regular? Facts about areas, levels and horizons, worst first; no row is a person.

A pass is a day on which somebody decided in the area's stream.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik import clock
from utkik.insight import draw
from utkik.people.models import Area, Horizon, Level, Membership, Organisation
from utkik.signals.models import Signal
from utkik.stream.models import Change, Decision, Entry
from utkik.web import dates
from utkik.web.spelled import spelled
from utkik.web.templatetags.utkik import LEVELS

WEEKS, OWN_WEEKS, MONTHS = 26, 12, 12
LONG_WITHOUT = 3  # weeks without a pass, months without a signal: from here on a gap
OLD = 14  # days
SUMMER = range(29, 32)  # weeks that nobody is asked to have worked in


@dataclass(frozen=True)
class AreaRow:
    """An area's half-year: its weeks, what waits, and whether it hangs on one person."""

    area: Area
    weeks: tuple[bool, ...]
    counted: tuple[bool, ...]
    waiting: int
    oldest: int
    hands: int

    @property
    def passes(self) -> int:
        return sum(done and counts for done, counts in zip(self.weeks, self.counted, strict=True))

    @property
    def possible(self) -> int:
        return sum(self.counted)

    @property
    def without(self) -> int:
        """Counted weeks since the last pass, the running one not among them."""
        since = 0
        for done, counts in list(zip(self.weeks, self.counted, strict=True))[-2::-1]:
            if done:
                break
            since += counts
        return 0 if self.weeks[-1] else since

    @property
    def is_silent(self) -> bool:
        return self.without >= LONG_WITHOUT

    @property
    def is_old(self) -> bool:
        return self.oldest >= OLD

    @property
    def has_nobody(self) -> bool:
        return self.area.owner_id is None

    @property
    def hangs(self) -> bool:
        """On one person: no deputy, or all of the half-year's passes were one person's."""
        return not self.has_nobody and (self.area.deputy_id is None or (self.hands == 1 and self.passes > LONG_WITHOUT))

    @property
    def who(self) -> str:
        if self.has_nobody:
            return _("Nobody owns it")
        if self.area.deputy_id is None:
            return _("Hangs on one person")
        return _("All passes by one person") if self.hangs else _("Owner and deputy")

    @property
    def said(self) -> str:
        if self.is_silent:
            return ngettext("One week without a pass", "%(weeks)s weeks without a pass", self.without) % {
                "weeks": spelled(self.without, begins=True)
            }
        return _("%(passes)d of %(possible)d weeks") % {"passes": self.passes, "possible": self.possible}

    @property
    def figure(self) -> Any:
        label = f"{self.area.name}: {self.said}"
        gap = self.without + 1 if self.is_silent else 0
        return draw.weeks(self.weeks, min(gap, len(self.weeks)), label=label, pause=[not one for one in self.counted])

    @property
    def age_figure(self) -> Any:
        return draw.age(self.oldest, is_gap=self.is_old)

    @property
    def worst(self) -> tuple:
        return (-max(7 * self.without if self.is_silent else 0, self.oldest), not self.hangs, self.area.position)


@dataclass(frozen=True)
class MonthRow:
    """Signals per month on a horizon or a level; `is_unset`: those that nobody set one on, a gap in itself."""

    name: str
    counts: tuple[int, ...]
    level: str = ""
    is_unset: bool = False
    months: tuple[date, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def without(self) -> int:
        """Whole months since the last one."""
        past = self.counts[::-1]
        return next((place for place, count in enumerate(past) if count), len(past))

    @property
    def is_gap(self) -> bool:
        return self.total > 0 if self.is_unset else self.without >= LONG_WITHOUT

    @property
    def said(self) -> str:
        if self.is_unset:
            return _("Counts as a gap") if self.total else pgettext("signals", "None")
        if not self.total:
            return _("Nothing in twelve months")
        last = dates.month_name(self.months[len(self.months) - 1 - self.without])
        return (_("Nothing since %(month)s") if self.is_gap else _("Last in %(month)s")) % {"month": last}

    def figure(self, top: int) -> Any:
        silent = len(self.counts) - self.without
        gaps = [self.is_gap and not self.is_unset and place >= silent for place in range(len(self.counts))]
        label = ngettext("%(name)s: one signal", "%(name)s: %(total)d signals", self.total)
        return draw.months(self.counts, top, label=label % {"name": self.name, "total": self.total}, gaps=gaps)


def area_rows(member: Membership) -> list[AreaRow]:
    """Every area of the organisation, the one that most needs somebody first."""
    organisation = member.organisation
    today = organisation.today()
    mondays = weeks_until(today)
    worked, hands = _worked(organisation, mondays[0])
    waiting = {
        area: (count, oldest)
        for area, count, oldest in Entry.objects.waiting(organisation)
        .order_by()
        .values_list("area")
        .annotate(Count("pk"), Min("received_at"))
    }
    begun = organisation.local(organisation.created_at).date()
    counted = tuple(
        monday.isocalendar().week not in SUMMER and monday + timedelta(days=6) >= begun for monday in mondays
    )
    rows = []
    for area in Area.objects.for_member(member).valid().filter(unit=None):
        count, oldest = waiting.get(area.pk, (0, None))
        age = (today - organisation.local(oldest).date()).days if oldest else 0
        weeks = tuple(monday in worked.get(area.pk, ()) for monday in mondays)
        rows.append(AreaRow(area, weeks, counted, count, age, len(hands.get(area.pk, ()))))
    return sorted(rows, key=lambda row: row.worst)


def weeks_until(day: date) -> list[date]:
    """The Mondays of the last half-year, this week's last."""
    monday = day - timedelta(days=day.weekday())
    return [monday - timedelta(weeks=WEEKS - 1 - place) for place in range(WEEKS)]


def _worked(organisation: Organisation, since: date) -> tuple[dict[int, set[date]], dict[int, set[int]]]:
    """For each area the Mondays of the weeks in which somebody decided, and how many different hands did."""
    zone = ZoneInfo(organisation.timezone)
    rows = (
        Change.objects.for_organisation(organisation)
        .filter(
            decision__at__gte=clock.start_of_day(since, organisation.timezone),
            decision__undone_at=None,
            entry__area__isnull=False,
        )
        .exclude(decision__act="undo")
    )
    days = rows.order_by().annotate(day=TruncDate("decision__at", tzinfo=zone))
    weeks: dict[int, set[date]] = {}
    hands: dict[int, set[int]] = {}
    for area, day, who in days.values_list("entry__area", "day", "decision__member").distinct():
        weeks.setdefault(area, set()).add(day - timedelta(days=day.weekday()))
        hands.setdefault(area, set()).add(who)
    return weeks, hands


def month_rows(member: Membership) -> tuple[list[MonthRow], list[MonthRow]]:
    """The twelve months by horizon (those without one last), and by level."""
    organisation = member.organisation
    months = months_until(organisation.today())
    zone = ZoneInfo(organisation.timezone)
    since = clock.start_of_day(months[0], organisation.timezone)
    rows = Signal.objects.for_member(member).published().filter(published_at__gte=since).order_by()
    counted = list(
        rows.annotate(month=TruncMonth("published_at", tzinfo=zone))
        .values_list("horizon", "level", "month")
        .annotate(Count("pk"))
    )
    found = [(horizon, level, month.date().replace(day=1), count) for horizon, level, month, count in counted]

    def counts(of: Iterable[tuple[date, int]]) -> tuple[int, ...]:
        told = list(of)
        return tuple(sum(count for at, count in told if at == month) for month in months)

    horizons = [
        MonthRow(
            horizon.name[:1].upper() + horizon.name[1:],
            counts((at, count) for key, _level, at, count in found if key == horizon.pk),
            months=months,
        )
        for horizon in Horizon.objects.for_member(member).valid()
    ]
    unset = counts((at, count) for key, _level, at, count in found if key is None)
    horizons.append(MonthRow(_("No horizon"), unset, is_unset=True, months=months))
    levels = [
        MonthRow(
            str(LEVELS[level]),
            counts((at, count) for _key, own, at, count in found if own == level),
            level,
            False,
            months,
        )
        for level in Level.values
    ]
    return horizons, levels


def months_until(day: date) -> tuple[date, ...]:
    """The first days of the last twelve months, this one last."""
    last = day.year * 12 + day.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1))


def own_weeks(member: Membership) -> int:
    """In how many of the last twelve weeks the member themselves had a pass: told to nobody else."""
    since = weeks_until(member.organisation.today())[-OWN_WEEKS]
    zone = member.organisation.timezone
    rows = (
        Decision.objects.for_member(member)
        .filter(member=member, at__gte=clock.start_of_day(since, zone), undone_at=None)
        .exclude(act="undo")
    )
    days = rows.order_by().annotate(day=TruncDate("at", tzinfo=ZoneInfo(zone))).values_list("day", flat=True).distinct()
    return len({day - timedelta(days=day.weekday()) for day in days})


def one_person_sources(rows: Sequence[AreaRow], member: Membership) -> int:
    """Sources in areas that hang on one person or nobody."""
    from_one = Q(sources__removed_at=None, sources__paused_at=None)
    keys = [row.area.pk for row in rows if row.hangs or row.has_nobody]
    areas = Area.objects.for_member(member).filter(pk__in=keys)
    return sum(areas.annotate(followed=Count("sources", filter=from_one)).values_list("followed", flat=True))
