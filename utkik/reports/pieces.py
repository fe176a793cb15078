"""One signal as a node of the content tree: in Fem minuter, on its own page, among the month's others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from utkik.documents.runs import blocks, line, linked, safe
from utkik.reports.models import Piece
from utkik.rounds.models import Round
from utkik.signals.models import Evidence, Signal
from utkik.web import dates

Node = dict[str, Any]


def identity(signal: Signal) -> str:
    return f"signal-{signal.number}"


def web(signal: Signal) -> str:
    """The signal's whole address."""
    return settings.UTKIK_URL + signal.get_absolute_url()


def item(piece: Piece, place: int) -> Node:
    """The signal's line in Fem minuter."""
    signal = piece.signal
    return _filled(
        {"ref": identity(signal), "no": place, "title": headline(signal)},
        text=linked(piece.text),
        area=line(str(signal.area or "")),
    )


def signal(piece: Piece, place: int, round: Round | None) -> Node:
    """The signal's page: the fact, the meaning, and what a reader needs to talk about it."""
    told = piece.signal
    node = {
        "kind": "signal",
        "id": identity(told),
        "no": place,
        "title": headline(told),
        "level": told.level or "wider",
        "new": blocks(told.fact) or blocks(_("Not written yet.")),
        "land": blocks(told.matter) or blocks(_("Not written yet.")),
        "web": web(told),
    }
    return _filled(
        node, **_facts(piece, round), how=_how(told), question=linked(piece.question), evidence=_evidence(told)
    )


def other(told: Signal) -> Node:
    """A signal that is not in the report: its headline, what was decided, and where it is."""
    return _filled(
        {"title": headline(told), "web": web(told)}, area=line(str(told.area or "")), line=linked(_decided(told))
    )


def headline(told: Signal) -> str:
    """The signal's headline on one line; words that say so where it has none."""
    return line(told.headline) or _("Untitled")


def _filled(node: Node, **optional: Any) -> Node:
    return node | {name: value for name, value in optional.items() if value}


def _facts(piece: Piece, round: Round | None) -> Node:
    told = piece.signal
    return {
        "area": line(str(told.area or "")),
        "place": line(str(told.place or "")),
        "horizon": line(str(told.horizon or "")),
        "sort": line(str(told.kind or "")),
        "date": dates.day(timezone.localtime(told.created_at)),
        "concerns": [line(unit.name) for unit in sorted(piece.units.all(), key=lambda unit: unit.sort_key)],
        "points": _points(told, round),
    }


def _points(told: Signal, round: Round | None) -> str:
    outcome = round.outcomes.filter(signal=told).first() if round else None
    given = round.ballots.filter(handed_in_at__isnull=False).values_list("given", flat=True) if round else []
    if outcome is None or not sum(given):
        return ""
    return _("%(points)s of %(all)s given") % {"points": outcome.total, "all": sum(given)}


def _how(told: Signal) -> Node:
    body = blocks(told.how)
    return _filled({"body": body}, who=line(told.who)) if body else {}


def _evidence(told: Signal) -> list[Node]:
    return [
        _source(row, told)
        for row in Evidence.objects.for_organisation(told.organisation_id).filter(signal=told).standing()
    ]


def _source(row: Evidence, told: Signal) -> Node:
    language = row.language.split("-")[0].lower()
    foreign = language if language.isascii() and language.isalpha() and language != told.language else ""
    return _filled(
        {"title": line(row.title) or row.get_sort_display()},
        publisher=line(row.publisher) or (_("talk") if row.sort == Evidence.Sort.TALK else ""),
        date=dates.day(row.dated) if row.dated else "",
        url=safe(row.address) or "",
        lang=foreign if 2 <= len(foreign) <= 3 else "",
    )


def _decided(told: Signal) -> str:
    if told.outcome == "parked" and told.outcome_on:
        return _("Parked until %(day)s.") % {"day": dates.day(told.outcome_on)}
    return {"lifted": _("Lifted."), "set_aside": _("Set aside.")}.get(told.outcome, "")
