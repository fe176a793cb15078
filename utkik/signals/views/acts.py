"""Acts on a signal as a whole, each with its way back, and what lies behind it."""

from __future__ import annotations

from datetime import date

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.people import uploads
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.signals import evidence, publish
from utkik.signals.errors import EvidenceRefused, WrongState
from utkik.signals.models import Evidence, Signal
from utkik.signals.views.shared import removed_signal_of, signal_of, to_signal
from utkik.web import said


@require_POST
@allowed("scanner")
def withdraw(request: MemberRequest, number: int) -> HttpResponse:
    signal = signal_of(request, number)
    done = publish.withdraw(signal, by=request.member)
    text = _("Signal %(number)d is withdrawn. It can still be read.") % {"number": number}
    return _told(request, signal, done, text, "signals:restore")


@require_POST
@allowed("scanner")
def restore(request: MemberRequest, number: int) -> HttpResponse:
    signal = signal_of(request, number)
    done = publish.restore(signal, by=request.member)
    return _told(
        request, signal, done, _("Signal %(number)d is published again") % {"number": number}, "signals:withdraw"
    )


@require_POST
@allowed("scanner")
def remove(request: MemberRequest, number: int) -> HttpResponse:
    signal = signal_of(request, number)
    if not publish.remove(signal, by=request.member):
        return _told(request, signal, False, "", "")
    undo = reverse("signals:bring_back", args=[request.organisation.slug, number])
    said.say(request, _("The draft is removed"), undo_url=undo)
    return redirect("signals:drafts", request.organisation.slug)


@require_POST
@allowed("scanner")
def bring_back(request: MemberRequest, number: int) -> HttpResponse:
    signal = removed_signal_of(request, number)
    if publish.bring_back(signal, by=request.member):
        said.say(request, _("The draft is back"))
    return to_signal(signal)


def _told(request: MemberRequest, signal: Signal, done: bool, text: str, undo: str) -> HttpResponse:
    if done:
        said.say(request, text, undo_url=reverse(undo, args=[request.organisation.slug, signal.number]))
    else:
        said.say(request, WrongState().sentence)
    return to_signal(signal)


@require_POST
@allowed("scanner")
def add_evidence(request: MemberRequest, number: int) -> HttpResponse:
    """A link, a file or a talk is laid behind the signal."""
    signal = signal_of(request, number)
    data = request.POST
    try:
        _add(request, signal)
    except EvidenceRefused as refused:
        context = {"signal": signal, "errors": [(f"evidence-{refused.field}", refused.sentence)], "given": data}
        return render(request, "signals/evidence.html", context, status=422)
    said.say(request, _("The evidence is added"))
    return to_signal(signal, "#evidence")


def _add(request: MemberRequest, signal: Signal) -> Evidence:
    data, given = request.POST, request.FILES.get("file")
    if data.get("sort") == "file":
        if not given:
            raise EvidenceRefused("file", _("Choose a file."))
        return evidence.add_file(signal, given, by=request.member, title=data.get("title", ""))
    if data.get("sort") == "talk":
        return evidence.add_talk(
            signal, title=data.get("title", ""), note=data.get("note", ""), dated=_day(data), by=request.member
        )
    return evidence.add_link(
        signal,
        address=data.get("address", ""),
        title=data.get("title", ""),
        publisher=data.get("publisher", ""),
        dated=_day(data),
        by=request.member,
    )


def _day(data) -> date | None:
    try:
        return date.fromisoformat(data.get("dated", "")) if data.get("dated") else None
    except ValueError:
        raise EvidenceRefused("dated", _("Write the date as 2026-11-24.")) from None


@require_safe
@allowed("scanner")
def evidence_page(request: MemberRequest, number: int) -> HttpResponse:
    """The three forms on a page of their own."""
    return render(request, "signals/evidence.html", {"signal": signal_of(request, number), "given": {}})


@require_POST
@allowed("scanner")
def remove_evidence(request: MemberRequest, number: int, piece: int) -> HttpResponse:
    signal = signal_of(request, number)
    found = get_object_or_404(signal.evidence.select_related("signal"), pk=piece)
    if evidence.remove(found, by=request.member):
        undo = reverse("signals:bring_back_evidence", args=[request.organisation.slug, number, piece])
        said.say(request, _("The evidence is removed"), undo_url=undo)
    return to_signal(signal, "#evidence")


@require_POST
@allowed("scanner")
def bring_back_evidence(request: MemberRequest, number: int, piece: int) -> HttpResponse:
    signal = signal_of(request, number)
    found = get_object_or_404(signal.evidence.select_related("signal").exclude(removed_at=None), pk=piece)
    if evidence.bring_back(found, by=request.member):
        said.say(request, _("The evidence is back"))
    return to_signal(signal, "#evidence")


@require_safe
@allowed("reader")
def evidence_file(request: MemberRequest, number: int, piece: int) -> FileResponse:
    """The file behind a signal, for whoever sees the signal."""
    signal = signal_of(request, number)
    pieces = signal.evidence.standing().exclude(upload=None).select_related("upload")
    upload = get_object_or_404(pieces, pk=piece).upload
    assert upload is not None
    return uploads.answer(upload)
