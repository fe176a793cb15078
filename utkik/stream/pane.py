"""The reading pane: one article, where it stands on the page, what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from utkik.collect.texts import texts
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.stream import counts, daily_pass, headings, rows, shown, undo
from utkik.stream.forms import HandOverForm, LaterForm
from utkik.stream.lists import Look
from utkik.stream.models import Entry, Tip

STEPS_OF_THE_LINE = 60


@dataclass(frozen=True)
class Around:
    """What stands beside an entry on the page: still there, in the page's order. `above` can be set aside."""

    previous: int | None
    next: int | None
    above: int

    @property
    def nearest(self) -> int | None:
        """Where to go when the entry leaves."""
        return self.next or self.previous


def around(entry: int, page: shown.Page, look: Look, member: Membership) -> Around:
    """The page may be some minutes old: rows that left the list meanwhile are passed over."""
    there = set(look.entries(member).filter(pk__in=page.entries).values_list("pk", flat=True))
    place = page.entries.index(entry) if entry in page.entries else -1
    over = [key for key in page.entries[: max(place, 0)] if key in there]
    under = [key for key in page.entries[place + 1 :] if key in there]
    untouched = Q(handled_at=None) | Q(handled_at__lt=page.at)
    loose = Entry.objects.for_member(member).filter(untouched, pk__in=page.entries[: max(place, 0)])
    above = loose.exclude(state=Entry.State.DISMISSED).count()
    return Around(over[-1] if over else None, under[0] if under else None, above)


def context(
    request: MemberRequest, look: Look, page: shown.Page, entry: Entry | None, opened: str = ""
) -> dict[str, Any]:
    """All that the pane's templates ask for. `opened` is the form that lies open over the acts."""
    member: Membership = request.member
    told: dict[str, Any] = {
        "look": look,
        "query": look.query(),
        "page_token": shown.sign(page),
        "pass": _pass(request),
        "undo": undo_line(request, look, page),
        "entry": entry,
    }
    if entry is None:
        return told
    return told | {
        "around": around(entry.pk, page, look, member),
        "title": entry.sighting.title or entry.sighting.link,
        "lang": rows.foreign(entry.sighting.language),
        "link": web_link(entry),
        "state": rows._state(entry),
        "whole": texts.of_item(member.organisation_id, entry.item_id),
        "marks": rows.marks_of([entry], member).get(entry.pk, []),
        "sources": list(
            entry.arrivals.exclude(source=entry.source_id).values_list("source__name", flat=True).order_by("pk")
        ),
        "tips": _tips(entry, member),
        "handed": rows._handed([entry], member).get(entry.pk),
        "signal_url": _signal_url(request, entry),
        "opened": opened,
        "form": _form(opened, member),
    }


def _tips(entry: Entry, member: Membership) -> list[Tip]:
    """Who sent it; the list beside the article asked already."""
    known = entry.known_tips
    return rows.tips_of([entry], member).get(entry.pk, []) if known is None else known


def web_link(entry: Entry) -> str:
    """Where the article stands on the web; empty for anything that is no web address."""
    link = entry.sighting.link
    return link if link.startswith(("https://", "http://")) else ""


def undo_line(request: MemberRequest, look: Look, page: shown.Page) -> dict[str, Any] | None:
    """The last act of the day, and where it is undone."""
    decision = undo.last(request.member)
    if decision is None:
        return None
    address = reverse("stream:undo", args=[request.organisation.slug, decision.pk])
    return {
        "text": headings.told(decision),
        "url": with_query(address, look),
        "fields": {shown.FIELD: shown.sign(page)},
        "target": "#desk",
        "swap": "innerHTML show:none settle:0ms",
    }


def with_query(address: str, look: Look) -> str:
    query = look.query()
    return f"{address}?{query}" if query else address


def _pass(request: MemberRequest) -> dict[str, Any]:
    """Dagens pass, drawn on a line of at most sixty steps."""
    today = daily_pass.of(request.member, counts.for_request(request).mine)
    steps = max(1, min(today.total, STEPS_OF_THE_LINE))
    return {
        "done": headings.figure(today.done),
        "total": headings.figure(today.total),
        "steps": steps,
        "at": today.done * steps / max(today.total, 1),
    }


def _signal_url(request: MemberRequest, entry: Entry) -> str:
    """Where a signal is begun from an entry, once the step for it is there."""
    try:
        return reverse("signals:from_entry", args=[request.organisation.slug, entry.pk])
    except NoReverseMatch:
        return ""


def _form(opened: str, member: Membership) -> LaterForm | HandOverForm | None:
    if opened == "later":
        return LaterForm(today=member.organisation.today())
    if opened == "share":
        return HandOverForm(member=member)
    return None
