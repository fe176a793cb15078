"""Answering a proposal: accepted, adapted or declined; the one who proposed sees the reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.people import log, mail
from utkik.people.models import Membership
from utkik.text.normal import nfc
from utkik.trends import adapt, propose, refusals
from utkik.trends.models import Proposal

Sort, State = Proposal.Sort, Proposal.State
REASON = 600


def accept(proposal: Proposal, *, by: Membership, reason: str = "") -> Proposal:
    """Do as proposed. Raises AlreadyDecided, ProposalChanged, and what the change itself raises."""
    return _decide(proposal, State.ACCEPTED, by=by, reason=reason, name=proposal.name, text=proposal.text)


def adapt_it(proposal: Proposal, *, by: Membership, reason: str, name: str = "", text: str = "") -> Proposal:
    """Do something like it, in the analyst's words. Raises ReasonMissing, AlreadyDecided, ProposalChanged,
    NothingProposed."""
    return _decide(proposal, State.ADAPTED, by=by, reason=reason, name=name, text=text)


def decline(proposal: Proposal, *, by: Membership, reason: str) -> Proposal:
    """Leave things as they are. Raises ReasonMissing, AlreadyDecided, ProposalChanged."""
    return _decide(proposal, State.DECLINED, by=by, reason=reason, name="", text="")


@transaction.atomic
def _decide(proposal: Proposal, state: str, *, by: Membership, reason: str, name: str, text: str) -> Proposal:
    rows = Proposal.objects.for_organisation(proposal.organisation_id).select_for_update(of=("self",))
    held = rows.select_related("unit", "trend").get(pk=proposal.pk)
    if held.state != State.OPEN:
        raise refusals.AlreadyDecided
    if held.mark != proposal.mark:  # what the analyst read is what is answered
        raise refusals.ProposalChanged
    held.reason = nfc(reason).strip()[:REASON]
    if state != State.ACCEPTED and not held.reason:
        raise refusals.ReasonMissing
    if state != State.DECLINED:
        _carry_out(held, state, name, text, by=by)
    held.state, held.decided_by, held.decided_at = state, by, clock.now()
    held.save(update_fields=["state", "reason", "decided_by", "decided_at", "trend"])
    log.record(f"proposal.{state}", held, by=by, details={"sort": held.sort})
    return held


def _carry_out(held: Proposal, state: str, name: str, text: str, *, by: Membership) -> None:
    """What the decision does to the trends. An adapted removal changes the words instead."""
    why = held.why or held.reason
    source = held.source or (held.unit.name if held.unit else "")
    ground = adapt.Ground(why, source, held.unit, held)
    if held.sort == Sort.REMOVAL and state == State.ACCEPTED:
        assert held.trend is not None
        adapt.end(held.trend, by=by, ground=ground)
        return
    if held.sort == Sort.ADDITION:
        held.trend = adapt.add(by=by, name=name, text=text, ground=ground)
        return
    assert held.trend is not None
    name, text = propose.tidy(Sort.CHANGE, held.trend, name, text)
    values: dict[str, Any] = ({"name": name} if name else {}) | ({"text": text} if text else {})
    adapt.change(held.trend, values, by=by, ground=ground)


def tell(decided: Iterable[Proposal]) -> int:
    """Write to those whose proposals were answered, one message each. Returns how many messages."""
    theirs: dict[Membership, list[Proposal]] = {}
    for proposal in decided:
        person = proposal.call_unit.handed_in_by if proposal.call_unit else proposal.by
        if person and person.user and person.left_at is None and person.pk != proposal.decided_by_id:
            theirs.setdefault(person, []).append(proposal)
    for person, proposals in theirs.items():
        _write(person, proposals)
    return len(theirs)


def _write(person: Membership, proposals: list[Proposal]) -> None:
    home = person.organisation
    assert person.user is not None
    with mail.language_of(person.user, home) as language:
        path = reverse("trends:proposals", args=[home.slug])
        count = len(proposals)
        subject = ngettext("An answer to your proposal", "Answers to your %(count)s proposals", count) % {
            "count": count
        }
        lines = [_line(proposal) for proposal in proposals]
        text = "\n\n".join([*lines, _("All proposals: %(address)s") % {"address": f"{settings.UTKIK_URL}{path}"}])
    mail.put(
        home,
        address=person.user.email,
        occasion=f"proposals-{'-'.join(str(p.pk) for p in proposals)}"[:120],
        language=language,
        subject=subject,
        text=text,
        recipient=person,
    )


def _line(proposal: Proposal) -> str:
    about = proposal.trend.name if proposal.trend else proposal.name
    said = f"{about}: {proposal.get_state_display().lower()}."
    return f"{said} {proposal.reason}".strip()
