"""The plan as a calendar that a member's own calendar follows: outside the log-in, by an address nobody can guess."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from utkik.documents import calendar
from utkik.insight import subscribing
from utkik.insight.models import PlanDate
from utkik.meetings import events
from utkik.people.access import allowed, anyone
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.web import said

KEPT, AHEAD = timedelta(days=120), timedelta(days=540)
REFRESH = timedelta(hours=6)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def subscription(request: MemberRequest) -> HttpResponse:
    """The address to follow. POST makes one, and ends the one before it; or ends it alone."""
    if request.method == "POST":
        if request.POST.get("act") == "end":
            return _end(request)
        subscribing.make(request.member)
        said.say(request, _("The calendar has an address of its own now."))
        return redirect("insight:subscription", request.organisation.slug)
    found = subscribing.of(request.member)
    address = settings.UTKIK_URL + reverse("insight:calendar", args=[found.key]) if found else ""
    return render(request, "insight/subscription.html", {"address": address})


def _end(request: MemberRequest) -> HttpResponse:
    if subscribing.end(request.member):
        said.say(request, _("The subscription has ended. The address shows nothing any more."))
    return redirect("insight:subscription", request.organisation.slug)


@require_safe
@anyone
def file(request: HttpRequest, key: str) -> HttpResponse:
    """The agreed dates as a calendar file, in the organisation's language."""
    member = subscribing.behind(key)
    if member is None:
        raise Http404
    with translation.override((member.user.language if member.user else "") or member.organisation.language):
        content = calendar.calendar(
            _("Horizon scanning, %(organisation)s") % {"organisation": member.organisation.name},
            [*(_event(row, member) for row in _dates(member)), *_meetings(member)],
            refresh=REFRESH,
        )
    answer = HttpResponse(content, content_type=calendar.MEDIA_TYPE)
    answer["Content-Disposition"] = 'inline; filename="utkik.ics"'
    answer["Cache-Control"] = "private, max-age=600"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _dates(member: Membership) -> list[PlanDate]:
    since = member.organisation.today() - KEPT
    rows = PlanDate.objects.for_member(member).filter(on__gte=since).select_related("owner")
    return list(rows.order_by("on", "pk")[:500])


def _meetings(member: Membership) -> list[calendar.Event]:
    """Theme days and visits."""
    today = member.organisation.today()
    return events.of(member.organisation, today - KEPT, today + AHEAD)


def _event(row: PlanDate, member: Membership) -> calendar.Event:
    host = urlsplit(settings.UTKIK_URL).hostname or "utkik"
    who = ", ".join(name for name in (row.owner.name if row.owner else "", row.who) if name)
    return calendar.Event(
        uid=calendar.uid("plan", row.pk, host),
        summary=str(row),
        starts=row.on,
        changed_at=row.changed_at,
        description=who,
        address=settings.UTKIK_URL + reverse("insight:plan", args=[member.organisation.slug]),
        sequence=row.version,
        is_cancelled=row.removed_at is not None,
    )
