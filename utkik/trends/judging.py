"""Judging the trends blind: opened by an analyst, changed at will until it is closed, then seen by all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people import log
from utkik.people.models import Horizon, Membership, Organisation
from utkik.text.normal import one_line
from utkik.trends import adapt
from utkik.trends.models import Trend, TrendAssessment, TrendBallot, TrendCandidate, TrendRound
from utkik.trends.refusals import TrendRefused

STEPS = range(1, 6)


class OneIsOpen(TrendRefused):
    code = "one_is_open"
    text = _("An assessment is open already. Close it before you start the next.")


class NothingToJudge(TrendRefused):
    code = "nothing_to_judge"
    text = _("There is no trend to judge yet.")


class NotAJudge(TrendRefused):
    code = "not_a_judge"
    text = _("Only the group judges the trends.")


class Closed(TrendRefused):
    code = "closed"
    text = _("The assessment is closed. Nothing in it can be changed.")


class StillOpen(TrendRefused):
    code = "still_open"
    text = _("The assessment is still open. Close it first.")


class NotInRound(TrendRefused):
    code = "not_in_round"
    text = _("The trend is not part of this assessment.")


class NoSuchStep(TrendRefused):
    code = "no_such_step"
    text = _("Choose one of the steps.")


class WhyMissing(TrendRefused):
    code = "why_missing"
    text = _("Write in one line why the trend is moved.")


@transaction.atomic
def open_round(*, by: Membership, name: str = "", due_on: date | None = None) -> TrendRound:
    """Open an assessment of every trend that is followed. Without a name it bears the year's. Raises OneIsOpen or
    NothingToJudge."""
    home = Organisation.objects.select_for_update().get(pk=by.organisation_id)
    if TrendRound.objects.for_organisation(home).open().exists():
        raise OneIsOpen
    trends = list(Trend.objects.for_organisation(home).standing())
    if not trends:
        raise NothingToJudge
    name = _free_name(home, one_line(name)[:50] or str(home.today().year))
    try:
        with transaction.atomic():
            made = TrendRound.objects.create(organisation=home, name=name, due_on=due_on, opened_by=by)
    except IntegrityError as taken:
        raise OneIsOpen from taken
    TrendCandidate.objects.bulk_create(
        TrendCandidate(organisation=home, round=made, trend=trend, horizon_id=trend.horizon_id) for trend in trends
    )
    log.record("trend_round.opened", made, by=by, details={"trends": len(trends)})
    return made


def _free_name(home: Organisation, wanted: str) -> str:
    taken = set(TrendRound.objects.for_organisation(home).values_list("name", flat=True))
    number = 2
    name = wanted
    while name in taken:
        name, number = f"{wanted}:{number}", number + 1
    return name


def open_ballot(round: TrendRound, member: Membership) -> TrendBallot:
    """The member's ballot in an open round, begun now if it was not. Raises Closed or NotAJudge."""
    if not round.is_open:
        raise Closed
    if not round.may_be_judged_by(member):
        raise NotAJudge
    ballot, _new = TrendBallot.objects.get_or_create(
        round=round, member=member, defaults={"organisation_id": round.organisation_id}
    )
    return ballot


def candidates(round: TrendRound, member: Membership) -> list[TrendCandidate]:
    """The round's trends in an order drawn for the member: the same at each visit, another for each judge."""
    rows = round.candidates.select_related("trend__organisation", "trend__force", "trend__horizon", "horizon")
    return sorted(rows, key=lambda row: hashlib.sha256(f"{round.pk}/{member.pk}/{row.trend_id}".encode()).digest())


def _while_open(act: Callable) -> Callable:
    """Take the round and the ballot for the act alone: nobody closes the round meanwhile."""

    @wraps(act)
    @transaction.atomic
    def taken(ballot: TrendBallot, *args: Any, **kwargs: Any) -> Any:
        rounds = TrendRound.objects.for_organisation(ballot.organisation_id).select_for_update()
        if not rounds.get(pk=ballot.round_id).is_open:
            raise Closed
        locked = TrendBallot.objects.for_organisation(ballot.organisation_id).select_for_update().get(pk=ballot.pk)
        return act(locked, *args, **kwargs)

    return taken


@_while_open
def give(
    ballot: TrendBallot,
    trend: int,
    *,
    horizon: int | None = None,
    impact: int | None = None,
    uncertainty: int | None = None,
    cannot: bool = False,
    reason: str = "",
) -> TrendAssessment:
    """Say what one thinks of a trend (its id) in place of what one said before; `cannot` says that one cannot.

    Raises NotInRound, NoSuchStep or Closed.
    """
    if not ballot.round.candidates.filter(trend=trend).exists():
        raise NotInRound
    if any(value is not None and value not in STEPS for value in (impact, uncertainty)):
        raise NoSuchStep
    known = Horizon.objects.for_organisation(ballot.organisation_id).valid()
    if horizon is not None and not known.filter(pk=horizon).exists():
        raise NoSuchStep
    said = {"horizon_id": horizon, "impact": impact, "uncertainty": uncertainty}
    if cannot:
        said = dict.fromkeys(said)
    made, _new = TrendAssessment.objects.update_or_create(
        ballot=ballot,
        trend_id=trend,
        defaults=said
        | {
            "organisation_id": ballot.organisation_id,
            "round_id": ballot.round_id,
            "cannot": cannot,
            "reason": one_line(reason)[:280],
        },
    )
    return made


@_while_open
def hand_in(ballot: TrendBallot) -> bool:
    """The ballot counts from now on; it may be changed until the round is closed."""
    if ballot.handed_in_at:
        return False
    ballot.handed_in_at = clock.now()
    ballot.save(update_fields=["handed_in_at"])
    log.record("trend_ballot.handed_in", ballot.round, by=ballot.member)
    return True


@_while_open
def take_back(ballot: TrendBallot) -> bool:
    """Undo handing in."""
    if not ballot.handed_in_at:
        return False
    ballot.handed_in_at = None
    ballot.save(update_fields=["handed_in_at"])
    log.record("trend_ballot.taken_back", ballot.round, by=ballot.member)
    return True


def judges(round: TrendRound) -> tuple[int, int]:
    """How many have handed in, and how many there are: all that anybody learns of an open round."""
    group = Membership.objects.for_organisation(round.organisation_id).group()
    present = set(group.values_list("pk", flat=True))
    done = set(round.ballots.filter(handed_in_at__isnull=False).values_list("member", flat=True))
    return len(done), len(present | done)


@transaction.atomic
def close(round: TrendRound, *, by: Membership) -> bool:
    """Nothing more can be said; all see how the trends came out. False when it was closed."""
    rows = TrendRound.objects.for_organisation(round.organisation_id).filter(pk=round.pk, closed_at=None)
    if not rows.update(closed_at=clock.now(), closed_by=by):
        return False
    round.refresh_from_db()
    handed_in = round.ballots.exclude(handed_in_at=None).count()
    log.record("trend_round.closed", round, by=by, details={"ballots": handed_in})
    return True


@transaction.atomic
def apply(round: TrendRound, trend: Trend, horizon: Horizon, *, by: Membership, why: str) -> bool:
    """Move a trend to a horizon after an assessment. False when it lies there already.

    Raises StillOpen, NotInRound, WhyMissing, and what `adapt.change` raises.
    """
    if round.is_open:
        raise StillOpen
    if not round.candidates.filter(trend=trend).exists():
        raise NotInRound
    if not one_line(why):
        raise WhyMissing
    source = str(_("assessment %(name)s")) % {"name": round.name}
    return bool(adapt.set_horizon(trend, horizon, by=by, why=why, source=source))


def given_by(ballot: TrendBallot) -> dict[int, TrendAssessment]:
    """Trend → what the member said of it."""
    return {row.trend_id: row for row in ballot.assessments.all()}


def is_whole(said: TrendAssessment | None) -> bool:
    """Whether nothing is left to say of a trend."""
    return bool(said and (said.cannot or (said.horizon_id and said.impact and said.uncertainty)))


def whole(said: Iterable[TrendAssessment]) -> int:
    return sum(map(is_whole, said))
