"""What the trends mean for one committee, as a node of the content tree."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from utkik.documents.runs import blocks, line, linked
from utkik.people.models import Unit
from utkik.reports.analysis import chapters, pictures, words
from utkik.reports.analysis.material import Material
from utkik.trends.models import Evidence

Node = dict[str, Any]
MOST_SIGNALS = 12


def committee(material: Material, unit: Unit, *, title: str = "", web: str = "") -> Node:
    """Its trends, consequences and signals. `title` is the unit's registered name, unless it is given."""
    mine = material.of(unit)
    rows = []
    for chapter in mine:
        row = chapter.to(unit)
        assert row is not None  # material.of asked for it
        told = chapters.consequence(row, line(chapter.trend.name), chapter.identity)
        rows.append(told | {"no": chapter.trend.number})
    node: Node = {
        "kind": "committee",
        "id": chapters.part_id(unit),
        "title": title or line(unit.name),
        "rows": rows,
        "lead": words.concerning(len(mine)),
    }
    part = material.parts.get(unit.pk)
    optional = {
        "stack": pictures.by_pressure(pictures.pressing_on(material, unit), _("The pressure on the committee")),
        "take": blocks(part.take) if part else [],
        "question": linked(part.question) if part and line(part.question) else [],
        "signals": [chapters.source(row) for row in signals(material, unit)],
        "web": web,
    }
    return node | {name: value for name, value in optional.items() if value}


def signals(material: Material, unit: Unit) -> list[Evidence]:
    """What stands behind the unit's trends and concerns it, the newest first; each signal once."""
    seen: dict[int, Evidence] = {}
    for chapter in material.of(unit):
        for row in chapter.evidence:
            if any(one.pk == unit.pk for one in row.signal.units.all()):
                seen.setdefault(row.signal_id, row)
    newest = sorted(seen.values(), key=lambda row: (row.signal.published_at, row.pk), reverse=True)
    return newest[:MOST_SIGNALS]
