"""Every word that an analysis prints by itself, in its language."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik.documents.runs import line
from utkik.people.models import Unit
from utkik.reports.analysis.material import Change, Chapter, Material
from utkik.trends import said
from utkik.web.spelled import spelled


def labels(matter_name: str, units: list[Unit]) -> dict[str, Any]:
    """The document's own labels; `matter_name` is the organisation as it stands in “this means … for”."""
    committees = all(unit.sort == Unit.Sort.COMMITTEE for unit in units)
    return {
        "number": pgettext("column", "No."),
        "trend": _("Trend"),
        "force": _("Force"),
        "horizon": _("Horizon"),
        "move": _("Movement"),
        "pressure": _("Pressure"),
        "evidence": _("Evidence"),
        "framework": _("Framework"),
        "what": _("What is happening?"),
        "strip": _("Evidence over the years"),
        "strip_for": _("above the line: supports"),
        "strip_against": _("below: weakens"),
        "strip_angle": _("new angle"),
        "strip_lifted": _("lifted in a monthly report"),
        "lifted": _("Lifted signals behind the trend"),
        "land": _("What this trend means for %(name)s") % {"name": matter_name},
        "consequences": _("Consequences per committee")
        if committees
        else _("Consequences per committee and department"),
        "unit": _("Committee") if committees else _("Committee or department"),
        "consequence": _("Consequence"),
        "when": pgettext("consequence", "When"),
        "take": _("What the committee takes along"),
        "question": _("To talk about"),
        "signals": _("Signals that concern the committee"),
        "none": _("not stated"),
        "untitled": _("Untitled"),
        "web": _("On the web"),
        "open": _("Open the trend"),
        "page": _("page"),
        "level": _("Level"),
    }


def moved(change: str) -> str:
    """How a trend moved since the edition before, in words; empty where there is none to compare with."""
    return {
        str(Change.NEW): _("New since the last edition"),
        str(Change.CLOSER): _("Closer than in the last edition"),
        str(Change.FURTHER): _("Further away than in the last edition"),
        str(Change.UNCHANGED): _("Unchanged since the last edition"),
    }.get(change, "")


def framework(chapter: Chapter) -> str:
    """Where the trend comes from: the framework and its name there, or that it is our own."""
    origin = chapter.trend.origin
    if origin is None:
        return _("Our own trend")
    return line(f"{origin.framework.publisher}: {origin.name}")


def pressing(chapter: Chapter) -> str:
    """The pressure, and how several people who judged blind saw the impact: median and range."""
    pressure = chapter.trend.pressure
    stated = _("%(pressure)s of 5") % {"pressure": pressure} if pressure else ""
    judged = chapter.judged
    if judged is None or judged.impact is None or judged.judges < 2:
        return stated
    found = judged.impact
    told = {
        "judges": spelled(judged.judges, begins=True),
        "median": said.decimal(found.median),
        "least": found.least,
        "most": found.most,
    }
    if found.least == found.most:
        seen = _("%(judges)s people judged the impact: all %(median)s") % told
    else:
        seen = _("%(judges)s people judged the impact: median %(median)s, from %(least)s to %(most)s") % told
    return f"{stated}. {seen}" if stated else seen


def horizon(chapter: Chapter) -> str:
    ring = chapter.trend.horizon
    return capfirst(line(ring.name)) + (f" ({line(ring.years)})" if ring.years else "") if ring else ""


def on_the_radar(material: Material) -> str:
    """The radar's heading: how many came closer."""
    closer = sum(chapter.change == Change.CLOSER for chapter in material.chapters)
    if not any(chapter.change for chapter in material.chapters):
        return _("The trends by force and horizon")
    if not closer:
        return _("No trend has come closer since the last edition")
    return ngettext(
        "%(number)s trend has come closer since the last edition",
        "%(number)s trends have come closer since the last edition",
        closer,
    ) % {"number": spelled(closer, begins=True)}


def how_many(material: Material) -> str:
    """The heading of the table of all trends."""
    number = len(material.chapters)
    forces = len({chapter.trend.force_id for chapter in material.chapters if chapter.trend.force_id})
    told = ngettext("%(number)s trend", "%(number)s trends", number) % {"number": spelled(number, begins=True)}
    if forces < 2:
        return told
    return _("%(trends)s in %(forces)s forces") % {"trends": told, "forces": spelled(forces)}


def most_met(material: Material) -> str:
    """Which committee meets most trends, where one stands out."""
    counts = sorted(((len(material.of(unit)), unit) for unit in material.units), key=lambda pair: -pair[0])
    if len(counts) < 2 or counts[0][0] == counts[1][0]:
        return ""
    return _("%(unit)s meets most trends, %(number)s of %(all)s.") % {
        "unit": line(counts[0][1].name),
        "number": spelled(counts[0][0]),
        "all": spelled(len(material.chapters)),
    }


def concerning(number: int) -> str:
    return ngettext("%(number)s trend has consequences.", "%(number)s trends have consequences.", number) % {
        "number": spelled(number, begins=True)
    }
