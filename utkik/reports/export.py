"""A published report as a file, for the command line and for downloads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from utkik.people.models import Organisation
from utkik.reports.latest import newest_edition
from utkik.reports.models import EditionFile, Report

FORMATS = ("html", "pdf", "md")


class NothingPublished(LookupError):
    """The month has no published report."""


def write(organisation: Organisation, period: date, format: str, path: str | Path) -> Path:
    """Write the month's newest edition as `html`, `pdf` or `md`: the document alone, byte for byte as published.

    `period` is any day of the month. Raises NothingPublished (no file is made), ValueError for another format,
    OSError where the file cannot be written.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {format!r}: choose {', '.join(FORMATS)}")
    target = Path(path)
    target.write_bytes(content(organisation, period, format))
    return target


def content(organisation: Organisation, period: date, format: str) -> bytes:
    """The bytes of the month's newest edition in a format. Raises NothingPublished."""
    mine = Report.objects.for_organisation(organisation).of_whole().published()
    report = mine.filter(period=period.replace(day=1)).first()
    edition = newest_edition(report) if report else None
    if edition is None:
        raise NothingPublished(f"{period:%Y-%m}")
    return bytes(EditionFile.objects.for_organisation(organisation).get(edition=edition, form=format).content)
