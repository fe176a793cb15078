"""Beginning a month's report from its round."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from utkik.people import log
from utkik.people.models import Membership, Role
from utkik.reports import refusals
from utkik.reports.models import Piece, PieceUnit, Report, ReportRevision
from utkik.reports.texts import snapshot
from utkik.rounds.models import Outcome, Round
from utkik.signals.models import Conversation, Signal


def begin(round: Round, *, by: Membership) -> Report:
    """The report of a locked round, with the lifted signals in their rank's order. Begun already: that one.

    Raises RoundNotLocked.
    """
    if not round.is_locked:
        raise refusals.RoundNotLocked
    known = _known(round)
    if known:
        return known
    try:
        return _make(round, by)
    except IntegrityError:  # a colleague was first
        known = _known(round)
        if known is None:
            raise
        return known


def lifted(round: Round) -> list[Signal]:
    """The signals the round lifted, best rank first."""
    outcomes = round.outcomes.filter(choice=Outcome.Choice.LIFTED).select_related("signal")
    return [row.signal for row in outcomes.order_by("rank", "-total", "signal__number")]


def add(report: Report, signal: Signal, position: int) -> Piece:
    """Give a signal its place, with the units it concerns (inside the caller's transaction)."""
    piece = Piece.objects.create(
        organisation_id=report.organisation_id, report=report, signal=signal, position=position
    )
    PieceUnit.objects.bulk_create(
        PieceUnit(organisation_id=report.organisation_id, piece=piece, unit=unit) for unit in signal.units.all()
    )
    return piece


def _known(round: Round) -> Report | None:
    mine = Report.objects.for_organisation(round.organisation_id)
    return mine.filter(period=round.period, unit=round.unit_id).first()


@transaction.atomic
def _make(round: Round, by: Membership) -> Report:
    organisation = round.organisation
    report = Report(
        organisation=organisation,
        unit=round.unit,
        period=round.period,
        round=round,
        language=organisation.language,
        created_by=by,
    )
    report.conversation = Conversation.objects.create(
        organisation=organisation,
        audience=Role.READER,
        title=report.month,
        path=f"/o/{organisation.slug}/reports/{report.month}",
    )
    report.save()
    for position, signal in enumerate(lifted(round), 1):
        add(report, signal, position)
    ReportRevision.objects.create(
        organisation=organisation, report=report, version=report.version, fields=snapshot(report), by=by
    )
    log.record("report.begun", report, by=by, details={"round": round.pk})
    return report
