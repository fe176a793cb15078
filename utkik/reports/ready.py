"""What a report still needs: what stops it from being published, and what it may be published without."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from utkik.documents import words
from utkik.documents.runs import line
from utkik.reports import refusals, texts
from utkik.reports.models import Piece, Report

# (id of the place in the builder, sentence)
Missing = list[tuple[str, str]]


def count(report: Report, pieces: list[Piece]) -> int:
    """Words in Fem minuter as the report stands; the words a heading is made of count too."""
    items = [{"title": piece.signal.headline, "text": piece.text} for piece in pieces]
    summary: dict[str, Any] = {"lead": report.introduction, "items": items}
    if line(report.request):
        summary["ask"] = {"title": "", "text": report.request}
    return words.in_summary(summary)


def obstacles(report: Report, pieces: list[Piece]) -> Missing:
    """Why it cannot be published; empty when it can."""
    found: Missing = []
    if not line(report.title):
        found.append(("report-title", _("Write the headline: the month's finding in one sentence.")))
    if not pieces:
        found.append(("order", _("Take at least one signal into the report.")))
    found += _too_long(report, pieces)
    written = count(report, pieces)
    if written > words.WORDS:
        found.append(("words", refusals.TOO_MANY_WORDS % {"words": written, "most": words.WORDS}))
    return found


def gaps(pieces: list[Piece]) -> Missing:
    """What is missing though it can be published without: one sentence for each signal that lacks something."""
    said = {
        (False, True): _("Signal %(place)s has no sentence in Five minutes."),
        (True, False): _("Signal %(place)s has no question to talk about."),
        (False, False): _("Signal %(place)s has no sentence in Five minutes and no question to talk about."),
    }
    found: Missing = []
    for place, piece in enumerate(pieces, 1):
        has = (bool(line(piece.text)), bool(line(piece.question)))
        if has in said:
            found.append((f"slot-{piece.signal.number}", said[has] % {"place": place}))
    return found


def _too_long(report: Report, pieces: list[Piece]) -> Missing:
    whole = {"title": _("The headline"), "introduction": _("The introduction"), "request": _("The request")}
    found = [
        (f"report-{name}", _length(whole[name], getattr(report, name), most))
        for name, most in texts.WHOLE.items()
        if len(line(getattr(report, name))) > most
    ]
    own = {"text": _("The sentence of signal %(place)s"), "question": _("The question of signal %(place)s")}
    for place, piece in enumerate(pieces, 1):
        found += [
            (f"slot-{piece.signal.number}", _length(own[name] % {"place": place}, getattr(piece, name), most))
            for name, most in texts.OF_PIECE.items()
            if len(line(getattr(piece, name))) > most
        ]
    return found


def _length(name: str, text: str, most: int) -> str:
    return str(refusals.TOO_LONG) % {"name": name, "length": len(line(text)), "most": most}
