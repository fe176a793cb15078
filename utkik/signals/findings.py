"""What a page's heading states, computed from counts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.people.models import Level, Organisation
from utkik.web import dates
from utkik.web.spelled import spelled

if TYPE_CHECKING:
    from utkik.signals.find import Found

ENOUGH, FEW = 8, 5


def of_list(found: Found, total: int, organisation: Organisation) -> str:
    """“38 signals in November, only five come from inside the municipality”."""
    count = _counted(found, total, organisation)
    if total < ENOUGH or "level" in found.asked:
        return count
    own = found.signals.filter(level=Level.OWN).count()
    if own * FEW > total:
        return count
    if not own:
        return _("%(count)s, none comes from inside the organisation") % {"count": count}
    return ngettext(
        "%(count)s, only %(own)s comes from inside the organisation",
        "%(count)s, only %(own)s come from inside the organisation",
        own,
    ) % {"count": count, "own": spelled(own)}


def _counted(found: Found, total: int, organisation: Organisation) -> str:
    if not total:
        return _("No signal here")
    if not found.month:
        return ngettext("%(count)d signal", "%(count)d signals", total) % {"count": total}
    text = ngettext("%(count)d signal in %(month)s", "%(count)d signals in %(month)s", total)
    is_this_year = found.month.year == organisation.today().year
    month = dates.month_name(found.month) if is_this_year else dates.month(found.month)
    return text % {"count": total, "month": month}


def of_drafts(mine: int, all_of_them: int) -> str:
    if not all_of_them:
        return _("No drafts are waiting")
    if not mine:
        return ngettext(
            "One draft in the group, none is yours", "%(count)d drafts in the group, none is yours", all_of_them
        ) % {"count": all_of_them}
    return ngettext("One draft is yours to finish", "%(count)s drafts are yours to finish", mine) % {
        "count": spelled(mine, begins=True)
    }
