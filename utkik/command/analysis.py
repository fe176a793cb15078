"""`utkik analysis`: a settled budget analysis, or one committee's part of it, as a file."""

from __future__ import annotations

import re
from pathlib import Path

from utkik.command import prepare
from utkik.command.errors import Refused, Usage
from utkik.command.files import written_whole
from utkik.command.say import say


def run(options) -> int:
    """Write the newest edition of a budget year's analysis, the document alone; nothing is written when there is none,
    or when no part has the committee's name."""
    year = year_of(options.year)
    prepare.read_database()
    from utkik.command import which
    from utkik.reports.analysis import export

    organisation = which.organisation(options.organisation)
    try:
        content = export.content(organisation, year, options.format, options.committee or "")
    except export.NothingSettled:
        raise Refused(f"{organisation.name} has settled no analysis for budget {year}.") from None
    except export.NoSuchCommittee as unknown:
        names = "".join(f"\n  {name}" for name in unknown.names) or " none"
        raise Refused(
            f"The analysis has no part for a committee called {options.committee}. There are:{names}"
        ) from None
    written_whole(Path(options.output), content)
    told = {"year": year, "format": options.format, "file": options.output, "bytes": len(content)}
    if options.committee:
        told["committee"] = options.committee
    say(options, told, [options.output])
    return 0


def year_of(text: str) -> int:
    """The year. Raises Usage for what is no YYYY."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Usage(f"A budget year is written YYYY, such as 2028, not {text}.")
    return int(text)
