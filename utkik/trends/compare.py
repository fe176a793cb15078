"""Two lists of trends side by side: what came, went, moved and was reworded, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from utkik.people.models import Organisation
from utkik.signals import difference
from utkik.trends import snapshot
from utkik.trends.models import Alteration, Edition, EditionTrend

What = Alteration.What
TEXTS = {What.NAME: "name", What.TEXT: "text", What.HAPPENING: "happening"}


@dataclass(frozen=True)
class Difference:
    """One trend in one of the four parts: how it stood, how it stands, and the reasons."""

    before: snapshot.Held | None
    after: snapshot.Held | None
    reasons: list[snapshot.Reason]
    change: str
    what: str = ""
    old: list[difference.Piece] = field(default_factory=list)
    new: list[difference.Piece] = field(default_factory=list)

    @property
    def stands(self) -> snapshot.Held:
        """As it stands in the later list, else as it stood."""
        held = self.after or self.before
        assert held is not None
        return held


@dataclass(frozen=True)
class Compared:
    came: list[Difference]
    went: list[Difference]
    moved: list[Difference]
    reworded: list[Difference]
    unchanged: int

    @property
    def is_same(self) -> bool:
        return not (self.came or self.went or self.moved or self.reworded)


def compare(
    before: Sequence[snapshot.Held],
    after: Sequence[snapshot.Held],
    why: dict[int, list[snapshot.Reason]],
    order: dict[int, int],
) -> Compared:
    """`why`: by trend, the reasons of all that happened between the two."""
    earlier, later = {row.trend: row for row in before}, {row.trend: row for row in after}
    both = [(earlier[row.trend], row) for row in after if row.trend in earlier]
    moved = [_moved(old, new, why, order) for old, new in both if _change(old, new, order) != "unchanged"]
    reworded = [row for old, new in both for row in _reworded(old, new, why)]
    touched = {row.stands.trend for row in [*moved, *reworded]}
    return Compared(
        came=[_came(row, why) for row in after if row.trend not in earlier],
        went=[_went(row, why) for row in before if row.trend not in later],
        moved=moved,
        reworded=reworded,
        unchanged=sum(new.trend not in touched for _old, new in both),
    )


def reasons_between(
    organisation: Organisation, first: Edition, last: Edition | None
) -> dict[int, list[snapshot.Reason]]:
    """By trend, what happened after the first edition up to the last, as the editions keep it; `last` None: until
    now."""
    found: dict[int, list[snapshot.Reason]] = {}
    numbers = {"edition__number__gt": first.number} | ({"edition__number__lte": last.number} if last else {})
    kept = EditionTrend.objects.for_organisation(organisation).filter(**numbers).order_by("edition__number")
    for row in kept:
        found.setdefault(row.trend_id, []).extend(snapshot.held(row).reasons)
    if last is None:
        newest = Edition.objects.for_organisation(organisation).in_order().last()
        since = newest.frozen_at if newest else None
        for trend, reasons in snapshot.reasons(organisation, since=since).items():
            found.setdefault(trend, []).extend(reasons)
    return found


def _change(old: snapshot.Held, new: snapshot.Held, order: dict[int, int]) -> str:
    return str(snapshot.change_of(old, new, order))


def _came(row: snapshot.Held, why: dict[int, list[snapshot.Reason]]) -> Difference:
    return Difference(None, row, _of(why, row, What.TAKEN_IN, What.RESUMED), str(EditionTrend.Change.NEW))


def _went(row: snapshot.Held, why: dict[int, list[snapshot.Reason]]) -> Difference:
    return Difference(row, None, _of(why, row, What.ENDED), str(EditionTrend.Change.GONE))


def _moved(
    old: snapshot.Held, new: snapshot.Held, why: dict[int, list[snapshot.Reason]], order: dict[int, int]
) -> Difference:
    return Difference(old, new, _of(why, new, What.HORIZON), _change(old, new, order))


def _reworded(old: snapshot.Held, new: snapshot.Held, why: dict[int, list[snapshot.Reason]]) -> list[Difference]:
    """One for each text that differs."""
    found = []
    for what, name in TEXTS.items():
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            found.append(
                Difference(
                    old,
                    new,
                    _of(why, new, what),
                    "",
                    str(what),
                    difference.only_in(one, other),
                    difference.only_in(other, one),
                )
            )
    return found


def _of(why: dict[int, list[snapshot.Reason]], row: snapshot.Held, *what: str) -> list[snapshot.Reason]:
    """The reasons of one kind that say something: the latest first."""
    told = [reason for reason in why.get(row.trend, []) if reason.what in what]
    return [reason for reason in reversed(told) if reason.why or reason.source] or told[-1:]
