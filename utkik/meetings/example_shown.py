"""What the list of examples shows: how far each has come, and the filters that stand in its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from utkik.meetings import bank
from utkik.meetings.models import Example, ExampleStep
from utkik.people.models import Membership
from utkik.text.numbers import number
from utkik.web import dates
from utkik.web.spelled import spelled

Sort = ExampleStep.Sort
SILENT_AFTER = 6  # weeks without an answer before it is said aloud
WAITING, MET, CHANGED = "waiting", "met", "changed"
CUTS: dict[str, str | Promise] = {
    "": pgettext_lazy("examples", "All"),
    WAITING: gettext_lazy("Waiting for us"),
    MET: gettext_lazy("Visited us"),
    CHANGED: gettext_lazy("Changed something"),
}
FACETS = ("area", "step", "place")


@dataclass(frozen=True)
class Card:
    """An example, its steps in order, the furthest of them, and the line about where it stands."""

    example: Example
    steps: list[ExampleStep]
    step: ExampleStep | None
    line: str
    is_silent: bool

    @property
    def place(self) -> int:
        return self.step.place if self.step else 0

    @property
    def cut(self) -> str:
        if self.place == len(Sort) - 1:
            return CHANGED
        return WAITING if self.place == 0 or (self.step and self.step.answered_on) and self.place < 3 else ""

    @property
    def was_met(self) -> bool:
        return any(step.sort == Sort.VISITED for step in self.steps)


@dataclass(frozen=True)
class Found:
    """The cards that the address asks for, and every filter with how many it would leave."""

    cards: list[Card]
    cuts: list[dict[str, Any]]
    facets: list[dict[str, Any]]
    every: list[Card]


def cards(member: Membership, examples: Any = None) -> list[Card]:
    """The standing examples, the furthest come first."""
    standing = ExampleStep.objects.for_member(member).standing().select_related("unit", "follow_up", "trend")
    found = Example.objects.for_member(member).standing() if examples is None else examples
    rows = found.select_related("organisation", "area", "place").prefetch_related(
        Prefetch("steps", queryset=standing, to_attr="stood")
    )
    today = member.organisation.today()
    made = [card(example, example.stood, today) for example in rows]
    return sorted(made, key=lambda one: (-one.place, -(one.step.on.toordinal() if one.step else 0), one.example.pk))


def card(example: Example, steps: list[ExampleStep], today: date) -> Card:
    """The example with where it stands, in words. A step that lies ahead is told, but not yet taken."""
    taken = [step for step in steps if step.on <= today]
    step, ahead = bank.furthest(taken), bank.furthest([step for step in steps if step.on > today])
    weeks = (today - step.on).days // 7 if step else 0
    is_asked = step is not None and step.sort in (Sort.CONTACTED, Sort.INVITED)
    is_silent = bool(step and is_asked and not ahead and step.answered_on is None and weeks >= SILENT_AFTER)
    line = _coming(ahead) if ahead else _line(step, weeks if is_silent else 0)
    return Card(example, taken, step, line, is_silent)


def find(member: Membership, asked: Mapping[str, str]) -> Found:
    """The cards an address asks for; unknown words count for nothing."""
    every = cards(member)
    cut = asked.get("show", "")
    chosen = {name: asked.get(name, "") for name in FACETS}
    within = [one for one in every if all(_fits(one, name, chosen[name]) for name in FACETS)]
    cuts = [
        {"code": code, "name": name, "count": sum(_in_cut(one, code) for one in within), "chosen": code == cut}
        for code, name in CUTS.items()
    ]
    facets = [
        {"code": name, "title": TITLES[name], "chosen": chosen[name], "rows": _rows(every, name)} for name in FACETS
    ]
    return Found([one for one in within if _in_cut(one, cut)], cuts, facets, every)


TITLES = {"area": gettext_lazy("Area"), "step": gettext_lazy("How near"), "place": gettext_lazy("Place")}


def _in_cut(one: Card, cut: str) -> bool:
    if cut == MET:
        return one.was_met
    return one.cut == cut if cut in (WAITING, CHANGED) else True


def _fits(one: Card, name: str, value: str) -> bool:
    if not value or value not in (code for code, _name in _rows([one], name)):
        return not value or (name != "step" and number(value) is None)
    return True


def _rows(some: list[Card], name: str) -> list[tuple[str, str]]:
    """The values that the cards have: what stands in the address, and the word."""
    if name == "step":
        there = {one.place for one in some}
        return [(code, str(label)) for place, (code, label) in enumerate(Sort.choices) if place in there]
    rows = {getattr(one.example, name) for one in some} - {None}
    return [(str(row.pk), row.name) for row in sorted(rows, key=lambda row: (row.position, row.pk))]


def _coming(step: ExampleStep) -> str:
    day = dates.day_and_month(step.on)
    return f"{step.line}, {day}" if step.line else f"{step.get_sort_display()} {day}"


def _line(step: ExampleStep | None, silent_weeks: int) -> str:
    if step is None:
        return ""
    day = dates.day_and_month(step.on)
    if silent_weeks:
        words = ngettext(
            "%(line)s %(day)s, no answer for %(weeks)d week",
            "%(line)s %(day)s, no answer for %(weeks)d weeks",
            silent_weeks,
        )
        return words % {"line": step.line or step.get_sort_display(), "day": day, "weeks": silent_weeks}
    if step.line:
        return step.line
    if step.sort == Sort.FOUND:
        return _("Found %(day)s, nobody has been in touch") % {"day": day}
    return f"{step.get_sort_display()} {day}"


def finding(every: list[Card], today: date) -> str:
    """“Eleven examples; four we have met, two changed how we work”."""
    if not every:
        return _("No example is collected yet")
    this_year = sum(any(s.sort == Sort.FOUND and s.on.year == today.year for s in one.steps) for one in every)
    total, met = this_year or len(every), sum(one.was_met for one in every)
    changed = sum(one.cut == CHANGED for one in every)
    return "; ".join(filter(None, [_counted(total, bool(this_year)), _reached(met, changed)]))


def _counted(total: int, this_year: bool) -> str:
    told = {"n": spelled(total, begins=True)}
    if this_year:
        return ngettext("One example found this year", "%(n)s examples found this year", total) % told
    return ngettext("One example collected", "%(n)s examples collected", total) % told


def _reached(met: int, changed: int) -> str:
    told = {"met": spelled(met, neuter=True), "changed": spelled(changed, neuter=True)}
    if met and changed:
        return (
            ngettext(
                "%(met)s we have met, one has changed how we work",
                "%(met)s we have met, %(changed)s have changed how we work",
                changed,
            )
            % told
        )
    if met:
        return _("%(met)s we have met") % told
    return _("we have met none of them yet")
