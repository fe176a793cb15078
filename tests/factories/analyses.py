"""Budget analyses: begun from trends with consequences, written, settled."""

from datetime import UTC, datetime

from tests.factories import people, trends
from tests.factories.reports import told_signal
from utkik.documents import markdown, web
from utkik.people.models import Horizon
from utkik.reports.analysis import begin, compose, material, publish, write
from utkik.reports.analysis.draw import Whole
from utkik.reports.compose import Issue
from utkik.reports.draw import Drawn
from utkik.signals.models import Signal
from utkik.trends.models import Consequence, Evidence, Trend

YEAR = 2028
WAYS = ["supports", "supports", "weakens", "new_angle"]


def committee(name="Nämnden för vård och omsorg", organisation=None):
    return people.unit(name, organisation=organisation, sort="committee")


def consequence(trend, unit, text="Pröva om lokalerna kan byta användning.", pressure=4):
    horizon = Horizon.objects.for_organisation(trend.organisation).first()
    return Consequence.objects.create(
        organisation=trend.organisation, trend=trend, unit=unit, text=text, horizon=horizon, pressure=pressure
    )


def behind(trend, many=3, *, unit=None, lifted=1):
    """Signals linked to a trend, the first ones lifted; `unit`: they concern it."""
    home = trend.organisation
    last = Signal.objects.for_organisation(home).order_by("-number").values_list("number", flat=True).first() or 0
    for place in range(many):
        at = datetime(2024 + place % 3, 1 + place % 11, 3, 12, tzinfo=UTC)
        outcome = "lifted" if place < lifted else ""
        signal = told_signal(last + 1 + place, home, published_at=at, outcome=outcome)
        if unit:
            signal.units.add(unit, through_defaults={"organisation": home})
        Evidence.objects.create(organisation=home, trend=trend, signal=signal, direction=WAYS[place % 4])


def analysis(organisation=None, *, by=None, whole=True, many=3, units=2, year=YEAR, evidence=2):
    """An analysis in the making, of `many` trends with a consequence for each of `units`; `whole`: with its words."""
    home = organisation or people.organisation()
    by = by or people.member("analyst", organisation=home)
    names = ["Nämnden för vård och omsorg", "Byggnadsnämnden", "Nämnden för teknik"]
    committees = [committee(name, home) for name in (names * 3)[:units]] if units <= len(names) else []
    committees = committees or [committee(f"Nämnd {place}", home) for place in range(units)]
    for _place in range(many):
        trend = trends.trend(home)
        for unit in committees:
            consequence(trend, unit)
        behind(trend, evidence, unit=committees[0] if committees else None)
    made = begin.begin(year, by=by)
    return fill_analysis(made, by=by) if whole else made


def fill_analysis(made, *, by):
    words = {
        "title": "Fyra trender kan inte vänta",
        "introduction": "Trenderna har vägts mot varandra.",
        "summary": "Människor är den knappa resursen. Det berör alla nämnder.\nHavet kommer närmare.",
        "ask_1": "Pröva varje ny lokal mot prognosen för 2032.",
        "ask_2": "Svara på vem som ska göra jobbet.",
        "ask_3": "Ge beredskapen en egen rad.",
    }
    for part in made.parts.all():
        words[f"take-{part.unit_id}"] = "Nämnden behöver en enda plan."
        words[f"question-{part.unit_id}"] = "Vad kan vi sluta göra i år?"
    write.save(made, words, {}, by=by)
    made.refresh_from_db()
    return made


def settled_analysis(organisation=None, *, by=None, **fields):
    """An analysis with its first edition."""
    made = analysis(organisation, by=by, **fields)
    publish.publish(made, by=by or people.member("analyst", organisation=made.organisation), version=made.version)
    made.refresh_from_db()
    return made


def a_trend_of(made):
    return Trend.objects.for_organisation(made.organisation).first()


def frozen_analysis(organisation=None, *, by=None, **fields):
    """A settled analysis whose files were never drawn: for those who only ask who may see it."""
    made = analysis(organisation, by=by, **({"many": 1, "units": 1, "evidence": 0} | fields))
    found = material.gather(made)
    issue = Issue(1, datetime(2026, 12, 4, 8, tzinfo=UTC))
    whole = _undrawn(compose.compose(found, issue))
    parts = [(unit, _undrawn(compose.compose_part(found, unit, issue))) for unit in found.units]
    prepared = publish.Prepared(found, made.version, 1, Whole(whole, parts), "")
    publish.freeze(prepared, by=by or made.created_by)
    made.refresh_from_db()
    return made


def _undrawn(tree):
    article = web.article(tree)
    return Drawn(tree, article, {"pdf": b"%PDF-", "md": markdown.render(tree).encode(), "html": article.encode()})
