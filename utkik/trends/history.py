"""How a trend came to be what it is, in sentences, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from utkik.trends import snapshot
from utkik.trends.models import Alteration, Trend

What = Alteration.What


@dataclass(frozen=True)
class Past:
    """One change: when, what, why, from whom, and by whom it was made."""

    pk: int
    at: datetime
    what: str
    why: str
    source: str
    by: str


def of(trend: Trend) -> list[Past]:
    rows = trend.alterations.select_related("unit", "proposal__unit", "by").order_by("-at", "-pk")
    return [Past(r.pk, r.at, sentence(r), r.why, _source(r), r.by.name if r.by else "") for r in rows]


def _source(row: Alteration) -> str:
    """From whose input; a consequence names its unit already."""
    source = snapshot.source_of(row)
    return "" if row.what == What.CONSEQUENCE and row.unit and source == row.unit.name else source


def sentence(row: Alteration) -> str:
    """What changed: “Moved from this term of office to now”."""
    told = {"before": row.before or "–", "after": row.after or "–", "unit": row.unit.name if row.unit else ""}
    words = {
        What.TAKEN_IN: _("Taken up, from %(before)s") if row.before else _("Taken up"),
        What.NAME: _("“%(before)s” became “%(after)s”"),
        What.TEXT: _("New text on what it means here"),
        What.HAPPENING: _("New text on what is going on"),
        What.FORCE: _("Moved from the force %(before)s to %(after)s"),
        What.HORIZON: _("Moved from %(before)s to %(after)s"),
        What.PRESSURE: _("The pressure changed from %(before)s to %(after)s"),
        What.OWNER: _("Owner: %(after)s"),
        What.DEPUTY: _("Deputy: %(after)s"),
        What.ORIGIN: _("Comes from %(after)s"),
        What.CONSEQUENCE: _("New consequence for %(unit)s"),
        What.ENDED: _("Taken off the list"),
        What.RESUMED: _("Taken up again"),
    }
    return words[What(row.what)] % told
