"""`utkik sources export`: the organisation's sources as OPML."""

from __future__ import annotations

from pathlib import Path

from utkik.command import prepare
from utkik.command.files import written_whole
from utkik.command.say import say


def run(options) -> int:
    """Write the file; print how many sources it holds."""
    prepare.read_database()
    from utkik.collect.sources import opml, take_in
    from utkik.command import which

    organisation = which.organisation(options.organisation)
    outlines = take_in.give_out(organisation)
    written_whole(Path(options.file), opml.write(outlines, organisation.name))
    told = {"file": options.file, "sources": len(outlines)}
    say(options, told, [f"{len(outlines)} sources in {options.file}"])
    return 0
