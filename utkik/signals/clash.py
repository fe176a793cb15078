"""Two people wrote on the same signal: what only one of them changed is joined, what both changed is shown to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from utkik.people.models import Membership
from utkik.signals import difference, naming, write
from utkik.signals import fields as texts
from utkik.signals.errors import Conflict, NotReady
from utkik.signals.fields import Fields
from utkik.signals.models import Revision, Signal


@dataclass(frozen=True)
class Joined:
    """What comes of two sets of fields with the one they both began from."""

    values: Fields
    only_mine: tuple[str, ...]
    only_theirs: tuple[str, ...]
    both: tuple[str, ...]


def join(base: Fields | None, mine: Fields, theirs: Fields) -> Joined:
    """Field by field: what one side alone changed stands; what both changed differently is theirs until somebody says.

    Without the base every difference counts as changed by both.
    """
    differing = [name for name in texts.names() if name in mine and mine[name] != theirs[name]]
    from_base = base or {}
    only_mine = tuple(n for n in differing if n in from_base and from_base[n] == theirs[n])
    kept_theirs = tuple(n for n in differing if n in from_base and from_base[n] == mine[n])
    both = tuple(n for n in differing if n not in only_mine and n not in kept_theirs)
    return Joined({name: mine[name] for name in only_mine}, only_mine, kept_theirs, both)


def base_of(aside: Revision) -> Fields | None:
    """The fields as they stood where the text that was set aside began."""
    rows = Revision.objects.for_organisation(aside.organisation_id).filter(signal=aside.signal_id, aside=False)
    base = rows.filter(version=aside.version).first()
    return base.fields if base else None


def settle(signal: Signal, aside: Revision, *, by: Membership) -> Joined:
    """Save what only the loser changed over what the winner saved. Returns what came of it; `both` is left to them."""
    for _attempt in range(3):
        signal.refresh_from_db()
        joined = join(base_of(aside), aside.fields, texts.snapshot(signal))
        try:
            if joined.values:
                write.save(signal, joined.values, by=by, version=signal.version)
        except Conflict:
            continue
        except NotReady:
            pass
        return joined
    return joined


def parts(signal: Signal, aside: Revision, posted: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """What both changed: each field with both texts, where they differ, and a proposal that has both."""
    theirs = texts.snapshot(signal)
    base = base_of(aside)
    joined = join(base, aside.fields, theirs)
    names = naming.Names(signal.organisation, [aside.fields, theirs])
    return [
        _part(name, aside.fields[name], theirs[name], names)
        | {"value": (posted or {}).get(name) or _proposal(name, base, aside.fields[name], theirs[name])}
        for name in joined.both
    ]


def _proposal(name: str, base: Fields | None, mine: Any, theirs: Any) -> Any:
    if name not in texts.TEXTS:
        return theirs
    return difference.both(theirs, mine, base.get(name) if base else None)


def _part(name: str, mine: Any, theirs: Any, names: naming.Names) -> dict[str, Any]:
    is_text = name in (*texts.TEXTS, *texts.LINES)
    said_mine, said_theirs = names.of(name, mine), names.of(name, theirs)
    return {
        "name": name,
        "label": naming.label(name, names.organisation),
        "is_text": is_text,
        "is_line": name in texts.LINES,
        "is_land": name == "matter",
        "mine": difference.only_in(said_mine, said_theirs),
        "theirs": difference.only_in(said_theirs, said_mine),
        "most": texts.LONGEST_MATTER if name == "matter" else texts.LONGEST.get(name, 0),
    }
