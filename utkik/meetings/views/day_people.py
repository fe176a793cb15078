"""Who is asked to a theme day: the list, and sending it on a page of its own (R6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.meetings import day_shown, inviting, wrong
from utkik.meetings.day_forms import GuestForm
from utkik.meetings.models import DayInvitation, ThemeDay
from utkik.meetings.views.days import day_of
from utkik.meetings.views.filling import Sheet, fill
from utkik.people import limits, mail
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership, Unit
from utkik.people.once import once
from utkik.text.numbers import number
from utkik.web import said

EVERYBODY = "all"


@require_safe
@allowed("scanner")
def invitations(request: MemberRequest, pk: int) -> HttpResponse:
    """The list with the answers, and whom to put on it."""
    day = day_of(request, pk)
    listed = day.invitations.standing().select_related("member__unit", "guest")
    rows = sorted(listed, key=lambda one: (one.member.sort_key if one.member else "", one.name))
    known = {one.member_id for one in rows if one.member_id}
    members = Membership.objects.for_member(request.member).present()
    units = Unit.objects.for_member(request.member).standing().filter(members__left_at=None, members__isnull=False)
    context = {
        "day": day,
        "members": [one for one in rows if one.member_id],
        "guests": [(one, _link(request, one)) for one in rows if one.guest_id],
        "others": [member for member in members if member.pk not in known],
        "units": units.distinct(),
        "waiting": sum(one.sent_at is None for one in rows),
        "can_send": mail.can_send(),
        **day_shown.tally(day),
    }
    return render(request, "meetings/invitations.html", context)


def _link(request: MemberRequest, invitation: DayInvitation) -> str:
    """A guest's own address, for an analyst who gives it on where no mail goes out."""
    if not request.member.is_analyst or invitation.guest is None or invitation.sent_at is None:
        return ""
    return inviting.guest_link(invitation.guest)


@require_POST
@allowed("scanner")
def list_members(request: MemberRequest, pk: int) -> HttpResponse:
    """One member, everybody of a unit, or all members."""
    day = day_of(request, pk)
    whom = request.POST.get("whom", "")
    members = Membership.objects.for_member(request.member).present()
    kind, _sign, key = whom.partition("-")
    if kind == "unit":
        members = members.filter(unit=number(key) or 0)
    elif whom != EVERYBODY:
        members = members.filter(pk=number(key) or 0)
    added = inviting.add_members(day, members, by=request.member)
    words = ngettext("%(count)d is put on the list", "%(count)d are put on the list", added) % {"count": added}
    said.say(request, words if added else _("Everyone there is on the list already"))
    return _to_list(day)


@allowed("scanner")
@once
def list_guest(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody from outside."""
    day = day_of(request, pk)

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        try:
            inviting.add_guest(day, by=request.member, **told)
        except limits.TooOften:
            said.say(request, _("Too many guests were put on lists today. Try again tomorrow."))
        else:
            said.say(request, _("The guest is put on the list"))
        return _to_list(day)

    sheet = Sheet(
        heading=_("Put a guest on the list"),
        key=f"theme-day-{day.pk}-guest",
        back=reverse("meetings:invitations", args=[request.organisation.slug, day.pk]),
        back_words=_("Invitations"),
        save=_("Put on the list"),
        lead=_("A guest reads about this day, answers, and sees nothing else. A month after the day it is over."),
    )
    return fill(request, sheet, GuestForm, act)


@require_POST
@allowed("scanner")
def unlist(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    """Off the list; a guest's address is dead at once."""
    found = _invitation(request, day_of(request, pk), row, removed=False)
    if inviting.drop(found, by=request.member):
        undo = reverse("meetings:list_again", args=[request.organisation.slug, pk, row])
        said.say(request, _("%(name)s is off the list") % {"name": found.name}, undo_url=undo)
    return _to_list(found.day)


@require_POST
@allowed("scanner")
def list_again(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    found = _invitation(request, day_of(request, pk), row, removed=True)
    if inviting.restore(found, by=request.member):
        said.say(request, _("%(name)s is on the list again") % {"name": found.name})
    return _to_list(found.day)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def send_invitations(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first: how many get it, and by what way. Then send, once however often the form comes."""
    day = day_of(request, pk)
    if request.method != "POST":
        return _confirm(request, day)
    try:
        return _send(request, day)
    except wrong.MeetingRefused as refused:
        return _confirm(request, day, errors=[("", refused.said())], status=409)


@once
def _send(request: MemberRequest, day: ThemeDay) -> HttpResponse:
    count = inviting.send(day, by=request.member)
    words = ngettext("%(count)d invitation is sent", "%(count)d invitations are sent", count) % {"count": count}
    said.say(request, words)
    return _to_list(day)


def _confirm(
    request: MemberRequest, day: ThemeDay, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    waiting = list(day.invitations.unsent().select_related("member", "guest"))
    context = {
        "day": day,
        "when": inviting.when(day),
        "members": sum(one.member_id is not None for one in waiting),
        "guests": sum(one.guest_id is not None for one in waiting),
        "count": len(waiting),
        "can_send": mail.can_send(),
        "errors": errors,
    }
    return render(request, "meetings/send_invitations.html", context, status=status)


def _invitation(request: MemberRequest, day: ThemeDay, pk: int, *, removed: bool) -> DayInvitation:
    mine = DayInvitation.objects.for_member(request.member).filter(day=day, removed_at__isnull=not removed)
    return get_object_or_404(mine.select_related("day__organisation", "member", "guest"), pk=pk)


def _to_list(day: ThemeDay) -> HttpResponse:
    return redirect("meetings:invitations", day.organisation.slug, day.pk)
