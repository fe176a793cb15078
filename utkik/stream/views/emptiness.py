"""An empty list teaches: what appears here, why it is empty, what can be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from utkik import clock
from utkik.collect.models import Feed, Source
from utkik.people.asking import MemberRequest
from utkik.people.models import Area
from utkik.stream.lists import Look
from utkik.stream.models import Entry

MOST_SOURCES = 12
LONGEST_WAIT = timedelta(minutes=2)
BEFORE_ANYTHING_CAME = ("not_yet", "no_sources")


def context(request: MemberRequest, look: Look) -> dict[str, Any]:
    """Why the list is empty: `no_sources`, `not_yet`, `filtered`, `no_area` or `done`."""
    member = request.member
    add_source = {"add_source": _address(request, "collect:new")}
    if look.is_filtered or look.before:
        return add_source | {"why": "filtered"}
    if Entry.objects.for_member(member).exists():
        has_area = Area.objects.for_member(member).filter(owner=member).exists()
        return add_source | {"why": look.view if look.view != "mine" else "done" if has_area else "no_area"}
    sources = Source.objects.for_member(member).standing().select_related("feed").order_by("added_at", "pk")
    found = list(sources[:MOST_SOURCES])
    return add_source | {
        "why": "not_yet" if found else "no_sources",
        "reading": [(source.name, reading_state(source.feed)) for source in found],
        "how_many": sources.count(),
        "trouble": _trouble(found),
        "sources": _address(request, "collect:list"),
    }


def _trouble(sources: list[Source]) -> str:
    """Why nothing may come: `silent` where no source answers, `idle` where nobody has begun to read."""
    if sources and all(source.feed.failing_since for source in sources):
        return "silent"
    since = clock.now() - LONGEST_WAIT
    return "idle" if any(s.feed.checked_at is None and s.added_at < since for s in sources) else ""


def reading_state(feed: Feed) -> str:
    """Where the first reading of a feed stands, in words."""
    if feed.failing_since:
        return _("does not answer")
    if feed.claimed_until and feed.claimed_until > clock.now():
        return _("being read now")
    if feed.succeeded_at:
        return _("read, empty so far")
    return _("in line")


def _address(request: MemberRequest, name: str) -> str:
    try:
        return reverse(name, args=[request.organisation.slug])
    except NoReverseMatch:
        return ""
