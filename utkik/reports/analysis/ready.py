"""What an analysis still needs: what stops it from being settled, and what it may be settled without."""

from __future__ import annotations

from django.utils.translation import gettext as _

from utkik.documents.runs import line
from utkik.reports import refusals
from utkik.reports.analysis import texts
from utkik.reports.models import Analysis, AnalysisTrend

# (id of the place in the builder, sentence)
Missing = list[tuple[str, str]]


def obstacles(analysis: Analysis, chapters: list[AnalysisTrend]) -> Missing:
    """Why it cannot be settled; empty when it can."""
    found: Missing = []
    if not line(analysis.title):
        found.append(("analysis-title", _("Write the headline: the year’s finding in one sentence.")))
    if not chapters:
        found.append(("order", _("Take at least one trend into the analysis.")))
    names = {
        "title": _("The headline"),
        "introduction": _("The introduction"),
        "summary": _("The one page"),
        "method": _("How the analysis was made"),
    }
    for name, most in texts.WHOLE.items():
        length = len(getattr(analysis, name).strip())
        if length > most:
            called = names.get(name) or _("What the director sends along")
            told = {"name": called, "length": length, "most": most}
            found.append((f"analysis-{name}", str(refusals.TOO_LONG) % told))
    return found + _too_long(chapters)


def _too_long(chapters: list[AnalysisTrend]) -> Missing:
    found: Missing = []
    for chapter in chapters:
        number = chapter.trend.number
        said = [len(chapter.what.strip()), len(chapter.meaning.strip())]
        if max(said) > texts.LONG:
            told = {"number": number, "most": texts.LONG}
            found.append(
                (f"slot-trend-{number}", _("A text of trend %(number)s is longer than %(most)s characters.") % told)
            )
        if any(len(row.text.strip()) > texts.SAYS for row in chapter.consequences.all()):
            told = {"number": number, "most": texts.SAYS}
            sentence = _("A consequence of trend %(number)s is longer than %(most)s characters.") % told
            found.append((f"slot-trend-{number}", sentence))
    return found


def gaps(analysis: Analysis, chapters: list[AnalysisTrend]) -> Missing:
    """What is missing though it can be settled without."""
    found: Missing = []
    if not line(analysis.summary):
        found.append(("analysis-summary", _("The one page has no points.")))
    if not all(line(getattr(analysis, name)) for name in texts.ASKS):
        found.append(("analysis-ask_1", _("The director has not sent three things along.")))
    for chapter in chapters:
        number = chapter.trend.number
        if not line(chapter.meaning):
            sentence = _("Trend %(number)s does not say what it means here.")
        elif not any(line(row.text) for row in chapter.consequences.all()):
            sentence = _("Trend %(number)s has no consequence for any committee.")
        else:
            continue
        found.append((f"slot-trend-{number}", sentence % {"number": number}))
    return found
