"""Which signals may belong behind which trend: offered with the reason in words, never linked by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.people.models import Organisation, Place
from utkik.signals.models import Signal
from utkik.text.numbers import number
from utkik.trends import alike
from utkik.trends.models import Evidence, PassedOver, Trend

LATEST, MOST = 200, 3
BEHIND = 40
# What an item is about stands in its beginning.
BEGINNING = 1_000
FROM_SIGNAL = ("headline", "fact", "matter", "who", "how", "belief", "words")


@dataclass(frozen=True)
class Suggestion:
    """A pair that may belong together, and why."""

    trend: Trend
    signal: Signal | None
    likeness: alike.Likeness

    @property
    def reason(self) -> str:
        """The reason in words: what both texts say, and what else they share."""
        words = ngettext("shares the word %(words)s", "share the words %(words)s", len(self._words)) % {
            "words": _listed(self._words)
        }
        more = [_("the same area")] * self.likeness.area + [_("the same place")] * self.likeness.place
        return ", ".join([words, *more])

    @property
    def _words(self) -> list[str]:
        return [f"”{word}”" for word in self.likeness.words[: alike.TOLD]]


def for_signal(signal: Signal, values: Mapping[str, Any] | None = None) -> list[Suggestion]:
    """The trends that a signal may belong to, the likeliest first. `values`: what stands in its open form."""
    home = signal.organisation
    taken = set(Evidence.objects.for_organisation(home).filter(signal=signal, removed_at=None).values_list("trend_id"))
    taken |= set(PassedOver.objects.for_organisation(home).filter(signal=signal).values_list("trend_id"))
    trends = [trend for trend in standing(home) if (trend.pk,) not in taken]
    if not trends:
        return []
    held, many = alike.spread(_texts(_latest(home)))
    side = _signal_side(signal, values or {}, _behind_signal(signal))
    sides = _trend_sides(home, trends)
    found = [Suggestion(t, signal, alike.compare(side, sides[t.pk], held, many)) for t in trends]
    return _best(found)


def for_trend(trend: Trend) -> list[Suggestion]:
    """Of the latest signals those that may belong to a trend, the likeliest first."""
    home = trend.organisation
    linked = Evidence.objects.for_organisation(home).filter(trend=trend, removed_at=None).values("signal")
    passed = PassedOver.objects.for_organisation(home).filter(trend=trend).values("signal")
    latest = list(_latest(home))
    held, many = alike.spread(_texts(latest))
    here = {signal.pk for signal in latest}
    gone = set(
        Signal.objects.for_organisation(home).filter(pk__in=linked).filter(pk__in=here).values_list("pk", flat=True)
    )
    gone |= set(Signal.objects.for_organisation(home).filter(pk__in=passed).values_list("pk", flat=True))
    side = _trend_sides(home, [trend])[trend.pk]
    found = [
        Suggestion(trend, signal, alike.compare(_signal_side(signal, {}), side, held, many))
        for signal in latest
        if signal.pk not in gone
    ]
    return _best(found)


def standing(home: Organisation) -> list[Trend]:
    """The trends that can be chosen, as the list has them."""
    return list(Trend.objects.for_organisation(home).standing().select_related("force", "origin", "owner"))


def _best(found: Iterable[Suggestion]) -> list[Suggestion]:
    enough = [one for one in found if one.likeness.is_enough]
    return sorted(enough, key=lambda one: (-one.likeness.score, one.trend.number))[:MOST]


def _latest(home: Organisation) -> list[Signal]:
    published = Signal.objects.for_organisation(home).published().newest_first()
    return list(published.only(*FROM_SIGNAL, "area", "place", "number", "organisation", "published_at")[:LATEST])


def _texts(signals: Iterable[Signal]) -> list[alike.Text]:
    return [alike.text_of(*(getattr(signal, name) for name in FROM_SIGNAL)) for signal in signals]


def _behind_signal(signal: Signal) -> list[str]:
    """What the items behind a signal say: a form that was just opened holds nothing else."""
    pieces = signal.evidence.standing().select_related("entry__sighting")
    return [
        f"{piece.title} {piece.entry.sighting.summary_text[:BEGINNING] if piece.entry else ''}" for piece in pieces[:3]
    ]


def _signal_side(signal: Signal, values: Mapping[str, Any], behind: Iterable[str] = ()) -> alike.Side:
    texts = [str(values.get(name) or getattr(signal, name)) for name in FROM_SIGNAL]
    area, place = values.get("area") or signal.area_id, values.get("place") or signal.place_id
    return alike.Side(alike.text_of(*texts, *behind), _keys(area), _keys(place))


def _keys(value: Any) -> frozenset[int]:
    key = number(str(value or ""))
    return frozenset(() if key is None else {key})


def _trend_sides(home: Organisation, trends: list[Trend]) -> dict[int, alike.Side]:
    """Each trend with its own words, those that come again in the signals behind it, and their areas and places."""
    behind = Evidence.objects.for_organisation(home).standing().filter(trend__in=trends)
    heads: dict[int, list[str]] = {trend.pk: [] for trend in trends}
    for trend, headline in behind.newest_first().values_list("trend", "signal__headline")[: BEHIND * len(trends)]:
        heads[trend] += [headline] if len(heads[trend]) < BEHIND else []
    areas = _common(behind, "signal__area")
    places = _common(behind, "signal__place")
    named = list(Place.objects.for_organisation(home).valid().values_list("pk", "name"))
    return {
        trend.pk: alike.Side(
            alike.text_of(
                trend.name, trend.text, trend.happening, str(trend.origin or ""), *_recurring(heads[trend.pk])
            ),
            areas.get(trend.pk, frozenset()),
            places.get(trend.pk, frozenset()) | {pk for pk, name in named if name and name in trend.text},
        )
        for trend in trends
    }


def _recurring(heads: list[str]) -> list[str]:
    """The words that at least two of these headlines hold, and a tenth of them: one that strayed in leads nowhere."""
    texts = [alike.text_of(head) for head in heads]
    counts = Counter(stemmed for text in texts for stemmed in text.whole)
    return sorted({w for text in texts for name, w in text.whole.items() if counts[name] >= max(2, len(heads) / 10)})


def _common(behind: Any, column: str) -> dict[int, frozenset[int]]:
    """By trend the areas (or places) that at least a fourth of its evidence has."""
    counts: dict[int, Counter[int]] = {}
    for trend, key, many in behind.order_by().values_list("trend", column).annotate(Count("pk")):
        if key:
            counts.setdefault(trend, Counter())[key] += many
    return {trend: frozenset(key for key, many in of.items() if many * 4 >= of.total()) for trend, of in counts.items()}


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
