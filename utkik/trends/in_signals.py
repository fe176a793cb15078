"""The trends on the pages of signals: a field in the form, a step of the way, a section, a filter of the list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from utkik.people.asking import MemberRequest
from utkik.people.models import Membership, Organisation
from utkik.signals import added, find
from utkik.signals.models import Signal
from utkik.signals.models.signals import SignalQuerySet
from utkik.text.numbers import number
from utkik.trends import evidence, suggest
from utkik.trends.models import Evidence, Trend
from utkik.web import slots

NAME, SHOWN, CHOSEN, WAY, MORE = "trend", "trend-shown", "trend-trend", "trend-direction", "trend-more"
Link = tuple[int, str]


def register() -> None:
    added.add_field(FIELD)
    find.add_filter(FILTER)
    slots.register("signal.trail", trail, order=320)
    slots.register("signal.text", section, order=50)


def read(data: Mapping[str, Any]) -> str | None:
    """The value as the form posts it; None when the form did not show the field."""
    if not data.get(SHOWN):
        return None
    chosen = data.get(CHOSEN)
    first = f"{chosen}:{data.get(WAY) or evidence.Direction.SUPPORTS}" if chosen else ""
    return ",".join(filter(None, [first, data.get(MORE, "")]))


def tidy(value: Any, organisation: int) -> str:
    """The links in the order of the trends, each "id:direction"; raises ValueError for what no form offers."""
    links = dict(parse(value))
    known = Trend.objects.for_organisation(organisation).filter(pk__in=links).count()
    if known != len(links) or not set(links.values()) <= set(evidence.Direction.values):
        raise ValueError(NAME)
    return _joined(links)


def parse(value: Any) -> list[Link]:
    """The links of a value; raises ValueError. The first of a trend counts."""
    links: dict[int, str] = {}
    for part in str(value or "").split(","):
        key, _colon, direction = part.partition(":")
        if part:
            links.setdefault(_key(key), direction)
    return list(links.items())


def _key(text: str) -> int:
    key = number(text)
    if key is None:
        raise ValueError(NAME)
    return key


def _joined(links: Mapping[int, str]) -> str:
    return ",".join(f"{trend}:{links[trend]}" for trend in sorted(links))


def stands(signal: Signal) -> str:
    return _joined(dict(evidence.links_of(signal)))


def save(signal: Signal, value: str, by: Membership) -> None:
    """Make exactly these links stand; a trend that was taken off meanwhile keeps those it has and gets no new one."""
    wanted = dict(parse(value))
    for row in evidence.of_signal(signal):
        if row.trend_id not in wanted:
            evidence.take(row, by=by)
    trends = Trend.objects.for_organisation(signal.organisation_id).standing().filter(pk__in=wanted)
    for trend in trends:
        evidence.put(trend, signal, wanted[trend.pk], by=by)


def say(value: Any, organisation: Organisation) -> str:
    links = parse(value)
    names = Trend.objects.for_organisation(organisation).in_bulk([trend for trend, _direction in links])
    words = dict(evidence.Direction.choices)
    return ", ".join(f"{names[trend].name} ({words[direction]})" for trend, direction in links if trend in names)


def draw(request: MemberRequest, signal: Signal | None, values: Mapping[str, Any]) -> tuple[str, dict] | None:
    """The trend that is chosen and those that are suggested, all others folded away."""
    trends = suggest.standing(request.organisation)
    if not trends:
        return None
    value = values.get(NAME)
    links = _links(stands(signal) if value is None and signal else value)
    offered = suggest.for_signal(signal, values) if signal else []
    chosen, *more = links or [(0, evidence.Direction.SUPPORTS)]
    first = {one.trend.pk for one in offered} | {chosen[0]}
    others = [trend for trend in trends if trend.pk not in first | {key for key, _way in more}]
    return "trends/_in_form.html", {
        "offered": offered,
        "chosen": next((trend for trend in trends if trend.pk == chosen[0]), None),
        "direction": chosen[1],
        "directions": evidence.Direction.choices,
        "others": others,
        "more": _joined(dict(more)),
        "more_names": [trend.name for trend in trends if trend.pk in dict(more)],
    }


def _links(value: Any) -> list[tuple[int, str]]:
    """The links of a form that comes back, none where it was sent with what no form offers."""
    try:
        return parse(value)
    except ValueError:
        return []


FIELD = added.AddedField(NAME, _("Trend"), read, tidy, stands, save, say, draw)


def counted(signals: SignalQuerySet) -> list[tuple[str, str, int]]:
    """The trends that these signals stand behind, in the list's order, and how many of them."""
    rows = Evidence.objects.filter(removed_at=None, signal__in=signals.order_by(), trend__ended_at=None)
    found = rows.order_by().values_list("trend__number", "trend__name").annotate(Count("pk"))
    return [(str(number), name, many) for number, name, many in sorted(found)]


def narrow(signals: SignalQuerySet, value: str) -> SignalQuerySet:
    """Those behind the trend with this number."""
    links = Evidence.objects.filter(removed_at=None, trend__number=number(value) or 0)
    return signals.filter(pk__in=links.values("signal"))


FILTER = find.FilterSlot(NAME, _("Trend"), counted, narrow)


def trail(request: MemberRequest, signal: Signal) -> slots.Answer:
    """A step of the signal's way: the trends it stands behind."""
    rows = evidence.of_signal(signal)
    return ("trends/_trail.html", {"rows": rows}) if rows and signal.is_published else None


def section(request: MemberRequest, signal: Signal) -> slots.Answer:
    """The trends that a signal stands behind, and for the group those it may belong to."""
    rows = evidence.of_signal(signal)
    group = request.member.in_group and signal.is_published
    offered = evidence.suggested(signal) if group else []
    linked = {row.trend_id for row in rows}
    others = [trend for trend in suggest.standing(request.organisation) if trend.pk not in linked] if group else []
    if not rows and not others:
        return None
    return "trends/_of_signal.html", {
        "signal": signal,
        "rows": rows,
        "offered": offered,
        "others": others,
        "directions": evidence.Direction.choices,
        "title": _heading(len(rows)),
    }


def _heading(many: int) -> str:
    if not many:
        return str(pgettext_lazy("heading on a signal", "No trend yet"))
    return ngettext("Behind %(many)d trend", "Behind %(many)d trends", many) % {"many": many}
