"""Rounds with signals and judges."""

from datetime import date

from django.utils import translation

from tests.factories import people
from utkik.rounds import closing, judge, opening
from utkik.rounds.models import Ballot


def open_round(period=date(2026, 11, 1), *, by=None, organisation=None, **fields):
    """An open round over the published signals that wait."""
    home = organisation or people.organisation()
    analyst = by or people.member("analyst", organisation=home)
    with translation.override(home.language):
        return opening.open_round(home, period, by=analyst, **fields)


def ballot(round, member, points=None, *, handed_in=True) -> Ballot:
    """A member's ballot: `points` is signal → points."""
    made = judge.open_ballot(round, member)
    for signal, value in (points or {}).items():
        made = judge.give(made, signal.pk, value)
    if handed_in:
        judge.hand_in(made)
    made.refresh_from_db()
    return made


def closed_round(*args, **fields):
    round = open_round(*args, **fields)
    closing.close(round, by=round.opened_by)
    return round
