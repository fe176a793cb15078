"""The radar: all trends at a glance, or the year's signals by area; the same facts as a table under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon, Unit
from utkik.text.numbers import number as number_of
from utkik.text.sorting import swedish
from utkik.trends import adapt, overview
from utkik.trends.draw import geometry, lines, marks, radar
from utkik.trends.models import Edition, Trend
from utkik.trends.overview import Overview, Row
from utkik.trends.refusals import TrendRefused
from utkik.trends.views.find import edition_of, trend_of
from utkik.web import said
from utkik.web.spelled import spelled

MOVES = (marks.NEW, marks.CLOSER, marks.FURTHER, marks.UNCHANGED)
SORTS: dict[str, Callable[[Row], Any]] = {
    "number": lambda row: row.number,
    "name": lambda row: swedish(row.name),
    "sector": lambda row: (row.sector, row.number),
    "horizon": lambda row: (row.ring is None, row.ring, row.number),
    "move": lambda row: (MOVES.index(row.move), row.number),
    "pressure": lambda row: (row.pressure is None, -(row.pressure or 0), row.number),
}


@require_safe
@allowed("reader")
def radar_page(request: MemberRequest) -> HttpResponse:
    """?edition= its number (without: as it stands), ?unit= what concerns a unit, ?sector= the phone's fan, ?sort=."""
    edition = _edition(request)
    units = _units(request)
    unit = next((unit for unit in units if unit.pk == number_of(request.GET.get("unit"))), None)
    whole = overview.of_edition(edition) if edition else overview.of_now(request.organisation)
    shown = whole.narrowed(unit.pk if unit else None)
    editions = list(Edition.objects.for_member(request.member).in_order())
    may_move = request.member.in_group and edition is None
    context = shown_context(request, shown) | {
        "finding": finding(shown, has_before=bool(editions) if edition is None else edition != editions[0]),
        "label": label(shown),
        "edition": edition,
        "editions": editions,
        "year": request.organisation.today().year,
        "units": units,
        "unit": unit,
        "movable": list(Trend.objects.for_member(request.member).standing()) if may_move else [],
        "horizons": list(Horizon.objects.for_member(request.member).valid()) if may_move else [],
        "is_trends": True,
        "came_from": request.GET.get("trend", ""),
    }
    return render(request, "trends/radar.html", context)


@require_safe
@allowed("reader")
def radar_of_signals(request: MemberRequest) -> HttpResponse:
    """The year's signals by area and horizon."""
    shown = overview.of_signals(request.member)
    context = shown_context(request, shown, is_trends=False)
    context |= {"finding": _signals_finding(shown), "is_trends": False}
    return render(request, "trends/radar.html", context)


@require_POST
@allowed("scanner")
def move(request: MemberRequest) -> HttpResponse:
    """Move a trend: `trend` (its number), `horizon`, `why`; undone by the same with the horizon it came from."""
    asked = request.POST if "trend" in request.POST else request.GET
    trend = trend_of(request, number_of(asked.get("trend")) or 0)
    rings = Horizon.objects.for_member(request.member).valid()
    horizon = get_object_or_404(rings, pk=number_of(asked.get("horizon")) or 0)
    before = trend.horizon
    try:
        changed = adapt.set_horizon(trend, horizon, by=request.member, why=request.POST.get("why", ""))
    except TrendRefused as refused:
        said.say(request, refused.said())
        return redirect("trends:radar", request.organisation.slug)
    text = _("%(name)s lies in %(horizon)s now.") % {"name": trend.name, "horizon": horizon.name.lower()}
    undo = ""
    if changed and before is not None and asked is request.POST:
        undo = f"{reverse('trends:move', args=[request.organisation.slug])}?trend={trend.number}&horizon={before.pk}"
    said.say(request, text, undo_url=undo)
    return redirect("trends:radar", request.organisation.slug)


def _edition(request: MemberRequest) -> Edition | None:
    asked = number_of(request.GET.get("edition"))
    return edition_of(request, asked) if asked else None


def _units(request: MemberRequest) -> list[Unit]:
    """The units that trends have consequences for."""
    with_text = Unit.objects.for_member(request.member).standing().filter(pk__in=_consequences(request))
    return list(with_text)


def _consequences(request: MemberRequest) -> Any:
    followed = Trend.objects.for_member(request.member).standing().exclude(consequences__text="").order_by()
    return followed.exclude(consequences=None).values("consequences__unit")


def shown_context(request: MemberRequest, shown: Overview, *, is_trends: bool = True) -> dict[str, Any]:
    """The pictures, the names beside them and the rows of the table, in the order that is asked for."""
    sector = min(number_of(request.GET.get("sector")) or 0, max(len(shown.sectors) - 1, 0))
    sort, is_reverse = _sort(request)
    rows = sorted(shown.shown, key=SORTS[sort], reverse=is_reverse)
    drawn = shown.drawn
    every = [row.as_mark() for row in drawn]
    has_any = bool(drawn) and bool(shown.sectors)
    rings = list(map(capfirst, shown.rings))
    drawn_as = geometry.rings(len(rings), crowded=not is_trends)
    return {
        "shown": shown,
        "picture": radar.radar(every, rings, shown.sectors, label=label(shown), hidden=shown.hidden, drawn=drawn_as)
        if has_any
        else "",
        "fan": _fan(shown, every, sector, rings, drawn_as) if has_any else "",
        "sector": sector,
        "sectors": list(enumerate(shown.sectors)),
        "names": _names(shown, drawn),
        "rows": [{"row": row, "line": _line(row, len(shown.rings))} for row in rows],
        "undrawn": len(shown.shown) - sum(row.key not in shown.hidden for row in drawn),
        "heads": _heads(sort, is_reverse, is_trends=is_trends),
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("sort", "sector")],
        "legend": {move: marks.sign("", move) for move in MOVES} | {"was": marks.was_sign()},
    }


def _fan(shown: Overview, every: list[marks.Mark], sector: int, rings: list[str], drawn: geometry.Rings) -> Any:
    inside = sum(row.sector == sector for row in shown.shown)
    said_of = ngettext("%(name)s: %(count)d mark", "%(name)s: %(count)d marks", inside)
    named = said_of % {"name": shown.sectors[sector], "count": inside}
    many = len(shown.sectors)
    return radar.fan(every, rings, many, sector, label=named, hidden=shown.hidden, drawn=drawn)


def _names(shown: Overview, drawn: list[Row]) -> list[dict[str, Any]]:
    visible = [row for row in drawn if row.key not in shown.hidden]
    groups = [(name, [row for row in visible if row.sector == at]) for at, name in enumerate(shown.sectors)]
    return [{"name": name, "rows": rows} for name, rows in groups if rows]


def _line(row: Row, rings: int) -> Any:
    if row.ring is None:
        return ""
    return lines.horizon(row.ring, row.was, rings, new=row.move == marks.NEW)


def _sort(request: MemberRequest) -> tuple[str, bool]:
    asked = request.GET.get("sort", "")
    name = asked.removeprefix("-")
    return (name, asked.startswith("-")) if name in SORTS else ("number", False)


def _heads(sort: str, is_reverse: bool, *, is_trends: bool) -> list[dict[str, Any]]:
    """A signal neither moves nor presses."""
    names = {
        "number": _("No."),
        "name": _("Trend") if is_trends else _("Signal"),
        "sector": _("Force") if is_trends else _("Area"),
        "horizon": _("Time horizon"),
    }
    if is_trends:
        names |= {"move": _("Movement"), "pressure": _("Pressure, 1–5")}
    return [
        {
            "code": code,
            "name": name,
            "next": f"-{code}" if code == sort and not is_reverse else code,
            "aria": ("descending" if is_reverse else "ascending") if code == sort else "",
        }
        for code, name in names.items()
    ]


def finding(shown: Overview, *, has_before: bool) -> str:
    """What the radar says at a glance: how many came closer, and how many lie outermost."""
    if not shown.rows:
        return _("No trend lies on the radar yet")
    if not shown.shown:
        return _("No trend has a consequence there yet")
    last = len(shown.rings) - 1
    out = shown.in_ring(last)
    far = ngettext("%(number)s lies furthest out", "%(number)s lie furthest out", out) % {"number": spelled(out)}
    closer = shown.count(marks.CLOSER)
    if has_before and closer:
        first = ngettext("%(number)s trend has come closer", "%(number)s trends have come closer", closer)
        return f"{first}, {far}" % {"number": spelled(closer, begins=True)}
    now = shown.in_ring(0)
    first = ngettext("%(number)s trend is here now", "%(number)s trends are here now", now)
    return f"{first}, {far}" % {"number": spelled(now, begins=True)}


def label(shown: Overview) -> str:
    """The radar in a sentence."""
    return _(
        "Radar with %(marks)d marks in %(sectors)d sectors and %(rings)d time horizons: %(closer)d closer, "
        "%(further)d further away, %(new)d new. The same facts stand in the table."
    ) % {
        "marks": len(shown.shown),
        "sectors": len(shown.sectors),
        "rings": len(shown.rings),
        "closer": shown.count(marks.CLOSER),
        "further": shown.count(marks.FURTHER),
        "new": shown.count(marks.NEW),
    }


def _signals_finding(shown: Overview) -> str:
    if not shown.rows:
        return _("No signal of the last year has both area and time horizon")
    here = shown.in_ring(0)
    told = {"here": here, "all": len(shown.rows)}
    return (
        ngettext("%(here)d of %(all)d signal is here now", "%(here)d of %(all)d signals are here now", len(shown.rows))
        % told
    )
