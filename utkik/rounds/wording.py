"""What the pages of a round say, from counts alone."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy, ngettext

from utkik.rounds import tally
from utkik.rounds.models import Ballot, Round

ZONES = {
    tally.AGREED: gettext_lazy("Agreed"),
    tally.AGREED_LOW: gettext_lazy("Agreed, low"),
    tally.NEAR: gettext_lazy("Near each other"),
    tally.ONE_MORE: gettext_lazy("One sees more"),
    tally.ONE_LESS: gettext_lazy("One sees less"),
    tally.DIVIDED: gettext_lazy("Divided"),
    tally.NOBODY: gettext_lazy("Nobody could judge"),
}


TOGETHER = (tally.AGREED, tally.AGREED_LOW, tally.NEAR, tally.NOBODY)


def ballot_finding(ballot: Ballot, left: int) -> str:
    """The ballot page's heading: how many points are given and left."""
    spent = ballot.budget - left
    if ballot.handed_in_at:
        return ngettext(
            "You have handed in, with %(given)s point", "You have handed in, with %(given)s points", spent
        ) % {"given": spent}
    if not spent:
        return gettext("You have %(left)s points to give") % {"left": left}
    if not left:
        return gettext("All your points are given, hand them in")
    given = ngettext("You have given %(given)s point", "You have given %(given)s points", spent)
    rest = ngettext("%(left)s is left", "%(left)s are left", left)
    return f"{given}, {rest}" % {"given": spent, "left": left}


def done(handed_in: int, judges: int) -> str:
    """How many are done: all that is said of an open round."""
    said = ngettext("%(done)s of %(judges)s is done", "%(done)s of %(judges)s are done", handed_in)
    return said % {"done": handed_in, "judges": judges}


def outcome_finding(round: Round, every: Sequence[tally.Standing], lifted: int) -> str:
    """The outcome page's heading: what was lifted, or before that where the judges stand."""
    if round.is_locked:
        return ngettext(
            "%(lifted)s of %(signals)s signals was lifted", "%(lifted)s of %(signals)s signals were lifted", lifted
        ) % {"lifted": lifted, "signals": len(every)}
    if not any(row.points for row in every):
        return gettext("Nobody handed in, so the signals stand beside each other")
    agreed = sum(bool(row.points) and row.zone in TOGETHER for row in every)
    divided = sum(bool(row.points) for row in every) - agreed
    counts = {"agreed": agreed, "divided": divided}
    if not divided:
        return ngettext("Agreed or near on the one signal", "Agreed or near on all %(agreed)s signals", agreed) % counts
    if not agreed:
        return ngettext("Divided on the one signal", "Divided on all %(divided)s signals", divided) % counts
    return gettext("Agreed or near on %(agreed)s signals, divided on %(divided)s") % counts


def plot_label(standing: tally.Standing, own: int | None) -> str:
    """A reveal's dots in words."""
    if not standing.points:
        return gettext("Nobody could judge it")
    said = gettext("Median %(median)s, from %(least)s to %(most)s") % {
        "median": decimal(standing.median or 0),
        "least": standing.points[0],
        "most": standing.points[-1],
    }
    return said if own is None else gettext("%(said)s, your points %(own)s") % {"said": said, "own": own}


def decimal(value: float) -> str:
    """A median as people write it: 2, or 1,5 in Swedish."""
    return str(int(value)) if value == int(value) else gettext("%(whole)s.5") % {"whole": int(value)}


def rank(standing: tally.Standing) -> str:
    """The place; a shared one is said in words."""
    return gettext("%(rank)s, shared") % {"rank": standing.rank} if standing.shared else str(standing.rank)
