"""What a list of the stream shows, as it stands in its address: a view, filters, where the page begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from utkik.people.models import Level, Membership
from utkik.stream.models import Arrival, Entry, EntryQuerySet
from utkik.stream.order import Cursor, cursor
from utkik.stream.rule_models import LONGEST_MARK, RuleHit
from utkik.text import search
from utkik.text.normal import one_line
from utkik.text.numbers import numbers

MINE, HANDED, TIPS, LATER, KEPT, ALL = "mine", "handed", "tips", "later", "kept", "all"
VIEWS = (MINE, HANDED, TIPS, LATER, KEPT, ALL)
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Look:
    """One list. `areas` holds keys; 0 stands for entries without an area."""

    view: str = MINE
    areas: tuple[int, ...] = ()
    levels: tuple[str, ...] = ()
    source: int | None = None
    mark: str = ""
    words: str = ""
    before: Cursor | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.areas or self.levels or self.source or self.mark or self.words)

    def query(self) -> str:
        """The list as it stands after the question mark; empty for a member's own list without filters."""
        parts: list[tuple[str, str]] = [("view", self.view)] if self.view != MINE else []
        parts += [("area", str(area)) for area in self.areas]
        parts += [("level", level) for level in self.levels]
        parts += [("source", str(self.source))] if self.source else []
        parts += [("mark", self.mark)] if self.mark else []
        parts += [("q", self.words)] if self.words else []
        parts += [("before", str(self.before))] if self.before else []
        return urlencode(parts)

    def on_top(self) -> Look:
        """The same list from its newest row."""
        return replace(self, before=None)

    def after(self, last: Entry) -> Look:
        """The same list from what stands after its last row."""
        return replace(self, before=Cursor(last.sort_at, last.pk))

    def unfiltered(self) -> Look:
        return Look(view=self.view)

    def entries(self, member: Membership) -> EntryQuerySet:
        """All its entries, unordered, whatever page they stand on."""
        return self._filtered(_of_view(self.view, member))

    def page(self, member: Membership) -> EntryQuerySet:
        """Its entries newest first, from where the page begins."""
        found = self.entries(member).newest_first()
        if self.before is None:
            return found
        at, pk = self.before.at, self.before.pk
        return found.filter(Q(sort_at__lt=at) | Q(sort_at=at, pk__lt=pk), sort_at__lte=at)

    def _filtered(self, entries: EntryQuerySet) -> EntryQuerySet:
        if self.areas:
            none = Q(area=None) if 0 in self.areas else Q()
            entries = entries.filter(Q(area__in=[a for a in self.areas if a]) | none)
        if self.levels:
            entries = entries.filter(level__in=self.levels)
        if self.source:
            entries = entries.filter(Exists(Arrival.objects.filter(entry=OuterRef("pk"), source=self.source)))
        if self.mark:
            entries = entries.filter(pk__in=RuleHit.objects.filter(rule__mark=self.mark).values("entry"))
        if self.words:
            entries = entries.filter(search_terms__finds=search.parse(self.words))
        return entries


def _of_view(view: str, member: Membership) -> EntryQuerySet:
    entries = Entry.objects.all()
    if view == HANDED:
        return entries.handed_to(member)
    if view == TIPS:
        return entries.waiting(member.organisation).tipped()
    if view == LATER:
        return entries.put_off_for(member)
    if view == KEPT:
        return entries.kept(member.organisation)
    if view == ALL:
        return entries.for_member(member)
    return entries.waiting_for(member)


def read(asked: QueryDict) -> Look:
    """The list an address asks for; what it does not understand is left out."""
    view = asked.get("view", MINE)
    return Look(
        view=view if view in VIEWS else MINE,
        areas=tuple(dict.fromkeys(numbers(asked.getlist("area")))),
        levels=tuple(level for level in Level.values if level in asked.getlist("level")),
        source=next((key for key in numbers(asked.getlist("source")) if key), None),
        mark=one_line(asked.get("mark", ""))[:LONGEST_MARK],
        words=" ".join(asked.get("q", "").split())[:LONGEST_SEARCH],
        before=cursor(asked.get("before", "")),
    )
