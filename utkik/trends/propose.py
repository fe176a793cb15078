"""Proposing: a change of a trend's words, a new trend, or to take one off; from a unit, or from the group."""

from __future__ import annotations

from django.db import transaction

from utkik.people import log
from utkik.people.models import Membership, Unit
from utkik.text.normal import nfc, one_line
from utkik.trends import adapt, refusals
from utkik.trends.models import Answer, Proposal, Trend

Sort, State = Proposal.Sort, Proposal.State


def propose(
    *,
    by: Membership,
    sort: str,
    trend: Trend | None = None,
    name: str = "",
    text: str = "",
    why: str = "",
    source: str = "",
    unit: Unit | None = None,
) -> Proposal:
    """Lay a proposal for the analysts. `source`: where it comes from, in words (a forum, a visit).

    Of a change, name and text hold what should stand; left empty they stay. Raises NothingProposed.
    """
    name, text = tidy(sort, trend, name, text)
    with transaction.atomic():
        proposal = Proposal.objects.create(
            organisation_id=by.organisation_id,
            unit=unit,
            sort=sort,
            trend=trend,
            name=name,
            text=text,
            why=nfc(why).strip()[: adapt.WHY],
            source=one_line(source)[: adapt.SOURCE],
            by=by,
        )
        log.record("proposal.made", proposal, by=by, details={"sort": sort, "trend": trend.pk if trend else None})
    return proposal


def under(answer: Answer, *, by: Membership, sort: str, name: str = "", text: str = "", why: str = "") -> None:
    """What a unit proposes under one of its answers; `sort` "" takes it back. It waits for nobody until the unit hands
    in. A proposal that is answered already stays as it is. Raises NothingProposed."""
    rows = Proposal.objects.for_organisation(answer.organisation_id).select_for_update()
    held = rows.filter(answer=answer).first()
    if held and held.is_decided:
        return
    if not sort:
        if held:
            held.delete()
        return
    trend = answer.trend if sort != Sort.ADDITION else None
    name, text = tidy(sort, trend, name, text)
    handed_in = answer.call_unit.is_handed_in
    Proposal.objects.update_or_create(
        organisation_id=answer.organisation_id,
        answer=answer,
        defaults={
            "call_unit": answer.call_unit,
            "unit": answer.call_unit.unit,
            "sort": sort,
            "trend": trend,
            "name": name,
            "text": text,
            "why": nfc(why).strip()[: adapt.WHY],
            "by": by,
            "state": State.OPEN if handed_in else State.DRAFT,
        },
    )


def tidy(sort: str, trend: Trend | None, name: str, text: str) -> tuple[str, str]:
    """The words as they are kept: of a change only what differs. Raises NothingProposed when nothing is left."""
    name, text = one_line(name)[: adapt.NAME], nfc(text).strip()[: adapt.TEXT]
    if sort == Sort.REMOVAL and trend:
        return "", ""
    if sort == Sort.CHANGE and trend:
        name, text = "" if name == trend.name else name, "" if text == trend.text else text
        if name or text:
            return name, text
    if sort == Sort.ADDITION and name:
        return name, text
    raise refusals.NothingProposed
