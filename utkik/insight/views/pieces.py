"""What is done with a pattern: pieces in and out, laid away, made a trend; each act with its way back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from utkik.insight import gathering
from utkik.insight.models import Pattern, PatternPiece, PatternRefusal
from utkik.insight.views.patterns import pattern_of, thing_of
from utkik.meetings.models import Question
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.text.numbers import number
from utkik.web import said


@require_POST
@allowed("scanner")
def gather(request: MemberRequest) -> HttpResponse:
    """Lay a signal, a kept item or a question into the pattern that was chosen; none chosen: begin one with it."""
    thing = _question(request) or _named(request)
    key = number(request.POST.get("pattern"))
    if key is None:
        if isinstance(thing, Question):
            return redirect("insight:new_pattern", request.organisation.slug)
        sort = "signal" if isinstance(thing, Signal) else "entry"
        value = thing.number if isinstance(thing, Signal) else thing.pk
        return redirect(f"{reverse('insight:new_pattern', args=[request.organisation.slug])}?{sort}={value}")
    pattern = pattern_of(request, key)
    try:
        piece = gathering.add(pattern, thing, by=request.member)
    except gathering.PatternRefused as refused:
        said.say(request, refused.sentence)
        return redirect(pattern)
    undo = reverse("insight:take_out", args=[request.organisation.slug, pattern.pk, piece.pk])
    said.say(request, _("Laid into “%(name)s”.") % {"name": pattern.name}, undo_url=undo)
    return redirect(pattern)


@require_POST
@allowed("scanner")
def take_out(request: MemberRequest, pk: int, piece: int) -> HttpResponse:
    pattern, row = pattern_of(request, pk), _piece(request, pk, piece)
    if gathering.take_out(row, by=request.member):
        undo = reverse("insight:lay_back", args=[request.organisation.slug, pattern.pk, row.pk])
        said.say(request, _("Taken out of “%(name)s”.") % {"name": pattern.name}, undo_url=undo)
    return redirect(pattern)


@require_POST
@allowed("scanner")
def lay_back(request: MemberRequest, pk: int, piece: int) -> HttpResponse:
    pattern, row = pattern_of(request, pk), _piece(request, pk, piece)
    if gathering.lay_back(row, by=request.member):
        said.say(request, _("It lies in the pattern again."))
    return redirect(pattern)


@require_POST
@allowed("scanner")
def not_now(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer this one no more."""
    pattern = pattern_of(request, pk)
    row = gathering.refuse(pattern, _named(request), by=request.member)
    undo = reverse("insight:offer_again", args=[request.organisation.slug, pattern.pk, row.pk])
    said.say(request, _("It is not offered to this pattern again."), undo_url=undo)
    return redirect(pattern)


@require_POST
@allowed("scanner")
def offer_again(request: MemberRequest, pk: int, refusal: int) -> HttpResponse:
    pattern = pattern_of(request, pk)
    get_object_or_404(PatternRefusal.objects.for_member(request.member), pattern=pattern, pk=refusal).delete()
    return redirect(pattern)


@require_POST
@allowed("scanner")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    pattern = pattern_of(request, pk)
    gathering.remove(pattern, by=request.member)
    undo = reverse("insight:bring_pattern_back", args=[request.organisation.slug, pattern.pk])
    said.say(request, _("The pattern is removed. Its pieces are where they were."), undo_url=undo)
    return redirect("insight:patterns", request.organisation.slug)


@require_POST
@allowed("scanner")
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    pattern = get_object_or_404(Pattern.objects.for_member(request.member).select_related("organisation"), pk=pk)
    if gathering.bring_back(pattern, by=request.member):
        said.say(request, _("The pattern is there again."))
    return redirect(pattern)


@require_POST
@allowed("scanner")
def to_trend(request: MemberRequest, pk: int) -> HttpResponse:
    """The pattern becomes a trend; the trend's page is next, to say what it means here."""
    pattern = pattern_of(request, pk)
    try:
        made = gathering.to_trend(pattern, by=request.member)
    except gathering.PatternRefused as refused:
        said.say(request, refused.sentence)
        return redirect(pattern)
    said.say(request, _("The pattern is a trend now. Say what it means here, and link its signals."))
    return redirect(made.trend or made)


@require_POST
@allowed("scanner")
def to_forum(request: MemberRequest, pk: int) -> HttpResponse:
    """A forum around the pattern's signals and questions; the forum's page is next, to say when and whom."""
    pattern = pattern_of(request, pk)
    try:
        made = gathering.to_forum(pattern, by=request.member)
    except gathering.PatternRefused as refused:
        said.say(request, refused.sentence)
        return redirect(pattern)
    said.say(request, _("A forum is planned around the pattern. Say when it is and whom you invite."))
    return redirect(made.forum or made)


def _piece(request: MemberRequest, pattern: int, piece: int) -> PatternPiece:
    return get_object_or_404(PatternPiece.objects.for_member(request.member), pattern=pattern, pk=piece)


def _question(request: MemberRequest) -> Question | None:
    key = number(request.POST.get("question"))
    return get_object_or_404(Question.objects.for_member(request.member).standing(), pk=key) if key else None


def _named(request: MemberRequest) -> Signal | Entry:
    thing = thing_of(request, request.POST.get("signal", ""), request.POST.get("entry", ""))
    if thing is None:
        raise Http404
    return thing
