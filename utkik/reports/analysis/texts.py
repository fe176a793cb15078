"""The words of an analysis as one set of fields: what a form shows, what a revision keeps.

Whole: `title`, `introduction`, `summary`, `ask_1` to `ask_3`, `method`. For each trend, by its number: `what-3`,
`meaning-3`; for each consequence, by trend and unit: `says-3-12`, `when-3-12` (a horizon's id), `press-3-12` (1 to 5).
For each unit's part: `take-12`, `question-12`. Every value is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from utkik.documents import words
from utkik.people.models import Horizon
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisPart, AnalysisTrend
from utkik.reports.texts import LONGEST, Fields
from utkik.text.normal import nfc, one_line
from utkik.text.numbers import number

SUMMARY, LONG, SAYS = 2_000, 1_200, 400
WHOLE = {
    "title": words.HEADLINE,
    "introduction": words.LEAD,
    "summary": SUMMARY,
    "ask_1": words.REQUEST,
    "ask_2": words.REQUEST,
    "ask_3": words.REQUEST,
    "method": SUMMARY,
}
ASKS = ("ask_1", "ask_2", "ask_3")
OF_TREND = {"what": LONG, "meaning": LONG}
OF_CONSEQUENCE = {"says": SAYS, "when": 0, "press": 0}
OF_PART = {"take": LONG, "question": words.REQUEST}
CHOSEN = ("when", "press")


def chapters_of(analysis: Analysis) -> list[AnalysisTrend]:
    """The analysis' trends in the order in which they are read, with their consequences in the units' order."""
    mine = AnalysisTrend.objects.for_organisation(analysis.organisation_id).filter(analysis=analysis)
    related = ("trend__organisation", "trend__force", "trend__horizon", "trend__origin__framework")
    return list(
        mine.select_related(*related)
        .prefetch_related("consequences__unit", "consequences__horizon")
        .order_by("position", "pk")
    )


def consequences_of(chapter: AnalysisTrend) -> list[AnalysisConsequence]:
    return sorted(chapter.consequences.all(), key=lambda row: (row.unit.position, row.unit.sort_key, row.unit_id))


def parts_of(analysis: Analysis) -> list[AnalysisPart]:
    """The units' parts in the units' order."""
    mine = AnalysisPart.objects.for_organisation(analysis.organisation_id).filter(analysis=analysis)
    return list(mine.select_related("unit", "analysis").order_by("unit__position", "unit__sort_key", "unit"))


def snapshot(analysis: Analysis, chapters: Iterable[AnalysisTrend] | None = None) -> Fields:
    """The analysis' words as they stand."""
    fields = {name: getattr(analysis, name) for name in WHOLE}
    for chapter in chapters_of(analysis) if chapters is None else chapters:
        place = chapter.trend.number
        fields |= {f"{name}-{place}": getattr(chapter, name) for name in OF_TREND}
        for row in chapter.consequences.all():
            where = f"{place}-{row.unit_id}"
            fields[f"says-{where}"] = row.text
            fields[f"when-{where}"] = str(row.horizon_id or "")
            fields[f"press-{where}"] = str(row.pressure or "")
    for part in parts_of(analysis):
        fields |= {f"{name}-{part.unit_id}": getattr(part, name) for name in OF_PART}
    return fields


def read(posted: Mapping[str, str], known: Iterable[str]) -> Fields:
    """What a form sent, tidied: only fields that the analysis knows."""
    sent = {name: posted[name] for name in known if name in posted}
    return {
        name: one_line(text)[: words.HEADLINE] if name == "title" else nfc(text)[:LONGEST]
        for name, text in sent.items()
    }


def is_chosen(name: str) -> bool:
    """Whether a field is a choice; of those the last one stands."""
    return name.split("-")[0] in CHOSEN


def put(analysis: Analysis, fields: Fields) -> None:
    """Write these fields to their rows (inside the caller's transaction)."""
    for name in WHOLE:
        if name in fields:
            setattr(analysis, name, fields[name])
    for chapter in chapters_of(analysis):
        own = _named(OF_TREND, str(chapter.trend.number), fields)
        if own:
            AnalysisTrend.objects.for_organisation(analysis.organisation_id).filter(pk=chapter.pk).update(**own)
        for row in chapter.consequences.all():
            _put_consequence(row, _named(OF_CONSEQUENCE, f"{chapter.trend.number}-{row.unit_id}", fields))
    for part in parts_of(analysis):
        own = _named(OF_PART, str(part.unit_id), fields)
        if own:
            AnalysisPart.objects.for_organisation(analysis.organisation_id).filter(pk=part.pk).update(**own)


def _named(names: Iterable[str], where: str, fields: Fields) -> Fields:
    return {name: fields[f"{name}-{where}"] for name in names if f"{name}-{where}" in fields}


def _put_consequence(row: AnalysisConsequence, own: Fields) -> None:
    changed: dict[str, object] = {}
    if "says" in own:
        changed["text"] = own["says"]
    if "when" in own:
        horizons = Horizon.objects.for_organisation(row.organisation_id)
        changed["horizon"] = horizons.filter(pk=number(own["when"]) or 0).first()
    if "press" in own:
        press = number(own["press"])
        changed["pressure"] = press if press and 1 <= press <= 5 else None
    if changed:
        AnalysisConsequence.objects.for_organisation(row.organisation_id).filter(pk=row.pk).update(**changed)
