"""What the views of a signal share: finding it, and leading back to it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from utkik.people.asking import MemberRequest
from utkik.signals.models import Signal


def signal_of(request: MemberRequest, number: int) -> Signal:
    """The organisation's signal with the number, as far as the member sees it; else 404."""
    seen = Signal.objects.seen_by(request.member)
    known = seen.select_related("organisation", "author", "conversation", "area", "place", "kind", "horizon")
    return get_object_or_404(known, number=number)


def removed_signal_of(request: MemberRequest, number: int) -> Signal:
    """A draft that was removed, for the group that may bring it back."""
    gone = Signal.objects.for_member(request.member).exclude(removed_at=None).select_related("organisation")
    return get_object_or_404(gone, number=number)


def version_of(request: MemberRequest) -> int:
    """The version a form was opened with; 0, which no signal has, when it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def pen_of(request: MemberRequest) -> str:
    return "".join(sign for sign in request.POST.get("pen", "")[:40] if sign.isalnum() or sign in "-_")


def to_signal(signal: Signal, fragment: str = "") -> HttpResponse:
    return redirect(signal.get_absolute_url() + fragment)
