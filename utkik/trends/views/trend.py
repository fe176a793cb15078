"""A trend's page: what it means here, what is going on, for whom, what is said about it, and how it came to be."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.signals import talking
from utkik.trends import adapt, consequences, history, refusals, standing, wording
from utkik.trends.models import Call, EditionTrend, Proposal, Trend
from utkik.trends.views.find import trend_of
from utkik.trends.views.listing import horizon_picture
from utkik.web import said


@require_safe
@allowed("reader")
def trend(request: MemberRequest, number: int) -> HttpResponse:
    found = trend_of(request, number)
    now = standing.of(request.organisation, [found])
    moved = now.moved[found.pk]
    context = talking.context(found.conversation, request.member, answering=request.GET.get("answer", "")) | {
        "trend": found,
        "moved": moved,
        "movement": wording.movement(moved.change, moved.was.horizon_name.lower() if moved.was else ""),
        "horizon_picture": horizon_picture(moved, now.rings),
        "place": _place(request, found),
        "trail": _trail(found),
        "year": request.organisation.today().year,
        "committees": consequences.rows(found),
        "open_call": _open_call(request, found),
        "history": history.of(found),
        "others": _neighbours(request, found),
        "proposals": _proposals(request, found),
    }
    return render(request, "trends/trend.html", context)


@require_POST
@allowed("scanner")
def end(request: MemberRequest, number: int) -> HttpResponse:
    """Take it off the list: POST `why`."""
    found = trend_of(request, number)
    if adapt.end(found, by=request.member, ground=adapt.Ground(request.POST.get("why", ""))):
        undo = reverse("trends:resume", args=[request.organisation.slug, number])
        said.say(request, _("The trend is taken off the list"), undo_url=undo)
    return redirect(found.get_absolute_url())


@require_POST
@allowed("scanner")
def resume(request: MemberRequest, number: int) -> HttpResponse:
    """Take it up again."""
    found = trend_of(request, number)
    try:
        if adapt.resume(found, by=request.member):
            said.say(request, _("The trend is on the list again"))
    except refusals.TrendRefused as refused:
        said.say(request, refused.said())
    return redirect(found.get_absolute_url())


def _place(request: MemberRequest, found: Trend) -> tuple[int, int] | None:
    """Which of how many it is; nothing when it is followed no more."""
    numbers = list(Trend.objects.for_member(request.member).standing().values_list("number", flat=True))
    return (numbers.index(found.number) + 1, len(numbers)) if found.number in numbers else None


def _trail(found: Trend) -> list[EditionTrend]:
    """Its way through the editions, the latest four."""
    kept = EditionTrend.objects.for_organisation(found.organisation_id).filter(trend=found)
    return list(kept.select_related("edition").order_by("-edition__number")[:4])[::-1]


def _open_call(request: MemberRequest, found: Trend) -> Call | None:
    """The open call that asks about it: where a committee without consequence is written to."""
    if not request.member.is_analyst:
        return None
    return Call.objects.for_member(request.member).open().filter(trends__trend=found).order_by("-opened_at").first()


def _neighbours(request: MemberRequest, found: Trend) -> list[dict[str, Any]]:
    """Followed trends that carry on the same trend of an earlier framework."""
    if found.origin is None:
        return []
    linked = [pk for pk in (found.origin.follows_id, *found.origin.followed_by.values_list("pk", flat=True)) if pk]
    rows = Trend.objects.for_member(request.member).standing().filter(origin__in=linked).exclude(pk=found.pk)
    return [{"name": row.name, "url": row.get_absolute_url()} for row in rows.select_related("organisation")]


def _proposals(request: MemberRequest, found: Trend) -> list[Proposal]:
    """Those that wait, as far as the member sees them."""
    waiting = Proposal.objects.seen_by(request.member).waiting().filter(trend=found)
    return list(waiting.select_related("unit", "by"))
