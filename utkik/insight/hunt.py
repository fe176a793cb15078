"""Searching everything a member may see: signals, reports, for the group the stream's articles, and what is told of
in `telling`.

What is found is read as light rows, at most 1 000 of a kind; counts and ways to narrow are computed from them, so
that every number beside a link is what the link shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max, QuerySet

from utkik import clock
from utkik.insight import telling
from utkik.people.models import Area, Level, Membership
from utkik.reports.models import Edition, Report
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.text.search import Query, parse

MOST = 1000
SIGNALS, REPORTS, ENTRIES = "signals", "reports", "entries"
KINDS = (SIGNALS, "trends", REPORTS, *telling.AFTER_REPORTS, ENTRIES)
OF_AREAS = (SIGNALS, ENTRIES, *telling.OF_AREAS)  # the others lie in no area, and the choice of one leaves them out
WHEN = {"month": 31, "year": 366}
WITHOUT = "none"


@dataclass(frozen=True)
class Hit:
    """One thing found, as much of it as narrowing asks; the thing itself where it was read whole."""

    kind: str
    pk: int
    level: str
    area: int | None
    on: date
    told: telling.Told | None = None


@dataclass(frozen=True)
class Asked:
    """What the address asks: the words, and how they are narrowed. Nonsense in it narrows nothing."""

    text: str
    kind: str = ""
    level: str = ""
    when: str = ""
    area: str = ""

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Asked:
        area = told.get("area", "")
        return cls(
            text=told.get("q", "")[:500],
            kind=told["in"] if told.get("in") in KINDS else "",
            level=told["level"] if told.get("level") in Level.values else "",
            when=told["when"] if told.get("when") in WHEN else "",
            area=area if area == WITHOUT or area.isdecimal() else "",
        )

    def holds(self, hit: Hit, today: date, *, but: str = "") -> bool:
        """Whether the hit is left after narrowing; `but` names one way to narrow that is not asked."""
        return (
            (but == "kind" or not self.kind or hit.kind == self.kind)
            and (but == "level" or not self.level or hit.level == self.level)
            and (but == "when" or not self.when or hit.on >= today - timedelta(days=WHEN[self.when]))
            and (but == "area" or not self.area or self._is_in_area(hit))
        )

    def _is_in_area(self, hit: Hit) -> bool:
        return hit.kind in OF_AREAS and self.area == (str(hit.area) if hit.area else WITHOUT)


@dataclass(frozen=True)
class Found:
    """All hits, the newest of each kind first; `more` names the kinds that have more than are counted."""

    asked: Asked
    query: Query
    today: date
    hits: list[Hit] = field(default_factory=list)
    more: frozenset[str] = frozenset()

    def left(self, *, but: str = "") -> list[Hit]:
        return [hit for hit in self.hits if self.asked.holds(hit, self.today, but=but)]

    def of_kind(self, kind: str) -> list[Hit]:
        return [hit for hit in self.left(but="kind") if hit.kind == kind]

    def kinds(self) -> Counter[str]:
        return Counter(hit.kind for hit in self.left(but="kind"))

    def levels(self) -> Counter[str]:
        return Counter(hit.level for hit in self.left(but="level") if hit.level)

    def whens(self) -> dict[str, int]:
        hits = self.left(but="when")
        return {name: sum(hit.on >= self.today - timedelta(days=days) for hit in hits) for name, days in WHEN.items()}

    def areas(self) -> Counter[int | None]:
        return Counter(hit.area for hit in self.left(but="area") if hit.kind in OF_AREAS)


def find(asked: Asked, member: Membership) -> Found:
    """Everything that the member may see and the words find."""
    query, today = parse(asked.text), member.organisation.today()
    if not query:
        return Found(asked, query, today)
    hits: list[Hit] = []
    more = set()
    for kind, rows in _rows(query, member):
        found = [_hit(kind, row, member) for row in rows[: MOST + 1]]
        if len(found) > MOST:
            more.add(kind)
        hits += found[:MOST]
    hits += [_told(kind, one, member) for kind, one in telling.found(query, member)]
    return Found(asked, query, today, hits, frozenset(more))


def _rows(query: Query, member: Membership) -> Iterable[tuple[str, QuerySet]]:
    signals = Signal.objects.seen_by(member).filter(search_terms__finds=query).order_by("-changed_at")
    yield SIGNALS, signals.values_list("pk", "level", "area", "published_at", "changed_at")
    newest = Report.objects.for_member(member).published().annotate(newest=Max("editions__pk")).values("newest")
    editions = Edition.objects.for_member(member).filter(pk__in=newest, search_terms__finds=query)
    yield REPORTS, editions.order_by("-report__period", "-pk").values_list("pk", "published_at")
    if member.in_group:
        entries = Entry.objects.for_member(member).filter(search_terms__finds=query)
        yield ENTRIES, entries.order_by("-sort_at", "-pk").values_list("pk", "level", "area", "sort_at")


def _hit(kind: str, row: tuple, member: Membership) -> Hit:
    zone = member.organisation.timezone
    if kind == SIGNALS:
        pk, level, area, published, changed = row
        return Hit(kind, pk, level, area, clock.local(published or changed, zone).date())
    if kind == REPORTS:
        return Hit(kind, row[0], "", None, clock.local(row[1], zone).date())
    pk, level, area, at = row
    return Hit(kind, pk, level, area, clock.local(at, zone).date())


def _told(kind: str, one: telling.Told, member: Membership) -> Hit:
    on = clock.local(one.at, member.organisation.timezone).date()
    return Hit(kind, one.pk, one.level, one.area, on, one)


def area_names(member: Membership) -> dict[int, str]:
    return dict(Area.objects.for_member(member).order_by("position", "pk").values_list("pk", "name"))
