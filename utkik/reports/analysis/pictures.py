"""The pictures of an analysis: the year's signals on its cover, the radar, the trends by pressure, units × trends."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.documents import dial
from utkik.documents.runs import line
from utkik.people.models import Organisation, Unit
from utkik.reports.analysis import words
from utkik.reports.analysis.chapters import part_id
from utkik.reports.analysis.material import Change, Chapter, Material
from utkik.signals.models import Signal
from utkik.trends.draw import lines, marks
from utkik.trends.draw.radar import MOST, fan, radar
from utkik.web import dates

Node = dict[str, Any]
MONTHS, DOT, SEED = 12, 0.85, 3
MOST_DOTS = 160
ENDS = (1, 5)


def year_before(home: Organisation, at: datetime) -> tuple[date, date]:
    """The twelve whole or begun months up to a moment: the first day of the first, and the day itself."""
    last = home.local(at).date()
    first = last.replace(day=1)
    for _month in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    return first, last


def signals_since(home: Organisation, first: date) -> list[Signal]:
    """What was published since a day, oldest first, with what its place on the chart asks for."""
    seen = Signal.objects.for_organisation(home).filter(state=Signal.State.PUBLISHED, removed_at=None)
    recent = seen.filter(published_at__date__gte=first - timedelta(days=1)).only(
        "pk", "published_at", "level", "outcome"
    )
    return [one for one in recent.order_by("published_at", "pk") if _day(home, one) >= first]


def chart(home: Organisation, signals: list[Signal], first: date, lit: set[int]) -> Node:
    """The year round the edge, each signal on its day and level; those in `lit` are filled. A crowd is thinned."""
    on = Counter(one.level or "wider" for one in signals)
    step = -(-len(signals) // MOST_DOTS) or 1
    shown = [one for place, one in enumerate(signals) if place % step == 0]
    placed = [_mark(home, one, first, one.pk in lit) for one in shown]
    told = [
        _("Three rings, one for each level, with the year’s months round the edge."),
        _("Own world %(own)s, near world %(near)s, wider world %(wider)s signals.")
        % {"own": on["own"], "near": on["near"], "wider": on["wider"]},
    ]
    if lit:
        told.append(_("The filled ones were lifted."))
    months = [_month_after(first, place) for place in range(MONTHS)]
    return {
        "turn": MONTHS,
        "dot": DOT,
        "labels": [
            {"at": round((place + 0.5) / MONTHS, 4), "t": dates.month_name(month)[:3]}
            for place, month in enumerate(months)
        ],
        "marks": dial.place(placed, seed=SEED),
        "alt": " ".join(told),
    }


def _mark(home: Organisation, signal: Signal, first: date, is_lit: bool) -> Node:
    day = _day(home, signal)
    months = (day.year - first.year) * 12 + day.month - first.month
    at = (months + (day.day - 0.5) / 31) / MONTHS
    mark: Node = {"at": round(min(at, 0.9999), 4), "level": signal.level or "wider"}
    return mark | ({"lifted": True} if is_lit else {})


def _day(home: Organisation, signal: Signal) -> date:
    return home.local(signal.published_at or signal.created_at).date()


def _month_after(first: date, months: int) -> date:
    year, month = divmod(first.month - 1 + months, 12)
    return date(first.year + year, month + 1, 1)


def on_radar(material: Material) -> Node | None:
    """The radar with the analysis' trends, in the places they have among all; None without a horizon to place by."""
    shown = [chapter for chapter in material.chapters if chapter.ring is not None][:MOST]
    forces = {chapter.trend.force_id: chapter.trend.force for chapter in material.chapters if chapter.trend.force}
    forces |= {trend.force_id: trend.force for trend in material.others if trend.force}
    if not shown or not forces or not material.rings:
        return None
    sectors = sorted(forces.values(), key=lambda force: (force.position, force.pk))
    place = {force.pk: number for number, force in enumerate(sectors)}
    ring = {one.pk: number for number, one in enumerate(material.rings)}
    every = [_radar_mark(chapter, place) for chapter in shown if chapter.trend.force_id in place]
    beside = [
        marks.Mark(one.pk, one.number, one.name, place[one.force_id], ring.get(one.horizon_id or 0))
        for one in material.others
        if one.force_id in place
    ]
    alt = ngettext(
        "The radar with %(count)s trend: the nearer the middle, the sooner it is felt. The table below says the same.",
        "The radar with %(count)s trends: the nearer the middle, the sooner it is felt. The table below says the same.",
        len(every),
    ) % {"count": len(every)}
    names = [line(force.name) for force in sectors]
    rings = [capfirst(line(one.name)) for one in material.rings]
    hidden = [one.key for one in beside]
    drawn = radar([*every, *beside], rings, names, label=alt, hidden=hidden)
    used = sorted({mark.sector for mark in every})
    fans = [
        {"title": names[at], "svg": str(fan([*every, *beside], rings, len(names), at, label=names[at], hidden=hidden))}
        for at in used
    ]
    caption = _("Filled: new. A tip towards or from the middle: closer or further away; the dot is where it was.")
    return {"kind": "figure", "svg": str(drawn), "alt": alt, "caption": caption, "fans": fans}


def _radar_mark(chapter: Chapter, place: dict[int, int]) -> marks.Mark:
    trend = chapter.trend
    told = f"{trend.number}. {line(trend.name)}: {words.horizon(chapter)}. {words.moved(chapter.change)}"
    return marks.Mark(
        trend.pk,
        trend.number,
        told,
        place[trend.force_id or 0],
        chapter.ring,
        chapter.was if chapter.change in (Change.CLOSER, Change.FURTHER) else None,
        chapter.change or marks.UNCHANGED,
        href=f"#{chapter.identity}",
    )


def by_pressure(rows: list[tuple[int, int, str]], title: str) -> Node | None:
    """Numbered marks stacked on 1 to 5: rows of (number, pressure, change); None without any."""
    if not rows:
        return None
    low, high = _("1 weak"), _("5 strong")
    told = [f"{value}: {', '.join(str(number) for number, at, _c in rows if at == value)}" for value in range(5, 0, -1)]
    alt = _("Trends by pressure, 1 to 5. %(told)s.") % {
        "told": "; ".join(one for one in told if not one.endswith(": "))
    }
    ticks = [{"at": at, "label": {1: low, 5: high}.get(at, str(at))} for at in range(1, 6)]
    node: Node = {
        "title": title,
        "min": ENDS[0],
        "max": ENDS[1],
        "step": 0.5,
        "ticks": ticks,
        "stacks": [{"at": at, "no": number, "new": change == Change.NEW} for number, at, change in rows],
        "alt": alt,
        "svg": str(lines.stack(rows, label=alt, ends=(low, high))),
    }
    if any(change == Change.NEW for _n, _at, change in rows):
        node["caption"] = _("Filled: new since the last edition.")
    return node


def units_by_trends(material: Material) -> Node:
    """How hard each trend presses on each unit."""
    rows = []
    for chapter in material.chapters:
        said = [chapter.to(unit) for unit in material.units]
        cells = [(row.pressure or 0) if row else 0 for row in said]
        if any(said):
            rows.append(
                {
                    "no": chapter.trend.number,
                    "title": line(chapter.trend.name),
                    "ref": chapter.identity,
                    "cells": cells,
                }
            )
    columns = [{"name": line(unit.name), "ref": part_id(unit)} for unit in material.units]
    return {"kind": "pressure", "columns": columns, "rows": rows}


def pressing_on(material: Material, unit: Unit) -> list[tuple[int, int, str]]:
    pressed = []
    for chapter in material.of(unit):
        row = chapter.to(unit)
        if row and row.pressure:
            pressed.append((chapter.trend.number, row.pressure, chapter.change))
    return pressed
