"""Who is invited to a forum: units, the group and guests; sending it is a page of its own (R6)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.meetings import convening, seats, summing, wrong
from utkik.meetings.day_forms import GuestForm
from utkik.meetings.models import Forum, ForumGuest
from utkik.meetings.views.filling import Sheet, fill
from utkik.meetings.views.forums import forum_of
from utkik.people import limits, mail
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Act
from utkik.people.once import once
from utkik.web import said


@require_safe
@allowed("scanner")
def forum_people(request: MemberRequest, pk: int) -> HttpResponse:
    """Who was invited, who waits, and the guests with their links."""
    found = forum_of(request, pk)
    listed = list(found.guests.standing().select_related("guest"))
    context = {
        "forum": found,
        "units": [row.unit for row in found.units.select_related("unit")],
        "members": list(found.invited.select_related("member__unit").order_by("member__sort_key")),
        "waiting": summing.to_invite(found),
        "guests": [(seat, _link(request, seat)) for seat in listed if seat.way == seats.LINK],
        "by_code": [seat for seat in listed if seat.way == seats.CODE],
        "unsent": sum(seat.way == seats.LINK and seat.sent_at is None for seat in listed),
        "last_day": convening.last_moment(found),
        "can_send": mail.can_send(),
    }
    return render(request, "meetings/forum_people.html", context)


def _link(request: MemberRequest, seat: ForumGuest) -> str:
    """A guest's own address, for an analyst who gives it on."""
    if not request.member.is_analyst or seat.sent_at is None or seat.guest.ended_at:
        return ""
    return seats.link(seat)


@allowed("scanner")
@once
def add_forum_guest(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody from a firm, an association or another municipality."""
    found = forum_of(request, pk)
    back = reverse("meetings:forum_people", args=[request.organisation.slug, found.pk])

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        try:
            seats.add(found, by=request.member, **told)
        except limits.TooOften:
            said.say(request, _("Too many guests were put on lists today. Try again tomorrow."))
        else:
            said.say(request, _("The guest is put on the list"))
        return redirect(back)

    sheet = Sheet(
        heading=_("Put a guest on the list"),
        key=f"forum-{found.pk}-guest",
        back=back,
        back_words=_("Invited to the forum"),
        save=_("Put on the list"),
        lead=_("A guest takes part in this forum and sees nothing else. When it ends their address is deleted; their "
               "name stays beside what they said."),
    )  # fmt: skip
    return fill(request, sheet, GuestForm, act)


@require_POST
@allowed("scanner")
def drop_forum_guest(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    """Off the list; what opened the forum for them is dead at once."""
    seat = _seat(request, forum_of(request, pk), row, removed=False)
    slug = request.organisation.slug
    if seats.drop(seat, by=request.member):
        undo = reverse("meetings:restore_forum_guest", args=[slug, pk, row])
        said.say(request, _("%(name)s is off the list") % {"name": seat.guest.name}, undo_url=undo)
    return redirect("meetings:forum_people", slug, pk)


@require_POST
@allowed("scanner")
def restore_forum_guest(request: MemberRequest, pk: int, row: int) -> HttpResponse:
    seat = _seat(request, forum_of(request, pk), row, removed=True)
    if seats.restore(seat, by=request.member):
        said.say(request, _("%(name)s is on the list again") % {"name": seat.guest.name})
    return redirect("meetings:forum_people", request.organisation.slug, pk)


@require_POST
@allowed("scanner")
def drop_by_code(request: MemberRequest, pk: int) -> HttpResponse:
    """Everybody who came by the code at once, and the code with them."""
    found = forum_of(request, pk)
    slug = request.organisation.slug
    if dropped := seats.drop_by_code(found, by=request.member):
        undo = reverse("meetings:restore_by_code", args=[slug, pk, dropped.pk])
        count = len(dropped.details["seats"])
        words = ngettext(
            "%(count)d who came by the code is off the list, and the code is closed",
            "%(count)d who came by the code are off the list, and the code is closed",
            count,
        )
        said.say(request, words % {"count": count}, undo_url=undo)
    return redirect("meetings:forum_people", slug, pk)


@require_POST
@allowed("scanner")
def restore_by_code(request: MemberRequest, pk: int, act: int) -> HttpResponse:
    found = forum_of(request, pk)
    mine = Act.objects.for_member(request.member).filter(verb="forum.code_guests_dropped", thing_id=found.pk)
    dropped = get_object_or_404(mine, pk=act)
    if seats.restore_by_code(found, dropped, by=request.member):
        said.say(request, _("They are on the list again. The code is still closed."))
    return redirect("meetings:forum_people", request.organisation.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def invite_to_forum(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first: how many get it, and by what way. Then send, once however often the form comes."""
    found = forum_of(request, pk)
    if request.method != "POST":
        return _confirm(request, found)
    try:
        return _send(request, found)
    except wrong.MeetingRefused as refused:
        return _confirm(request, found, errors=[("", refused.said())], status=409)


@once
def _send(request: MemberRequest, forum: Forum) -> HttpResponse:
    count = summing.send(forum, by=request.member)
    words = ngettext("%(count)d invitation is sent", "%(count)d invitations are sent", count) % {"count": count}
    said.say(request, words)
    return redirect("meetings:forum_people", request.organisation.slug, forum.pk)


def _confirm(
    request: MemberRequest, forum: Forum, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    members = summing.to_invite(forum)
    guests = forum.guests.standing().filter(sent_at=None, way=seats.LINK).count()
    context = {
        "forum": forum,
        "when": summing.when(forum),
        "members": len(members),
        "guests": guests,
        "count": len(members) + guests,
        "can_send": mail.can_send(),
        "errors": errors,
    }
    return render(request, "meetings/invite_to_forum.html", context, status=status)


def _seat(request: MemberRequest, forum: Forum, pk: int, *, removed: bool) -> ForumGuest:
    mine = ForumGuest.objects.for_member(request.member).filter(forum=forum, removed_at__isnull=not removed)
    return get_object_or_404(mine.select_related("guest", "forum"), pk=pk)
