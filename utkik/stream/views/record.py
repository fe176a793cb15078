"""A person's own decisions of the last thirty days, each with its way back."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.stream import headings, undo
from utkik.stream.models import Change

MOST = 200


@require_safe
@allowed("scanner")
def decisions(request: MemberRequest) -> HttpResponse:
    """The newest first, at most two hundred."""
    found = list(undo.undoable(request.member)[:MOST])
    changes = Change.objects.for_member(request.member).filter(decision__in=found).select_related("entry__sighting")
    first = {change.decision_id: change for change in changes.order_by("-pk")}
    rows = [
        {
            "decision": decision,
            "text": headings.told(decision, first.get(decision.pk)),
            "change": first.get(decision.pk),
        }
        for decision in found
    ]
    return render(request, "stream/decisions.html", {"rows": rows})
