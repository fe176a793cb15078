"""Theme days: all of them, one with its way, planning it and looking back on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from utkik.meetings import day_findings, day_shown, events, inviting, plan, wrong
from utkik.meetings.day_forms import DayForm, LookingBackForm
from utkik.meetings.models import ThemeDay
from utkik.meetings.views.filling import Sheet, fill
from utkik.people import links
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.web import qr, said


def day_of(request: MemberRequest, pk: int, *, removed: bool = False) -> ThemeDay:
    """The organisation's theme day; 404 for one that was removed (or, asked for one, for one that stands)."""
    mine = ThemeDay.objects.for_member(request.member).select_related("organisation")
    return get_object_or_404(mine.filter(removed_at__isnull=not removed), pk=pk)


@require_safe
@allowed("reader")
def theme_days(request: MemberRequest) -> HttpResponse:
    """The next one, and the themes through the years."""
    today = request.organisation.today()
    days = list(day_shown.counted(ThemeDay.objects.for_member(request.member).standing().newest_first()))
    coming = [day for day in reversed(days) if day.on >= today]
    held = [day for day in days if day.on < today]
    context = {"coming": coming, "held": held, "finding": day_findings.of_all(coming, held), "today": today}
    return render(request, "meetings/theme_days.html", context)


@require_safe
@allowed("reader")
def theme_day(request: MemberRequest, pk: int) -> HttpResponse:
    """One day: what came of it, what we take with us, the programme, what the tables said."""
    day = day_of(request, pk)
    return render(request, "meetings/theme_day.html", _shown(request, day))


def _shown(request: MemberRequest, day: ThemeDay) -> dict[str, Any]:
    today = request.organisation.today()
    room = links.absolute(reverse("meetings:tables", args=[day.room_key])) if day.room_is_open else ""
    after = ThemeDay.objects.for_member(request.member).coming(today).exclude(pk=day.pk)
    return {
        **day_shown.of(day),
        "mine": inviting.of_member(day, request.member),
        "others": list(ThemeDay.objects.for_member(request.member).held(today).exclude(pk=day.pk)[:8]),
        "next": after.first() if day.is_over else None,
        "room": room,
        "room_picture": qr.picture(room, label=_("QR code to %(address)s") % {"address": room}, css="day-qr")
        if room
        else "",
        "outside": links.absolute(reverse("meetings:calendar", args=[day.calendar_key])),
        "is_due": day.settled_at is None and day.is_over and day.settles_on <= today and not day.is_cancelled,
    }


@allowed("scanner")
@once
def new_theme_day(request: MemberRequest) -> HttpResponse:
    """A theme and a date are enough to begin with."""
    home = reverse("meetings:theme_days", args=[request.organisation.slug])

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        day = plan.begin(told, by=request.member)
        said.say(request, _("The theme day is planned"))
        return redirect(day.get_absolute_url())

    sheet = Sheet(
        heading=_("Plan a theme day"),
        key="theme-day-new",
        back=home,
        back_words=_("Theme days"),
        save=_("Plan the day"),
        lead=_("A theme and a date are enough to begin with."),
    )
    return fill(request, sheet, DayForm, act)


@allowed("scanner")
def edit_theme_day(request: MemberRequest, pk: int) -> HttpResponse:
    """Theme, purpose, date and place."""
    return _change(request, pk, DayForm, plan.PLANNED, "plan", _("Change the plan"))


@allowed("scanner")
def look_back(request: MemberRequest, pk: int) -> HttpResponse:
    """How many came, and what we take with us."""
    return _change(request, pk, LookingBackForm, plan.TOLD, "back", _("Look back on the day"))


def _change(request: MemberRequest, pk: int, form: Any, names: tuple[str, ...], key: str, heading: str) -> HttpResponse:
    day = day_of(request, pk)

    def act(told: dict[str, Any], version: int) -> HttpResponse:
        plan.change(day, told, by=request.member, version=version)
        said.say(request, _("Saved"))
        return redirect(day.get_absolute_url())

    sheet = Sheet(
        heading=heading,
        key=f"theme-day-{day.pk}-{key}",
        back=day.get_absolute_url(),
        back_words=day.theme,
        save=_("Save"),
        thing=day,
    )
    return fill(request, sheet, form, act, {name: getattr(day, name) for name in names})


# What is done with a day as a whole: the act, the sentence, and what undoes it.
ACTS = {
    "cancel": (plan.cancel, gettext_lazy("The theme day is called off"), "uphold"),
    "uphold": (plan.uphold, gettext_lazy("The theme day is held as planned"), "cancel"),
    "remove": (plan.remove, gettext_lazy("The theme day is removed"), "bring-back"),
    "bring-back": (plan.bring_back, gettext_lazy("The theme day is back"), ""),
    "renew-link": (plan.renew_link, gettext_lazy("The old addresses are dead. Here are the new ones."), ""),
    "open-room": (plan.open_room, gettext_lazy("The tables can answer now"), "close-room"),
    "close-room": (plan.close_room, gettext_lazy("The tables’ answers are closed"), "open-room"),
    "settle": (plan.settle, gettext_lazy("It is told what came of the day"), "ask-again"),
    "ask-again": (plan.ask_again, gettext_lazy("It will be asked for again"), "settle"),
}


@require_POST
@allowed("scanner")
def act_on_day(request: MemberRequest, pk: int, act: str) -> HttpResponse:
    """One act on the day as a whole, with its way back."""
    day = day_of(request, pk, removed=act == "bring-back")
    function, sentence, undo = ACTS[act]
    if function(day, by=request.member):
        slug = request.organisation.slug
        said.say(
            request, str(sentence), undo_url=reverse("meetings:act_on_day", args=[slug, day.pk, undo]) if undo else ""
        )
    else:
        said.say(request, wrong.MeetingRefused().said())
    if act == "remove":
        return redirect("meetings:theme_days", request.organisation.slug)
    return redirect(day.get_absolute_url())


@require_POST
@allowed("reader")
def answer_theme_day(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever is invited says whether they come."""
    day = day_of(request, pk)
    mine = inviting.of_member(day, request.member)
    if mine is None:
        raise Http404
    if inviting.answer(mine, request.POST.get("answer", ""), by=request.member):
        said.say(request, _("Thank you for your answer"))
    return redirect(day.get_absolute_url())


@require_safe
@allowed("reader")
def theme_day_calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """The day for the member's calendar."""
    return events.file(events.of_day(day_of(request, pk)), request.organisation)
