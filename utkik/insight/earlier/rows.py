"""What each row of a sheet would become: the signal's fields, its day and author, and what stands against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from utkik.insight.earlier import columns, dates, names
from utkik.insight.models import Import
from utkik.people.models import Organisation
from utkik.signals.evidence import web_address
from utkik.signals.fields import CHOICES, LINES, LONGEST_TEXT, MANY, ROWS, TEXTS
from utkik.signals.models import Signal
from utkik.signals.needs import missing, too_long
from utkik.text.normal import casefold_key, nfc, one_line

LONGEST_AUTHOR, MOST_LINKS = 120, 20
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)]", re.IGNORECASE)
READY, UNFINISHED, WRONG, THERE = "ready", "unfinished", "wrong", "there"


@dataclass
class Planned:
    """A row: its number in the file, the fields it gives, and the sentences about it.

    `wrong`: it cannot be taken in so; `lacks`: it can be a draft, no more.
    """

    number: int
    fields: dict[str, Any] = field(default_factory=dict)
    day: date | None = None
    author: str = ""
    state: str = Signal.State.PUBLISHED
    links: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    there: bool = False
    unsaid: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        if self.wrong:
            return WRONG
        if self.there:
            return THERE
        return UNFINISHED if self.lacks else READY

    @property
    def headline(self) -> str:
        return self.fields.get("headline", "")

    @property
    def key(self) -> tuple[str, date | None]:
        return casefold_key(self.headline), self.day


def plan(batch: Import) -> list[Planned]:
    """Every row as it would be taken in, in the file's order."""
    organisation = batch.organisation
    known = names.Names(batch)
    today = organisation.today()
    planned = [_row(number, cells, batch, known, today) for number, cells in batch.rows]
    there = _standing(organisation)
    seen: dict[tuple[str, date | None], int] = {}
    for row in planned:
        if row.headline and row.key in there:
            row.there = True
        elif row.headline and row.key in seen:
            row.wrong.append(_("The same headline and day stand in row %(row)d.") % {"row": seen[row.key]})
        else:
            seen[row.key] = row.number
    return planned


def taken(planned: Sequence[Planned], *, unfinished: bool) -> list[Planned]:
    """Those that are taken in."""
    return [row for row in planned if row.kind == READY or (unfinished and row.kind == UNFINISHED and row.headline)]


def _standing(organisation: Organisation) -> set[tuple[str, date | None]]:
    """Headline and day of every signal that is there."""
    rows = Signal.objects.for_organisation(organisation).filter(removed_at=None).values_list("headline", "published_at")
    return {(casefold_key(headline), organisation.local(at).date() if at else None) for headline, at in rows}


def _row(number: int, cells: Sequence[str], batch: Import, known: names.Names, today: date) -> Planned:
    row = Planned(number)
    told = {code: cells[place] for code, place in batch.columns.items() if place < len(cells)}
    for name in LINES:
        row.fields[name] = one_line(told.get(name, ""))
    for name in TEXTS:
        row.fields[name] = nfc(told.get(name, "")).strip()[:LONGEST_TEXT]
    for name in (*CHOICES, *ROWS, *MANY):
        row.fields[name] = _named(row, name, told.get(name, ""), known)
    row.state = _named(row, columns.STATE, told.get(columns.STATE, ""), known) or Signal.State.PUBLISHED
    row.fields["important_on"] = ""
    if important := _day(row, told.get("important_on", ""), known.titles["important_on"]):
        row.fields["important_on"] = important.isoformat()
    row.day = _day(row, told.get(columns.DAY, ""), known.titles[columns.DAY])
    if row.day and row.day > today:
        row.wrong.append(_("The date %(day)s lies ahead.") % {"day": row.day.isoformat()})
    row.author = one_line(told.get(columns.AUTHOR, ""))[:LONGEST_AUTHOR]
    row.links = _links(told.get(columns.LINKS, ""))
    _judge(row, batch.organisation.matter_name)
    return row


def _judge(row: Planned, matter_name: str) -> None:
    beyond = too_long(row.fields)
    row.wrong += [sentence for _name, sentence in beyond]
    for name, sentence in missing(row.fields, matter_name):
        if (name, sentence) not in beyond and name not in row.unsaid:
            row.lacks.append(sentence)
    if row.day is None and not row.wrong:
        row.lacks.append(_("Write the date."))


def _named(row: Planned, name: str, cell: str, known: names.Names) -> Any:
    """What the cell's words stand for; each that nobody has said anything about is told."""
    found = []
    for word in known.words(name, cell):
        value = known.value(name, word)
        if value is None:
            words = {"title": known.titles[name], "word": word[:60]}
            row.unsaid.add(name)
            row.wrong.append(_("%(title)s: “%(word)s” is none of yours. Say above what it stands for.") % words)
        elif value:
            found.append(value)
    if name in MANY:
        return sorted({int(value) for value in found})
    if name in ROWS:
        return int(found[0]) if found else None
    return found[0] if found else ""


def _day(row: Planned, cell: str, title: str) -> date | None:
    if not cell:
        return None
    day = dates.read(cell)
    if day is None or not 1900 <= day.year <= 2200:
        row.wrong.append(
            _("%(title)s: “%(text)s” cannot be read. Write it as 2025-03-01.") % {"title": title, "text": cell[:40]}
        )
        return None
    return day


def _links(cell: str) -> list[tuple[str, str]]:
    """Title and address of what lies behind, line by line; a line without an address is a title alone."""
    found: list[tuple[str, str]] = []
    for line in cell.splitlines():
        addresses = [link for link in ADDRESS.findall(line) if web_address(link)]
        title = one_line(ADDRESS.sub(" ", line)).strip(" –-:;,")
        if len(addresses) > 1 or not title:
            found += [("", link) for link in addresses]
        else:
            found.append((title, addresses[0] if addresses else ""))
    return found[:MOST_LINKS]
