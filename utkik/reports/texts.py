"""The words of a report as one set of fields: what a form shows, what a revision keeps.

Whole: `title`, `introduction`, `request`. For each piece, keyed by its signal's number: `text-411`, `question-411`,
`units-411` (ids, parted by commas). Every value is text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from utkik.documents import words
from utkik.people.models import Unit
from utkik.reports.models import Piece, PieceUnit, Report
from utkik.text.normal import nfc, one_line
from utkik.text.numbers import numbers

Fields = dict[str, str]

WHOLE = {"title": words.HEADLINE, "introduction": words.LEAD, "request": words.REQUEST}
OF_PIECE = {"text": words.TEXT, "question": words.REQUEST}
LONGEST = 5_000


def pieces_of(report: Report) -> list[Piece]:
    """The report's pieces in the order in which they are read, with their signals and units."""
    pieces = Piece.objects.for_organisation(report.organisation_id).filter(report=report)
    related = [f"signal__{name}" for name in ("organisation", "area", "place", "kind", "horizon")]
    return list(pieces.select_related(*related).prefetch_related("units").order_by("position", "pk"))


def snapshot(report: Report, pieces: Iterable[Piece] | None = None) -> Fields:
    """The report's words as they stand."""
    fields = {name: getattr(report, name) for name in WHOLE}
    for piece in pieces_of(report) if pieces is None else pieces:
        number = piece.signal.number
        fields |= {f"{name}-{number}": getattr(piece, name) for name in OF_PIECE}
        fields[f"units-{number}"] = ",".join(str(unit.pk) for unit in sorted(piece.units.all(), key=lambda u: u.pk))
    return fields


def read(posted: Mapping[str, str], units: Mapping[str, list[str]], known: Iterable[str]) -> Fields:
    """What a form sent, tidied: only fields the report knows. A piece whose text was sent sent its units too."""
    mine: Fields = {}
    for name in known:
        kind, _dash, number = name.partition("-")
        if kind == "units":
            if f"text-{number}" in posted:
                chosen = set(numbers(units.get(name, [])))
                mine[name] = ",".join(map(str, sorted(chosen)))
        elif name in posted:
            mine[name] = one_line(posted[name])[: WHOLE["title"]] if name == "title" else nfc(posted[name])[:LONGEST]
    return mine


def mark(text: str) -> str:
    """A short sign of what stood in a field, so that a form can say what it was begun from."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def marks(fields: Fields) -> str:
    """The signs of a whole form, for its hidden field."""
    return joined({name: mark(text) for name, text in fields.items()})


def joined(signs: Mapping[str, str]) -> str:
    return " ".join(f"{name}:{sign}" for name, sign in signs.items())


def read_marks(written: str) -> dict[str, str]:
    """The signs of a form, by field."""
    return dict(part.split(":", 1) for part in written.split() if ":" in part)


def put(report: Report, fields: Fields) -> None:
    """Write these fields to their rows (inside the caller's transaction)."""
    whole = {name: text for name, text in fields.items() if name in WHOLE}
    for name, text in whole.items():
        setattr(report, name, text)
    by_number = {str(piece.signal.number): piece for piece in pieces_of(report)}
    for number, piece in by_number.items():
        own = {name: fields[f"{name}-{number}"] for name in OF_PIECE if f"{name}-{number}" in fields}
        if own:
            Piece.objects.for_organisation(report.organisation_id).filter(pk=piece.pk).update(**own)
        if f"units-{number}" in fields:
            _put_units(piece, fields[f"units-{number}"])


def _put_units(piece: Piece, chosen: str) -> None:
    wanted = {int(unit) for unit in chosen.split(",") if unit}
    own = Unit.objects.for_organisation(piece.organisation_id).filter(pk__in=wanted).values_list("pk", flat=True)
    rows = PieceUnit.objects.for_organisation(piece.organisation_id).filter(piece=piece)
    rows.exclude(unit__in=own).delete()
    known = set(rows.values_list("unit", flat=True))
    PieceUnit.objects.bulk_create(
        PieceUnit(organisation_id=piece.organisation_id, piece=piece, unit_id=unit) for unit in own if unit not in known
    )
