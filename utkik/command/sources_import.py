"""`utkik sources import`: an OPML file or address becomes sources."""

from __future__ import annotations

from pathlib import Path

from utkik.command import prepare
from utkik.command.say import say


def run(options) -> int:
    """Prints what was added, what was there and what was refused, with reasons."""
    prepare.read_database()
    from utkik.collect import opml, take_in  # models: after django.setup()
    from utkik.command import which

    organisation = which.organisation(options.organisation)
    taken = take_in.take_in(organisation, opml.read(_body(options.file)), by=None)
    refused = [{"name": one.name, "reason": one.reason} for one in taken.refused]
    lines = [f"{len(taken.added)} added, {len(taken.there)} already there, {len(refused)} refused"]
    lines += [f"{one['name']}: {one['reason']}" for one in refused]
    say(options, {"added": taken.added, "there": taken.there, "refused": refused}, lines)
    return 0


def _body(place: str) -> bytes:
    if not place.startswith(("http://", "https://")):
        return Path(place).read_bytes()
    from utkik.collect import failures
    from utkik.net import client

    answer = client.fetch(place)
    if answer.status != 200:
        raise failures.of_status(answer.status)
    return answer.body
