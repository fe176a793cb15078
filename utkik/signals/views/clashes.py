"""Two versions of the same text, side by side, and one field to say how it shall be."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.signals import clash, fields, naming, write
from utkik.signals.errors import Conflict, NotReady
from utkik.signals.models import Revision, Signal
from utkik.signals.views.shared import signal_of, to_signal, version_of
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def clash_page(request: MemberRequest, number: int, revision: int) -> HttpResponse:
    """What both changed; POST saves the text that was chosen or written."""
    signal = signal_of(request, number)
    asides = Revision.objects.for_member(request.member).filter(signal=signal, aside=True, by=request.member)
    aside = get_object_or_404(asides.select_related("by"), pk=revision)
    if request.method != "POST":
        return _page(request, signal, aside)
    taken, _colon, name = request.POST.get("take", "").partition(":")
    shown = clash.parts(signal, aside, request.POST.dict())
    if taken and len(shown) > 1:
        return _page(request, signal, aside, {**request.POST.dict(), name: _value(taken, name, signal, aside)})
    chosen = {part["name"]: _chosen(request, part["name"], signal, aside) for part in shown}
    if taken and name in chosen:
        chosen[name] = _value(taken, name, signal, aside)
    return _save(request, signal, aside, chosen)


def _chosen(request: MemberRequest, name: str, signal: Signal, aside: Revision):
    """What the form says of a field: a text as it was written, a choice as one of the two."""
    if name in (*fields.TEXTS, *fields.LINES):
        return request.POST.get(name, "")
    return _value(request.POST.get(name, "theirs"), name, signal, aside)


def _value(whose: str, name: str, signal: Signal, aside: Revision):
    return aside.fields.get(name) if whose == "mine" else fields.snapshot(signal).get(name)


def _save(request: MemberRequest, signal: Signal, aside: Revision, chosen: dict) -> HttpResponse:
    try:
        write.save(signal, chosen, by=request.member, version=version_of(request))
    except Conflict as again:
        return redirect("signals:clash", request.organisation.slug, signal.number, again.aside.pk)
    except NotReady as refused:
        return _page(request, signal, aside, request.POST.dict(), errors=refused.missing)
    said.say(request, _("Signal %(number)d is saved") % {"number": signal.number})
    return to_signal(signal)


def _page(request: MemberRequest, signal: Signal, aside: Revision, posted=None, errors=()) -> HttpResponse:
    signal.refresh_from_db()
    last = signal.revisions.filter(aside=False).exclude(by=aside.by).select_related("by").order_by("version").last()
    joined = clash.join(clash.base_of(aside), aside.fields, fields.snapshot(signal))
    saved = [n for n in fields.names() if n in aside.fields and n not in joined.both and _is_own(n, aside, signal)]
    context = {
        "signal": signal,
        "aside": aside,
        "last": last,
        "parts": clash.parts(signal, aside, posted),
        "saved": [naming.label(name, signal.organisation) for name in saved],
        "errors": [(f"merged-{name}", sentence) for name, sentence in errors],
    }
    return render(request, "signals/clash.html", context, status=422 if errors else 200)


def _is_own(name: str, aside: Revision, signal: Signal) -> bool:
    """A field that only the member changed, and that stands as they wrote it."""
    base = clash.base_of(aside) or {}
    return name in base and base[name] != aside.fields[name] == fields.snapshot(signal)[name]
