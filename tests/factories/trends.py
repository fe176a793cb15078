"""Trends, and what is around them: frameworks, editions, calls for input."""

from datetime import date
from itertools import count

from tests.factories import people
from utkik.people.models import Horizon
from utkik.signals.models import Conversation
from utkik.trends.models import (
    Answer,
    Call,
    CallTrend,
    CallUnit,
    Edition,
    EditionTrend,
    Force,
    Framework,
    FrameworkTrend,
    Proposal,
    Trend,
)

TREND_NAMES = [
    "Barnen blir färre medan de äldsta blir fler",
    "Tilliten blir en fråga om närhet",
    "AI blir en kollega, med eller utan vår plan",
    "Havet kommer närmare, långsamt och sedan plötsligt",
    "Det lokala handlingsutrymmet krymper",
]
TREND_TEXT = "Vi bygger för en kommun som växer underifrån. Varje ny lokal bör kunna byta användning."
TREND_HAPPENING = "Födelsetalen har sjunkit sex år i rad. De över åttio blir fler varje år."
trend_codes = count(1)


def force(name=None, organisation=None, **fields):
    """The organisation's first force, or one of its own when a name is given."""
    home = organisation or people.organisation()
    if name is None and not fields:
        return Force.objects.for_organisation(home).valid().first()
    number = next(trend_codes)
    defaults = {"name": name or f"Kraft {number}", "code": f"force-{number}", "position": 10 + number}
    return Force.objects.create(organisation=home, **(defaults | fields))


def trend(organisation=None, **fields):
    """A trend that is followed, with its words, a force and a horizon."""
    home = organisation or people.organisation()
    number = (
        Trend.objects.for_organisation(home).order_by("-number").values_list("number", flat=True).first() or 0
    ) + 1
    forces = list(Force.objects.for_organisation(home).valid())
    horizons = list(Horizon.objects.for_organisation(home).valid())
    defaults = {
        "number": number,
        "position": number,
        "name": TREND_NAMES[(number - 1) % len(TREND_NAMES)],
        "text": TREND_TEXT,
        "happening": TREND_HAPPENING,
        "force": forces[(number - 1) % len(forces)],
        "horizon": horizons[(number - 1) % len(horizons)],
        "pressure": 1 + number % 5,
    }
    fields.setdefault(
        "conversation",
        Conversation.objects.create(
            organisation=home, title=fields.get("name", f"Trend {number}"), path=f"trends/{number}", audience="reader"
        ),
    )
    return Trend.objects.create(organisation=home, **(defaults | fields))


def framework(organisation=None, *, names=("Ökat behov av livslångt lärande", "Nya livsmönster"), **fields):
    """A framework with its trends' names."""
    home = organisation or people.organisation()
    number = next(trend_codes)
    defaults = {"code": f"framework-{number}", "publisher": "SKR", "name": "Vägval för framtiden", "edition": "4"}
    made = Framework.objects.create(organisation=home, **(defaults | fields))
    for position, name in enumerate(names, 1):
        FrameworkTrend.objects.create(organisation=home, framework=made, number=position, name=name)
    return made


def trend_edition(organisation=None, *, year=2026, trends=None, **fields):
    """A frozen edition of the trends given (none given: those that stand), laid directly."""
    home = organisation or people.organisation()
    known = Edition.objects.for_organisation(home)
    number, again = known.count() + 1, known.filter(year=year).count()
    name = f"{year}:{again + 1}" if again else f"{year}"
    made = Edition.objects.create(organisation=home, **({"number": number, "year": year, "name": name} | fields))
    standing = list(Trend.objects.for_organisation(home).standing()) if trends is None else trends
    for position, each in enumerate(standing, 1):
        EditionTrend.objects.create(
            organisation=home,
            edition=made,
            trend=each,
            number=each.number,
            name=each.name,
            text=each.text,
            happening=each.happening,
            force=each.force,
            force_name=each.force.name if each.force else "",
            horizon=each.horizon,
            horizon_name=each.horizon.name if each.horizon else "",
            pressure=each.pressure,
            position=position,
            change="new",
        )
    return made


def call(organisation=None, *, trends=None, units=None, **fields):
    """An open call for input: about the trends given (none given: two new ones), to the units given (or one)."""
    home = organisation or people.organisation()
    asked = [trend(home), trend(home)] if trends is None else trends
    units = [people.unit("Vård och omsorg", home, sort="committee")] if units is None else units
    defaults = {"title": "Inspel till utgåva 2026", "due_on": date(2026, 12, 12)}
    made = Call.objects.create(organisation=home, **(defaults | fields))
    for position, each in enumerate(asked, 1):
        CallTrend.objects.create(organisation=home, call=made, trend=each, position=position)
    for unit in units:
        asked_unit = CallUnit.objects.create(organisation=home, call=made, unit=unit)
        for position, each in enumerate(asked, 1):
            Answer.objects.create(organisation=home, call_unit=asked_unit, trend=each, position=position)
    return made


def proposal(organisation=None, *, trend=None, **fields):
    """A change of a trend's text that waits for an answer."""
    home = organisation or people.organisation()
    about = trend or globals()["trend"](home)
    defaults = {"sort": "change", "trend": about, "text": "Värmen blir en fråga för vården först.", "state": "open"}
    return Proposal.objects.create(organisation=home, **(defaults | fields))
