"""Impact and uncertainty: where the trends stand after a blind assessment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.text.numbers import number as number_of
from utkik.text.sorting import swedish
from utkik.trends import judging, said, verdict
from utkik.trends.draw import marks
from utkik.trends.draw.matrix import NARROW, WHOLE, Judged, Words, matrix
from utkik.trends.models import Trend, TrendBallot, TrendRound
from utkik.trends.verdict import Verdict

Row = dict[str, Any]
ORDER = (verdict.ACT, verdict.TRY, verdict.CARE, verdict.FOLLOW)
SORTS: dict[str, Callable[[Row], Any]] = {
    "number": lambda row: row["trend"].number,
    "name": lambda row: swedish(row["trend"].name),
    "impact": lambda row: (-row["verdict"].impact.median, row["trend"].number),
    "uncertainty": lambda row: (-row["verdict"].uncertainty.median, row["trend"].number),
    "quarter": lambda row: (ORDER.index(row["verdict"].quarter), row["trend"].number),
    "judges": lambda row: (str(row["zone"]), row["trend"].number),
}


@require_safe
@allowed("reader")
def matrix_page(request: MemberRequest) -> HttpResponse:
    """The latest closed assessment, or ?round= an earlier one."""
    closed = list(TrendRound.objects.for_member(request.member).closed().select_related("organisation"))
    asked = number_of(request.GET.get("round"))
    chosen = next((one for one in closed if one.pk == asked), closed[0] if closed else None)
    current = TrendRound.objects.for_member(request.member).open().first()
    context = _of(chosen, request) if chosen else {"finding": _("No assessment is closed yet"), "rows": []}
    return render(
        request,
        "trends/matrix.html",
        context | {"round": chosen, "rounds": closed[::-1], "current": current, "left": _left(current, request)},
    )


def _left(current: TrendRound | None, request: MemberRequest) -> dict[str, Any] | None:
    """What the member has left to judge in the open assessment."""
    if current is None or not current.may_be_judged_by(request.member):
        return None
    ballot = TrendBallot.objects.for_member(request.member).filter(round=current, member=request.member).first()
    done = judging.whole(judging.given_by(ballot).values()) if ballot else 0
    asked = current.candidates.count()
    said_of = ngettext(
        "You have judged %(done)d of %(all)d trend.", "You have judged %(done)d of %(all)d trends.", asked
    )
    return {"said": said_of % {"done": done, "all": asked}, "left": asked - done}


def _of(round: TrendRound, request: MemberRequest) -> dict[str, Any]:
    every = verdict.of(round)
    trends = Trend.objects.for_member(request.member).select_related("organisation").in_bulk([v.trend for v in every])
    before = TrendRound.objects.for_member(request.member).closed().filter(closed_at__lt=round.closed_at).first()
    earlier = set(before.candidates.values_list("trend", flat=True)) if before else None
    rows = [_row(one, trends[one.trend], earlier) for one in every if one.quarter]
    asked = request.GET.get("sort", "")
    name = asked.removeprefix("-") if asked.removeprefix("-") in SORTS else "impact"
    is_reverse = asked.startswith("-")
    told = ngettext("Matrix with %(count)d trend.", "Matrix with %(count)d trends.", len(rows)) % {"count": len(rows)}
    return {
        "finding": said.result_finding(every),
        "judges": said.judges(round, round.ballots.exclude(handed_in_at=None).count()),
        "rows": sorted(rows, key=SORTS[name], reverse=is_reverse),
        "groups": _groups(rows),
        "pictures": draw(rows, label=_("%(told)s The same facts stand in the table.") % {"told": told}),
        "heads": _heads(name, is_reverse),
        "unplaced": len(every) - len(rows),
        "legend": {"trend": marks.sign("", marks.UNCHANGED), "new": marks.sign("", marks.NEW)},
    }


def _row(one: Verdict, trend: Trend, earlier: set[int] | None) -> Row:
    assert one.impact and one.uncertainty
    move = marks.NEW if earlier is not None and trend.pk not in earlier else marks.UNCHANGED
    return {
        "verdict": one,
        "trend": trend,
        "move": move,
        "sign": marks.sign(trend.number, move),
        "impact": said.decimal(one.impact.median),
        "uncertainty": said.decimal(one.uncertainty.median),
        "quarter": said.quarter(one),
        "zone": said.ZONES[one.zone],
    }


def draw(rows: list[Row], *, label: str) -> list[Any]:
    """The matrix of these rows, for a wide window and for a narrow one."""
    quarters = [(str(head), str(line)) for head, line in (said.QUARTERS[code] for code in ORDER)]
    words = Words(_("Impact"), _("Uncertainty"), quarters)
    judged = [_judged(row) for row in rows]
    return [matrix(judged, words, label=label, sheet=sheet) for sheet in (WHOLE, NARROW)]


def _judged(row: Row) -> Judged:
    one, trend = row["verdict"], row["trend"]
    told = _("%(number)d. %(name)s: impact %(impact)s, uncertainty %(uncertainty)s") % {
        "number": trend.number,
        "name": trend.name,
        "impact": row["impact"],
        "uncertainty": row["uncertainty"],
    }
    href = trend.get_absolute_url()
    mark = marks.Mark(trend.pk, trend.number, told, sector=0, ring=None, move=row["move"], href=href)
    return Judged(mark, one.impact.median, one.uncertainty.median, one.impact.half, one.uncertainty.half)


def _groups(rows: list[Row]) -> list[dict[str, Any]]:
    by_quarter = [(code, [row for row in rows if row["verdict"].quarter == code]) for code in ORDER]
    return [{"name": said.QUARTERS[code][0], "rows": found} for code, found in by_quarter if found]


def _heads(name: str, is_reverse: bool) -> list[dict[str, Any]]:
    names = {
        "number": _("No."),
        "name": _("Trend"),
        "impact": _("Impact"),
        "uncertainty": _("Uncertainty"),
        "quarter": pgettext("quarter of the matrix", "Place"),
        "judges": _("The judges"),
    }
    # the greatest stands first where the numbers are medians
    falls = name in ("impact", "uncertainty")
    return [
        {
            "code": code,
            "name": said_name,
            "next": f"-{code}" if code == name and not is_reverse else code,
            "aria": ("descending" if is_reverse != falls else "ascending") if code == name else "",
        }
        for code, said_name in names.items()
    ]
