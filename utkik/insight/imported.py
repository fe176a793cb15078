"""On earlier pages: who wrote a signal that was taken in, and the ways to the sheet out and in."""

from __future__ import annotations

from typing import Any

from utkik.insight.models import ImportedSignal
from utkik.people.access import has_right
from utkik.people.asking import MemberRequest
from utkik.people.models import Organisation
from utkik.signals.find import Found
from utkik.signals.models import Signal

Answer = tuple[str, dict[str, Any]] | None


def of_signal(request: MemberRequest, signal: Signal) -> Answer:
    """Who wrote it once, as the file told."""
    row = ImportedSignal.objects.for_member(request.member).filter(signal=signal).first()
    return ("insight/imports/_of_signal.html", {"imported": row}) if row else None


def of_list(request: MemberRequest, found: Found) -> Answer:
    """The list as Excel, as it is narrowed; and for an analyst the way in."""
    return "insight/imports/_links.html", {"query": request.GET.urlencode()}


def of_administration(request: MemberRequest, organisation: Organisation) -> Answer:
    """The way in, for an analyst."""
    return ("insight/imports/_line.html", {}) if has_right(request.member, "analyst") else None
