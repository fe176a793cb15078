"""What the page of a theme day shows, for members and for guests."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from utkik.meetings import day_findings
from utkik.meetings.models import DayInvitation, DayPart, DayQuestion, ThemeDay
from utkik.meetings.models.days import ThemeDayQuerySet

QUARTER, MOST_QUARTERS = 15, 16
Answer = DayInvitation.Answer


@dataclass(frozen=True)
class Row:
    """A row of the programme, and how long it is in quarters of an hour."""

    part: DayPart
    quarters: int


@dataclass(frozen=True)
class Told:
    """A question with what the tables answered: how many chose what, and what they wrote."""

    question: DayQuestion
    counts: list[int]
    lines: list[tuple[int, str]]
    tables: int

    @property
    def cells(self) -> list[tuple[str, int]]:
        """The answers to choose among with how many tables chose each."""
        return list(zip(self.question.choices, self.counts, strict=True))


@dataclass(frozen=True)
class Group:
    """Questions that have the same answers to choose among: one table."""

    choices: tuple[str, ...]
    told: list[Told]


def counted(days: ThemeDayQuerySet) -> ThemeDayQuerySet:
    """The days with how many were invited and what came of them, in one question to the database."""
    invited = Q(invitations__removed_at=None, invitations__sent_at__isnull=False)
    return days.annotate(
        sent=Count("invitations", filter=invited, distinct=True),
        became=Count("results", filter=Q(results__removed_at=None), distinct=True),
    ).select_related("organisation")


def of(day: ThemeDay) -> dict[str, Any]:
    """Everything that hangs on a day."""
    results = list(day.results.standing().select_related("unit", "follow_up__organisation", "visit__organisation"))
    invitations = tally(day)
    groups, open_ones = answers(day)
    parts = list(day.parts.standing())
    return {
        "day": day,
        "finding": day_findings.of_day(day, results),
        "results": results,
        "programme": programme(day, parts),
        "impressions": list(day.impressions.standing()),
        "groups": groups,
        "open_questions": open_ones,
        "questions": groups or open_ones,
        "was_planned_here": day.organisation.local(day.made_at).date() < day.on,
        "tables": max((told.tables for group in groups for told in group.told), default=0),
        "material": list(day.material.standing().select_related("signal__organisation", "upload")),
        **invitations,
    }


def tally(day: ThemeDay) -> dict[str, int]:
    """How many were invited, come, cannot, and have not answered."""
    given = Counter(day.invitations.sent().values_list("answer", flat=True))
    sent = sum(given.values())
    return {
        "sent": sent,
        "asked": sent or day.invited or 0,
        "comes": given[Answer.YES],
        "cannot": given[Answer.NO],
        "silent": given[""],
    }


def programme(day: ThemeDay, parts: list[DayPart]) -> list[Row]:
    """The rows, each as long as until the next begins; the last one until the day ends."""
    if not parts:
        return []
    starts = [part.begins.hour * 60 + part.begins.minute for part in parts]
    last = day.ends.hour * 60 + day.ends.minute if day.ends else starts[-1] + 2 * QUARTER
    return [
        Row(part, min(max(round((end - start) / QUARTER), 1), MOST_QUARTERS))
        for part, start, end in zip(parts, starts, [*starts[1:], last], strict=True)
    ]


def answers(day: ThemeDay) -> tuple[list[Group], list[Told]]:
    """Questions with answers to choose among, like ones together; and those answered in words."""
    groups: dict[tuple[str, ...], list[Told]] = {}
    open_ones = []
    for question in day.questions.standing().prefetch_related("answers"):
        told = _told(question)
        if question.choices:
            groups.setdefault(tuple(question.choices), []).append(told)
        else:
            open_ones.append(told)
    return [Group(choices, told) for choices, told in groups.items()], open_ones


def _told(question: DayQuestion) -> Told:
    given = list(question.answers.all())
    chosen = Counter(answer.choice for answer in given)
    lines = [(answer.table, answer.text) for answer in given if answer.text]
    return Told(question, [chosen[place] for place in range(len(question.choices))], lines, len(given))
