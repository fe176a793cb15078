"""What the plan's page says in words: its finding, and what comes next."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik.insight.plan_states import SOON, Row
from utkik.web import dates
from utkik.web.spelled import spelled


def finding(rows: list[Row]) -> str:
    """The plan holds, or what is late."""
    if not rows:
        return _("No dates are agreed yet")
    late = [row for row in rows if row.late]
    if not late:
        return _("The plan holds")
    if len(late) == 1:
        return late_sentence(late[0])
    words = ngettext(
        "%(count)s date has passed without being done", "%(count)s dates have passed without being done", len(late)
    )
    return words % {"count": spelled(len(late), begins=True)}


def late_sentence(row: Row) -> str:
    """“The report is ready” is ten days late."""
    words = ngettext("“%(what)s” is %(days)s day late", "“%(what)s” is %(days)s days late", row.late)
    return words % {"what": row.date, "days": spelled(row.late)}


def next_up(rows: list[Row]) -> str:
    """The next two dates within a fortnight: what, and on which day."""
    coming = [row for row in rows if not row.done and not row.late and row.ahead <= SOON][:2]
    told = [f"{row.date}, {dates.weekday(row.date.on)}" for row in coming]
    if not told:
        return ""
    return _("Next: %(dates)s.") % {"dates": _(" and ").join(told)}


def state(row: Row) -> str:
    """How it stands, in a word or two."""
    if row.told.words:
        return row.told.words
    if row.done:
        return pgettext("plan", "Done")
    if row.ahead == 0:
        return _("Today")
    if row.ahead <= SOON:
        words = ngettext("In %(days)s day", "In %(days)s days", row.ahead)
        return words % {"days": spelled(row.ahead)}
    return ""
