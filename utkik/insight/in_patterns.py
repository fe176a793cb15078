"""On the pages of a signal and a trend: which patterns it belongs to. Patterns are the group's alone."""

from __future__ import annotations

from typing import Any

from utkik.insight.models import Pattern, PatternPiece
from utkik.people.asking import MemberRequest
from utkik.signals.models import Signal
from utkik.trends.models import Trend

Answer = tuple[str, dict[str, Any]] | None
MOST = 30


def of_signal(request: MemberRequest, signal: Signal) -> Answer:
    """The patterns it lies in, and a way into another."""
    if not request.member.in_group or signal.is_draft:
        return None
    standing = list(Pattern.objects.for_member(request.member).standing().select_related("organisation")[:MOST])
    pieces = PatternPiece.objects.for_member(request.member).standing().filter(signal=signal)
    within = set(pieces.values_list("pattern", flat=True))
    context = {
        "signal": signal,
        "within": [pattern for pattern in standing if pattern.pk in within],
        "others": [pattern for pattern in standing if pattern.pk not in within],
    }
    return "insight/patterns/_of_signal.html", context


def of_trend(request: MemberRequest, trend: Trend) -> Answer:
    """The patterns it came from."""
    if not request.member.in_group:
        return None
    patterns = list(
        Pattern.objects.for_member(request.member).standing().select_related("organisation").filter(trend=trend)
    )
    return ("insight/patterns/_of_trend.html", {"patterns": patterns}) if patterns else None
