"""Opening a month's round over what was published since the last."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership, Organisation, Unit
from utkik.rounds import refusals
from utkik.rounds.models import Candidate, Criterion, Invitee, Round
from utkik.signals.models import Signal

POINTS = "points"


def waiting(organisation: Organisation, unit: Unit | None = None) -> QuerySet[Signal]:
    """Published signals that no round (of the unit) has judged, and parked ones whose day has come.

    A unit's signals are those of its areas. The whole judges the others, and those that a unit lifted.
    """
    judged = Candidate.objects.filter(signal=OuterRef("pk"), round__unit=unit)
    parked = Q(outcome="parked", outcome_on__lte=organisation.today())
    ours = Q(area__unit=unit) if unit else Q(area__unit=None) | Q(lift__isnull=False)
    published = Signal.objects.for_organisation(organisation).published().filter(ours)
    return published.filter(parked & Exists(judged) | ~Exists(judged)).order_by("published_at", "number")


def months(organisation: Organisation, unit: Unit | None = None) -> list[date]:
    """The months for which a round may be opened: this one, and the last where it had none."""
    this = organisation.today().replace(day=1)
    last = this.replace(month=this.month - 1) if this.month > 1 else date(this.year - 1, 12, 1)
    rounds = Round.objects.for_organisation(organisation).filter(unit=unit)
    taken = set(rounds.filter(period__in=[this, last]).values_list("period", flat=True))
    begun = rounds.exists()
    return [month for month in (this, last) if month not in taken and (month == this or begun or not taken)]


@transaction.atomic
def open_round(
    organisation: Organisation,
    period: date,
    *,
    by: Membership,
    closes_at: datetime | None = None,
    unit: Unit | None = None,
) -> Round:
    """Open the round of a month (any day in it) over the signals that wait.

    Raises MonthTaken, OneIsOpen, NothingToJudge or ClosesTooEarly.
    """
    rounds = Round.objects.for_organisation(organisation).filter(unit=unit)
    month = period.replace(day=1)
    if rounds.filter(period=month).exists():
        raise refusals.MonthTaken
    if rounds.exclude(state=Round.State.LOCKED).exists():
        raise refusals.OneIsOpen
    if closes_at and closes_at <= clock.now():
        raise refusals.ClosesTooEarly
    signals = list(waiting(organisation, unit))
    if not signals:
        raise refusals.NothingToJudge
    try:
        with transaction.atomic():
            opened = Round.objects.create(
                organisation=organisation,
                unit=unit,
                period=month,
                criterion=points(organisation),
                closes_at=closes_at,
                opened_at=clock.now(),
                opened_by=by,
            )
    except IntegrityError as taken:
        raise refusals.MonthTaken from taken
    _put_up(opened, signals)
    log.record("round.opened", opened, by=by, details={"signals": len(signals)})
    return opened


def points(organisation: Organisation) -> Criterion:
    """The organisation's criterion "points": ten to each judge, at most three on one signal."""
    made, _new = Criterion.objects.get_or_create(
        organisation=organisation,
        code=POINTS,
        removed_at=None,
        defaults={"name": gettext("Points"), "budget": 10, "most": 3},
    )
    return made


@transaction.atomic
def invite(round: Round, members: Iterable[Membership], *, by: Membership) -> int:
    """Ask contributors to judge in this round; returns how many were not asked before. Raises RoundClosed."""
    if not round.is_open:
        raise refusals.RoundClosed
    asked = 0
    for member in members:
        _row, new = Invitee.objects.get_or_create(
            organisation_id=round.organisation_id, round=round, member=member, defaults={"invited_by": by}
        )
        if new:
            asked += 1
            log.record("round.invited", round, by=by, details={"member": member.pk})
    return asked


@transaction.atomic
def uninvite(round: Round, member: Membership, *, by: Membership) -> bool:
    """Take an invitation back. False when there was nothing to take back.

    It works alike whether the member has begun or not, so that it tells nobody; what they gave is kept for the case
    that they are asked again, and does not count.
    """
    invitees = Invitee.objects.for_organisation(round.organisation_id).filter(round=round, member=member)
    if not round.is_open or not invitees.delete()[0]:
        return False
    round.ballots.filter(member=member).update(handed_in_at=None)
    log.record("round.uninvited", round, by=by, details={"member": member.pk})
    return True


def _put_up(opened: Round, signals: list[Signal]) -> None:
    Candidate.objects.bulk_create(
        Candidate(organisation_id=opened.organisation_id, round=opened, signal=signal, position=position)
        for position, signal in enumerate(signals, 1)
    )
