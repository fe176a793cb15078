"""A municipality of its own with one trend that 5 000 signals gathered behind over ten years. Inside the
installation's settings, once; prints who may log in and where the trend is:

python -m bench.linked
"""

from __future__ import annotations

import json
import random
import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402 (after setup)

from utkik import clock  # noqa: E402
from utkik.people import begin  # noqa: E402
from utkik.people.models import Area, Level, Membership  # noqa: E402
from utkik.signals.models import Conversation, Signal  # noqa: E402
from utkik.text import search  # noqa: E402
from utkik.trends import adapt  # noqa: E402
from utkik.trends.models import Evidence, Trend  # noqa: E402

SIGNALS, YEARS = 5_000, 10
EMAIL, PASSWORD, PLACE = "trend@matning.example", "en-lang-mening-om-trender", "Många Signalers kommun"
FACT = "Tre kommuner i regionen arbetar på distans två dagar i veckan sedan i våras."
MATTER = "Vi bygger nytt kommunhus och kan planera ytorna redan nu."


def main() -> int:
    member = Membership.objects.filter(user__email=EMAIL).first() or made()
    trend = Trend.objects.for_member(member).get()
    print(json.dumps({"email": EMAIL, "password": PASSWORD, "path": trend.get_absolute_url()}))
    return 0


@transaction.atomic
def made() -> Membership:
    member = begin.set_up(begin.Beginning(name=PLACE, email=EMAIL, password=PASSWORD))
    areas = begin.make_areas(member.organisation, owner=member)
    trend = adapt.add(by=member, name="Arbetslivet blir digitalt", text="Allt fler arbetar var de vill.")
    chance = random.Random(7)
    signals = Signal.objects.bulk_create([signal(member, areas, number, chance) for number in range(1, SIGNALS + 1)])
    directions = [*[Evidence.Direction.SUPPORTS] * 4, Evidence.Direction.WEAKENS, Evidence.Direction.NEW_ANGLE]
    Evidence.objects.bulk_create(
        Evidence(
            organisation=member.organisation,
            trend=trend,
            signal=one,
            direction=chance.choice(directions),
            by=member,
            at=one.published_at or clock.now(),
        )
        for one in signals
    )
    return member


def signal(member: Membership, areas: list[Area], number: int, chance: random.Random) -> Signal:
    home = member.organisation
    moment = clock.now() - timedelta(days=chance.randrange(YEARS * 365))
    headline = f"Mätsignal {number}: kommuner prövar nya sätt att arbeta digitalt"
    return Signal(
        organisation=home,
        number=number,
        state=Signal.State.PUBLISHED,
        headline=headline,
        fact=FACT,
        matter=MATTER,
        search_terms=search.terms(str(number), headline, FACT, MATTER),
        level=chance.choice(list(Level)),
        area=chance.choice(areas),
        author=member,
        created_at=moment,
        changed_at=moment,
        published_at=moment,
        conversation=Conversation.objects.create(organisation=home, title=f"{number}", path=""),
    )


if __name__ == "__main__":
    sys.exit(main())
