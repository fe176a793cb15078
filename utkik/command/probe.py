"""`utkik probe`: what the collector would make of an address. Stores nothing, needs no database."""

from __future__ import annotations

from typing import Any

from utkik.command import prepare
from utkik.command.say import one_object


def run(options) -> int:
    """Print a line for each address. Returns 1 unless all of them could be read."""
    prepare.django_ready()
    from utkik.collect.probe import probe

    told = [one.to_json() for one in probe([whole(address) for address in options.addresses])]
    for one in told:
        if options.json:
            one_object(one)
        else:
            print(in_a_line(one))
    return int(any(one["error"] for one in told))


def in_a_line(told: dict[str, Any]) -> str:
    """Address, kind, how many items, title or error, parted by tabs and on one line whatever they hold."""
    counted = f"{len(told['items'])} items, {len(told['discovered'])} feeds found"
    parts = (told["address"], told["kind"] or "-", counted, told["error"] or told["title"])
    return "\t".join(" ".join(part.split()) for part in parts)


def whole(address: str) -> str:
    """The address as text that can be printed: an argument may hold bytes that are none."""
    return address.encode("utf-8", "replace").decode("utf-8")
