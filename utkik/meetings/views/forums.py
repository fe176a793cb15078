"""Forums: all of them with the questions, one with what was said, planning it, and summing it up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.meetings import convening, forum_shown, forum_way, questions, seats, summing, wrong
from utkik.meetings.forum_forms import ForumForm, SummaryForm
from utkik.meetings.models import Forum, Question
from utkik.meetings.views.filling import Sheet, fill
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.web import said


def forum_of(request: MemberRequest, pk: int, *, removed: bool = False) -> Forum:
    """The organisation's forum; 404 for one that was removed (or, asked for one, for one that stands)."""
    mine = Forum.objects.for_member(request.member).select_related("organisation", "conversation", "host")
    return get_object_or_404(mine.filter(removed_at__isnull=not removed), pk=pk)


@require_safe
@allowed("reader")
def forums(request: MemberRequest) -> HttpResponse:
    """What is under way, what was held, and the questions that are worth one."""
    every = list(forum_shown.counted(Forum.objects.for_member(request.member).standing().newest_first()))
    running = [forum for forum in every if not forum.is_ended]
    ended = [forum for forum in every if forum.is_ended]
    asked = Question.objects.for_member(request.member).standing().order_by("-asked_at", "-pk")
    context = {
        "running": running,
        "ended": ended,
        "questions": asked,
        "finding": forum_shown.of_all(running, ended),
    }
    return render(request, "meetings/forums.html", context)


@require_safe
@allowed("reader")
def forum(request: MemberRequest, pk: int) -> HttpResponse:
    """One forum: the question, what it begins from, what was said, what we take with us, what came of it."""
    return page(request, forum_of(request, pk))


def page(
    request: MemberRequest, forum: Forum, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    """The forum's page; `errors` with what was written kept in its form."""
    shown = forum_shown.of(forum, request.member)
    key = str(shown["say_key"])
    context = {
        **shown,
        "finding": forum_shown.finding(forum),
        "steps": forum_way.of(forum, invited=shown["invited"], results=len(shown["results"])),
        "written": request.POST.get("text", "") or drafts.load(request.member, key).get("text", ""),
        "answered": _answered(request, shown["heard"]),
        "last_day": convening.last_moment(forum) if not forum.is_ended else None,
        "errors": errors,
    }
    return render(request, "meetings/forum.html", context, status=status)


def _answered(request: MemberRequest, heard: list[forum_shown.Heard]) -> forum_shown.Heard | None:
    wanted = request.POST.get("answers") or request.GET.get("answer")
    return next((one for one in heard if str(one.comment.pk) == wanted), None)


@allowed("scanner")
@once
def new_forum(request: MemberRequest) -> HttpResponse:
    """A name is enough to begin with."""

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        made = convening.begin(_with_question(request, told), by=request.member)
        said.say(request, _("The forum is planned"))
        return redirect(made.get_absolute_url())

    sheet = Sheet(
        heading=_("Plan a forum"),
        key="forum-new",
        back=reverse("meetings:forums", args=[request.organisation.slug]),
        back_words=_("Forum"),
        save=_("Plan the forum"),
        lead=_("A name and a question are enough to begin with. Invitations are sent from the next page."),
    )
    return fill(request, sheet, partial(ForumForm, member=request.member), act, {"invites_group": True})


@allowed("scanner")
@once
def edit_forum(request: MemberRequest, pk: int) -> HttpResponse:
    """What it asks, when and where, and who is invited."""
    found = forum_of(request, pk)

    def act(told: dict[str, Any], version: int) -> HttpResponse:
        convening.change(found, _with_question(request, told), by=request.member, version=version)
        said.say(request, _("Saved"))
        return redirect(found.get_absolute_url())

    return fill(
        request,
        _sheet(found, _("Change the forum"), "plan"),
        partial(ForumForm, member=request.member, forum=found),
        act,
        _planned(found),
    )


@allowed("scanner")
def write_summary(request: MemberRequest, pk: int) -> HttpResponse:
    """What the group takes with it: a draft until it is published."""
    found = forum_of(request, pk)

    def act(told: dict[str, Any], version: int) -> HttpResponse:
        convening.change(found, told, by=request.member, version=version)
        said.say(request, _("Saved"))
        return redirect(f"{found.get_absolute_url()}#take")

    initial = {name: getattr(found, name) for name in convening.TOLD}
    return fill(request, _sheet(found, _("Write the summary"), "summary"), SummaryForm, act, initial)


def _sheet(forum: Forum, heading: str, key: str) -> Sheet:
    return Sheet(
        heading=heading,
        key=f"forum-{forum.pk}-{key}",
        back=forum.get_absolute_url(),
        back_words=forum.name,
        save=_("Save"),
        thing=forum,
    )


def _planned(forum: Forum) -> dict[str, Any]:
    met = forum.organisation.local(forum.room_at) if forum.room_at else None
    return {name: getattr(forum, name) for name in convening.PLANNED} | {
        "meets_on": met.date() if met else None,
        "at": met.time() if met else None,
        "questions": [row.question_id for row in forum.questions.all()],
        "signals": [row.signal_id for row in forum.signals.all()],
        "units": [row.unit_id for row in forum.units.all()],
    }


def _with_question(request: MemberRequest, told: dict[str, Any]) -> dict[str, Any]:
    """The question that was written in the form's own line becomes one of the forum's."""
    words = told.pop("new_question", "")
    if words:
        told["questions"] = [*told["questions"], questions.ask(words, by=request.member)]
    return told


# What is done with a forum as a whole: the act, the sentence, and what undoes it.
ACTS = {
    "open-room": (seats.open_room, gettext_lazy("Phones can come in with the code"), "close-room"),
    "close-room": (seats.close_room, gettext_lazy("The code opens nothing any more"), ""),
    "publish": (summing.publish, gettext_lazy("The summary is published"), "withdraw"),
    "withdraw": (summing.withdraw, gettext_lazy("The summary is the group’s draft again"), "publish"),
    "remove": (convening.remove, gettext_lazy("The forum is removed"), "bring-back"),
    "bring-back": (convening.bring_back, gettext_lazy("The forum is back"), ""),
}


@require_POST
@allowed("scanner")
def act_on_forum(request: MemberRequest, pk: int, act: str) -> HttpResponse:
    """One act on the forum as a whole, with its way back."""
    found = forum_of(request, pk, removed=act == "bring-back")
    function, sentence, undo = ACTS[act]
    slug = request.organisation.slug
    try:
        done = function(found, by=request.member)
    except wrong.MeetingRefused as refused:
        return page(request, found, errors=[("write-summary", refused.said())], status=409)
    back = reverse("meetings:act_on_forum", args=[slug, found.pk, undo]) if undo else ""
    said.say(request, str(sentence) if done else wrong.MeetingRefused().said(), undo_url=back if done else "")
    if act == "remove":
        return redirect("meetings:forums", slug)
    if act in ("open-room", "close-room"):
        return redirect("meetings:room", slug, found.pk)
    return redirect(found.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def end_forum(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask first: the guests are gone afterwards. Then end it."""
    found = forum_of(request, pk)
    if request.method != "POST":
        context = {"forum": found, "guests": found.guests.standing().count()}
        return render(request, "meetings/end_forum.html", context)
    if convening.end(found, by=request.member):
        said.say(request, _("The forum has ended and its guests are gone"))
    return redirect(found.get_absolute_url())
