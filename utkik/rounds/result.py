"""How a closed round came out: its points read from the database and counted by `tally`."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from utkik.people.models import Membership
from utkik.rounds import refusals, tally
from utkik.rounds.models import Round


def of(round: Round) -> list[tally.Standing]:
    """Every signal's standing, best first, from the ballots that were handed in. Raises RoundStillOpen."""
    if round.is_open:
        raise refusals.RoundStillOpen
    # What was withdrawn while the round was open was no longer there to be judged.
    withdrawn = Q(signal__withdrawn_at__lt=round.closed_at)
    candidates = round.candidates.exclude(withdrawn).select_related("signal").order_by("position")
    signals = {row.signal_id: row.signal.author_id for row in candidates}
    return tally.standings(signals, _ballots(round))


def own_points(round: Round, member: Membership) -> dict[int, int | None]:
    """Signal → the points of one judge, for the open dot that is theirs; empty when they handed nothing in."""
    return _ballots(round).get(member.pk, {})


def reasons(round: Round) -> dict[int, list[str]]:
    """Signal → what the judges wrote, without names and in an order that tells none. Raises RoundStillOpen."""
    if round.is_open:
        raise refusals.RoundStillOpen
    written: dict[int, list[str]] = defaultdict(list)
    rows = round.assessments.filter(ballot__handed_in_at__isnull=False).exclude(reason="")
    for signal, reason in rows.values_list("signal", "reason"):
        written[signal].append(reason)
    return {signal: sorted(lines) for signal, lines in written.items()}


def _ballots(round: Round) -> dict[int, dict[int, int | None]]:
    handed_in = round.ballots.filter(handed_in_at__isnull=False).order_by("pk").values_list("pk", "member")
    members = dict(handed_in)
    points: dict[int, dict[int, int | None]] = {member: {} for member in members.values()}
    rows = round.assessments.filter(ballot__in=members, criterion=round.criterion_id)
    for ballot, signal, value in rows.values_list("ballot", "signal", "value"):
        points[members[ballot]][signal] = value
    return points
