"""What is said in a forum and what is made of it: contributions, signals, proposals; and questions by themselves."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.meetings import forum_shown, questions, saying, summing, wrong
from utkik.meetings.forum_forms import QuestionForm
from utkik.meetings.models import Question
from utkik.meetings.views.filling import Sheet, fill
from utkik.meetings.views.forums import forum_of, page
from utkik.people import drafts, links
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.signals.models import Comment
from utkik.text.numbers import number
from utkik.trends.forms import ProposalForm
from utkik.trends.models import Trend
from utkik.trends.refusals import TrendRefused
from utkik.web import qr, said


@require_POST
@allowed("reader")
@once
def say_in_forum(request: MemberRequest, pk: int) -> HttpResponse:
    """A member's contribution, or what the host notes for a table in the room."""
    found = forum_of(request, pk)
    at_screen = request.POST.get("from") == "room" and request.member.in_group
    answers = found.conversation.comments.filter(pk=number(request.POST.get("answers")) or 0).first()
    voice = request.POST.get("voice", "") if request.member.in_group else ""
    text = request.POST.get("text", "")
    try:
        comment = saying.member(found, text, by=request.member, voice=voice, in_room=at_screen, answers=answers)
    except wrong.MeetingRefused as refused:
        return page(request, found, errors=[("", refused.said())], status=409)
    drafts.discard(request.member, f"forum-{found.pk}-{'room' if at_screen else 'say'}")
    if at_screen:
        return redirect("meetings:room", request.organisation.slug, found.pk)
    return redirect(f"{found.get_absolute_url()}#{f'comment-{comment.pk}' if comment else 'talk'}")


@require_safe
@allowed("scanner")
def room(request: MemberRequest, pk: int) -> HttpResponse:
    """The screen in the room: the question in large type, the code, and what is said as it comes."""
    found = forum_of(request, pk)
    place = links.absolute(reverse("meetings:code"))
    address = f"{place}?code={found.code.replace(' ', '-')}" if found.room_is_open else ""
    key = f"forum-{found.pk}-room"
    context = {
        **forum_shown.asked(found),
        **forum_shown.plain(found),
        "phones": found.guests.standing().filter(way="code").count(),
        "place": place.partition("://")[2],
        "picture": qr.picture(address, label=_("QR code to %(address)s") % {"address": address}) if address else "",
        "key": key,
        "written": drafts.load(request.member, key),
    }
    return render(request, "meetings/room.html", context)


@require_safe
@allowed("scanner")
def room_said(request: MemberRequest, pk: int) -> HttpResponse:
    """What came since the screen was last drawn; nothing when nothing did."""
    found = forum_of(request, pk)
    shown = forum_shown.plain(found)
    if request.GET.get("after") == str(shown["last"]):
        return HttpResponse(status=204)
    phones = found.guests.standing().filter(way="code").count()
    return render(request, "meetings/_room_said.html", {**shown, "phones": phones})


@require_POST
@allowed("scanner")
@once
def signal_from_forum(request: MemberRequest, pk: int, comment: int) -> HttpResponse:
    """A signal begun from what was said, with the talk as its evidence."""
    found = forum_of(request, pk)
    said_there = get_object_or_404(Comment.objects.for_member(request.member), pk=comment, removed_at=None,
                                   conversation=found.conversation_id)  # fmt: skip
    signal = summing.begin_signal(found, said_there, by=request.member)
    return redirect("signals:edit", request.organisation.slug, signal.number)


@allowed("scanner")
@once
def propose_from_forum(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose the trend, then write what it should say; the analysts see which forum it comes from."""
    found = forum_of(request, pk)
    chosen = request.GET.get("trend", "")
    trends = Trend.objects.seen_by(request.member).standing()
    if not chosen:
        return render(request, "meetings/propose_from_forum.html", {"forum": found, "trends": trends})
    trend = get_object_or_404(trends, number=number(chosen) or 0) if chosen != "new" else None
    begun = {"sort": "change", "name": trend.name, "text": trend.text} if trend else {"sort": "addition"}

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        try:
            summing.propose_on_trend(found, by=request.member, trend=trend, **told)
        except TrendRefused as refused:
            raise _Refused(refused.said()) from refused
        said.say(request, _("The proposal waits for an analyst"))
        return redirect(f"{found.get_absolute_url()}#became")

    sheet = Sheet(
        heading=_("Propose on %(trend)s") % {"trend": trend.name} if trend else _("Propose a new trend"),
        key=f"forum-{found.pk}-proposal-{chosen}"[:60],
        back=found.get_absolute_url(),
        back_words=found.name,
        save=_("Propose"),
    )
    return fill(request, sheet, partial(ProposalForm, with_trend=bool(trend)), act, begun)


class _Refused(wrong.MeetingRefused):
    """A trend's own refusal, in its own words."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def said(self) -> str:
        return self.sentence


@allowed("scanner")
@once
def new_question(request: MemberRequest) -> HttpResponse:
    """A question of its own, without a piece of news behind it."""

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        questions.ask(told["text"], prompts=told["prompts"], by=request.member)
        said.say(request, _("The question is kept"))
        return redirect(_to_questions(request))

    return fill(request, _question_sheet(request, _("Ask a question")), QuestionForm, act)


@allowed("scanner")
def edit_question(request: MemberRequest, pk: int) -> HttpResponse:
    question = get_object_or_404(Question.objects.for_member(request.member).standing(), pk=pk)

    def act(told: dict[str, Any], version: int) -> HttpResponse:
        questions.reword(question, told, by=request.member, version=version)
        said.say(request, _("Saved"))
        return redirect(_to_questions(request))

    begun = {"text": question.text, "prompts": "\n".join(question.prompts)}
    return fill(request, _question_sheet(request, _("Change the question"), question), QuestionForm, act, begun)


@require_POST
@allowed("scanner")
def act_on_question(request: MemberRequest, pk: int, act: str) -> HttpResponse:
    """Lay a question away, or have it back."""
    removed = act == "bring-back"
    rows = Question.objects.for_member(request.member).filter(removed_at__isnull=not removed)
    question = get_object_or_404(rows, pk=pk)
    slug = request.organisation.slug
    if removed:
        questions.bring_back(question, by=request.member)
        said.say(request, _("The question is back"))
    else:
        questions.remove(question, by=request.member)
        undo = reverse("meetings:act_on_question", args=[slug, pk, "bring-back"])
        said.say(request, _("The question is removed"), undo_url=undo)
    return redirect(_to_questions(request))


def _to_questions(request: MemberRequest) -> str:
    return reverse("meetings:forums", args=[request.organisation.slug]) + "#questions"


def _question_sheet(request: MemberRequest, heading: str, question: Question | None = None) -> Sheet:
    return Sheet(
        heading=heading,
        key=f"question-{question.pk if question else 'new'}",
        back=_to_questions(request),
        back_words=_("Forum"),
        save=_("Save"),
        thing=question,
    )
