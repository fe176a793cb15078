"""`utkik stats`: how much there is. Numbers only: nothing a person wrote, nothing of an open round."""

from __future__ import annotations

from typing import Any

from utkik.command import prepare
from utkik.command.say import say


def run(options) -> int:
    """Print the counts of the installation."""
    prepare.read_database()
    told = counts()
    lines = []
    for name, value in told.items():
        if isinstance(value, dict):
            lines += [f"{name} {state}\t{number}" for state, number in value.items()]
        else:
            lines.append(f"{name}\t{value}")
    say(options, told, lines)
    return 0


def counts() -> dict[str, Any]:
    """Organisations, feeds, sources, items, entries and signals by state, rounds, published reports."""
    from django.db.models import Count

    from utkik.collect.models import Feed, Item, Source
    from utkik.people.models import Organisation
    from utkik.reports.models import Edition
    from utkik.rounds.models import Round
    from utkik.signals.models import Signal
    from utkik.stream.models import Entry

    def by_state(model) -> dict[str, int]:
        found = dict(model.objects.order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state, 0) for state in model.State.values}

    return {
        "organisations": Organisation.objects.count(),
        "feeds": Feed.objects.count(),
        "sources": Source.objects.standing().count(),
        "items": Item.objects.count(),
        "entries": by_state(Entry),
        "signals": by_state(Signal),
        "rounds": Round.objects.count(),
        "reports": Edition.objects.values("report").distinct().count(),
    }
