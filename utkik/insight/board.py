"""A pattern as its page shows it: pieces in time, what may belong, where it reaches, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utkik import clock
from utkik.insight import related
from utkik.insight.models import Pattern, PatternPiece, PatternRefusal
from utkik.meetings.models import Question
from utkik.people.models import Level, Membership
from utkik.signals import outcome
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.text import search
from utkik.trends.draw import lines
from utkik.trends.models import Evidence as TrendEvidence
from utkik.trends.models import Trend

BACK = timedelta(days=800)
MOST_CANDIDATES = 400
MOST_FOUND = 10
SORTS: dict[type, str] = {Signal: "signal", Entry: "entry", Question: "question"}


@dataclass(frozen=True)
class Piece:
    """A piece as a line: what it is called, its level, its day and where it leads."""

    thing: Signal | Entry | Question
    title: str
    kind: str
    level: str
    at: datetime
    url: str
    lifted: bool = False
    row: PatternPiece | None = None
    why: str = ""

    @property
    def sort(self) -> str:
        return SORTS[type(self.thing)]

    @property
    def key(self) -> int:
        return self.thing.number if isinstance(self.thing, Signal) else self.thing.pk


@dataclass(frozen=True)
class Board:
    """Everything a pattern's page shows."""

    pattern: Pattern
    pieces: list[Piece]
    offers: list[Piece]
    levels: list[str]
    areas: list[str]
    trends: list[Trend]
    against: bool

    @property
    def strip(self) -> Any:
        if not self.pieces:
            return ""
        now = clock.now()
        years = [piece.at.year for piece in self.pieces]
        drawn = [lines.Piece(_decimal(piece.at), lines.SUPPORTS, piece.lifted) for piece in self.pieces]
        first = min(*years, now.year - 1)
        label = _("The pieces from %(first)d to %(last)d") % {"first": min(years), "last": max(years)}
        return lines.strip(drawn, first, now.year, _decimal(now), label=label)


def of(pattern: Pattern, member: Membership) -> Board:
    """The pattern as this member of the group sees it."""
    slug = member.organisation.slug
    rows = pieces_of(pattern)
    pieces = [one for row in rows if (one := _piece(row.signal or row.entry or row.question, slug, row=row))]
    pieces.sort(key=lambda piece: (piece.at, piece.key), reverse=True)
    linked = _linked(member)
    offered = _offered(pattern, pieces, member, linked)
    keys = {trend for piece in pieces if piece.sort == "signal" for trend, _way in linked.get(piece.thing.pk, ())}
    ways = {way for piece in pieces if piece.sort == "signal" for _trend, way in linked.get(piece.thing.pk, ())}
    areas = {piece.thing.area.name for piece in pieces if not isinstance(piece.thing, Question) and piece.thing.area}
    return Board(
        pattern,
        pieces,
        offered,
        [level for level in Level.values if any(piece.level == level for piece in pieces)],
        sorted(areas),
        list(Trend.objects.for_member(member).standing().filter(pk__in=keys)),
        TrendEvidence.Direction.WEAKENS in ways,
    )


def pieces_of(pattern: Pattern) -> list[PatternPiece]:
    rows = PatternPiece.objects.for_organisation(pattern.organisation_id).standing().filter(pattern=pattern)
    return list(rows.select_related("signal__area", "entry__area", "entry__sighting", "question").order_by("pk"))


def found(pattern: Pattern, query: str, member: Membership) -> list[Piece]:
    """Signals, kept items and questions that hold every word and are not in it; newest first."""
    if not query.strip():
        return []
    asked, inside = search.parse(query), pieces_of(pattern)
    signals = _signals(member).filter(search_terms__finds=asked).exclude(pk__in=_keys(inside, "signal_id"))
    entries = _entries(member).filter(search_terms__finds=asked).exclude(pk__in=_keys(inside, "entry_id"))
    slug = member.organisation.slug
    questions = Question.objects.for_member(member).standing().exclude(pk__in=_keys(inside, "question_id"))
    asking = [one for one in questions.order_by("-pk")[:MOST_CANDIDATES] if _holds(one.text, query)]
    things = [*signals[:MOST_FOUND], *entries[:MOST_FOUND], *asking[:MOST_FOUND]]
    return sorted((_piece(thing, slug) for thing in things), key=lambda piece: piece.at, reverse=True)[:MOST_FOUND]


def _holds(text: str, query: str) -> bool:
    """Whether every word sought begins a word of the text. Questions are few and have no index."""
    words = text.casefold().split()
    return all(any(word.startswith(sought) for word in words) for sought in query.casefold().split())


def _keys(rows: list[PatternPiece], name: str) -> list[int]:
    return [key for row in rows if (key := getattr(row, name))]


def _signals(member: Membership):
    rows = Signal.objects.for_member(member).published().newest_first()
    return rows.select_related("area").defer("search_terms")


def _entries(member: Membership):
    rows = Entry.objects.for_member(member).filter(state=Entry.State.KEPT).order_by("-sort_at", "-pk")
    return rows.filter(evidence=None).select_related("area", "sighting").defer("search_terms")


def _linked(member: Membership) -> dict[int, set[tuple[int, str]]]:
    """The trends each signal is evidence of, and which way."""
    told: dict[int, set[tuple[int, str]]] = {}
    rows = TrendEvidence.objects.for_member(member).standing().filter(signal__published_at__gt=clock.now() - BACK)
    for signal, trend, way in rows.values_list("signal", "trend", "direction"):
        told.setdefault(signal, set()).add((trend, way))
    return told


def _offered(
    pattern: Pattern, pieces: list[Piece], member: Membership, linked: dict[int, set[tuple[int, str]]]
) -> list[Piece]:
    refusals = list(PatternRefusal.objects.for_member(member).filter(pattern=pattern))
    out = {("signal", row.signal_id) for row in refusals} | {("entry", row.entry_id) for row in refusals}
    out |= {(piece.sort, piece.thing.pk) for piece in pieces}
    since = clock.now() - BACK
    rows = [
        *_signals(member).filter(published_at__gt=since)[:MOST_CANDIDATES],
        *_entries(member).filter(sort_at__gt=since)[:MOST_CANDIDATES],
    ]
    things = {_key(row): row for row in rows if _key(row) not in out}
    candidates = [_text(row, linked) for row in things.values()]
    slug = member.organisation.slug
    said = related.as_text("pattern", pattern.pk, pattern.name, pattern.meaning, place=None)
    best = related.offers([*(_text(piece.thing, linked) for piece in pieces), said] if pieces else [], candidates)
    return [_piece(things[offer.key], slug, why=offer.why) for offer in best]


def _key(thing: Signal | Entry | Question) -> tuple[str, int]:
    return SORTS[type(thing)], thing.pk


def _text(thing: Signal | Entry | Question, linked: dict[int, set[tuple[int, str]]]) -> related.Text:
    kind, key = _key(thing)
    if isinstance(thing, Signal):
        trends = {trend for trend, _way in linked.get(key, ())}
        texts = (thing.headline, thing.fact, thing.matter)
        return related.as_text(kind, key, *texts, place=thing.place_id, trends=trends, words=thing.words)
    if isinstance(thing, Question):
        return related.as_text(kind, key, thing.text, place=None)
    return related.as_text(kind, key, thing.sighting.title, thing.sighting.summary_text[:1_000], place=thing.place_id)


def _piece(
    thing: Signal | Entry | Question | None, slug: str, *, row: PatternPiece | None = None, why: str = ""
) -> Piece:
    if isinstance(thing, Signal):
        lifted = thing.outcome == outcome.LIFTED
        kind = pgettext("in a pattern", "signal, lifted") if lifted else pgettext("in a pattern", "signal")
        at = thing.published_at or thing.created_at
        url = reverse("signals:signal", args=[slug, thing.number])
        return Piece(thing, str(thing), kind, thing.level, at, url, lifted, row, why)
    if isinstance(thing, Question):
        url = f"{reverse('meetings:forums', args=[slug])}#question-{thing.pk}"
        return Piece(thing, thing.text, pgettext("in a pattern", "question"), "", thing.asked_at, url, False, row, why)
    assert isinstance(thing, Entry)
    url = reverse("stream:entry", args=[slug, thing.pk])
    title = thing.sighting.title or _("Item without a title")
    return Piece(
        thing, title, pgettext("in a pattern", "kept article"), thing.level, thing.sort_at, url, False, row, why
    )


def _decimal(moment: datetime) -> float:
    return moment.year + (moment.timetuple().tm_yday - 1) / 366
