"""How the month's signals were chosen: the section at the end of a report, from counts and what was written."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.documents.runs import blocks, line, linked
from utkik.reports.models import Piece, Report
from utkik.reports.pieces import headline
from utkik.rounds.models import Candidate, Outcome, Round
from utkik.web import dates
from utkik.web.spelled import spelled

Node = dict[str, Any]
# A day's step on the printed line, in millimetres, and a letter's width at 8 pt.
STEP, LETTER = 4.1, 1.55


def days_in(month: date) -> int:
    return monthrange(month.year, month.month)[1]


def judges(round: Round | None) -> int:
    """How many handed in."""
    return round.ballots.filter(handed_in_at__isnull=False).count() if round else 0


def note(round: Round | None, mine: list[Piece], candidates: list[Candidate]) -> str:
    """The cover's sentence: how many signals, out of how many, by how many judges."""
    handed_in = judges(round)
    told = {
        "lifted": spelled(len(mine), begins=True),
        "all": spelled(len(candidates)),
        "judges": spelled(handed_in),
    }
    if not handed_in:
        return ngettext("%(lifted)s signal of %(all)s.", "%(lifted)s signals of %(all)s.", len(mine)) % told
    return (
        ngettext(
            "%(lifted)s signal, lifted out of %(all)s by %(judges)s judges.",
            "%(lifted)s signals, lifted out of %(all)s by %(judges)s judges.",
            len(mine),
        )
        % told
    )


def section(report: Report, mine: list[Piece], candidates: list[Candidate], at: datetime, address: str) -> Node:
    """The last section: the month on a line, the method, departures from the ranking, the points, the colophon."""
    round = report.round
    told = {"lifted": spelled(len(mine)), "all": spelled(len(candidates))}
    body = [*_line(report, at), *_text(round), *_table(round, mine), _colophon(report, at, address)]
    return {
        "kind": "section",
        "id": "chosen",
        "title": _("How %(lifted)s of %(all)s were chosen") % told if candidates else _("About this month"),
        "body": body,
    }


def _text(round: Round | None) -> list[Node]:
    if round is None:
        return []
    paragraphs = [_method(round), *_departures(round)]
    return [{"kind": "text", "body": [{"kind": "p", "runs": runs} for runs in paragraphs if runs]}]


def _method(round: Round) -> list[Node]:
    handed_in = judges(round)
    if not handed_in:
        return [_strong(_("Method.")), {"t": " " + _("Nobody handed in points; the group decided together.")}]
    words = ngettext(
        "%(judges)s person judged alone, with %(budget)s points to give and at most %(most)s on one signal. "
        "Nobody could give points to a signal of their own. The group then decided together.",
        "%(judges)s people judged each alone, without seeing each other's points: %(budget)s points to give, at most "
        "%(most)s on one signal, none on a signal of one's own. The group then decided together.",
        handed_in,
    )
    told = {"judges": handed_in, "budget": round.criterion.budget or 10, "most": round.criterion.most}
    return [_strong(_("Method.")), {"t": " " + words % told}]


def _departures(round: Round) -> list[list[Node]]:
    lines = [[_strong(_("How many.")), {"t": " "}, *linked(round.limits_line)]] if line(round.limits_line) else []
    lifted = round.outcomes.filter(choice=Outcome.Choice.LIFTED).exclude(line="").select_related("signal")
    for outcome in lifted.order_by("rank", "signal__number"):
        lines.append([_strong(headline(outcome.signal) + "."), {"t": " "}, *linked(outcome.line)])
    return lines


def _strong(words: str) -> Node:
    return {"t": words, "b": True}


def _table(round: Round | None, mine: list[Piece]) -> list[Node]:
    if round is None or not judges(round) or not mine:
        return []
    outcomes = {row.signal_id: row for row in round.outcomes.all()}
    rows = [
        [{"mark": place}, headline(piece.signal), *_result(outcomes.get(piece.signal_id))]
        for place, piece in enumerate(mine, 1)
    ]
    return [
        {
            "kind": "table",
            "wide": True,
            "caption": _("The points of the lifted signals"),
            "columns": [
                {"label": _("No."), "width": "auto"},
                {"label": _("Signal"), "width": 1},
                {"label": _("Points"), "align": "right", "width": "auto"},
                {"label": _("Place"), "align": "right", "width": "auto"},
            ],
            "rows": rows,
        }
    ]


def _result(outcome: Outcome | None) -> list[str]:
    if outcome is None or outcome.rank is None:
        return ["–", "–"]
    return [str(outcome.total), str(outcome.rank)]


def _colophon(report: Report, at: datetime, address: str) -> Node:
    return {
        "kind": "colophon",
        "title": _("About the report"),
        "body": blocks(
            _(
                "The report is frozen. It is changed only by a new edition. What we rest on stands under each signal; "
                "the words on buff are our own judgement."
            )
        ),
        "rows": [
            {"label": _("Published"), "value": dates.day(at)},
            {"label": _("Published by"), "value": line(report.organisation.name)},
            {"label": _("On the web"), "value": [{"t": address, "href": address}]},
        ],
    }


def _line(report: Report, at: datetime) -> list[Node]:
    """The month as a graduated line; nothing when less than two things happened within it."""
    round = report.round
    if round is None:
        return []
    happened = [(_("Report"), at), (_("Decided"), round.locked_at), (_("Round opens"), round.opened_at)]
    days = [(words, timezone.localtime(moment).date()) for words, moment in happened if moment]
    within = [(words, day.day) for words, day in days if (day.year, day.month) == _month(report.period)]
    if len(within) < 2:
        return []
    last = days_in(report.period)
    told = ", ".join(f"{words} {day}" for words, day in sorted(within, key=lambda pair: pair[1]))
    return [
        {
            "kind": "line",
            "min": 1,
            "max": last,
            "step": 1,
            "ticks": [{"at": day, "label": str(day)} for day in (1, 5, 10, 15, 20, 25, last)],
            "marks": _marks(within, last),
            "alt": _("%(month)s on a line: %(happened)s.") % {"month": dates.month(report.period), "happened": told},
        }
    ]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _marks(within: list[tuple[str, int]], last: int) -> list[Node]:
    """The marks with their words where there is room: a word that would lie over another is left to the alt text."""
    taken: list[tuple[float, float]] = []
    marks: list[Node] = []
    for words, day in within:
        mark: Node = {"at": day, "new": not marks}
        width = len(words) * LETTER / STEP
        for align, start in (("left", day - 0.4), ("right", day - width + 0.4), ("center", day - width / 2)):
            end = start + width
            if start >= 0 and end <= last + 1 and all(end + 1 < low or start > high + 1 for low, high in taken):
                taken.append((start, end))
                mark |= {"label": words, "align": align, "w": round(width * STEP + 3)}
                break
        marks.append(mark)
    return sorted(marks, key=lambda mark: mark["at"])
