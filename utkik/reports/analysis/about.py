"""How the analysis was made: the section at its end, from counts and what the analyst wrote."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.documents.runs import blocks, line
from utkik.reports.analysis.material import Material
from utkik.reports.compose import Issue
from utkik.reports.models import AnalysisComment
from utkik.trends.models import CallUnit
from utkik.web import dates
from utkik.web.spelled import spelled

# What was handed in within about a year belongs to this analysis.
A_YEAR = timedelta(days=400)


def section(material: Material, issue: Issue, where: str) -> dict[str, Any]:
    told = [_paragraph(name, text) for name, text in _told(material, issue) if text]
    return {
        "kind": "section",
        "id": "method",
        "title": _("How the analysis was made"),
        "body": [
            {"kind": "text", "body": [*told, *blocks(material.analysis.method)]},
            _colophon(material, issue, where),
        ],
    }


def _paragraph(name: str, text: str) -> dict[str, Any]:
    return {"kind": "p", "runs": [{"t": name, "b": True}, {"t": f" {text}"}]}


def _told(material: Material, issue: Issue) -> list[tuple[str, str]]:
    return [
        (_("Starting point."), _starting(material)),
        (_("Evidence."), _evidence(material)),
        (_("Input."), _input(material, issue)),
    ]


def _starting(material: Material) -> str:
    taken = [chapter.trend.origin for chapter in material.chapters if chapter.trend.origin]
    own = len(material.chapters) - len(taken)
    if not taken:
        return ngettext("The trend is our own.", "The trends are our own.", own)
    names = sorted({line(f"{one.framework.publisher}: {one.framework.name} {one.framework.edition}") for one in taken})
    text = ngettext(
        "%(number)s trend comes from %(names)s, adapted to us.",
        "%(number)s trends come from %(names)s, adapted to us.",
        len(taken),
    ) % {"number": spelled(len(taken), begins=True), "names": ", ".join(names)}
    if not own:
        return text
    ours = ngettext("%(number)s is our own.", "%(number)s are our own.", own) % {"number": spelled(own, begins=True)}
    return f"{text} {ours}"


def _evidence(material: Material) -> str:
    signals = {row.signal_id for chapter in material.chapters for row in chapter.evidence}
    if not signals:
        return ""
    return ngettext(
        "%(count)s signal stands behind the trends, with its direction: supports, weakens or new angle.",
        "%(count)s signals stand behind the trends, each with its direction: supports, weakens or new angle.",
        len(signals),
    ) % {"count": len(signals)}


def _input(material: Material, issue: Issue) -> str:
    analysis = material.analysis
    handed = CallUnit.objects.for_organisation(analysis.organisation_id).filter(handed_in_at__gte=issue.at - A_YEAR)
    units = set(handed.values_list("unit", flat=True))
    said = AnalysisComment.objects.for_organisation(analysis.organisation_id).filter(
        part__analysis=analysis, removed_at=None
    )
    count = said.count()
    found = []
    if units:
        found.append(
            ngettext(
                "%(number)s unit gave input on the trends.", "%(number)s units gave input on the trends.", len(units)
            )
            % {"number": spelled(len(units), begins=True)}
        )
    if count:
        found.append(
            ngettext(
                "%(number)s comment came on the analysis while it was out for input.",
                "%(number)s comments came on the analysis while it was out for input.",
                count,
            )
            % {"number": spelled(count, begins=True)}
        )
    return " ".join(found)


def _colophon(material: Material, issue: Issue, where: str) -> dict[str, Any]:
    name = line(material.analysis.organisation.name)
    if issue.published:
        edition = _("%(number)s, %(day)s") % {"number": issue.number, "day": dates.day(issue.at)}
        frozen = _("The edition is frozen; what is changed afterwards becomes a new one.")
    else:
        edition, frozen = _("Working material"), _("This is working material and may still change.")
    return {
        "kind": "colophon",
        "title": _("About this document"),
        "body": blocks(frozen + " " + _("Text on yellow ground is our own judgement.")),
        "rows": [
            {"label": _("Edition"), "value": edition},
            {"label": _("Published by"), "value": _("The horizon scanning group, %(name)s") % {"name": name}},
            {"label": _("On the web"), "value": [{"t": where, "href": where}]},
        ],
    }
