"""What is read without logging in: a calendar file, a guest's page, the tables' page. Each behind an address that
nobody can guess, and each shows that one thing."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.meetings import day_shown, events, gather, inviting, wrong
from utkik.meetings.models import DayInvitation, ThemeDay
from utkik.meetings.views.day_rows import file_of
from utkik.people.access import anyone, chosen_language
from utkik.people.models import Organisation
from utkik.text.numbers import number
from utkik.web import said


@require_safe
@anyone
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """A theme day's or a visit's calendar file."""
    thing = events.behind(key)
    if thing is None:
        raise Http404
    _speak(request, thing.organisation)
    event = events.of_day(thing) if isinstance(thing, ThemeDay) else events.of_visit(thing)
    return events.file(event, thing.organisation)


@require_safe
@anyone
def guest_day(request: HttpRequest, token: str) -> HttpResponse:
    """The day as a guest sees it: programme, material, what was said, and their own answer."""
    mine = _invited(request, token)
    address = reverse("meetings:calendar", args=[mine.day.calendar_key])
    context = {**day_shown.of(mine.day), "mine": mine, "token": token, "calendar": address, "is_guest": True}
    return _unkept(render(request, "meetings/guest_day.html", context))


@require_POST
@anyone
def guest_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The guest says whether they come."""
    mine = _invited(request, token)
    if inviting.answer(mine, request.POST.get("answer", "")):
        said.say(request, _("Thank you for your answer"))
    return _unkept(redirect("meetings:guest_day", token))


@require_safe
@anyone
def guest_file(request: HttpRequest, token: str, row: int) -> FileResponse:
    """A file of the day, for a guest of it."""
    return file_of(_invited(request, token).day, row)


@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def tables(request: HttpRequest, key: str) -> HttpResponse:
    """A table answers from a phone: its number, the questions, and what made an impression."""
    day = gather.in_room(key)
    if day is None:
        raise Http404
    _speak(request, day.organisation)
    table = number(request.POST.get("table") or request.GET.get("table")) or 0
    if request.method != "POST":
        return _tables(request, day, table)
    try:
        count = _take(request, day, table)
    except wrong.MeetingRefused as refused:
        where = "table" if isinstance(refused, wrong.NoTable) else ""
        return _tables(request, day, table, errors=[(where, refused.said())], status=422)
    said.say(request, _("Thank you, it is in") if count else _("Nothing new was written"))
    return redirect(f"{reverse('meetings:tables', args=[key])}?table={table}")


def _take(request: HttpRequest, day: ThemeDay, table: int) -> int:
    """What the form brought; how much of it said something."""
    count = 0
    for question in day.questions.standing().select_related("day"):
        choice = request.POST.get(f"choice-{question.pk}", "")
        text = request.POST.get(f"text-{question.pk}", "")
        count += gather.answer(question, table, choice=number(choice), text=text)
    count += gather.impress(day, request.POST.get("impression", ""), table=table) is not None
    return count


def _tables(
    request: HttpRequest, day: ThemeDay, table: int, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    asked: list[dict[str, Any]] = []
    for question in day.questions.standing():
        given = question.answers.filter(table=table).first() if table else None
        asked.append({"question": question, "given": given, "choices": list(enumerate(question.choices))})
    context = {"day": day, "asked": asked, "table": table or "", "errors": errors, "written": request.POST}
    return _unkept(render(request, "meetings/tables.html", context, status=status))


def _invited(request: HttpRequest, token: str) -> DayInvitation:
    mine = inviting.find(token)
    if mine is None or mine.sent_at is None:
        raise Http404
    _speak(request, mine.day.organisation)
    return mine


def _speak(request: HttpRequest, organisation: Organisation) -> None:
    """In the organisation's zone and language, as its members read."""
    timezone.activate(organisation.timezone)
    if not chosen_language(request):
        translation.activate(organisation.language)
        request.LANGUAGE_CODE = translation.get_language()


def _unkept(response: HttpResponse) -> HttpResponse:
    """Nothing of it is stored on the way or found by a search engine; the address is told to no other site."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
