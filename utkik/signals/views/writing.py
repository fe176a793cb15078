"""Writing in place or on a page of its own: begun, saved, published; a clash leads to both texts."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from utkik import clock
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.signals import added, begin, clash, composer, fields, presence, publish, write
from utkik.signals.errors import Conflict, NotReady, WrongState
from utkik.signals.forms import SignalForm, posted
from utkik.signals.models import Signal
from utkik.signals.views.shared import pen_of, signal_of, to_signal, version_of
from utkik.stream.models import Entry
from utkik.web import dates, said

NEW = "signal-new"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
@once
def new(request: MemberRequest) -> HttpResponse:
    """A signal from nothing: nothing is stored as one before the form is sent."""
    if request.method != "POST":
        kept = drafts.load(request.member, NEW)
        return _new_page(request, SignalForm(request.organisation, _plain(request, kept)))
    try:
        signal = begin.blank(by=request.member, fields=posted(request.POST))
    except (fields.FieldRefused, NotReady) as refused:
        form = SignalForm(request.organisation, data=request.POST)
        form.add_errors(getattr(refused, "missing", ()))
        return _new_page(request, form, status=422)
    drafts.discard(request.member, NEW)
    if request.POST.get("act") == "publish" and composer.missing(signal):
        address = reverse("signals:edit", args=[request.organisation.slug, signal.number])
        return redirect(f"{address}?publish=1")
    return _finish(request, signal, pen="")


def _plain(request: MemberRequest, kept: dict[str, str]) -> fields.Fields:
    """What a draft form kept, as far as it still fits the form."""
    ours = {name: value for name, value in kept.items() if name not in fields.MANY} | added.read(kept)
    try:
        return fields.tidy(ours, request.organisation.pk)
    except fields.FieldRefused:
        return {name: ours.get(name, "") for name in (*fields.LINES, *fields.TEXTS)}


def _new_page(request: MemberRequest, form: SignalForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "key": NEW}
    return render(request, "signals/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def from_entry(request: MemberRequest, entry: int) -> HttpResponse:
    """A signal about an item: POST begins it (or opens the one there is); GET leads to it, or shows the button."""
    found = get_object_or_404(
        Entry.objects.for_member(request.member).select_related("item", "sighting", "organisation"), pk=entry
    )
    if request.method != "POST":
        standing = begin.of_entry(found)
        return to_signal(standing) if standing else render(request, "signals/begin.html", {"entry": found})
    signal, _made = begin.from_entry(found, by=request.member)
    if not signal.is_draft:
        return _go_to(request, signal.get_absolute_url())
    if request.htmx:
        return composer.fragment(request, signal, entry=found)
    return redirect("signals:edit", request.organisation.slug, signal.number)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def edit(request: MemberRequest, number: int) -> HttpResponse:
    """The form of a signal; sent, it saves, publishes or says what is missing."""
    signal = signal_of(request, number)
    if request.method != "POST":
        return composer.page(request, signal, wants_out="publish" in request.GET)
    pen = pen_of(request)
    try:
        write.save(signal, posted(request.POST), by=request.member, version=version_of(request), pen=pen)
    except Conflict as conflict:
        return _clash(request, conflict)
    except NotReady as refused:
        return composer.with_errors(request, signal, refused.missing)
    except fields.FieldRefused:
        return composer.with_errors(request, signal, [])
    return _finish(request, signal, pen)


def _finish(request: MemberRequest, signal: Signal, pen: str) -> HttpResponse:
    """Published when that was asked for and nothing is missing; else the draft is kept and what is missing is said."""
    if signal.is_draft and request.POST.get("act") == "publish":
        try:
            publish.publish(signal, by=request.member, version=signal.version)
        except NotReady as refused:
            write.close(signal, by=request.member, pen=pen)
            return composer.with_errors(request, signal, refused.missing)
        except (Conflict, WrongState):
            signal.refresh_from_db()
        write.close(signal, by=request.member, pen=pen)
        return _done(request, signal, _("Signal %(number)d is published") % {"number": signal.number})
    write.close(signal, by=request.member, pen=pen)
    text = _("The draft is saved") if signal.is_draft else _("Signal %(number)d is saved") % {"number": signal.number}
    return _done(request, signal, text)


def _done(request: MemberRequest, signal: Signal, text: str) -> HttpResponse:
    entry = _entry_of(signal)
    if composer.stands_in_stream(request) and entry:
        return composer.back_in_stream(request, entry, text, stay=False)
    said.say(request, text)
    return _go_to(request, signal.get_absolute_url())


def _clash(request: MemberRequest, conflict: Conflict) -> HttpResponse:
    """What only one of the two changed is joined; what both changed is shown to whoever came second."""
    signal = conflict.signal
    write.close(signal, by=request.member, pen=pen_of(request))
    if clash.settle(signal, conflict.aside, by=request.member).both:
        where = reverse("signals:clash", args=[request.organisation.slug, signal.number, conflict.aside.pk])
        return _go_to(request, where)
    signal.refresh_from_db()
    return _finish(request, signal, pen_of(request))


def _go_to(request: MemberRequest, address: str) -> HttpResponse:
    """Leads on; a form that was sent by script takes the whole page along."""
    if not request.htmx:
        return redirect(address)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = address
    return response


@require_POST
@allowed("scanner")
def autosave(request: MemberRequest, number: int) -> HttpResponse:
    """What stands in the open form, kept while it is written."""
    signal = signal_of(request, number)
    try:
        kept = write.autosave(
            signal, posted(request.POST), by=request.member, version=version_of(request), pen=pen_of(request)
        )
    except fields.FieldRefused:
        return JsonResponse({}, status=422)
    return JsonResponse({"saved_at": dates.clock(clock.now())}) if kept else JsonResponse({}, status=409)


@require_POST
@allowed("scanner")
def here(request: MemberRequest, number: int) -> HttpResponse:
    """A form says that it is open, and hears who else has one."""
    signal = signal_of(request, number)
    presence.here(signal, by=request.member, version=version_of(request), pen=pen_of(request))
    return JsonResponse({"text": presence.line(signal, besides=request.member)})


@require_GET
@allowed("scanner")
def others(request: MemberRequest, number: int) -> HttpResponse:
    """Who has a form open on the signal, asked by its page."""
    return JsonResponse({"text": presence.line(signal_of(request, number), besides=request.member)})


@require_GET
@allowed("scanner")
def about_entry(request: MemberRequest, entry: int) -> HttpResponse:
    """Who writes about an item of the stream, asked by its page now and then."""
    found = get_object_or_404(Entry.objects.for_member(request.member), pk=entry)
    signal = begin.of_entry(found)
    return JsonResponse({"text": presence.line(signal, besides=request.member) if signal else ""})


@require_POST
@allowed("scanner")
def close(request: MemberRequest, number: int) -> HttpResponse:
    """Closed without sending: what was saved stays; a draft in which nobody wrote a word is as if never begun."""
    signal = signal_of(request, number)
    entry = _entry_of(signal)
    presence.gone(signal, pen=pen_of(request))
    given_up = begin.give_up(signal, by=request.member)
    if composer.stands_in_stream(request) and entry:
        text = "" if given_up else _("The draft is kept")
        return composer.back_in_stream(request, entry, text, stay=True)
    if entry and signal.is_draft:
        return _go_to(request, reverse("stream:entry", args=[request.organisation.slug, entry.pk]))
    if given_up:
        return _go_to(request, reverse("signals:list", args=[request.organisation.slug]))
    return _go_to(request, signal.get_absolute_url())


def _entry_of(signal: Signal) -> Entry | None:
    """The first item behind the signal."""
    piece = signal.evidence.standing().exclude(entry=None).select_related("entry").first()
    return piece.entry if piece else None
