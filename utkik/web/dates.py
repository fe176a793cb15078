"""Dates and times as people in the organisation read them, in its zone and the page's language.

A moment with a zone is shown in the zone that is active (``timezone.activate`` is done per request); a plain date has
no zone and is shown as it is.
"""

from datetime import date, datetime, timedelta
from typing import overload

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from utkik.clock import now

Moment = date | datetime


@overload
def local(value: datetime) -> datetime: ...
@overload
def local(value: date) -> date: ...
def local(value: Moment) -> Moment:
    """The moment in the active zone; a plain date unchanged."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def language() -> str:
    """The page's language as babel knows it: Swedish unless English is asked for."""
    return "en_GB" if (get_language() or "sv").startswith("en") else "sv_SE"


def day(value: Moment) -> str:
    """24 november 2026."""
    return format_date(local(value), "d MMMM y", locale=language())


def day_and_month(value: Moment) -> str:
    """24 november."""
    return format_date(local(value), "d MMMM", locale=language())


def short_day(value: Moment) -> str:
    """24 nov, with the year only when it is another than this."""
    shown = local(value)
    this_year = timezone.localtime(now()).year
    # babel says "nov." in Swedish; the pages leave the point out
    return format_date(shown, "d MMM" if shown.year == this_year else "d MMM y", locale=language()).replace(".", "")


def clock(value: datetime) -> str:
    """14:02."""
    return local(value).strftime("%H:%M")


def moment(value: datetime) -> str:
    """24 november 2026, 14:02."""
    return f"{day(value)}, {clock(value)}"


def month(value: Moment) -> str:
    """november 2026."""
    return format_date(local(value), "MMMM y", locale=language())


def month_name(value: Moment) -> str:
    """november."""
    return format_date(local(value), "MMMM", locale=language())


def weekday(value: Moment) -> str:
    """tisdag 24 november."""
    return format_date(local(value), "EEEE d MMMM", locale=language())


def iso_day(value: Moment) -> str:
    """2026-11-24, for tables and the datetime of a plain day."""
    shown = local(value)
    return (shown.date() if isinstance(shown, datetime) else shown).isoformat()


def week(value: Moment) -> str:
    """v. 48 (week 48 in English); weeks begin on Monday."""
    return _("week %(number)d") % {"number": local(value).isocalendar().week}


def machine(value: Moment) -> str:
    """What stands in a <time datetime>: the moment with its zone, or the plain day."""
    shown = local(value)
    return shown.isoformat(timespec="minutes") if isinstance(shown, datetime) else shown.isoformat()


def ago(value: datetime) -> str:
    """40 min, 2 tim, i går, 23 nov: shorter the nearer. A moment to come is said as its day."""
    shown, present = local(value), timezone.localtime(now())
    passed = present - shown
    if passed < timedelta(minutes=-1):
        return short_day(value)
    if shown.date() == present.date() or passed < timedelta(hours=6):
        return _hours(passed)
    if shown.date() == present.date() - timedelta(days=1):
        return _("yesterday")
    return short_day(value)


def _hours(passed: timedelta) -> str:
    minutes = max(int(passed.total_seconds() // 60), 0)
    if minutes < 1:
        return _("just now")
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    hours = minutes // 60
    return ngettext("%(hours)d hr", "%(hours)d hrs", hours) % {"hours": hours}
