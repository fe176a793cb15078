"""The first visit: an organisation with its lists, and the account that owns them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

from utkik.people import log
from utkik.people.models import Area, Horizon, Kind, Level, Membership, Organisation, Place, Register, Role, User
from utkik.text.normal import one_line
from utkik.text.sorting import swedish

AREAS = {
    "care": gettext_noop("Care and health"),
    "learning": gettext_noop("Children, school and learning"),
    "climate": gettext_noop("Climate and environment"),
    "building": gettext_noop("Housing, land and transport"),
    "business": gettext_noop("Business and work"),
    "digital": gettext_noop("Digital development"),
    "democracy": gettext_noop("Democracy and governance"),
    "safety": gettext_noop("Safety and preparedness"),
}
HORIZONS = {
    "now": (gettext_noop("now"), gettext_noop("this budget year")),
    "term": (gettext_noop("this term of office"), gettext_noop("1–4 years")),
    "further": (gettext_noop("further ahead"), gettext_noop("5–10 years")),
    "far": (gettext_noop("far ahead"), gettext_noop("over 10 years")),
}
KINDS = {
    "weak-signal": gettext_noop("weak signal"),
    "emerging-trend": gettext_noop("emerging trend"),
    "example": gettext_noop("example"),
    "event": gettext_noop("event or decision"),
    "wild-card": gettext_noop("wild card"),
}

_also: list[Callable[[Organisation], None]] = []


def also(lay: Callable[[Organisation], None]) -> None:
    """Let a later step lay its own lists in every organisation that begins."""
    _also.append(lay)


@dataclass(frozen=True)
class Beginning:
    """What the first visit asks."""

    name: str
    email: str
    password: str
    person: str = ""
    matter_name: str = ""
    language: str = "sv"
    places: Mapping[str, Iterable[str]] | None = None


@transaction.atomic
def set_up(beginning: Beginning) -> Membership:
    """Make the organisation, its lists and its first member, analyst and administrator.

    The user is made unless one with the e-mail exists (then its password stays). The areas are made apart
    (`make_areas`). Returns the membership.
    """
    name = one_line(beginning.name)
    organisation = Organisation.objects.create(
        slug=free_slug(name),
        name=name,
        matter_name=one_line(beginning.matter_name) or short_name(name),
        language=beginning.language,
    )
    user = User.objects.filter(email=beginning.email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(beginning.email, beginning.password)
    person = one_line(beginning.person) or beginning.email.split("@")[0]
    member = Membership.objects.create(
        organisation=organisation,
        user=user,
        name=person,
        sort_key=swedish(person),
        role=Role.ANALYST,
        is_administrator=True,
    )
    _make_lists(organisation)
    for level, names in (beginning.places or {}).items():
        make_places(organisation, level, names)
    log.record("organisation.begun", organisation, by=member)
    return member


def make_areas(organisation: Organisation, *, owner: Membership, owned: Iterable[str] | None = None) -> list[Area]:
    """The eight proposed areas; `owner` owns those whose codes are `owned` (None: all)."""
    mine = set(AREAS if owned is None else owned)
    with translation.override(organisation.language):
        return [
            Area.objects.create(
                organisation=organisation,
                code=code,
                name=gettext(name),
                position=position,
                owner=owner if code in mine else None,
            )
            for position, (code, name) in enumerate(AREAS.items(), 1)
        ]


def make_places(organisation: Organisation, level: str, names: Iterable[str]) -> None:
    """Add places under a level; a name that stands there already is passed over."""
    places = Place.objects.for_organisation(organisation)
    for name in filter(None, map(one_line, names)):
        if not places.filter(level=level, name=name, removed_at=None).exists():
            code = free_code(Place, organisation, name)
            position = places.count() + 1
            Place.objects.create(
                organisation=organisation, level=Level(level), code=code, name=name[:120], position=position
            )


def _make_lists(organisation: Organisation) -> None:
    with translation.override(organisation.language):
        for position, (code, (name, years)) in enumerate(HORIZONS.items(), 1):
            Horizon.objects.create(
                organisation=organisation, code=code, name=gettext(name), years=gettext(years), position=position
            )
        for position, (code, name) in enumerate(KINDS.items(), 1):
            Kind.objects.create(organisation=organisation, code=code, name=gettext(name), position=position)
    for lay in _also:
        lay(organisation)


def short_name(name: str) -> str:
    """What a municipality is called in a sentence: without "kommun", and without its genitive s (Kungsbacka)."""
    short = re.sub(r"\s+(kommun|stad|municipality)$", "", name, flags=re.IGNORECASE)
    return short.removesuffix("s") if short != name and len(short) > 4 and not short.endswith("ss") else short


def free_slug(name: str) -> str:
    """A slug for an organisation that no other has."""
    return _free(plain(name)[:50] or "organisation", lambda slug: Organisation.objects.filter(slug=slug).exists())


def free_code(register: type[Register], organisation: Organisation, name: str) -> str:
    """A code for a row of a list that no other row of the organisation has."""
    rows = register.objects.for_organisation(organisation)
    return _free(plain(name)[:50] or "row", lambda code: rows.filter(code=code).exists())


def plain(text: str) -> str:
    """Lower-case Latin letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("æ", "a"))
    return re.sub(r"[^a-z0-9]+", "-", letters.encode("ascii", "ignore").decode().lower()).strip("-")


def _free(wanted: str, taken) -> str:
    candidate, number = wanted, 1
    while taken(candidate):
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
