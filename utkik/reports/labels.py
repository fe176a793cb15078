"""Every word the document's templates print themselves, in the report's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from utkik.documents import tree


def levels() -> list[dict[str, str]]:
    """The three rings' names, from the inside out."""
    names = {"own": _("Own world"), "near": _("Near world"), "wider": _("Wider world")}
    return [{"id": level, "name": names[level]} for level in tree.LEVELS]


def beside(level: str) -> str:
    """The heading above the month's other signals of a level."""
    return {
        "own": _("From within"),
        "near": _("Near us"),
        "wider": _("Further away"),
    }[level]


def words(matter_name: str) -> dict[str, Any]:
    """`matter_name` is the organisation as it stands in "Därför är detta intressant för …"."""
    return {
        "level": _("Level"),
        "area": _("Area"),
        "horizon": _("Horizon"),
        "sort": _("Kind"),
        "date": _("Noticed"),
        "concerns": _("Concerns"),
        "trend": _("Trend"),
        "points": _("Points"),
        "new": _("What is new?"),
        "land": _("Why this matters to %(name)s") % {"name": matter_name},
        "how": _("How they did it"),
        "question": _("To talk about"),
        "evidence": _("Evidence"),
        "untitled": _("Untitled"),
        "web": _("On the web"),
        "open": _("Open the signal"),
        "page": _("page"),
        "answer": _("The management team's answer"),
        "answers": [_("Takes it further"), _("Keeps watching"), _("No action")],
        "owner": _("Responsible"),
        "until": _("Answer or return at the latest"),
        "hurry": _("If you have no more time, this is the report."),
        "number": _("Number"),
    }
