"""`utkik sources export`: the organisation's sources as OPML."""

from __future__ import annotations

from pathlib import Path

from utkik.command import prepare
from utkik.command.say import say


def run(options) -> int:
    """Write the file; prints how many sources it holds."""
    prepare.read_database()
    from utkik.collect import opml, take_in  # models: after django.setup()
    from utkik.command import which

    organisation = which.organisation(options.organisation)
    outlines = take_in.give_out(organisation)
    Path(options.file).write_bytes(opml.write(outlines, organisation.name))
    told = {"organisation": organisation.slug, "sources": len(outlines)}
    say(options, told, [f"{len(outlines)} sources written to {options.file}"])
    return 0
