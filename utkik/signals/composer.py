"""The form of a signal as it is shown: on its own page or in the stream's pane, with what somebody had begun."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.shortcuts import render

from utkik.people.asking import MemberRequest
from utkik.signals import fields as texts
from utkik.signals import needs, presence, suggestions
from utkik.signals.forms import SignalForm, of_signal, posted
from utkik.signals.models import Signal, Writing
from utkik.stream import rows
from utkik.stream.models import Entry
from utkik.stream.views import after
from utkik.stream.views.reading import title_level


def page(request: MemberRequest, signal: Signal, *, wants_out: bool = False) -> HttpResponse:
    """The form on its page; `wants_out`: with what publishing still needs."""
    pairs = missing(signal) if wants_out and signal.is_draft else []
    form = None
    if pairs:
        form = SignalForm(request.organisation, data=texts.snapshot(signal))
        form.add_errors(pairs)
    return render(request, "signals/edit.html", context(request, signal, form=form))


def missing(signal: Signal) -> list[tuple[str, str]]:
    """What publishing still needs."""
    return needs.missing(texts.snapshot(signal), signal.organisation.matter_name)


def fragment(request: MemberRequest, signal: Signal, entry: Entry | None = None) -> HttpResponse:
    """The form for the reading pane."""
    return render(request, "signals/_composer.html", context(request, signal, entry) | in_stream(request))


def in_stream(request: MemberRequest) -> dict[str, Any]:
    """What the form carries along while it stands in the reading pane: the list that it stands beside."""
    query = request.GET.urlencode() or urlsplit(request.htmx.current_url or "").query
    return {"in_stream": True, "query": query} | title_level(request)


def stands_in_stream(request: MemberRequest) -> bool:
    """Whether the form was sent by script from the reading pane."""
    return bool(request.htmx) and request.POST.get("pane") == "stream"


def with_errors(request: MemberRequest, signal: Signal, pairs: Iterable[tuple[str, str]]) -> HttpResponse:
    """The form with what was posted and what is missing; the draft is saved all the same."""
    signal.refresh_from_db()
    form = SignalForm(request.organisation, texts.snapshot(signal), data=request.POST)
    form.add_errors(pairs)
    shown = context(request, signal, form=form)
    if stands_in_stream(request):
        return render(request, "signals/_composer.html", shown | in_stream(request))
    return render(request, "signals/edit.html", shown, status=422)


def back_in_stream(request: MemberRequest, entry: Entry, text: str, *, stay: bool) -> HttpResponse:
    """The reading pane goes on: with the next article after the signal was sent, with the same after it was closed."""
    told = rows.in_order(request.member, [entry.pk])
    return after.answer(request, told[0] if told else entry, text, [entry.pk], stay=stay)


def context(
    request: MemberRequest, signal: Signal, entry: Entry | None = None, form: SignalForm | None = None
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


def unsent(request: MemberRequest, signal: Signal) -> Writing | None:
    """What the member last wrote in a form that was never sent, unless the signal took it in."""
    writing = Writing.objects.for_member(request.member).filter(signal=signal, member=request.member)
    last = writing.exclude(saved_at=None).filter(sent_at=None).order_by("-saved_at").first()
    if last is None:
        return None
    taken_in = signal.revisions.filter(version=last.base_version, aside=False).first()
    standing = taken_in.fields if taken_in else texts.snapshot(signal)
    return last if any(standing.get(name) != value for name, value in last.fields.items()) else None
