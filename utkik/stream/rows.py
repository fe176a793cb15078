"""The rows of a list, with all that a row shows, made in a number of queries that does not grow with the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from utkik import clock
from utkik.people.models import Area, Level, Membership, Place
from utkik.stream import reasons
from utkik.stream.lists import Look
from utkik.stream.models import Arrival, Entry, Handover, Tip
from utkik.stream.order import PER_PAGE
from utkik.stream.rule_models import RuleHit
from utkik.web import dates

WITH_ROW = ("sighting", "source", "area", "place", "item", "handled_by")
# Long texts that no row shows.
NOT_IN_A_ROW = ("search_terms", "sighting__summary_html")


@dataclass(frozen=True)
class Row:
    """One entry as the list shows it."""

    entry: Entry
    reason: str
    sources: int
    is_new: bool

    @property
    def title(self) -> str:
        return self.entry.sighting.title or self.entry.sighting.link

    @property
    def lang(self) -> str:
        return foreign(self.entry.sighting.language)


def fetch(look: Look, member: Membership) -> tuple[list[Entry], bool]:
    """A page of the list, and whether older ones follow. Keys first: the index holds all that the list asks."""
    keys = list(look.page(member).values_list("pk", flat=True)[: PER_PAGE + 1])
    return in_order(member, keys[:PER_PAGE]), len(keys) > PER_PAGE


def in_order(member: Membership, keys: Sequence[int]) -> list[Entry]:
    """The member's organisation's entries of these, in this order, with what a row shows."""
    found = Entry.objects.for_member(member).filter(pk__in=keys).select_related(*WITH_ROW).defer(*NOT_IN_A_ROW)
    marked = RuleHit.objects.filter(entry=OuterRef("pk")).exclude(rule__mark="")
    entries = {entry.pk: entry for entry in found.annotate(is_marked=Exists(marked))}
    for entry in entries.values():
        entry.organisation = member.organisation
    return [entries[key] for key in keys if key in entries]


def rows_of(entries: list[Entry], member: Membership) -> list[Row]:
    keys = [entry.pk for entry in entries]
    by_sources = Arrival.objects.for_member(member).filter(entry__in=keys).values("entry").annotate(n=Count("pk"))
    sources = {told["entry"]: told["n"] for told in by_sources}
    handed = _handed(entries, member)
    tips = tips_of(entries, member)
    marks = marks_of(entries, member)
    names = reasons.names(_places(member))
    mine = set(Area.objects.watched_by(member).values_list("pk", flat=True))
    since = clock.start_of_day(member.organisation.today(), member.organisation.timezone)
    return [
        Row(
            entry,
            reasons.marked(
                marks.get(entry.pk, []),
                _state(entry) or _reason(entry, names, entry.area_id in mine, handed.get(entry.pk), tips.get(entry.pk)),
            ),
            sources.get(entry.pk, 1),
            entry.state == Entry.State.NEW and entry.received_at >= since,
        )
        for entry in entries
    ]


def _places(member: Membership) -> list[str]:
    """The names of the organisation's places, the nearest level first."""
    order = list(Level.values)
    places = Place.objects.for_member(member).valid().values_list("level", "name")
    return [name for _level, name in sorted(places, key=lambda place: order.index(place[0]))]


def _handed(entries: list[Entry], member: Membership) -> dict[int, Handover]:
    """The line with which each entry was handed to the member, where it was."""
    mine = [entry.pk for entry in entries if entry.receiver_id == member.pk]
    given = Handover.objects.for_member(member).filter(entry__in=mine, receiver=member).select_related("giver")
    return {handover.entry_id: handover for handover in given.order_by("pk")}


def tips_of(entries: list[Entry], member: Membership) -> dict[int, list[Tip]]:
    """Who of the colleagues sent each entry, in the order they did."""
    found: dict[int, list[Tip]] = {}
    sent = Tip.objects.for_member(member).standing().filter(entry__in=[entry.pk for entry in entries])
    for tip in sent.select_related("sender", "upload").order_by("pk"):
        found.setdefault(tip.entry_id, []).append(tip)
    for entry in entries:
        entry.known_tips = found.get(entry.pk, [])
    return found


def marks_of(entries: Iterable[Entry], member: Membership) -> dict[int, list[str]]:
    """Entry → the words that rules marked it with; what is known to have none is not asked for."""
    found: dict[int, list[str]] = {}
    keys = [entry.pk for entry in entries if getattr(entry, "is_marked", True)]
    if not keys:
        return found
    hits = RuleHit.objects.for_member(member).filter(entry__in=keys).exclude(rule__mark="").order_by("pk")
    for entry, mark in hits.values_list("entry", "rule__mark"):
        known = found.setdefault(entry, [])
        known += [] if mark in known else [mark]
    return found


def _reason(entry: Entry, names: reasons.Names, mine: bool, handed: Handover | None, tips: list[Tip] | None) -> str:
    if tips and not handed:
        return reasons.tipped([tip.sender.name for tip in tips], tips[0].said)
    return reasons.reason(
        handed_by=handed.giver.name if handed else "",
        line=handed.line if handed else "",
        places=names.named_in(entry.sighting.title, entry.sighting.summary_text),
        mine=mine,
        due=entry.state == Entry.State.LATER,
        area=entry.area.name if entry.area else "",
    )


def _state(entry: Entry) -> str:
    """What was decided, in words; empty for what waits."""
    if entry.waits:
        return ""
    who = entry.handled_by.name if entry.handled_by else ""
    if entry.state == Entry.State.LATER and entry.due_on:
        return _("Comes back %(day)s") % {"day": dates.short_day(entry.due_on)}
    if entry.state == Entry.State.KEPT:
        return _("Kept by %(name)s") % {"name": who}
    if not who:
        return _("Set aside by a rule")
    return _("Not relevant, says %(name)s") % {"name": who}


def foreign(language: str) -> str:
    """The language of a text where it is known and another than the page's; else empty."""
    page = (get_language() or "sv").split("-")[0]
    return language if language and language.split("-")[0] != page else ""


def names_of(areas: Iterable[int], member: Membership) -> dict[int, str]:
    """Area → its name."""
    return dict(Area.objects.for_member(member).filter(pk__in=list(areas)).values_list("pk", "name"))
