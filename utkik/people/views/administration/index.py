"""The front page of administration: what there is to look after, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from utkik.people import lists, mail
from utkik.people.access import allowed, has_right
from utkik.people.asking import MemberRequest
from utkik.people.models import Area, Delivery, Invitation, Membership
from utkik.work import failures


@dataclass(frozen=True)
class Line:
    """One page of administration: its name, where it is, how it stands."""

    name: str | Promise
    url: str
    stands: str


@require_safe
@allowed("analyst", "administrator")
def index(request: MemberRequest) -> HttpResponse:
    """What the member may look after."""
    groups = []
    if has_right(request.member, "analyst"):
        groups.append((_("The work"), _work(request)))
    groups.append((_("People"), _people(request)))
    if has_right(request.member, "administrator"):
        groups.append((_("The installation"), _installation(request)))
    return render(request, "people/administration/index.html", {"groups": groups, "finding": finding(request)})


def finding(request: MemberRequest) -> str:
    """What most needs somebody: work that stopped, areas without an owner; else that nothing does."""
    stopped = stopped_work(request.member) if has_right(request.member, "administrator") else 0
    if stopped:
        return ngettext("One piece of work has stopped", "%(count)d pieces of work have stopped", stopped) % {
            "count": stopped
        }
    lonely = without_owner(request.member)
    if lonely and has_right(request.member, "analyst"):
        return ngettext("One area has no owner", "%(without)s areas have no owner", lonely) % {"without": lonely}
    return _("Nothing is waiting for you here")


def without_owner(member: Membership) -> int:
    return Area.objects.for_member(member).valid().filter(owner=None).count()


def stopped_work(member: Membership) -> int:
    """Parked rows, and messages of which nobody knows whether they arrived."""
    deliveries = Delivery.objects.for_member(member)
    unsure = mail.doubtful().filter(organisation=member.organisation_id).count()
    return failures.parked(member.organisation_id).count() + unsure + deliveries.filter(state="failed").count()


def _work(request: MemberRequest) -> list[Line]:
    lines = []
    for sort in lists.SORTS.values():
        rows = lists.standing(sort, request.member)
        names = ", ".join(row.name for row in rows[:4]) + (" …" if len(rows) > 4 else "")
        lines.append(Line(sort.title, _address(request, "list", sort.code), names or _("none yet")))
    organisation = request.organisation
    lifts = _("%(least)s to %(most)s signals are lifted each month") % {
        "least": organisation.lift_min,
        "most": organisation.lift_max,
    }
    lines.append(Line(_("Name and limits"), _address(request, "settings"), lifts))
    return lines


def _people(request: MemberRequest) -> list[Line]:
    count = Membership.objects.for_member(request.member).present().count()
    waiting = Invitation.objects.for_member(request.member).open().count()
    stands = ngettext("%(count)d member", "%(count)d members", count) % {"count": count}
    if waiting:
        stands += ", " + ngettext("one invitation waits", "%(count)d invitations wait", waiting) % {"count": waiting}
    lines = [Line(_("Members and invitations"), _address(request, "members"), stands)]
    if not has_right(request.member, "analyst"):
        lines.append(Line(_("Name and language"), _address(request, "settings"), request.organisation.name))
    return lines


def _installation(request: MemberRequest) -> list[Line]:
    look = (
        _("your own colours")
        if request.organisation.accent or request.organisation.signal_colour
        else _("as delivered")
    )
    stopped = stopped_work(request.member)
    waiting = Delivery.objects.for_member(request.member).filter(state="waiting").count()
    work = (
        ngettext("one has stopped", "%(count)d have stopped", stopped) % {"count": stopped}
        if stopped
        else _("all is well")
    )
    sent = _("mail goes out") if mail.can_send() else _("no mail goes out, read it here")
    if waiting:
        work += ", " + ngettext("one message waits", "%(count)d messages wait", waiting) % {"count": waiting}
    return [
        Line(_("Logo and colours"), _address(request, "look"), look),
        Line(_("Work and mail"), _address(request, "work"), work),
        Line(_("Messages"), _address(request, "messages"), sent),
        Line(_("Log"), _address(request, "log"), _("who did what")),
    ]


def _address(request: MemberRequest, name: str, *args: str) -> str:
    return reverse(f"people:{name}", args=[request.organisation.slug, *args])
