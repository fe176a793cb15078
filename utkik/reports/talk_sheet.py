"""The talk sheet: signals for a unit's own meeting, one A4 page each, with three questions and room for notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from utkik import clock
from utkik.documents import tree
from utkik.documents.runs import blocks, line, linked
from utkik.people.models import Membership, Organisation, Unit
from utkik.reports import labels
from utkik.reports.compose import look
from utkik.reports.models import Piece
from utkik.reports.pieces import headline, identity, web
from utkik.rounds.models import Outcome
from utkik.signals.models import Signal
from utkik.text.normal import one_line
from utkik.web import dates

QUESTIONS, LONGEST, MOST = 3, 200, 6
SHOWN = 40


@dataclass(frozen=True)
class Sheet:
    """One signal's page, with its questions as they will be printed."""

    signal: Signal
    questions: list[str]


def lifted(member: Membership, *, unit: Unit | None = None) -> QuerySet[Signal]:
    """The signals that were lifted, newest first; with a unit those that concern it."""
    found = Signal.objects.seen_by(member).published().filter(outcomes__choice=Outcome.Choice.LIFTED)
    if unit:
        found = found.filter(units=unit) | found.filter(pieces__units=unit)
    return found.distinct().newest_first()


def offered(signal: Signal) -> list[str]:
    """Three questions to begin with: the report's where it asked one, then two that fit any signal."""
    asked = Piece.objects.for_organisation(signal.organisation_id).filter(signal=signal).exclude(question="")
    told = (
        asked.filter(report__published_at__isnull=False).order_by("-report__period").values_list("question", flat=True)
    )
    own = [one_line(question)[:LONGEST] for question in told[:1]]
    usual = [
        _("What does this mean for us, already this year?"),
        _("What do we do today that helps us here, and what is missing?"),
        _("Whom should we talk to before we decide anything?"),
    ]
    return [*own, *usual][:QUESTIONS]


def sheets(signals: Sequence[Signal], typed: Mapping[str, str]) -> list[Sheet]:
    """The pages with their questions: as typed (`question-411-1`), else as offered. One left empty is left out."""
    made = []
    for signal in signals[:MOST]:
        names = [f"question-{signal.number}-{place}" for place in range(1, QUESTIONS + 1)]
        wanted = [typed[name] for name in names if name in typed] or offered(signal)
        made.append(Sheet(signal, [one_line(text)[:LONGEST] for text in wanted]))
    return made


def compose(organisation: Organisation, pages: Sequence[Sheet], unit: str) -> tree.Tree:
    """The content tree that the sheet is printed from."""
    with translation.override(organisation.language), timezone.override(organisation.timezone):
        name, day = line(organisation.name), dates.day(clock.now())
        title = headline(pages[0].signal) if len(pages) == 1 else _("Talk sheet, %(day)s") % {"day": day}
        return {
            "format": tree.FORMAT,
            "version": tree.VERSION,
            "kind": "talk-sheet",
            "lang": organisation.language,
            "region": "GB" if organisation.language == "en" else "SE",
            "meta": {
                "title": title,
                "organisation": name,
                "period": day,
                "running": " · ".join(filter(None, [name, _("Talk sheet"), line(unit), day])),
            },
            "look": look(organisation),
            "levels": labels.levels(),
            "labels": labels.words(line(organisation.matter_name)),
            "body": [_sheet(page, unit) for page in pages],
        }


def _sheet(page: Sheet, unit: str) -> dict[str, Any]:
    signal = page.signal
    node: dict[str, Any] = {
        "kind": "sheet",
        "id": identity(signal),
        "title": headline(signal),
        "level": signal.level or "wider",
        "new": blocks(signal.fact) or blocks(_("Not written yet.")),
        "land": blocks(signal.matter) or blocks(_("Not written yet.")),
        "notes": _("Notes"),
        "asked": _("To talk about"),
        "questions": [linked(text) for text in page.questions if text],
        "web": web(signal),
    }
    optional = {
        "kicker": _("Talk sheet for %(unit)s") % {"unit": line(unit)} if line(unit) else _("Talk sheet"),
        "area": line(str(signal.area or "")),
        "horizon": line(str(signal.horizon or "")).capitalize(),
        "closing": _("What do we do now, who, and until when?"),
    }
    return node | {name: value for name, value in optional.items() if value}
