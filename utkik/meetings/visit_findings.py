"""What the heading of the visits states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.meetings.models import Visit
from utkik.web import dates
from utkik.web.spelled import spelled


def of_all(visits: Sequence[Visit], today: date) -> str:
    """“Four visits this year; the next is on 4 December”."""
    standing = [visit for visit in visits if not visit.is_cancelled]
    coming = [visit for visit in standing if visit.on >= today]
    held = sum(visit.on.year == today.year and visit.on < today for visit in standing)
    if not standing:
        return _("No visit is noted yet")
    count = ngettext("One visit this year", "%(n)s visits this year", held) % {"n": spelled(held, begins=True)}
    if not coming:
        return count if held else _("No visit this year yet")
    following = _("the next one is on %(day)s") % {"day": dates.day(min(visit.on for visit in coming))}
    return f"{count}; {following}" if held else following[:1].upper() + following[1:]
