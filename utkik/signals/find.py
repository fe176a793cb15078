"""Finding signals: the filters of the list, which stand in its address, and search."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik.people.models import Membership
from utkik.signals import months
from utkik.signals.models import Signal
from utkik.signals.models.signals import SignalQuerySet
from utkik.signals.outcome import LIFTED, NOT_LIFTED, PARKED, SET_ASIDE
from utkik.text import search as words
from utkik.web.templatetags.utkik import LEVELS

OUTCOMES = {
    LIFTED: _("Lifted ones"),
    PARKED: _("Parked ones"),
    SET_ASIDE: _("Set aside ones"),
    NOT_LIFTED: _("Not lifted"),
}


@dataclass(frozen=True)
class Facet:
    """One way to narrow the list: the word in the address, its heading, and the column it looks at.

    `names` gives the words of a fixed set in order; else code, name and position stand in a register's row.
    """

    code: str
    title: str | Promise
    column: str
    names: Mapping[str, str | Promise] = field(default_factory=dict)

    def narrow(self, signals: SignalQuerySet, value: str) -> SignalQuerySet:
        return signals.filter(**{self.column if self.names else f"{self.column}__code": value})

    def counted(self, signals: SignalQuerySet) -> list[tuple[str, str, int]]:
        """Code, name and how many, for every value that the signals have."""
        if self.names:
            found = dict(signals.order_by().values_list(self.column).annotate(Count("pk")))
            return [(code, str(name), found[code]) for code, name in self.names.items() if code in found]
        column = self.column
        rows = (
            signals.exclude(**{column: None})
            .order_by()
            .values_list(f"{column}__code", f"{column}__name", f"{column}__position")
        )
        found_rows = sorted(rows.annotate(Count("pk")), key=lambda row: (row[2], row[1]))
        return [(code, name[:1].upper() + name[1:], count) for code, name, _position, count in found_rows]


FACETS = (
    Facet("level", _("Level"), "level", LEVELS),
    Facet("area", _("Area"), "area"),
    Facet("horizon", _("Time horizon"), "horizon"),
    Facet("kind", _("Kind"), "kind"),
    Facet("outcome", _("Outcome"), "outcome", OUTCOMES),
)


@dataclass(frozen=True)
class FilterSlot:
    """A way to narrow the list that a later step brings: what can be chosen, and what it leaves."""

    code: str
    title: str | Promise
    counted: Callable[[SignalQuerySet], list[tuple[str, str, int]]]
    narrow: Callable[[SignalQuerySet, str], SignalQuerySet]


_slots: list[FilterSlot] = []


def add_filter(slot: FilterSlot) -> None:
    """Let a later step narrow the list; the same code twice changes nothing."""
    if all(known.code != slot.code for known in _slots):
        _slots.append(slot)


def filters() -> list[Facet | FilterSlot]:
    return [*FACETS, *_slots]


@dataclass(frozen=True)
class Found:
    """What an address asks for: the signals, and every filter with its choices."""

    signals: SignalQuerySet
    sieve: list[dict[str, Any]]
    base: SignalQuerySet
    asked: dict[str, str]
    month: Any = None


def find(member: Membership, asked: Mapping[str, str]) -> Found:
    """The signals that an address asks for, newest first, and for each filter what it would leave.

    `asked` holds the address's words; unknown ones count for nothing.
    """
    state = Signal.State.WITHDRAWN if asked.get("state") == "withdrawn" else Signal.State.PUBLISHED
    base = searched(Signal.objects.seen_by(member).filter(state=state), asked.get("q", ""))
    month = months.parse(asked.get("month", ""))
    chosen = {one.code: asked[one.code] for one in filters() if asked.get(one.code)}
    within = months.published_in(base, month, member.organisation) if month else base
    sieve = [
        {
            "code": one.code,
            "title": one.title,
            "chosen": chosen.get(one.code, ""),
            "rows": one.counted(_narrowed(within, chosen, leaving=one.code)),
        }
        for one in filters()
    ]
    signals = _narrowed(within, chosen).newest_first()
    return Found(signals, [one for one in sieve if one["rows"]], _narrowed(base, chosen), chosen, month)


def _narrowed(signals: SignalQuerySet, chosen: Mapping[str, str], leaving: str = "") -> SignalQuerySet:
    for one in filters():
        if one.code in chosen and one.code != leaving:
            signals = one.narrow(signals, chosen[one.code])
    return signals


def searched(signals: SignalQuerySet, text: str) -> SignalQuerySet:
    """Those that hold every word; all of them when nothing is sought."""
    return signals.filter(search_terms__finds=words.parse(text)) if text.strip() else signals


def search(member: Membership, query: str) -> SignalQuerySet:
    """The signals that the member sees and that hold every word, newest first; none for an empty query."""
    if not query.strip():
        return Signal.objects.none()
    return searched(Signal.objects.seen_by(member), query).select_related("area", "author").newest_first()
