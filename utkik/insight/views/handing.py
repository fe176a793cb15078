"""Handing over: every area with who holds it, and what those who left have left behind."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from utkik.insight import handing, still_held
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.changes import CannotUndo
from utkik.people.models import Act, Area, Membership
from utkik.signals.models import Signal
from utkik.text.numbers import number
from utkik.web import said
from utkik.web.spelled import spelled


@require_safe
@allowed("scanner")
def page(request: MemberRequest) -> HttpResponse:
    """Every area and what lies in it; drafts of those who left."""
    return _page(request)


def _page(request: MemberRequest, errors: list[tuple[str, str]] | None = None, status: int = 200) -> HttpResponse:
    member = request.member
    rows = handing.held(member)
    group = list(Membership.objects.for_member(member).group())
    context = {
        "rows": [(row, handing.may_hand_over(row.area, member), _receivers(row.area, group, member)) for row in rows],
        "drafts": handing.left_behind(member),
        "held": still_held.by_leavers(member),
        "finding": _finding(rows),
        "errors": errors or [],
    }
    return render(request, "insight/handing.html", context, status=status)


def _receivers(area: Area, group: list[Membership], member: Membership) -> list[Membership]:
    """Whom the area can be handed to: the deputy first. An area without an owner is taken over by oneself."""
    if area.owner_id is None and not member.is_analyst:
        return [member]
    others = [person for person in group if person.pk != area.owner_id]
    return sorted(others, key=lambda person: person.pk != area.deputy_id)


def _finding(rows: list[handing.Held]) -> str:
    without = sum(row.area.owner_id is None for row in rows)
    alone = sum(row.area.owner_id is not None and row.area.deputy_id is None for row in rows)
    if without:
        return ngettext("One area has no owner", "%(without)s areas have no owner", without) % {
            "without": spelled(without, begins=True)
        }
    if alone:
        return ngettext("One area has no deputy", "%(alone)s areas have no deputy", alone) % {
            "alone": spelled(alone, begins=True)
        }
    return _("Every area has an owner and a deputy") if rows else _("Handing over")


@require_POST
@allowed("scanner")
def hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    """An area to a colleague, with all that waits in it."""
    area = get_object_or_404(Area.objects.for_member(request.member).valid().select_related("owner", "deputy"), pk=pk)
    to = Membership.objects.for_member(request.member).group().filter(pk=number(request.POST.get("to")) or 0).first()
    if to is None:
        return _page(request, [(f"to-{pk}", _("Choose who gets the area."))], status=422)
    try:
        act = handing.hand_over(area, to, by=request.member)
    except handing.NotAColleague:
        return _page(request, [(f"to-{pk}", _("Choose somebody else of the group."))], status=422)
    undo = reverse("insight:take_back", args=[request.organisation.slug, act.pk])
    said.say(request, _("%(area)s: %(name)s is the owner now.") % {"area": area.name, "name": to.name}, undo_url=undo)
    return redirect("insight:handing", request.organisation.slug)


@require_POST
@allowed("scanner")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo a hand-over of one's own."""
    mine = Act.objects.for_member(request.member).filter(member=request.member, verb=handing.HANDED_OVER)
    try:
        handing.take_back(get_object_or_404(mine, pk=pk), by=request.member)
    except CannotUndo:
        said.say(request, _("It cannot be undone: it was changed again since."))
    else:
        said.say(request, _("Undone."))
    return redirect("insight:handing", request.organisation.slug)


@require_POST
@allowed("scanner")
def take_over(request: MemberRequest, number: int) -> HttpResponse:
    """A draft of somebody who left becomes one's own."""
    draft = get_object_or_404(Signal.objects.for_member(request.member).drafts(), number=number)
    if handing.take_over(draft, by=request.member):
        said.say(request, _("The draft is yours."))
        return redirect("signals:edit", request.organisation.slug, draft.number)
    said.say(request, _("Somebody has the draft already."))
    return redirect("insight:handing", request.organisation.slug)
