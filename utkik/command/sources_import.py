"""`utkik sources import`: an OPML file or address becomes sources."""

from __future__ import annotations

from pathlib import Path

from utkik.command import prepare
from utkik.command.say import say


def run(options) -> int:
    """Add what a file or an address holds; print what was added, what was there, what was refused and why."""
    prepare.read_database()
    from utkik.collect.sources import opml, take_in
    from utkik.command import which

    organisation = which.organisation(options.organisation)
    outlines = opml.read(content_of(options.file))
    told = take_in.take_in(organisation, outlines, by=which.acting_member(organisation))
    refused = [{"name": one.name, "reason": str(one.reason)} for one in told.refused]
    say(
        options,
        {"added": len(told.added), "already_there": len(told.there), "refused": refused},
        [
            f"added\t{len(told.added)}",
            f"already there\t{len(told.there)}",
            f"refused\t{len(refused)}",
            *(f"  {one['name']}\t{one['reason']}" for one in refused),
        ],
    )
    return 0


def content_of(place: str) -> bytes:
    """The bytes of a file, or of what a web address answers. Raises OSError, NetError, or what a status stands for."""
    if not place.startswith(("http://", "https://")):
        return Path(place).read_bytes()
    from utkik.collect import failures
    from utkik.net import client

    answer = client.fetch(place)
    if answer.status != 200:
        raise failures.of_status(answer.status)
    return answer.body
