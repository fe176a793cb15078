"""Where the group looks: signals per area and time horizon. An empty cell is a gap, and so is an unset horizon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.people.models import Area, Horizon, Membership
from utkik.signals.models import Signal
from utkik.web.spelled import spelled

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Cell:
    count: int
    horizon: Horizon | None
    area: Area | None

    @property
    def is_gap(self) -> bool:
        """A horizon that nobody looked at; and one that nobody set, where there are signals."""
        return self.count > 0 if self.horizon is None else self.count == 0


@dataclass(frozen=True)
class Row:
    area: Area
    cells: list[Cell]

    @property
    def total(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """Areas down, horizons across, without a horizon last."""

    horizons: list[Horizon]
    rows: list[Row]

    @property
    def sums(self) -> list[int]:
        return [sum(row.cells[place].count for row in self.rows) for place in range(len(self.horizons) + 1)]

    @property
    def total(self) -> int:
        return sum(self.sums)

    @property
    def unset(self) -> int:
        return self.sums[-1]

    @property
    def gaps(self) -> int:
        return sum(cell.is_gap for row in self.rows for cell in row.cells if cell.horizon)

    @property
    def finding(self) -> str:
        """How many gaps, and where most of them lie."""
        if not self.rows:
            return _("Areas and time horizons")
        if not self.gaps:
            return _("Every area has signals on every time horizon")
        empty = {
            horizon.name: sum(row.cells[place].is_gap for row in self.rows)
            for place, horizon in enumerate(self.horizons)
        }
        worst = max(empty, key=lambda name: empty[name])
        words = {"gaps": spelled(self.gaps, begins=True), "most": spelled(empty[worst]), "horizon": worst}
        if self.gaps == 1:
            return _("One gap, under “%(horizon)s”") % words
        if empty[worst] == self.gaps:
            return _("%(gaps)s gaps, all under “%(horizon)s”") % words
        return (
            ngettext(
                "%(gaps)s gaps, one of them under “%(horizon)s”",
                "%(gaps)s gaps, %(most)s of them under “%(horizon)s”",
                empty[worst],
            )
            % words
        )


def matrix(member: Membership) -> Matrix:
    """The signals of the last twelve months."""
    horizons = list(Horizon.objects.for_member(member).valid())
    areas = list(Area.objects.for_member(member).valid().filter(unit=None))
    rows = Signal.objects.for_member(member).published().filter(published_at__gt=clock.now() - YEAR)
    counted = {
        (area, horizon): count
        for area, horizon, count in rows.order_by().values_list("area", "horizon").annotate(Count("pk"))
    }
    known: list[Horizon | None] = [*horizons, None]

    def cell(area: Area, horizon: Horizon | None) -> Cell:
        return Cell(counted.get((area.pk, horizon.pk if horizon else None), 0), horizon, area)

    return Matrix(horizons, [Row(area, [cell(area, horizon) for horizon in known]) for area in areas])
