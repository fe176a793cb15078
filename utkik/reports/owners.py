"""Who answers for something, as a name that was typed: a member where one fits, else the words as they stand."""

from __future__ import annotations

from collections import Counter

from utkik.people.models import Membership, Organisation
from utkik.text.normal import casefold_key, one_line

LONGEST = 120


def offered(organisation: Organisation) -> list[str]:
    """The present members' names to choose among; namesakes with their unit."""
    return sorted(_by_name(organisation))


def find(organisation: Organisation, typed: str) -> tuple[Membership | None, str]:
    """The member and the name to show. A name that no one has is kept as it is: “Utvecklingschefen”."""
    typed = one_line(typed)[:LONGEST]
    wanted = casefold_key(typed)
    found = {casefold_key(name): member for name, member in _by_name(organisation).items()}.get(wanted)
    return (found, found.name) if found else (None, typed)


def _by_name(organisation: Organisation) -> dict[str, Membership]:
    present = list(Membership.objects.for_organisation(organisation).present().select_related("unit"))
    names = Counter(member.name for member in present)
    return {_told(member, names): member for member in present}


def _told(member: Membership, names: Counter[str]) -> str:
    if names[member.name] == 1:
        return member.name
    return f"{member.name} ({member.unit.name if member.unit else member.pk})"
