"""What has gathered behind a trend over the years: counted, told in a sentence, and ready to be drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.people.models import Organisation
from utkik.signals.outcome import LIFTED
from utkik.trends.draw import lines
from utkik.trends.models import Evidence, Trend
from utkik.web.spelled import spelled

Direction = Evidence.Direction
WAYS = {
    Direction.SUPPORTS.value: lines.SUPPORTS,
    Direction.NEW_ANGLE.value: lines.NEW_ANGLE,
    Direction.WEAKENS.value: lines.WEAKENS,
}
LEAST_YEARS, MOST_YEARS = 5, 10
SILENT = 5
ROW = ("signal__published_at", "direction", "signal__outcome")


@dataclass(frozen=True)
class Found:
    """One signal behind a trend: the day it was published, which way it speaks, whether it was lifted."""

    on: date
    direction: str
    lifted: bool


@dataclass(frozen=True)
class Gathered:
    """All that stands behind one trend, as it is on `today`."""

    found: tuple[Found, ...]
    today: date

    @property
    def total(self) -> int:
        return len(self.found)

    @property
    def lifted(self) -> int:
        return sum(one.lifted for one in self.found)

    def count(self, direction: str) -> int:
        return sum(one.direction == direction for one in self.found)

    @property
    def newest(self) -> date | None:
        return max((one.on for one in self.found), default=None)

    @property
    def months_silent(self) -> int:
        """Whole months since the newest evidence; 0 where there is none at all."""
        newest = self.newest
        return whole_months(newest, self.today) if newest else 0

    @property
    def is_silent(self) -> bool:
        return self.months_silent >= SILENT

    @property
    def sentence(self) -> str:
        """Since when nothing has come, or what there is."""
        if not self.found:
            return _("No evidence yet")
        if self.is_silent:
            return ngettext(
                "No new evidence for %(months)s month", "No new evidence for %(months)s months", self.months_silent
            ) % {"months": spelled(self.months_silent)}
        said = ngettext("%(total)d piece of evidence", "%(total)d pieces of evidence", self.total)
        if not self.lifted:
            return said % {"total": self.total}
        return _("%(said)s, %(lifted)s lifted") % {"said": said % {"total": self.total}, "lifted": spelled(self.lifted)}

    @property
    def years(self) -> tuple[int, int]:
        """The first and last year of the picture."""
        first = min((one.on.year for one in self.found), default=self.today.year)
        last = self.today.year
        return max(min(first, last - LEAST_YEARS + 1), last - MOST_YEARS + 1), last

    def table(self) -> list[dict[str, Any]]:
        """The picture's facts, a row per year, the latest first."""
        counts: dict[int, Counter[str]] = {}
        for one in self.found:
            year = counts.setdefault(one.on.year, Counter())
            year[one.direction] += 1
            year["lifted"] += one.lifted
        names = ("supports", "weakens", "new_angle", "lifted")
        return [{"year": year} | {name: counts[year][name] for name in names} for year in sorted(counts, reverse=True)]

    @property
    def label(self) -> str:
        """The picture in words."""
        first, last = self.years
        return _(
            "%(total)d pieces of evidence %(first)d–%(last)d: %(supports)d support, %(weakens)d weaken, "
            "%(angles)d new angle, %(lifted)d lifted."
        ) % {
            "total": self.total,
            "first": first,
            "last": last,
            "supports": self.count(Direction.SUPPORTS),
            "weakens": self.count(Direction.WEAKENS),
            "angles": self.count(Direction.NEW_ANGLE),
            "lifted": self.lifted,
        }

    def strip(self, *, large: bool = False, since: int | None = None) -> SafeString:
        """The picture; `since`: the year that it begins with, where several stand below each other."""
        first, last = self.years
        first = first if since is None else since
        pieces = [lines.Piece(decimal(one.on), WAYS[one.direction], one.lifted) for one in self.found]
        words = (_("supports"), _("weakens"))
        return lines.strip(pieces, first, last, decimal(self.today), label=self.label, words=words, large=large)


def of(trend: Trend) -> Gathered:
    """What stands behind one trend."""
    rows = Evidence.objects.for_organisation(trend.organisation_id).standing().filter(trend=trend)
    return _gathered(_rows(rows), trend.organisation)


def of_all(home: Organisation) -> dict[int, Gathered]:
    """By trend, what stands behind every trend of the organisation, in one query."""
    behind: dict[int, list[tuple[datetime, str, str]]] = {}
    rows: Any = Evidence.objects.for_organisation(home).standing().values_list("trend", *ROW)
    for trend, at, direction, outcome in rows:
        behind.setdefault(trend, []).append((at, direction, outcome))
    every = Trend.objects.for_organisation(home).values_list("pk", flat=True)
    return {trend: _gathered(behind.get(trend, []), home) for trend in every}


def whole_months(first: date, last: date) -> int:
    """How many whole months lie between two days."""
    return max((last.year - first.year) * 12 + last.month - first.month - (last.day < first.day), 0)


def decimal(day: date) -> float:
    """The year with the part of it that has gone."""
    begins = date(day.year, 1, 1)
    return day.year + (day - begins).days / (date(day.year + 1, 1, 1) - begins).days


def _rows(rows: Any) -> list[tuple[datetime, str, str]]:
    return list(rows.values_list(*ROW))


def _gathered(rows: Iterable[tuple[datetime, str, str]], home: Organisation) -> Gathered:
    found = [Found(home.local(at).date(), way, outcome == LIFTED) for at, way, outcome in rows]
    return Gathered(tuple(sorted(found, key=lambda one: one.on)), home.today())
