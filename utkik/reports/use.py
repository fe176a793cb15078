"""How much of what is lifted is used: counted by year, from the lifting to what it led to.

Counted on everything that was lifted in a year, also what waits for its answer; the running year therefore rises.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import QuerySet

from utkik.people.models import Organisation
from utkik.reports.models import FollowUp, Response
from utkik.rounds.models import Outcome, Round


@dataclass(frozen=True)
class Fact:
    """One lifting: in which year, and how far it came."""

    year: int
    answered: bool = False
    further: bool = False
    effect: str = ""


@dataclass(frozen=True)
class Year:
    """The counts of one year; each of the first four holds the ones after it."""

    year: int
    lifted: int
    answered: int
    further: int
    decision: int
    knowledge: int
    nothing: int

    @property
    def led(self) -> int:
        """A decision, changed work or new knowledge."""
        return self.decision + self.knowledge

    @property
    def per_cent(self) -> int:
        return round(100 * self.led / self.lifted) if self.lifted else 0


def count(facts: Iterable[Fact]) -> list[Year]:
    """The years in which something was lifted, oldest first."""
    by_year: dict[int, list[Fact]] = {}
    for fact in facts:
        by_year.setdefault(fact.year, []).append(fact)
    return [_year(year, by_year[year]) for year in sorted(by_year)]


def total(years: Sequence[Year]) -> Year:
    """All years as one; its year is the last."""
    names = ("lifted", "answered", "further", "decision", "knowledge", "nothing")
    return Year(years[-1].year if years else 0, *(sum(getattr(year, name) for year in years) for name in names))


def _year(year: int, facts: list[Fact]) -> Year:
    def having(effect: str) -> int:
        return sum(fact.further and fact.effect == effect for fact in facts)

    return Year(
        year,
        len(facts),
        sum(fact.answered for fact in facts),
        sum(fact.further for fact in facts),
        having(FollowUp.Effect.DECISION),
        having(FollowUp.Effect.KNOWLEDGE),
        having(FollowUp.Effect.NOTHING),
    )


def facts(organisation: Organisation) -> list[Fact]:
    """Everything the organisation's own rounds have lifted. Only answers that are handed in count."""
    return [_fact(*row) for row in _lifted(organisation).filter(round__unit=None).values_list(*READ)]


def of_units(organisation: Organisation) -> list[tuple[str, Year]]:
    """The units' own rounds: each unit's name and all its years as one."""
    rows = _lifted(organisation).exclude(round__unit=None).order_by("round__unit__sort_key", "round__unit")
    by_unit: dict[str, list[Fact]] = {}
    for name, *row in rows.values_list("round__unit__name", *READ):
        by_unit.setdefault(name, []).append(_fact(*row))
    return [(name, total(count(found))) for name, found in by_unit.items()]


READ = ("round__period", "response__given_at", "response__choice", "response__follow_up__effect")


def _lifted(organisation: Organisation) -> QuerySet[Outcome]:
    outcomes = Outcome.objects.for_organisation(organisation).filter(choice=Outcome.Choice.LIFTED)
    return outcomes.filter(round__state=Round.State.LOCKED)


def _fact(period: date, given: datetime | None, choice: str | None, effect: str | None) -> Fact:
    if given is None:
        return Fact(period.year)
    return Fact(period.year, True, choice == Response.Choice.TAKE_FURTHER, effect or "")


def months(first: date, last: date) -> int:
    """Whole months from one day to another, at least one."""
    return max(1, round((last - first).days / 30.44))


def usual_months(pairs: Iterable[tuple[date, date]]) -> int | None:
    """The middle of the times from lifted to effect, in months; None while nothing is finished."""
    taken = [months(first, last) for first, last in pairs]
    return round(median(taken)) if taken else None
