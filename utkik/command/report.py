"""`utkik report`: a published report as a file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from utkik.command import prepare
from utkik.command.errors import Refused, Usage
from utkik.command.files import written_whole
from utkik.command.say import say


def run(options) -> int:
    """Write the newest edition of a month's report, the document alone; nothing is written when there is none."""
    month = month_of(options.month)
    prepare.read_database()
    from utkik.command import which
    from utkik.reports import export

    organisation = which.organisation(options.organisation)
    try:
        content = export.content(organisation, month, options.format)
    except export.NothingPublished:
        raise Refused(f"{organisation.name} has published no report for {options.month}.") from None
    written_whole(Path(options.output), content)
    told = {"month": options.month, "format": options.format, "file": options.output, "bytes": len(content)}
    say(options, told, [options.output])
    return 0


def month_of(text: str) -> date:
    """The month's first day. Raises Usage for what is no YYYY-MM."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise Usage(f"A month is written YYYY-MM, such as 2026-05, not {text}.")
    return date.fromisoformat(f"{text}-01")
