"""What a committee says of its own part while the analysis is out for input, and what the group answers."""

from __future__ import annotations

from django.db import transaction

from utkik import clock
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports import refusals
from utkik.reports.analysis import states
from utkik.reports.models import AnalysisComment, AnalysisPart
from utkik.text.normal import nfc
from utkik.trends.models import Trend

LONGEST = 2_000


def standing(part: AnalysisPart) -> list[AnalysisComment]:
    """What was said of the part and not taken back, oldest first."""
    mine = AnalysisComment.objects.for_organisation(part.organisation_id).filter(part=part, removed_at=None)
    return list(mine.select_related("by", "trend", "answered_by").order_by("at", "pk"))


@transaction.atomic
def say(part: AnalysisPart, text: str, *, by: Membership, trend: Trend | None = None) -> AnalysisComment:
    """Comment on the part, or on what one trend means for the unit. Raises NotOut, NothingSaid."""
    if not states.may_comment(part, by):
        raise refusals.NotOut
    said = nfc(text).strip()[:LONGEST]
    if not said:
        raise refusals.NothingSaid
    made = AnalysisComment.objects.create(
        organisation_id=part.organisation_id, part=part, trend=trend, text=said, by=by
    )
    log.record("analysis.commented", part.analysis, by=by, details={"comment": made.pk, "unit": part.unit_id})
    return made


@transaction.atomic
def take_back(comment: AnalysisComment, *, by: Membership, again: bool = False) -> bool:
    """Take one's own comment back, or say it `again`. False for another's, or when it is so already."""
    if comment.by_id != by.pk or bool(comment.removed_at) is not again:
        return False
    comment.removed_at = None if again else clock.now()
    comment.save(update_fields=["removed_at"])
    verb = "analysis.comment_restored" if again else "analysis.comment_removed"
    log.record(verb, comment.part.analysis, by=by, details={"comment": comment.pk})
    return True


@transaction.atomic
def answer(comment: AnalysisComment, text: str, *, by: Membership) -> None:
    """Say what became of it; the unit reads it. An empty answer takes the former back."""
    said = nfc(text).strip()[:LONGEST]
    comment.answer = said
    comment.answered_at, comment.answered_by = (clock.now(), by) if said else (None, None)
    comment.save(update_fields=["answer", "answered_at", "answered_by"])
    log.record("analysis.answered", comment.part.analysis, by=by, details={"comment": comment.pk})
