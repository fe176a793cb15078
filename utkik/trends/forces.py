"""The forces behind trends: five to begin with, then the organisation's own list."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from utkik.people.models import Organisation

SHIPPED = Path(__file__).parent / "shipped"


@cache
def shipped() -> list[dict[str, str]]:
    """The five forces, each with its code and its name per language."""
    return json.loads((SHIPPED / "forces.json").read_text(encoding="utf-8"))["forces"]


def lay(organisation: Organisation, model: Any) -> None:
    """Give an organisation that has no forces the five, named in its language. `model`: Force."""
    if model.objects.filter(organisation_id=organisation.pk).exists():
        return
    for position, force in enumerate(shipped(), 1):
        name = force.get(organisation.language, force["en"])
        model.objects.create(organisation_id=organisation.pk, code=force["code"], name=name, position=position)
