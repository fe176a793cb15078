"""The municipality is set up: its places, units and areas, and the people who come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from utkik.demo.cast import Act, Cast
from utkik.demo.load import Row
from utkik.people import begin, changes, invite, leave, lists
from utkik.people.models import Horizon, Invitation, Kind, Membership, Place

BEGUN = -190
HOUR = 60


def acts(cast: Cast) -> Iterator[Act]:
    """The first day, everybody's first day, and the day somebody leaves."""
    founder, *others = cast.content.people
    yield Act(BEGUN, 8 * HOUR, partial(_found, cast, founder))
    yield Act(BEGUN, 8 * HOUR + 20, partial(_list_units, cast, founder))
    for place, person in enumerate(others):
        yield Act(person["joined"], 9 * HOUR + place, partial(_join, cast, person))
        if "left" in person:
            yield Act(person["left"], 15 * HOUR, partial(_leave, cast, person))
    yield Act(BEGUN, 10 * HOUR, partial(_share_areas, cast))
    for invitation in cast.content.invitations:
        yield Act(invitation["day"], 10 * HOUR, partial(_invite, cast, invitation))


def _found(cast: Cast, founder: Row) -> None:
    home, places = cast.content.organisation, defaultdict(list)
    for place in cast.content.places:
        places[place["level"]].append(place["name"])
    beginning = begin.Beginning(
        name=home["name"],
        matter_name=home["matter_name"],
        email=founder["email"],
        password=cast.passwords[founder["code"]],
        person=founder["name"],
        language=home["language"],
        places=places,
    )
    member = cast.members[founder["code"]] = begin.set_up(beginning)
    cast.organisation = member.organisation
    limits = {"lift_min": home["lift_min"], "lift_max": home["lift_max"]}
    changes.change(cast.organisation, "organisation.changed", by=member, **limits)
    named = {(place["level"], place["name"]): place["code"] for place in cast.content.places}
    for row in Place.objects.for_organisation(cast.organisation):
        cast.places[named[row.level, row.name]] = row
    cast.horizons = {row.code: row for row in Horizon.objects.for_organisation(cast.organisation)}
    cast.kinds = {row.code: row for row in Kind.objects.for_organisation(cast.organisation)}
    cast.areas = {area.code: area for area in begin.make_areas(cast.organisation, owner=member, owned=())}


def _list_units(cast: Cast, founder: Row) -> None:
    member = cast.members[founder["code"]]
    for unit in cast.content.units:
        values = {"name": unit["name"], "sort": unit["kind"]}
        cast.units[unit["code"]] = lists.add(lists.SORTS["units"], values, by=member)
    changes.change(member, "member.unit_changed", by=member, unit=cast.units[founder["unit"]])


def _invite(cast: Cast, person: Row) -> Invitation:
    return invite.invite(
        cast.organisation,
        person["email"],
        role=person["role"],
        by=cast.members[person["by"]] if "by" in person else _first(cast),
        is_administrator=person.get("administrator", False),
        unit=cast.units[person["unit"]],
        name=person["name"],
    )


def _join(cast: Cast, person: Row) -> None:
    password = cast.passwords[person["code"]]
    member = invite.accept_as_new(_invite(cast, person), name=person["name"], password=password)
    if person.get("language") and member.user:
        member.user.language = person["language"]
        member.user.save(update_fields=["language"])
    cast.members[person["code"]] = member


def _share_areas(cast: Cast) -> None:
    for area in cast.content.areas:
        _change_area(cast, area["code"], owner=cast.members[area["owner"]], deputy=cast.members[area["deputy"]])


def _leave(cast: Cast, person: Row) -> None:
    leave.remove(cast.members[person["code"]], by=_first(cast))
    for area in cast.content.areas:
        if area["owner"] == person["code"]:
            cast.areas[area["code"]].refresh_from_db()
            _change_area(cast, area["code"], owner=cast.members[area["then"]])


def _change_area(cast: Cast, code: str, **values: Any) -> None:
    changes.change(cast.areas[code], "area.changed", by=_first(cast), **values)


def _first(cast: Cast) -> Membership:
    return cast.members[cast.content.people[0]["code"]]
