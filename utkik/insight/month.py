"""The month as a graduated line: the days, the passes that were done, what is ahead."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.people.models import Membership
from utkik.rounds.models import Round
from utkik.stream.models import Decision
from utkik.web import dates
from utkik.web.drawing import named, share
from utkik.web.templatetags.trusted import picture

AFTER = 3
NEAR = 6
BASE = 40


@dataclass(frozen=True)
class Month:
    """What the line shows. `passes` are days of the month on which the member decided something in the stream."""

    first: date
    today: date
    passes: frozenset[date]
    closes_on: date | None = None

    @property
    def days(self) -> int:
        return calendar.monthrange(self.first.year, self.first.month)[1]

    @property
    def now_at(self) -> float:
        return self.today.day - 0.5

    @property
    def closes_soon(self) -> bool:
        """Whether two words over the line would stand in each other's way."""
        return self.closes_on is not None and abs((self.closes_on - self.today).days) < NEAR

    @property
    def dots(self) -> list[float]:
        """Where the round's close stands, when it lies in the month."""
        inside = self.closes_on and self.closes_on.replace(day=1) == self.first
        return [self.closes_on.day - 0.5] if inside and self.closes_on else []


def plain(member: Membership, current: Round | None) -> Month:
    """The month without its passes: for the rail of every page."""
    today, closes = member.organisation.today(), current.closes_at if current is not None and current.is_open else None
    return Month(today.replace(day=1), today, frozenset(), _day(closes, member.organisation.timezone))


def of(member: Membership, current: Round | None) -> Month:
    """The member's month, with the day on which the open round closes where one is set."""
    today = member.organisation.today()
    first, zone = today.replace(day=1), member.organisation.timezone
    since = clock.start_of_day(first, zone)
    acts = Decision.objects.for_member(member).filter(member=member, undone_at=None, at__gte=since)
    passes = {clock.local(at, zone).date() for at in acts.values_list("at", flat=True)}
    closes = current.closes_at if current is not None and current.is_open else None
    return Month(first, today, frozenset(passes), _day(closes, zone))


def _day(moment: datetime | None, zone: str) -> date | None:
    return clock.local(moment, zone).date() if moment else None


def drawn(month: Month) -> SafeString:
    """The line of Start: a firm stretch per day with a pass, weeks below, today lit."""
    steps = month.days + AFTER
    parts = [
        f'<svg class="scale" height="68" {named(spoken(month))}><line x1="0" x2="100%" y1="{BASE}" y2="{BASE}"/>',
        *_ticks(month, steps),
        *(_stretch(day, steps) for day in sorted(month.passes)),
        *_weeks(month, steps),
        _now(month, steps),
    ]
    if month.closes_on and 0 < (at := (month.closes_on - month.first).days + 0.5) < steps:
        parts += _event(at, steps, "" if month.closes_soon else _("the round closes"))
    return picture("".join([*parts, "</svg>"]))


def briefly(month: Month) -> str:
    """Today, and when the round closes, in words."""
    words = [_("Today is %(day)s.") % {"day": dates.day(month.today)}]
    if month.closes_on:
        words.append(_("The round closes %(day)s.") % {"day": dates.day(month.closes_on)})
    return " ".join(words)


def spoken(month: Month) -> str:
    """The whole line in words."""
    passes = ngettext("One pass is done.", "%(count)d passes are done.", len(month.passes)) % {
        "count": len(month.passes)
    }
    name = dates.month_name(month.first)
    return f"{name[:1].upper()}{name[1:]}. {briefly(month)} {passes}"


def _ticks(month: Month, steps: int) -> Iterable[str]:
    for step in range(steps + 1):
        day = month.first + timedelta(days=step)
        long = step == 0 or day.weekday() == 0 or step == month.days
        x = share(step, steps)
        yield f'<line x1="{x}" x2="{x}" y1="{BASE - (9 if long else 5)}" y2="{BASE}"/>'


def _stretch(day: date, steps: int) -> str:
    from_, to = share(day.day - 1, steps), share(day.day, steps)
    return f'<line class="scale__done" x1="{from_}" x2="{to}" y1="{BASE}" y2="{BASE}"/>'


def _weeks(month: Month, steps: int) -> Sequence[str]:
    mondays = [d for d in (month.first + timedelta(days=n) for n in range(month.days)) if d.weekday() == 0]
    return [
        f'<text x="{share(day.day - 1, steps)}" y="{BASE + 18}">{escape(dates.week(day))}</text>' for day in mondays
    ]


def _now(month: Month, steps: int) -> str:
    at, words = month.now_at, dates.day_and_month(month.today)
    if month.closes_on and month.closes_soon:
        told = {"today": words, "day": dates.short_day(month.closes_on)}
        words = _("%(today)s, the round closes %(day)s") % told
    room = 9 if month.closes_soon else 3
    anchor = "start" if at < room else "end" if at > steps - room else "middle"
    return (
        f'<line class="scale__now" x1="{share(at, steps)}" x2="{share(at, steps)}" y1="{BASE - 13}" y2="{BASE + 4}"/>'
        f'<text class="scale__now" x="{share(at, steps)}" y="20" text-anchor="{anchor}">{escape(words)}</text>'
    )


def _event(at: float, steps: int, words: str) -> list[str]:
    x = share(at, steps)
    anchor = "end" if at > steps - 4 else "middle"
    return [
        f'<circle class="scale__dot" cx="{x}" cy="{BASE}" r="4"/>',
        f'<text class="month__far" x="{x}" y="20" text-anchor="{anchor}">{escape(words)}</text>' if words else "",
    ]
