"""Hits as a page shows them: title and words with what was found marked, where they lead, how they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.insight.hunt import ENTRIES, REPORTS, SIGNALS, Hit
from utkik.insight.telling import Told
from utkik.people.models import Membership
from utkik.reports.models import Edition
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.stream.rows import foreign
from utkik.text import marks
from utkik.text.marks import Piece
from utkik.text.search import Query
from utkik.web import dates

TAG = re.compile(r"<[^>]*>")
ENTRY_STATES = {
    Entry.State.NEW: gettext_lazy("New"),
    Entry.State.KEPT: gettext_lazy("Kept"),
    Entry.State.LATER: gettext_lazy("Read later"),
    Entry.State.DISMISSED: gettext_lazy("Not relevant"),
}
OUTCOMES = {
    "lifted": gettext_lazy("Lifted"),
    "parked": gettext_lazy("Parked"),
    "set_aside": gettext_lazy("Set aside"),
}


@dataclass(frozen=True)
class Row:
    """One hit on the page."""

    key: str
    url: str
    title: list[Piece]
    said: list[Piece]
    level: str
    meta: str
    at: datetime | None
    state: str
    is_lifted: bool = False
    lang: str = ""


def rows(kind: str, hits: Sequence[Hit], query: Query, member: Membership) -> list[Row]:
    """The hits of one kind, in their order."""
    keys = [hit.pk for hit in hits]
    if kind not in (SIGNALS, REPORTS, ENTRIES):
        return [_told(kind, hit.told, query) for hit in hits if hit.told]
    making = {SIGNALS: _signals, REPORTS: _reports, ENTRIES: _entries}[kind]
    made = making(keys, query, member)
    return [made[key] for key in keys if key in made]


def _told(kind: str, told: Told, query: Query) -> Row:
    said = next((text for text in told.texts if marks.holds(text, query)), told.texts[0] if told.texts else "")
    return Row(
        key=f"{kind}-{told.pk}",
        url=told.url,
        title=marks.marked(told.title, query),
        said=marks.around(said, query),
        level=told.level,
        meta=told.meta,
        at=told.at,
        state=told.state,
    )


def _signals(keys: list[int], query: Query, member: Membership) -> dict[int, Row]:
    found = Signal.objects.seen_by(member).filter(pk__in=keys).select_related("area").defer("search_terms")
    return {signal.pk: _signal(signal, query, member) for signal in found}


def _signal(signal: Signal, query: Query, member: Membership) -> Row:
    said = next((t for t in (signal.matter, signal.fact, signal.how) if marks.holds(t, query)), signal.matter)
    state = str(OUTCOMES.get(signal.outcome, "")) or (_("Draft") if signal.is_draft else "")
    return Row(
        key=f"signal-{signal.number}",
        url=reverse("signals:signal", args=[member.organisation.slug, signal.number]),
        title=marks.marked(signal.headline or _("Draft without a headline"), query),
        said=marks.around(said, query),
        level=signal.level,
        meta=signal.area.name if signal.area else "",
        at=signal.published_at or signal.changed_at,
        state=state,
        is_lifted=signal.outcome == "lifted",
        lang=foreign(signal.language),
    )


def _reports(keys: list[int], query: Query, member: Membership) -> dict[int, Row]:
    found = Edition.objects.for_member(member).filter(pk__in=keys).select_related("report")
    return {edition.pk: _report(edition, query, member) for edition in found.defer("search_terms", "article")}


def _report(edition: Edition, query: Query, member: Membership) -> Row:
    texts = list(_texts(edition.tree.get("body", [])))
    said = next((text for text in texts if marks.holds(text, query)), texts[0] if texts else "")
    month = dates.month(edition.report.period)
    title = f"{month[:1].upper()}{month[1:]}: {edition.title}"
    return Row(
        key=f"report-{edition.report.month}",
        url=reverse("reports:report", args=[member.organisation.slug, edition.report.month]),
        title=marks.marked(title, query),
        said=marks.around(said, query),
        level="",
        meta="",
        at=edition.published_at,
        state="",
        lang=foreign(edition.report.language),
    )


def _texts(node: Any):
    """The paragraphs of a content tree: runs joined to one text."""
    if isinstance(node, list):
        if node and all(isinstance(run, dict) and "t" in run for run in node):
            yield "".join(run["t"] for run in node)
        else:
            for child in node:
                yield from _texts(child)
    elif isinstance(node, dict):
        for child in node.values():
            if isinstance(child, (list, dict)):
                yield from _texts(child)


def _entries(keys: list[int], query: Query, member: Membership) -> dict[int, Row]:
    found = Entry.objects.for_member(member).filter(pk__in=keys).select_related("sighting", "source")
    return {entry.pk: _entry(entry, query, member) for entry in found.defer("search_terms")}


def _entry(entry: Entry, query: Query, member: Membership) -> Row:
    summary = " ".join(unescape(TAG.sub(" ", entry.sighting.summary_html)).split())
    return Row(
        key=f"entry-{entry.pk}",
        url=reverse("stream:entry", args=[member.organisation.slug, entry.pk]),
        title=marks.marked(entry.sighting.title or entry.sighting.link, query),
        said=marks.around(summary, query),
        level=entry.level,
        meta=entry.source.name,
        at=entry.sort_at,
        state=str(ENTRY_STATES[Entry.State(entry.state)]),
        lang=foreign(entry.sighting.language),
    )
