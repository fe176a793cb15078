"""Working material, out for input, settled: how an analysis goes on, and back while it is not settled."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import refusals
from utkik.reports.analysis import telling, texts, write
from utkik.reports.models import Analysis, AnalysisPart


@transaction.atomic
def send_out(analysis: Analysis, due_on: date | None, *, by: Membership) -> Analysis:
    """Let every unit that has a part read and comment on it, until a day; tell its members. Raises NothingToSend."""
    analysis = write.hold(analysis)
    if not any(chapter.consequences.all() for chapter in texts.chapters_of(analysis)):
        raise refusals.NothingToSend
    sent = _set(analysis, Analysis.State.OUT, due_on, by)
    telling.ask(sent)
    return sent


@transaction.atomic
def take_back(analysis: Analysis, *, by: Membership) -> Analysis:
    """Working material again; what was said stays. A settled one may be taken up again for its next edition."""
    return _set(write.hold(analysis), Analysis.State.WORKING, None, by)


def asked_of(member: Membership) -> list[AnalysisPart]:
    """Parts that the member's own unit is asked to comment on now."""
    if not member.unit_id:
        return []
    out = AnalysisPart.objects.for_member(member).filter(unit=member.unit_id, analysis__state=Analysis.State.OUT)
    return list(out.select_related("analysis", "unit").order_by("-analysis__year"))


def settle(analysis: Analysis, *, by: Membership) -> None:
    """Settled: its edition is frozen (inside the caller's transaction)."""
    _set(analysis, Analysis.State.SETTLED, None, by)


def may_comment(part: AnalysisPart, member: Membership) -> bool:
    """Members of the unit, while the analysis is out for input."""
    return part.analysis.is_out and is_of(part, member)


def is_of(part: AnalysisPart, member: Membership) -> bool:
    return member.left_at is None and member.unit_id == part.unit_id


def _set(analysis: Analysis, state: Analysis.State, due_on: date | None, by: Membership) -> Analysis:
    if (analysis.state, analysis.due_on) != (state, due_on):
        before = analysis.state
        analysis.state, analysis.due_on = state, due_on
        analysis.save(update_fields=["state", "due_on"])
        log.record("analysis.state", analysis, by=by, changed=["state"], details={"from": before, "to": str(state)})
    return analysis
