"""From an analysis to the content trees that web, PDF and Markdown are drawn from: the whole, and a part per unit."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from utkik.documents import budget, tree
from utkik.documents.runs import line, linked
from utkik.people.models import Unit
from utkik.reports import labels
from utkik.reports.analysis import about, chapters, parts, pictures, texts, words
from utkik.reports.analysis.material import Material
from utkik.reports.compose import FORMS, Issue
from utkik.reports.models import Analysis
from utkik.web import dates
from utkik.web.spelled import spelled

ONE_PAGE, PARTS = "one-page", "parts"
# a first sentence this short is what its point is about, and stands firm
FIRM = re.compile(r"^(.{3,70}?[.!?])\s+(?=\S)")


def compose(material: Material, issue: Issue) -> tree.Tree:
    """The whole analysis as its trends and words stand now, in the analysis' language."""
    analysis = material.analysis
    with _in_its_language(analysis), timezone.override(analysis.organisation.timezone):
        title = line(analysis.title) or _("No headline yet")
        body = [
            _cover(material, title, issue),
            *([{"kind": "contents", "title": _("Contents")}] if material.chapters else []),
            *_one_page(material),
            *_radar(material),
            *(chapters.trend(chapter) for chapter in material.chapters),
            *_units(material, issue),
            about.section(material, issue, address(analysis)),
        ]
        return _root(material, title, issue, address(analysis)) | {"body": body}


def compose_part(material: Material, unit: Unit, issue: Issue) -> tree.Tree:
    """One unit's part as a document of its own; its headline is the unit's registered name."""
    analysis = material.analysis
    with _in_its_language(analysis), timezone.override(analysis.organisation.timezone):
        name = line(unit.name)
        where = address(analysis, unit=unit)
        body = [
            _part_cover(material, unit, issue),
            parts.committee(material, unit, title=_("What the trends mean for the budget")),
            *(chapters.trend(chapter, unit=unit) for chapter in material.of(unit)),
            about.section(material, issue, where),
        ]
        return _root(material, name, issue, where) | {"body": body}


def address(analysis: Analysis, *, edition: int | None = None, form: str = "", unit: Unit | None = None) -> str:
    """The whole web address of the analysis, an edition, a unit's part, or one of their files."""
    where: list[Any] = [analysis.organisation.slug, analysis.year]
    name = "analysis"
    if edition is not None:
        where.append(edition)
        name += "_edition"
    if unit is not None:
        where.append(unit.pk)
        name += "_part"
    if form:
        where.append(form)
        name = "analysis_part_file" if unit else "analysis_file"
    return settings.UTKIK_URL + reverse(f"reports:{name}", args=where)


def period(analysis: Analysis) -> str:
    """Budget 2028, as the cover writes it."""
    return _("Budget %(year)s") % {"year": analysis.year}


def _in_its_language(analysis: Analysis) -> Any:
    return translation.override(analysis.language)


def _root(material: Material, title: str, issue: Issue, where: str) -> tree.Tree:
    analysis = material.analysis
    organisation = analysis.organisation
    name = line(organisation.name)
    told = {"organisation": name, "year": analysis.year, "number": issue.number}
    look = {"accent": organisation.accent, "signal": organisation.signal_colour}
    return {
        "format": tree.FORMAT,
        "version": tree.VERSION,
        "kind": budget.KIND,
        "lang": analysis.language,
        "region": "GB" if analysis.language == "en" else "SE",
        "meta": {
            "title": title,
            "organisation": name,
            "period": period(analysis),
            "running": _("%(organisation)s · Analysis for budget %(year)s · edition %(number)s") % told
            if issue.published
            else _("%(organisation)s · Analysis for budget %(year)s · working material") % told,
            "description": _("Horizon analysis for budget %(year)s, %(organisation)s") % told,
            "keywords": [_("horizon scanning"), _("trends"), _("budget")],
            "published": issue.at.isoformat(),
            "address": where,
        },
        "look": {key: colour for key, colour in look.items() if colour},
        "levels": labels.levels(),
        "labels": words.labels(line(organisation.matter_name), material.units),
    }


def _cover(material: Material, title: str, issue: Issue) -> dict[str, Any]:
    analysis = material.analysis
    first, last = pictures.year_before(analysis.organisation, issue.at)
    signals = pictures.signals_since(analysis.organisation, first)
    lifted = {one.pk for one in signals if one.outcome == "lifted"}
    cover = _front(material, title, issue) | {
        "kicker": _("Horizon analysis for"),
        "note": _("Builds on signals from %(first)s to %(last)s.")
        % {"first": dates.month(first), "last": dates.month(last)},
        "counts": _counts(len(signals), len(lifted), len(material.chapters), len(material.units)),
        "dial": pictures.chart(analysis.organisation, signals, first, lifted),
    }
    if material.units:
        cover["ways"] = [{"label": _("Your committee’s part"), "ref": PARTS}]
    if issue.published:
        cover["downloads"] = [
            {"label": name, "href": address(analysis, edition=issue.number, form=form)} for form, name in FORMS.items()
        ]
    return cover


def _part_cover(material: Material, unit: Unit, issue: Issue) -> dict[str, Any]:
    analysis = material.analysis
    mine = material.of(unit)
    first, _last = pictures.year_before(analysis.organisation, issue.at)
    behind = {row.signal_id: row.signal for chapter in mine for row in chapter.evidence}
    recent = [one for one in pictures.signals_since(analysis.organisation, first) if one.pk in behind]
    lifted = {one.pk for one in recent if one.outcome == "lifted"}
    cover = _front(material, line(unit.name), issue) | {
        "kicker": _("Part of the horizon analysis for"),
        "note": words.concerning(len(mine)),
        "counts": _counts(len(recent), len(lifted), len(mine), 0),
        "dial": pictures.chart(analysis.organisation, recent, first, lifted),
    }
    if issue.published:
        cover["downloads"] = [
            {"label": name, "href": address(analysis, edition=issue.number, form=form, unit=unit)}
            for form, name in FORMS.items()
        ]
    return cover


def _front(material: Material, title: str, issue: Issue) -> dict[str, Any]:
    told = {"number": issue.number, "day": dates.day(issue.at)}
    edition = _("Edition %(number)s, %(day)s") % told if issue.published else _("Working material, %(day)s") % told
    return {
        "kind": "cover",
        "organisation": line(material.analysis.organisation.name),
        "period": period(material.analysis),
        "title": title,
        "edition": edition,
    }


def _counts(signals: int, lifted: int, trends: int, units: int) -> list[dict[str, Any]]:
    counts: list[dict[str, Any]] = [
        {"n": str(signals), "label": ngettext("signal in a year", "signals in a year", signals)},
        {"n": str(lifted), "label": ngettext("was lifted", "were lifted", lifted), "lifted": True},
        {"n": str(trends), "label": npgettext("count", "trend", "trends", trends)},
        {"n": str(units), "label": ngettext("committee", "committees", units)},
    ]
    return [count for count in counts if count["n"] != "0"] or counts[2:3]


def _one_page(material: Material) -> list[dict[str, Any]]:
    analysis = material.analysis
    asks = [linked(text) for text in (getattr(analysis, name) for name in texts.ASKS) if line(text)]
    points = [point(written) for written in analysis.summary.split("\n") if line(written)]
    rows = [(one.trend.number, one.trend.pressure, one.change) for one in material.chapters if one.trend.pressure]
    stack = pictures.by_pressure(rows, _("The trends by pressure"))
    if not (asks or points or line(analysis.introduction)):
        return []
    node: dict[str, Any] = {"kind": "onepage", "id": ONE_PAGE, "title": _("On one page"), "points": points}
    if line(analysis.introduction):
        node["lead"] = linked(analysis.introduction)
    if asks:
        said = ngettext("What the director sends along", "The director’s %(number)s requests", len(asks))
        node["asks"] = {"title": said % {"number": spelled(len(asks))}, "items": asks}
    return [node | ({"stack": stack} if stack else {})]


def point(written: str) -> list[dict[str, Any]]:
    """One line of the summary; a short first sentence stands firm."""
    text = line(written).removeprefix("- ").removeprefix("– ")
    found = FIRM.match(text)
    if not found or "://" in found[1]:
        return linked(text)
    return [{"t": found[1], "b": True}, {"t": " "}, *linked(text[found.end() :])]


def _radar(material: Material) -> list[dict[str, Any]]:
    if not material.chapters:
        return []
    picture = pictures.on_radar(material)
    lead = _("The nearer the middle, the sooner the trend is felt here. The disc in the middle is now.")
    shown = [{"kind": "section", "id": "radar", "title": words.on_the_radar(material), "lead": lead, "body": [picture]}]
    table = {
        "kind": "section",
        "id": "trends",
        "title": words.how_many(material),
        "lead": _("The number is the trend’s own; pressure is 1 to 5."),
        "body": [chapters.table(material)],
    }
    return [*(shown if picture else []), table]


def _units(material: Material, issue: Issue) -> list[dict[str, Any]]:
    if not material.units:
        return []
    lead = _("The number is the pressure on the committee, 1 to 5. A dash: none was stated.")
    overview = {
        "kind": "section",
        "id": PARTS,
        "title": _("What it means, committee by committee"),
        "lead": " ".join(filter(None, (words.most_met(material), lead))),
        "body": [pictures.units_by_trends(material)],
    }
    addressed = [
        parts.committee(material, unit, web=address(material.analysis, unit=unit) if issue.published else "")
        for unit in material.units
    ]
    return [overview, *addressed]
