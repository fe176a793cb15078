"""Study visits: all of them, one, and what is written of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from utkik.meetings import events, rows, visit_findings, visiting, wrong
from utkik.meetings.example_forms import VisitForm
from utkik.meetings.models import Example, Visit
from utkik.meetings.views.filling import Sheet, fill
from utkik.people import links
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.text.numbers import number
from utkik.web import said


def visit_of(request: MemberRequest, pk: int, *, removed: bool = False) -> Visit:
    mine = Visit.objects.for_member(request.member).filter(removed_at__isnull=not removed)
    return get_object_or_404(mine.select_related("organisation", "example__organisation"), pk=pk)


@require_safe
@allowed("reader")
def visits(request: MemberRequest) -> HttpResponse:
    """What lies ahead, and where we have been or who has been here."""
    today = request.organisation.today()
    found = (
        Visit.objects.for_member(request.member).standing().select_related("organisation", "example").order_by("-on")
    )
    every = list(found)
    context = {
        "coming": [visit for visit in reversed(every) if visit.on >= today],
        "held": [visit for visit in every if visit.on < today],
        "finding": visit_findings.of_all(every, today),
    }
    return render(request, "meetings/visits.html", context)


@require_safe
@allowed("reader")
def visit(request: MemberRequest, pk: int) -> HttpResponse:
    found = visit_of(request, pk)
    context = {
        "visit": found,
        "units": [row.unit for row in found.units.select_related("unit").order_by("unit__position", "unit__sort_key")],
        "results": found.day_results.standing().select_related("day__organisation"),
        "outside": links.absolute(reverse("meetings:calendar", args=[found.calendar_key])),
    }
    return render(request, "meetings/visit.html", context)


@allowed("scanner")
@once
def new_visit(request: MemberRequest) -> HttpResponse:
    """A visit, alone or of an example (`?example=`)."""

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        made = visiting.begin(_words(told), by=request.member, units=told["units"])
        said.say(request, _("The visit is noted"))
        return redirect(made.get_absolute_url())

    sheet = Sheet(
        heading=_("Plan or note a visit"),
        key="visit-new",
        back=reverse("meetings:visits", args=[request.organisation.slug]),
        back_words=_("Study visits"),
        save=_("Note the visit"),
    )
    initial: dict[str, Any] = {"sort": Visit.Sort.TO_US}
    of = (
        Example.objects.for_member(request.member).standing().filter(pk=number(request.GET.get("example")) or 0).first()
    )
    if of is not None:
        initial |= {"example": of, "guests": of.who}
    return fill(request, sheet, partial(VisitForm, by=request.member), act, initial)


@allowed("scanner")
def edit_visit(request: MemberRequest, pk: int) -> HttpResponse:
    found = visit_of(request, pk)

    def act(told: dict[str, Any], version: int) -> HttpResponse:
        visiting.change(found, _words(told), by=request.member, version=version, units=told["units"])
        said.say(request, _("Saved"))
        return redirect(found.get_absolute_url())

    sheet = Sheet(
        heading=_("Change the visit"),
        key=f"visit-{found.pk}",
        back=found.get_absolute_url(),
        back_words=found.title,
        save=_("Save"),
        thing=found,
    )
    initial = {name: getattr(found, name) for name in visiting.WORDS}
    initial["units"] = [row.unit_id for row in found.units.all()]
    return fill(request, sheet, partial(VisitForm, by=request.member), act, initial)


def _words(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in visiting.WORDS}


ACTS: dict[str, tuple[Callable[..., bool], Promise, str]] = {
    "cancel": (visiting.cancel, gettext_lazy("The visit is called off"), "uphold"),
    "uphold": (visiting.uphold, gettext_lazy("The visit is on again"), "cancel"),
    "remove": (partial(rows.lay_away, verb="visit.removed"), gettext_lazy("The visit is removed"), "bring-back"),
    "bring-back": (partial(rows.bring_back, verb="visit.brought_back"), gettext_lazy("The visit is back"), ""),
}


@require_POST
@allowed("scanner")
def act_on_visit(request: MemberRequest, pk: int, act: str) -> HttpResponse:
    """One act on the visit as a whole, with its way back."""
    found = visit_of(request, pk, removed=act == "bring-back")
    function, sentence, undo = ACTS[act]
    if function(found, by=request.member):
        address = reverse("meetings:act_on_visit", args=[request.organisation.slug, found.pk, undo]) if undo else ""
        said.say(request, str(sentence), undo_url=address)
    else:
        said.say(request, wrong.MeetingRefused().said())
    if act == "remove":
        return redirect("meetings:visits", request.organisation.slug)
    return redirect(found.get_absolute_url())


@require_safe
@allowed("reader")
def visit_calendar(request: MemberRequest, pk: int) -> HttpResponse:
    return events.file(events.of_visit(visit_of(request, pk)), request.organisation)
