"""One signal as a node of the content tree: in Fem minuter, on its own page, among the month's others."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
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


def signals(mine: list[Piece], round: Round | None) -> list[Node]:
    """Every signal's page, in the report's order."""
    points = _points(round)
    sources = _evidence(mine)
    return [_signal(piece, place, points, sources[piece.signal_id]) for place, piece in enumerate(mine, 1)]


def _signal(piece: Piece, place: int, points: dict[int, str], sources: list[Evidence]) -> Node:
    """The fact, the meaning, and what a reader needs to talk about it."""
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
        node,
        **_facts(piece),
        points=points.get(told.pk),
        how=_how(told),
        question=linked(piece.question),
        evidence=[_source(row, told) for row in sources],
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


def _facts(piece: Piece) -> Node:
    told = piece.signal
    return {
        "area": line(str(told.area or "")),
        "place": line(str(told.place or "")),
        "horizon": capfirst(line(str(told.horizon or ""))),
        "sort": capfirst(line(str(told.kind or ""))),
        "date": dates.day(timezone.localtime(told.created_at)),
        "concerns": [line(unit.name) for unit in sorted(piece.units.all(), key=lambda unit: unit.sort_key)],
    }


def _points(round: Round | None) -> dict[int, str]:
    """Signal → its points of all that were given, in words."""
    if round is None:
        return {}
    given = sum(round.ballots.filter(handed_in_at__isnull=False).values_list("given", flat=True))
    outcomes = round.outcomes.values_list("signal", "total") if given else []
    return {signal: _("%(points)s of %(all)s given") % {"points": total, "all": given} for signal, total in outcomes}


def _how(told: Signal) -> Node:
    body = blocks(told.how)
    return _filled({"body": body}, who=line(told.who)) if body else {}


def _evidence(mine: list[Piece]) -> dict[int, list[Evidence]]:
    """Signal → what lies behind it, in its order."""
    found: dict[int, list[Evidence]] = {piece.signal_id: [] for piece in mine}
    if mine:
        standing = Evidence.objects.for_organisation(mine[0].organisation_id).standing()
        for row in standing.filter(signal__in=found):
            found[row.signal_id].append(row)
    return found


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
