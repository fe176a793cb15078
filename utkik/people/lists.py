"""The organisation's own lists: adding, renaming, ordering, ending; nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people import begin, changes
from utkik.people.models import Act, Area, Horizon, Kind, Level, Membership, Place, Unit
from utkik.text.normal import casefold_key, one_line
from utkik.text.sorting import swedish


@dataclass(frozen=True)
class Sort:
    """One of the lists: its model, its words, and what a row has beside its name."""

    code: str
    model: type[models.Model]
    title: str | Promise
    explained: str | Promise
    add: str | Promise
    thing: str
    choices: tuple[str, ...] = ()


SORTS = {
    sort.code: sort
    for sort in (
        Sort(
            "areas",
            Area,
            _("Areas"),
            _("What the group watches. The owner finds what comes in under “My area”; the deputy steps in."),
            _("Add an area"),
            "area",
            ("owner", "deputy"),
        ),
        Sort(
            "places",
            Place,
            _("Places"),
            _("A place that an article names tells how far away it is. The closest one counts."),
            _("Add a place"),
            "place",
            ("level",),
        ),
        Sort(
            "horizons",
            Horizon,
            _("Time horizons"),
            _("How far ahead a signal points, the nearest first."),
            _("Add a horizon"),
            "horizon",
            ("years",),
        ),
        Sort("kinds", Kind, _("Kinds of signals"), _("What sort of thing a signal is."), _("Add a kind"), "kind"),
        Sort(
            "units",
            Unit,
            _("Units"),
            _("Departments and committees that signals concern, and the management team."),
            _("Add a unit"),
            "unit",
            ("sort",),
        ),
    )
}


def register(sort: Sort) -> None:
    """A list of a later step's: it stands beside the others in Administration."""
    SORTS[sort.code] = sort


class NameTaken(ValueError):
    code = "name_taken"


class NameMissing(ValueError):
    code = "name_missing"


def standing(sort: Sort, member: Membership) -> list[Any]:
    """The rows that can be chosen today, in their order."""
    rows = sort.model.objects.for_member(member).filter(removed_at=None, ended_on=None)  # type: ignore[attr-defined]
    if sort.model is Place:
        levels = list(Level)
        return sorted(rows.order_by("position", "pk"), key=lambda row: levels.index(row.level))
    return list(rows.order_by("position", "pk"))


def ended(sort: Sort, member: Membership) -> list[Any]:
    rows = sort.model.objects.for_member(member).filter(removed_at=None)  # type: ignore[attr-defined]
    return list(rows.exclude(ended_on=None).order_by("-ended_on", "pk"))


def add(sort: Sort, values: dict[str, Any], *, by: Membership) -> Any:
    """A new row, last in its list. Raises NameMissing, NameTaken."""
    name = _checked(values["name"], others=standing(sort, by))
    values = values | {"name": name, "organisation": by.organisation, "position": _last(sort, by) + 1}
    if hasattr(sort.model, "code"):
        values["code"] = begin.free_code(sort.model, by.organisation, name)  # type: ignore[arg-type]
    if hasattr(sort.model, "sort_key"):
        values["sort_key"] = swedish(name)
    with transaction.atomic():
        row = sort.model.objects.create(**values)  # type: ignore[attr-defined]
        changes.made(row, f"{sort.thing}.added", by=by)
    return row


def change(sort: Sort, row: Any, values: dict[str, Any], *, by: Membership) -> Act | None:
    """Raises NameMissing, NameTaken."""
    others = [other for other in standing(sort, by) if other.pk != row.pk]
    name = _checked(values["name"], others=others)
    return changes.change(row, f"{sort.thing}.changed", by=by, **(values | {"name": name}))


def move(sort: Sort, row: Any, step: int, *, by: Membership) -> list[Act]:
    """One place up (-1) or down (+1) among its like. Returns the acts, none at the end of the list."""
    rows = standing(sort, by)
    if sort.model is Place:
        rows = [other for other in rows if other.level == row.level]
    here = [other.pk for other in rows].index(row.pk)
    if not 0 <= here + step < len(rows):
        return []
    rows[here], rows[here + step] = rows[here + step], rows[here]
    with transaction.atomic():
        found = [
            changes.change(other, f"{sort.thing}.moved", by=by, position=place) for place, other in enumerate(rows, 1)
        ]
    return [act for act in found if act]


def end(sort: Sort, row: Any, *, by: Membership) -> Act | None:
    """From today it cannot be chosen; what was said with it keeps its word."""
    return changes.change(row, f"{sort.thing}.ended", by=by, ended_on=clock.today(by.organisation.timezone))


def resume(sort: Sort, row: Any, *, by: Membership) -> Act | None:
    """It can be chosen again. Raises NameTaken when another has the name by now."""
    _checked(row.name, others=standing(sort, by))
    return changes.change(row, f"{sort.thing}.resumed", by=by, ended_on=None)


def _checked(name: str, *, others: Iterable[Any]) -> str:
    name = one_line(name)[:120]
    if not name:
        raise NameMissing(name)
    if any(casefold_key(other.name) == casefold_key(name) for other in others):
        raise NameTaken(name)
    return name


def _last(sort: Sort, member: Membership) -> int:
    rows = sort.model.objects.for_member(member)  # type: ignore[attr-defined]
    return rows.aggregate(last=models.Max("position"))["last"] or 0
