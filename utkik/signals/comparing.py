"""Up to three signals side by side."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from utkik.people.models import Membership
from utkik.signals import naming
from utkik.signals.fields import snapshot
from utkik.signals.models import Signal

MOST = 3
ROWS = ("level", "matter", "area", "horizon", "kind", "who", "units")


def asked_for(member: Membership, values: list[str]) -> tuple[list[Signal], str]:
    """The signals whose numbers stand in the address ("346", "346,341"), in that order, and a sentence when there are
    more than fit."""
    written = [part for value in values for part in value.split(",")]
    numbers = list(dict.fromkeys(int(part) for part in written if part.isascii() and part.isdigit() and len(part) < 10))
    refusal = _("At most three signals fit side by side. Take one away.") if len(numbers) > MOST else ""
    seen = Signal.objects.seen_by(member).filter(number__in=numbers[:MOST]).select_related("organisation")
    found = {signal.number: signal for signal in seen}
    return [found[number] for number in numbers[:MOST] if number in found], refusal


def table(signals: list[Signal]) -> dict[str, Any] | None:
    """Heads and rows of the comparison; None below two."""
    if len(signals) < 2:
        return None
    organisation = signals[0].organisation
    each = [snapshot(signal) for signal in signals]
    names = naming.Names(organisation, each)
    short = {"matter": _("Why"), "units": _("Concerns")}
    rows: list[dict[str, Any]] = [
        {
            "name": name,
            "label": short.get(name) or naming.label(name, organisation),
            "cells": [
                {"number": signal.number, "text": names.of(name, fields[name]), "level": signal.level}
                for signal, fields in zip(signals, each, strict=True)
            ],
        }
        for name in ROWS
    ]
    told = [row for row in rows if any(cell["text"] for cell in row["cells"])]
    return {"signals": signals, "rows": told, "common": _common(each, names), "columns": len(signals)}


def _common(each: list[dict[str, Any]], names: naming.Names) -> str:
    """What all of them share beyond being signals."""
    found = []
    for name in ("area", "horizon", "kind"):
        values = {fields[name] for fields in each}
        if len(values) == 1 and (said := names.of(name, values.pop())):
            found.append(said)
    units = set.intersection(*(set(fields["units"]) for fields in each))
    found += [said for said in [names.of("units", sorted(units))] if said]
    return ", ".join(found)
