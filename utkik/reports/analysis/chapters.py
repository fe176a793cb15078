"""One trend as a node of the content tree, and the table of all."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from utkik.documents.runs import blocks, line, linked
from utkik.people.models import Unit
from utkik.reports.analysis import words
from utkik.reports.analysis.material import Change, Chapter, Material
from utkik.reports.models import AnalysisConsequence
from utkik.trends import gathered
from utkik.trends.models import Evidence
from utkik.web import dates

Node = dict[str, Any]
MOST_LIFTED = 6


def trend(chapter: Chapter, *, unit: Unit | None = None) -> Node:
    """The trend's chapter; with a unit, in that unit's part: its own consequence alone."""
    node: Node = {
        "kind": "trend",
        "id": chapter.identity,
        "no": chapter.trend.number,
        "title": line(chapter.trend.name),
        "land": blocks(chapter.row.meaning) or blocks(_("Not written yet.")),
        "web": settings.UTKIK_URL + chapter.trend.get_absolute_url(),
    }
    optional = {
        "force": line(chapter.trend.force.name) if chapter.trend.force else "",
        "horizon": words.horizon(chapter),
        "move": chapter.change if chapter.change in (*Change,) else "",
        "move_text": words.moved(chapter.change),
        "pressure": words.pressing(chapter),
        "evidence": chapter.gathered.sentence,
        "framework": words.framework(chapter),
        "what": blocks(chapter.row.what),
        "strip": strip(chapter),
        "lifted": [source(row) for row in chapter.lifted[:MOST_LIFTED]],
        "consequences": _consequences(chapter, unit),
    }
    return node | {name: value for name, value in optional.items() if value}


def _consequences(chapter: Chapter, unit: Unit | None) -> list[Node]:
    said = [row for row in chapter.consequences if row.text.strip() and unit in (None, row.unit)]
    return [consequence(row, line(row.unit.name), "" if unit else part_id(row.unit)) for row in said]


def consequence(row: AnalysisConsequence, name: str, ref: str) -> Node:
    node: Node = {"name": name, "text": linked(row.text)}
    optional = {"ref": ref, "when": capfirst(line(row.horizon.name)) if row.horizon else "", "pressure": row.pressure}
    return node | {key: value for key, value in optional.items() if value}


def part_id(unit: Unit) -> str:
    return f"unit-{unit.pk}"


def strip(chapter: Chapter) -> Node | None:
    """What gathered over the years; None before there is anything."""
    behind = chapter.gathered
    if not behind.total:
        return None
    first, last = behind.years
    marks = [
        {"at": round(gathered.decimal(one.on), 3), "dir": gathered.WAYS[one.direction], "lifted": one.lifted}
        for one in behind.found
        if first <= one.on.year <= last
    ]
    return {"from": first, "to": last + 1, "marks": marks, "alt": behind.label, "svg": str(behind.strip(large=True))}


def source(row: Evidence) -> Node:
    """A signal behind a trend, with its address and the month it was published."""
    signal = row.signal
    node = {
        "title": line(signal.headline) or _("Untitled"),
        "publisher": row.get_direction_display(),
        "url": settings.UTKIK_URL + reverse("signals:signal", args=[signal.organisation.slug, signal.number]),
        "own": True,
    }
    return node | ({"date": dates.month(signal.published_at)} if signal.published_at else {})


def table(material: Material) -> Node:
    """The same facts as the radar."""
    columns: list[Node] = [
        {"label": pgettext("column", "No."), "width": "auto"},
        {"label": _("Trend"), "width": 2.6},
        {"label": _("Force"), "width": 1},
        {"label": _("Horizon"), "width": 1.25},
        {"label": _("Movement"), "width": 1.1},
        {"label": _("Pressure, 1–5"), "width": "auto", "align": "right"},
    ]
    rows = [
        [
            {"trend": chapter.trend.number},
            [{"t": line(chapter.trend.name), "ref": chapter.identity}],
            line(chapter.trend.force.name) if chapter.trend.force else "–",
            capfirst(line(chapter.trend.horizon.name)) if chapter.trend.horizon else "–",
            _short(chapter.change),
            str(chapter.trend.pressure or "–"),
        ]
        for chapter in material.chapters
    ]
    return {"kind": "table", "wide": True, "tall": True, "columns": columns, "rows": rows}


def _short(change: str) -> str:
    return {
        str(Change.NEW): pgettext("trend", "New"),
        str(Change.CLOSER): pgettext("trend", "Closer"),
        str(Change.FURTHER): pgettext("trend", "Further away"),
        str(Change.UNCHANGED): pgettext("trend", "Unchanged"),
    }.get(change, "–")
