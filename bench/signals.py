"""Signals in number, each written and published by the product's own acts. Run inside the installation's settings:

python -m bench.signals COUNT
"""

from __future__ import annotations

import random
import sys
from datetime import timedelta

import django
from django.db import transaction

django.setup()

from utkik import clock  # noqa: E402 (after setup)
from utkik.people.models import Area, Membership  # noqa: E402
from utkik.signals import begin, publish, write  # noqa: E402
from utkik.stream.models import Entry  # noqa: E402

AT_ONCE = 100
DAYS = 5 * 365


def main(count: int) -> None:
    chance = random.Random(11)
    member = Membership.objects.filter(role="analyst", left_at=None).order_by("pk").first()
    assert member is not None
    areas = list(Area.objects.for_member(member))
    newest = Entry.objects.for_member(member).filter(state="new").order_by("-pk")[:count]
    entries = list(newest.select_related("item", "sighting", "organisation"))
    for start in range(0, len(entries), AT_ONCE):
        with transaction.atomic():
            for number, entry in enumerate(entries[start : start + AT_ONCE], start):
                moment = clock.now() - timedelta(days=chance.randrange(1, DAYS))
                with clock.at(moment):
                    one(entry, member, chance.choice(areas), number)


def one(entry: Entry, member: Membership, area: Area, number: int) -> None:
    """A signal with all that publishing needs."""
    signal, _ = begin.from_entry(entry, by=member)
    told = {
        "headline": f"Mätsignal {number}: {entry.sighting.title[:70]}",
        "fact": entry.sighting.summary_text[:600] or entry.sighting.title,
        "matter": "Det här kan ändra hur vi planerar, och andra kommuner har redan börjat pröva det.",
        "level": entry.level,
        "area": area,
    }
    write.save(signal, told, by=member, version=signal.version)
    signal.refresh_from_db()
    publish.publish(signal, by=member, version=signal.version)


if __name__ == "__main__":
    main(int(sys.argv[1]))
