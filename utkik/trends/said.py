"""What the pages of an assessment say, from counts and medians alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from utkik.trends import verdict
from utkik.trends.models import TrendRound
from utkik.trends.verdict import Spread, Verdict
from utkik.web.spelled import spelled

ZONES = {
    verdict.AGREED: pgettext_lazy("judges", "Agreed"),
    verdict.NEAR: pgettext_lazy("judges", "Near each other"),
    verdict.DIVIDED: pgettext_lazy("judges", "Divided"),
    verdict.NOBODY: gettext_lazy("Nobody could judge"),
}
QUARTERS = {
    verdict.ACT: (gettext_lazy("Act now"), gettext_lazy("great impact, we know fairly well")),
    verdict.TRY: (gettext_lazy("Try and keep open"), gettext_lazy("great impact, we do not know yet")),
    verdict.CARE: (gettext_lazy("Look after day by day"), gettext_lazy("little impact, we know")),
    verdict.FOLLOW: (pgettext_lazy("quarter of the matrix", "Follow"), gettext_lazy("little impact, we do not know")),
}


def quarter(one: Verdict) -> str:
    return str(QUARTERS[one.quarter][0]) if one.quarter else ""


def decimal(value: float) -> str:
    """A median or quartile as people write it: 2, or 2,5 in Swedish."""
    whole = round(value, 1)
    if whole == int(whole):
        return str(int(whole))
    return _("%(whole)d.%(tenth)d") % {"whole": int(whole), "tenth": round(whole * 10) % 10}


def spread(found: Spread | None, mine: int | None = None) -> str:
    """Median, middle half and range in words, and the own answer where there is one."""
    if found is None:
        return _("Nobody could judge it")
    told = _("Median %(median)s, the middle half %(low)s to %(high)s, all %(least)d to %(most)d") % {
        "median": decimal(found.median),
        "low": decimal(found.half[0]),
        "high": decimal(found.half[1]),
        "least": found.least,
        "most": found.most,
    }
    return told if mine is None else _("%(told)s, your answer %(mine)d") % {"told": told, "mine": mine}


def rings(found: Spread | None, names: Sequence[str]) -> str:
    """The median horizon by its name; halfway between two says both."""
    if found is None or not names:
        return ""
    low, high = int(found.median), int(found.median + 0.5)
    first, last = (names[min(max(ring, 1), len(names)) - 1] for ring in (low, high))
    return first if first == last else _("between %(first)s and %(last)s") % {"first": first, "last": last.lower()}


def spread_of_rings(found: Spread | None, names: Sequence[str], mine: int | None = None) -> str:
    """What `spread` says, of the time horizons: they have names and no numbers."""
    if found is None or not names:
        return spread(None)
    least, most = (names[min(max(ring, 1), len(names)) - 1].lower() for ring in (found.least, found.most))
    told = _("Everybody: %(ring)s") % {"ring": least}
    if least != most:
        median = rings(found, names).lower()
        told = _("Median %(median)s, all from %(least)s to %(most)s") % {"median": median, "least": least, "most": most}
    if mine is None or not 1 <= mine <= len(names):
        return told
    return _("%(told)s, your answer: %(mine)s") % {"told": told, "mine": names[mine - 1].lower()}


def ballot_finding(done: int, asked: int, *, is_handed_in: bool) -> str:
    """The ballot's heading: how many trends the member has judged."""
    told = {"done": spelled(done, begins=not is_handed_in), "all": spelled(asked)}
    if is_handed_in:
        return _("You have handed in, %(done)s of %(all)s trends judged") % told
    if not done:
        return ngettext("You have %(all)s trend to judge", "You have %(all)s trends to judge", asked) % told
    if done == asked:
        return _("Every trend is judged, hand it in")
    return _("You have judged %(done)s of %(all)s trends") % {"done": spelled(done), "all": spelled(asked)}


def result_finding(found: Sequence[Verdict]) -> str:
    """“Six trends to act on now, five to try”: the quarters of the matrix, counted."""
    act = sum(one.quarter == verdict.ACT for one in found)
    tries = sum(one.quarter == verdict.TRY for one in found)
    if not any(one.judges for one in found):
        return _("Nobody handed in, so there is nothing to see")
    if not act and not tries:
        return _("No trend has great impact on us")
    first = ngettext("%(act)s trend can be acted on now", "%(act)s trends can be acted on now", act)
    second = ngettext("%(tries)s must be tried on a small scale", "%(tries)s must be tried on a small scale", tries)
    told = {"act": spelled(act, begins=True), "tries": spelled(tries)}
    return f"{first}, {second}" % told


def judges(round: TrendRound, many: int) -> str:
    """Who stands behind the result."""
    told = {"many": spelled(many, begins=True)}
    return ngettext("%(many)s person judged blind.", "%(many)s people judged blind.", many) % told


def done(handed_in: int, asked: int) -> str:
    """How many are done: all that is said of an open assessment."""
    told = {"done": handed_in, "judges": asked}
    return ngettext("%(done)s of %(judges)s is done", "%(done)s of %(judges)s are done", handed_in) % told
