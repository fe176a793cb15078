"""What the page of a source shows of the stream: its newest articles, and what became of them."""

from __future__ import annotations

from typing import Any

from utkik.collect.models import Source
from utkik.people.asking import MemberRequest
from utkik.stream import rows
from utkik.stream.models import Entry
from utkik.stream.rule_models import Rule

NEWEST = 5


def newest(request: MemberRequest, source: Source) -> tuple[str, dict[str, Any]] | None:
    """The newest entries that came by the source."""
    came = Entry.objects.for_member(request.member).filter(arrivals__source=source).newest_first()
    entries = rows.in_order(request.member, list(came.values_list("pk", flat=True)[:NEWEST]))
    if not entries:
        return None
    return "stream/_of_source.html", {"rows": rows.rows_of(entries, request.member)}


def rules(request: MemberRequest, _thing: object) -> tuple[str, dict[str, Any]]:
    """The way from the sources to the rules, with how many act."""
    return "stream/_to_rules.html", {"number": Rule.objects.for_member(request.member).in_force().count()}


def rule_for(_request: MemberRequest, source: Source) -> tuple[str, dict[str, Any]]:
    """The way from a source to a rule for what comes from it."""
    return "stream/_to_rule.html", {"source": source}
