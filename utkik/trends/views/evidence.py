"""What stands behind a trend: all of it on a page, and linking signals to trends from either side."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.signals import find as signals_find
from utkik.signals.models import Signal
from utkik.text.numbers import number as number_of
from utkik.trends import evidence, gathered
from utkik.trends.models import Evidence, Trend
from utkik.trends.views.find import trend_of
from utkik.web import said

A_PAGE, MOST_HITS = 50, 10


@require_safe
@allowed("reader")
def behind(request: MemberRequest, number: int) -> HttpResponse:
    """Every signal behind a trend, newest first; the group looks for more to link with ?q=."""
    trend = trend_of(request, number)
    rows = Evidence.objects.for_member(request.member).standing().filter(trend=trend)
    direction = request.GET.get("direction", "")
    if direction in evidence.Direction.values:
        rows = rows.filter(direction=direction)
    page = Paginator(rows.select_related("signal__organisation").newest_first(), A_PAGE).get_page(
        request.GET.get("page")
    )
    query = request.GET.get("q", "").strip()
    context = {
        "trend": trend,
        "gathered": gathered.of(trend),
        "page": page,
        "rows": page.object_list,
        "direction": direction,
        "directions": evidence.Direction.choices,
        "may_link": request.member.in_group and trend.stands,
        "query": query,
        "hits": _hits(request, trend, query) if request.member.in_group and query else [],
    }
    return render(request, "trends/behind.html", context)


def _hits(request: MemberRequest, trend: Trend, query: str) -> list[Signal]:
    linked = Evidence.objects.for_member(request.member).filter(trend=trend, removed_at=None).values("signal")
    found = signals_find.search(request.member, query).published().exclude(pk__in=linked)
    return list(found.select_related("organisation")[:MOST_HITS])


@require_POST
@allowed("scanner")
def link(request: MemberRequest, number: int) -> HttpResponse:
    """Link a signal: POST `signal` (its number), `direction`, `line`; `back` = "signal" leads to the signal's page.
    `pass` says that it has nothing to do with the trend."""
    return _link(request, trend_of(request, number))


@require_POST
@allowed("scanner")
def link_from_signal(request: MemberRequest) -> HttpResponse:
    """As `link`, the trend chosen in the form (POST `trend`, its number)."""
    return _link(request, trend_of(request, number_of(request.POST.get("trend")) or 0))


def _link(request: MemberRequest, trend: Trend) -> HttpResponse:
    wanted = number_of(request.POST.get("signal")) or 0
    signal = get_object_or_404(Signal.objects.seen_by(request.member).published(), number=wanted)
    if "pass" in request.POST:
        evidence.pass_over(trend, signal, by=request.member)
        undo = _undo(request, "trends:reconsider", trend.number, signal=str(signal.number))
        said.say(request, _("It is not suggested again."), undo_url=undo)
        return _back(request, trend, signal)
    direction = request.POST.get("direction") or evidence.Direction.SUPPORTS
    try:
        made = evidence.link(trend, signal, direction, by=request.member, line=request.POST.get("line", ""))
    except ValueError:
        return HttpResponse(status=400)
    text = _("Signal %(signal)d is linked to %(trend)s.") % {"signal": signal.number, "trend": trend.name}
    said.say(request, text, undo_url=_undo(request, "trends:unlink", trend.number, made.pk))
    return _back(request, trend, signal)


def _undo(request: MemberRequest, name: str, *args: int, **more: str) -> str:
    """The address that undoes an act and leads back to where it was done."""
    query = more | ({"back": "signal"} if _is_from_signal(request) else {})
    return reverse(name, args=[request.organisation.slug, *args]) + (f"?{urlencode(query)}" if query else "")


@require_POST
@allowed("scanner")
def unlink(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """The signal no longer stands behind the trend."""
    row = _row(request, number, pk)
    evidence.unlink(row, by=request.member)
    text = _("Signal %(signal)d is no longer linked to %(trend)s.")
    values = {"signal": row.signal.number, "trend": row.trend.name}
    said.say(request, text % values, undo_url=_undo(request, "trends:relink", number, row.pk))
    return _back(request, row.trend, row.signal)


@require_POST
@allowed("scanner")
def relink(request: MemberRequest, number: int, pk: int) -> HttpResponse:
    """Undo unlinking."""
    row = _row(request, number, pk)
    evidence.relink(row, by=request.member)
    return _back(request, row.trend, row.signal)


@require_POST
@allowed("scanner")
def reconsider(request: MemberRequest, number: int) -> HttpResponse:
    """Undo passing over (?signal= its number)."""
    trend = trend_of(request, number)
    wanted = number_of(request.GET.get("signal") or request.POST.get("signal")) or 0
    signal = get_object_or_404(Signal.objects.seen_by(request.member), number=wanted)
    evidence.reconsider(trend, signal, by=request.member)
    return _back(request, trend, signal)


def _row(request: MemberRequest, number: int, pk: int) -> Evidence:
    rows = Evidence.objects.for_member(request.member).select_related("trend__organisation", "signal__organisation")
    return get_object_or_404(rows, pk=pk, trend__number=number)


def _is_from_signal(request: MemberRequest) -> bool:
    return "signal" in (request.POST.get("back"), request.GET.get("back"))


def _back(request: MemberRequest, trend: Trend, signal: Signal) -> HttpResponse:
    if _is_from_signal(request):
        return redirect(f"{signal.get_absolute_url()}#trends")
    return redirect(f"{trend.get_absolute_url()}#evidence")
