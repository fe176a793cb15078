"""What the builder shows: the words with their limits, the trends in their order, the parts, the preview beside."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon
from utkik.reports import articles
from utkik.reports.analysis import arrange, comment, compose, material, publish, ready, texts, write
from utkik.reports.compose import Issue
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisPart, AnalysisTrend
from utkik.reports.texts import Fields, marks


def desk(
    request: MemberRequest,
    analysis: Analysis,
    *,
    opened: str = "",
    clashes: Fields | None = None,
    swap: bool = False,
) -> dict[str, Any]:
    """Everything the builder's templates ask for. `opened`: "trend-3" or "part-12"; `clashes`: fields that a
    colleague wrote in at the same time."""
    chapters = texts.chapters_of(analysis)
    fields, clashes = texts.snapshot(analysis, chapters), clashes or {}
    slots = [_slot(one, place, len(chapters), opened, fields, clashes) for place, one in enumerate(chapters, 1)]
    units = arrange.units(analysis)
    for slot in slots:
        taken = {row["unit"].pk for row in slot["rows"]}
        slot["free_units"] = [unit for unit in units if unit.pk not in taken]
    parts = [_part(part, opened, fields, clashes) for part in texts.parts_of(analysis)]
    return {
        "analysis": analysis,
        "finding": finding(analysis, chapters),
        "whole": [_field(name, "", fields, clashes) for name in texts.WHOLE],
        "slots": slots,
        "parts": parts,
        "opened": opened if any(one["is_open"] for one in (*slots, *parts)) else "",
        "left_out": arrange.left_out(analysis),
        "horizons": list(Horizon.objects.for_organisation(analysis.organisation_id).valid()),
        "pressures": range(1, 6),
        "base": marks(fields),
        "preview": preview_of(analysis),
        "errors": _clash_errors(clashes, analysis),
        "swap": swap,
    }


def preview_of(analysis: Analysis) -> str:
    """The article as it would be published now."""
    issue = Issue(publish.next_number(analysis), clock.now(), published=False)
    return articles.preview(compose.compose(material.gather(analysis), issue), slug=analysis.organisation.slug)


def finding(analysis: Analysis, chapters: list[AnalysisTrend]) -> str:
    """The builder's heading: how far the analysis has come."""
    told = {"year": analysis.year}
    if any(place == "analysis-title" for place, _sentence in ready.obstacles(analysis, chapters)):
        return _("The analysis for budget %(year)s has no headline yet") % told
    if ready.obstacles(analysis, chapters):
        return _("The analysis for budget %(year)s cannot be settled yet") % told
    if analysis.editions.filter(of_version=analysis.version).exists():
        return _("The analysis for budget %(year)s is settled as it stands") % told
    missing = len(ready.gaps(analysis, chapters))
    if missing:
        return ngettext(
            "The analysis for budget %(year)s lacks one thing",
            "The analysis for budget %(year)s lacks %(missing)s things",
            missing,
        ) % (told | {"missing": missing})
    return _("The analysis for budget %(year)s is ready to be settled") % told


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "title": (_("Headline, the year’s finding in one sentence"), ""),
        "introduction": (_("Introduction to the one page"), _("written last, read first")),
        "summary": (_("On one page"), _("A point on each line. A short first sentence stands firm.")),
        "ask_1": (_("The director sends along, first"), ""),
        "ask_2": (_("The director sends along, second"), ""),
        "ask_3": (_("The director sends along, third"), ""),
        "method": (_("How the analysis was made"), _("What is counted is told by itself; write what else matters.")),
        "what": (_("What is happening?"), ""),
        "meaning": (_("What this trend means here"), ""),
        "says": (_("Consequence"), ""),
        "take": (_("What the committee takes along"), ""),
        "question": (_("To talk about"), _("A question that cannot be answered by yes or no.")),
    }


LIMITS = texts.WHOLE | texts.OF_TREND | texts.OF_CONSEQUENCE | texts.OF_PART
ROWS = {"title": 1, "introduction": 3, "summary": 7, "method": 4, "what": 4, "meaning": 4}


def _field(name: str, where: str, fields: Fields, clashes: Fields) -> dict[str, Any]:
    key = f"{name}-{where}" if where else name
    label, hint = _labels()[name]
    return {
        "name": key,
        "id": f"analysis-{key}",
        "label": label,
        "hint": hint,
        "text": clashes.get(key, fields[key]),
        "theirs": fields[key] if key in clashes else None,
        "most": LIMITS[name],
        "length": len(clashes.get(key, fields[key])),
        "rows": ROWS.get(name, 2),
        "sans": name == "title",
    }


def _slot(
    chapter: AnalysisTrend, place: int, last: int, opened: str, fields: Fields, clashes: Fields
) -> dict[str, Any]:
    number = chapter.trend.number
    is_open = opened == f"trend-{number}"
    said = sum(bool(row.text.strip()) for row in chapter.consequences.all())
    state = ngettext("%(count)s consequence", "%(count)s consequences", said) % {"count": said}
    return {
        "trend": chapter.trend,
        "number": number,
        "place": place,
        "is_first": place == 1,
        "is_last": place == last,
        "is_open": is_open,
        "is_whole": bool(chapter.meaning.strip() and said),
        "state": state if chapter.meaning.strip() else _("Does not say what it means here"),
        "fields": [_field(name, str(number), fields, clashes) for name in texts.OF_TREND],
        "rows": [_row(row, number, fields, clashes) for row in texts.consequences_of(chapter)],
    }


def _row(row: AnalysisConsequence, number: int, fields: Fields, clashes: Fields) -> dict[str, Any]:
    where = f"{number}-{row.unit_id}"
    field = _field("says", where, fields, clashes)
    field["label"] = _("Consequence for %(unit)s") % {"unit": row.unit.name}
    return {"unit": row.unit, "where": where, "field": field, "horizon": row.horizon_id, "pressure": row.pressure}


def _part(part: AnalysisPart, opened: str, fields: Fields, clashes: Fields) -> dict[str, Any]:
    unit = part.unit_id
    said = comment.standing(part)
    return {
        "unit": part.unit,
        "is_open": opened == f"part-{unit}",
        "is_whole": bool(part.take.strip() and part.question.strip()),
        "comments": len(said),
        "waiting": sum(not one.answered_at for one in said),
        "fields": [_field(name, str(unit), fields, clashes) for name in texts.OF_PART],
    }


def _clash_errors(clashes: Fields, analysis: Analysis) -> list[tuple[str, str]]:
    if not clashes:
        return []
    who = write.last_writer(analysis)
    told = {"name": who.name if who else _("A colleague")}
    sentence = (
        _("%(name)s wrote here at the same time. Both texts are below: keep yours, or take what you need.") % told
    )
    return [(f"analysis-{key}", sentence) for key in clashes]
