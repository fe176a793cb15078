"""What became of a tip: read, kept, a signal, lifted, answered. Later steps say what happened after this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from utkik.people.models import Membership
from utkik.stream.models import Entry, Tip

THANKS, READ, SIGNAL, LIFTED, ANSWERED = range(5)
WITH_WAY = ("entry__area__owner", "entry__sighting", "entry__source", "upload")


@dataclass(frozen=True)
class Way:
    """How far a tip has come: 0 to 4, the sentence for its sender, a few words, where it can be read, since when."""

    step: int
    said: str
    short: str
    url: str = ""
    link: str = ""
    at: datetime | None = None


Telling = Callable[[Sequence[Tip], Membership], dict[int, Way]]
_telling: list[Telling] = []


def register(telling: Telling) -> None:
    """Let a later step say what became of tips: {tip's key: its way}. The farthest way counts."""
    if telling not in _telling:
        _telling.append(telling)


def ways(tips: Sequence[Tip], member: Membership) -> dict[int, Way]:
    """Tip's key → how far it has come, for all of these at once."""
    found = {tip.pk: _here(tip) for tip in tips}
    for telling in _telling:
        for key, way in telling(tips, member).items():
            if way.step >= found[key].step:
                found[key] = way
    return found


def outcomes(member: Membership, *, since: datetime, until: datetime) -> list[tuple[Tip, Way]]:
    """The member's tips whose last news lies in this time; thanks alone are no news."""
    tips = list(Tip.objects.sent_by(member).select_related(*WITH_WAY))
    known = ways(tips, member)
    fresh = [(tip, known[tip.pk]) for tip in tips]
    return [(tip, way) for tip, way in fresh if way.step > THANKS and way.at and since <= way.at < until]


def _here(tip: Tip) -> Way:
    """What the stream itself knows."""
    entry = tip.entry
    if entry.state == Entry.State.NEW:
        return Way(THANKS, waits(entry), _("Thanks, waits to be read"))
    at = entry.handled_at
    if entry.state == Entry.State.LATER:
        return Way(READ, _("The group has seen it and reads it again later."), _("Read, comes back"), at=at)
    if entry.state == Entry.State.KEPT:
        said = _("The group keeps it: worth knowing, perhaps a piece of a pattern later.")
        return Way(READ, said, _("Read and kept"), at=at)
    if tip.has_joined:
        said = _("It was in the stream already, and the group found it not relevant this time.")
        return Way(READ, said, _("Read, not relevant"), at=at)
    return Way(READ, _("The group has read it and found it not relevant this time."), _("Read, not relevant"), at=at)


def waits(entry: Entry) -> str:
    """Who reads it next."""
    if entry.area_id and entry.area and entry.area.owner_id:
        return _("It waits for whoever watches %(area)s.") % {"area": entry.area.name}
    return _("It waits for the group.")
