"""One source: how it is, what it gave, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik import clock
from utkik.collect import partings
from utkik.collect.ask import answers
from utkik.collect.forms import StandingSourceForm, initial
from utkik.collect.models import Sighting, Source
from utkik.collect.sources import findings, follow, idle, picture, trying, yields
from utkik.collect.sources.health import health
from utkik.collect.views.listing import IDLE, UNWELL
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.web import said

NEWEST = 5
VIEWS = (IDLE, UNWELL)


@require_safe
@allowed("scanner")
def source(request: MemberRequest, pk: int) -> HttpResponse:
    """The source's page; a removed one leads back to the list."""
    found = _found(request, pk)
    if found.removed_at:
        return redirect("collect:list", request.organisation.slug)
    weeks = yields.per_week(request.organisation, feed=found.feed_id).get(found.feed_id, [0] * yields.WEEKS)
    state, numbers = health(found, weeks, clock.now()), yields.week_numbers(request.organisation)
    start = yields.first_week(request.organisation)
    signals = yields.signals(request.organisation, start)
    used = yields.used(request.organisation, start).get(found.pk, 0)
    newest = Sighting.objects.filter(feed=found.feed_id, first_seen_at__gte=found.moved_at or found.added_at)
    context = {
        "source": found,
        "feed": found.feed,
        "health": state,
        "finding": findings.of_source(found, state),
        "weeks": list(zip(numbers, weeks, strict=True)),
        "has_weeks": any(weeks),
        "weeks_finding": findings.of_weeks(weeks),
        "share": findings.of_share(min(used, sum(weeks)), sum(weeks)),
        "answer": answers.lines(found.feed),
        "is_idle": found.pk in idle.proposed(request.organisation),
        "attempt": trying.attempt(found, request.GET.get("tried", ""), state, clock.now()),
        "picture": picture.weeks(weeks, numbers, silent_from=state.silent_from),
        "signals": signals.get(found.pk, 0) if signals is not None else None,
        "newest": newest.order_by(F("published_at").desc(nulls_last=True), "-first_seen_at", "pk")[:NEWEST],
        "waiting": partings.waiting(found) if request.member.is_analyst else 0,
    }
    return render(request, "collect/source.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Name, level, place, area, and how often it is read."""
    found = _standing(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = StandingSourceForm(posted, member=request.member, address=found.feed.address, initial=initial(found))
    if request.method == "POST" and form.is_valid():
        if follow.change(found, form.cleaned_data, by=request.member):
            said.say(request, _("“%(name)s” was changed.") % {"name": found.name})
        return redirect("collect:source", request.organisation.slug, pk)
    status = 422 if form.errors else 200
    return render(request, "collect/edit.html", {"source": found, "form": form}, status=status)


@require_POST
@allowed("scanner")
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    return _act(request, pk, follow.pause, _("“%(name)s” is paused."), undo="collect:resume")


@require_POST
@allowed("scanner")
def resume(request: MemberRequest, pk: int) -> HttpResponse:
    return _act(request, pk, follow.resume, _("“%(name)s” is read again."), undo="collect:pause")


@require_POST
@allowed("scanner")
def try_now(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the feed at the next turn, whatever its back-off; the page then says how it went."""
    found = _standing(request, pk)
    follow.try_now(found.feed)
    address = reverse("collect:source", args=[request.organisation.slug, pk])
    return redirect(f"{address}?tried={trying.mark(clock.now())}")


@require_POST
@allowed("scanner")
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """A page that is watched was rebuilt, and somebody has seen that it is read rightly."""
    return _act(request, pk, follow.confirm, _("“%(name)s” is read as it stands now."))


@require_safe
@allowed("scanner")
def tried(request: MemberRequest, pk: int) -> HttpResponse:
    """How an attempt of `?tried=<mark>` went, as a fragment that asks again while it waits."""
    found = _standing(request, pk)
    state = health(found, [0] * yields.WEEKS, clock.now())
    told = trying.attempt(found, request.GET.get("tried", ""), state, clock.now())
    return render(request, "collect/_tried.html", {"source": found, "attempt": told})


@require_POST
@allowed("scanner")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop following; what came stays in the stream."""
    found = _found(request, pk)
    if follow.remove(found, by=request.member):
        text = _("“%(name)s” was removed. What came from it stays in the stream.") % {"name": found.name}
        said.say(request, text, undo_url=reverse("collect:restore", args=[request.organisation.slug, pk]))
    return _to_list(request)


@require_POST
@allowed("scanner")
def keep(request: MemberRequest, pk: int) -> HttpResponse:
    """A source that was proposed for removal stays."""
    text = _("“%(name)s” stays. It is not proposed again for half a year.")
    _act(request, pk, idle.keep, text, undo="collect:take_back")
    return _to_list(request)


@require_POST
@allowed("scanner")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back that it stays."""
    _act(request, pk, idle.take_back, _("“%(name)s” may be proposed for removal again."))
    return _to_list(request, IDLE)


@require_POST
@allowed("scanner")
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if follow.restore(found, by=request.member):
        said.say(request, _("“%(name)s” is followed again.") % {"name": found.name})
    elif found.removed_at:
        said.say(request, _("“%(name)s” could not be had back: the feed is followed anew.") % {"name": found.name})
    return redirect("collect:list", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def remove_with_articles(request: MemberRequest, pk: int) -> HttpResponse:
    """A page of its own says what happens, with the number; then it is done."""
    found = _standing(request, pk)
    if request.method == "POST":
        number = follow.remove_with_articles(found, by=request.member)
        text = ngettext(
            "“%(name)s” was removed, and %(count)d article set aside as not relevant.",
            "“%(name)s” was removed, and %(count)d articles set aside as not relevant.",
            number,
        ) % {"name": found.name, "count": number}
        said.say(request, text)
        return redirect("collect:list", request.organisation.slug)
    return render(request, "collect/remove.html", {"source": found, "waiting": partings.waiting(found)})


def _to_list(request: MemberRequest, view: str = "") -> HttpResponse:
    """Back to the view of the list from which the act came."""
    address = reverse("collect:list", args=[request.organisation.slug])
    view = view or request.POST.get("view", "")
    return redirect(f"{address}?view={view}" if view in VIEWS else address)


def _act(request: MemberRequest, pk: int, act: Callable[..., bool], text: str, *, undo: str = "") -> HttpResponse:
    """Do it, say so where something changed, and lead to the source's page."""
    found = _standing(request, pk)
    if act(found, by=request.member):
        address = reverse(undo, args=[request.organisation.slug, pk]) if undo else ""
        said.say(request, text % {"name": found.name}, undo_url=address)
    return redirect("collect:source", request.organisation.slug, pk)


def _found(request: MemberRequest, pk: int) -> Source:
    related = ("feed", "area__owner", "area__deputy", "place", "organisation")
    return get_object_or_404(Source.objects.for_member(request.member).select_related(*related), pk=pk)


def _standing(request: MemberRequest, pk: int) -> Source:
    return get_object_or_404(Source.objects.for_member(request.member).standing().select_related("feed"), pk=pk)
