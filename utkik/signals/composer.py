"""The form of a signal as it is shown: on its own page or in the stream's reading pane, with what somebody had begun."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from utkik.signals import fields as texts
from utkik.signals import presence, suggestions
from utkik.signals.forms import SignalForm, of_signal, posted
from utkik.signals.models import Signal, Writing
from utkik.stream.models import Entry
from utkik.web import said

IN_STREAM = "stream"


def page(request: HttpRequest, signal: Signal) -> HttpResponse:
    return render(request, "signals/edit.html", context(request, signal))


def fragment(request: HttpRequest, signal: Signal, entry: Entry | None = None) -> HttpResponse:
    """The form for the reading pane."""
    return render(request, "signals/_composer.html", context(request, signal, entry) | {"place": IN_STREAM})


def stands_in_stream(request: HttpRequest) -> bool:
    return request.POST.get("place") == IN_STREAM


def with_errors(request: HttpRequest, signal: Signal, pairs: Iterable[tuple[str, str]]) -> HttpResponse:
    """The form with what was posted and what is missing; the draft is saved all the same."""
    signal.refresh_from_db()
    form = SignalForm(request.organisation, texts.snapshot(signal), data=request.POST)
    form.add_errors(pairs)
    shown = context(request, signal, form=form)
    if request.htmx and stands_in_stream(request):
        return render(request, "signals/_composer.html", shown | {"place": IN_STREAM}, status=200)
    return render(request, "signals/edit.html", shown, status=422)


def done(request: HttpRequest, signal: Signal, text: str) -> HttpResponse:
    """In the reading pane: what happened, and the way to the signal."""
    return said.with_said(render(request, "signals/_done.html", {"signal": signal, "text": text}), text)


def context(
    request: HttpRequest, signal: Signal, entry: Entry | None = None, form: SignalForm | None = None
) -> dict[str, Any]:
    piece = signal.evidence.standing().exclude(entry=None).select_related("entry__item", "entry__sighting").first()
    kept = unsent(request, signal)
    values = texts.snapshot(signal) | (kept.fields if kept else {})
    return {
        "signal": signal,
        "form": form or of_signal(signal, values),
        "entry": entry or (piece.entry if piece else None),
        "piece": piece,
        "pen": secrets.token_urlsafe(12),
        "version": kept.base_version if kept and not form else signal.version,
        "kept": kept,
        "suggested": suggestions.for_signal(signal, posted(request.POST) or values),
        "others": presence.line(signal, besides=request.member),
    }


def unsent(request: HttpRequest, signal: Signal) -> Writing | None:
    """What the member last wrote in a form that was never sent, where it differs from what stands."""
    writing = Writing.objects.for_member(request.member).filter(signal=signal, member=request.member)
    last = writing.exclude(saved_at=None).order_by("-saved_at").first()
    if last is None:
        return None
    standing = texts.snapshot(signal)
    return last if any(standing.get(name) != value for name, value in last.fields.items()) else None
