"""`utkik probe`: what the collector would read at an address. Needs no database."""

from __future__ import annotations

from utkik.command import prepare
from utkik.command.say import say


def run(options) -> int:
    """One line for each address; 1 where one could not be read."""
    prepare.django_ready()
    from utkik.collect import probe  # after django.setup()

    probes = probe.probe(options.addresses)
    for made in probes:
        told = made.to_json()
        say(options, told, [_line(told)])
    return 1 if any(made.code for made in probes) else 0


def _line(told: dict) -> str:
    if told["error"]:
        return f"{told['address']}\t{told['error']}"
    if told["discovered"]:
        return f"{told['address']}\tfeeds: {' '.join(told['discovered'])}"
    return f"{told['address']}\t{told['kind']}, {len(told['items'])} items: {told['title']}"
