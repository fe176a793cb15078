"""Every signal as Excel, in the columns that the import reads: out and in again gives the same."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from utkik.documents import excel
from utkik.insight.earlier import columns, names
from utkik.people.models import Organisation
from utkik.signals.fields import CHOICES, DATE, MANY, ROWS
from utkik.signals.models import Evidence, Signal
from utkik.signals.models.signals import SignalQuerySet

WIDE = {"headline": 40, "fact": 60, "matter": 60, "how": 40, columns.LINKS: 40}


def workbook(signals: SignalQuerySet, organisation: Organisation) -> bytes:
    """The signals in their order; texts are text whatever they begin with."""
    titles = columns.titles(organisation)
    named = {field: {one.value: one.name for one in names.choices_of(field, organisation)} for field in names.FIELDS}
    kept = Prefetch("evidence", queryset=Evidence.objects.standing(), to_attr="kept")
    full = signals.select_related("author", "imported", *ROWS).prefetch_related(*MANY, kept).defer("search_terms")
    head = [titles[column.code] for column in columns.COLUMNS]
    widths = [WIDE.get(column.code, 18) for column in columns.COLUMNS]
    rows = ([_cell(signal, column.code, named, organisation) for column in columns.COLUMNS] for signal in full)
    return excel.write([excel.Sheet(_("Signals"), head, rows, widths)])


def _cell(signal: Signal, code: str, named: dict[str, dict[str, str]], organisation: Organisation) -> excel.Cell:
    if code == columns.DAY:
        return _day(signal, organisation)
    if code == columns.AUTHOR:
        return author_of(signal)
    if code == columns.LINKS:
        return "\n".join(_link(piece) for piece in signal.kept)  # type: ignore[attr-defined]
    if code == columns.STATE:
        return named[code].get(signal.state, "")
    if code == "level" or code in CHOICES:
        return named[code].get(getattr(signal, code), "")
    if code in ROWS:
        row = getattr(signal, code)
        return row.name if row else ""
    if code in MANY:
        return "; ".join(row.name for row in getattr(signal, code).all())
    value: str | date | None = getattr(signal, code)
    return value if code != DATE or value else None


def author_of(signal: Signal) -> str:
    """Who wrote it: of an imported one the name that stood in the file."""
    imported = getattr(signal, "imported", None)
    return (imported.author_name if imported else "") or signal.author.name


def _day(signal: Signal, organisation: Organisation) -> date | None:
    return organisation.local(signal.published_at).date() if signal.published_at else None


def _link(piece: Evidence) -> str:
    address = excel.web_address(piece.address)
    return f"{piece.title} {address}".strip() if address else piece.title
