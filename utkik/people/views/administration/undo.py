"""Taking back what was changed here."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utkik.people import changes, leave
from utkik.people.access import allowed, has_right
from utkik.people.asking import MemberRequest
from utkik.people.models import Act, Organisation
from utkik.text.numbers import numbers
from utkik.web import said

ANALYSTS = {"people.Area", "people.Place", "people.Horizon", "people.Kind", "people.Unit"}


def undo_address(request: MemberRequest, acts: Sequence[Act | None]) -> str:
    """Where one POST takes back all of the acts."""
    which = "-".join(str(act.pk) for act in acts if act)
    return reverse("people:undo", args=[request.organisation.slug, which])


@require_POST
@allowed("analyst", "administrator")
def undo(request: MemberRequest, which: str) -> HttpResponse:
    """All of the acts, the newest first, or none."""
    keys = numbers(which.split("-"))[:500]
    acts = list(Act.objects.for_member(request.member).filter(pk__in=keys).order_by("-pk"))
    if not acts or len(acts) != len(set(keys)) or not all(may_undo(request, act) for act in acts):
        raise Http404
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=request.organisation.pk)
            for act in acts:
                changes.undo(act, by=request.member)
            if any(act.thing == "people.Membership" for act in acts):
                leave.check_that_somebody_can(request.organisation)
    except leave.LastOne as refused:
        said.say(request, refused.text)
    except changes.CannotUndo:
        said.say(request, _("It cannot be undone: it was changed again since."))
    else:
        said.say(request, _("Undone."))
    return redirect(back_to(request, acts[0]))


def may_undo(request: MemberRequest, act: Act) -> bool:
    """Lists are the analysts'; the administrator's mark and the look the administrators'; roles and limits both."""
    if act.thing in ANALYSTS:
        return has_right(request.member, "analyst")
    fields = set(act.details.get("before", {}))
    if fields & {"is_administrator", "accent", "signal_colour", "logo", "language"}:
        return has_right(request.member, "administrator")
    if fields & {"lift_min", "lift_max"}:
        return has_right(request.member, "analyst")
    return act.thing in ("people.Membership", "people.Organisation")


def back_to(request: MemberRequest, act: Act) -> str:
    """The page on which the thing stands."""
    slug = request.organisation.slug
    pages = {"people.Area": "areas", "people.Place": "places", "people.Horizon": "horizons"}
    pages |= {"people.Kind": "kinds", "people.Unit": "units"}
    if act.thing in pages:
        return reverse("people:list", args=[slug, pages[act.thing]])
    if act.thing == "people.Membership":
        return reverse("people:members", args=[slug])
    if {"accent", "signal_colour", "logo"} & set(act.details.get("before", {})):
        return reverse("people:look", args=[slug])
    return reverse("people:settings", args=[slug])
