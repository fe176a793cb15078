"""From days on the content's line to real moments: six rounds, each in a month of its own, the last one open today."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

OPENINGS = (-156, -126, -96, -66, -36, -6)
EARLY, LATE = 15, 23
# So long after an opening days are counted as they are, so that a round keeps to its working week.
CALM = 10
_NAMED_DAY = re.compile(r"\{d:([+-]\d+)\}")


@dataclass(frozen=True)
class Timeline:
    """The line laid out so that it ends at `now`."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def day(self, offset: int) -> date:
        """The date of a day on the line."""
        place = max((at for at, begin in enumerate(OPENINGS) if begin <= offset), default=0)
        after, here = offset - OPENINGS[place], self.opening(place)
        if place == len(OPENINGS) - 1 or after <= CALM:
            return here + timedelta(days=after)
        nominal, real = OPENINGS[place + 1] - OPENINGS[place] - CALM, self.opening(place + 1) - here
        return here + timedelta(days=CALM + int((after - CALM) * (real.days - CALM) / nominal))

    def opening(self, number: int) -> date:
        """The day a round (from 0) opens: a Monday late in its month, the last wherever it falls."""
        if number == len(OPENINGS) - 1:
            return self._last
        return _monday_near(self.period(number).replace(day=LATE))

    def period(self, number: int) -> date:
        """The first day of a round's month: months in a row; a round that opens early is the month before's."""
        month = self._last.year * 12 + self._last.month - 1 - (self._last.day < EARLY)
        month -= len(OPENINGS) - 1 - number
        return date(month // 12, month % 12 + 1, 1)

    @property
    def _last(self) -> date:
        return self.today + timedelta(days=OPENINGS[-1])

    def moment(self, offset: int, minute: int) -> datetime:
        """The moment at a minute of a day on the line, never after `now` where the day is past or present."""
        local = datetime.combine(self.day(offset), time(minute // 60, minute % 60), ZoneInfo(self.zone))
        return min(local, self.now) if offset <= 0 else local

    def working_moment(self, offset: int, minute: int) -> datetime:
        """The same, moved on to Monday from a weekend."""
        weekday = self.day(offset).weekday()
        return self.moment(offset + (7 - weekday if weekday > 4 else 0), minute)

    def told(self, text: str) -> str:
        """The text with each named day, `{d:+38}`, as a day and a month."""
        return _NAMED_DAY.sub(lambda found: format_date(self.day(int(found[1])), "d MMMM", locale="sv_SE"), text)


def _monday_near(day: date) -> date:
    """The nearest Monday."""
    return day + timedelta(days=(3 - day.weekday()) % 7 - 3)
