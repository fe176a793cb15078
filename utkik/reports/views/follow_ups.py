"""From signal to effect: what waits and is late, how much is used, and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Unit
from utkik.reports import figures, rights, use
from utkik.reports.models import Commission, FollowUp
from utkik.reports.waiting import Unanswered, unanswered
from utkik.text.numbers import number
from utkik.web.spelled import spelled

FIRST, LONG = 6, 40
RELATED = ("unit", "owner", "response__outcome__signal__organisation", "response__outcome__round")


@dataclass(frozen=True)
class Due:
    """A follow-up that waits: how its day stands to today, and whether its form is open."""

    follow_up: FollowUp
    late: int
    when: str
    is_open: bool
    may: bool


@dataclass(frozen=True)
class Way:
    """One signal's way to what it led to."""

    follow_up: FollowUp
    line: SafeString
    took: str
    said: str


@require_safe
@allowed("reader")
def follow_ups(request: MemberRequest) -> HttpResponse:
    """Open follow-ups, the use over the years, and each way from signal to effect."""
    member, today = request.member, request.organisation.today()
    chosen = _chosen(request)
    every = FollowUp.objects.for_member(member).standing().select_related(*RELATED)
    if chosen["unit"]:
        every = every.filter(unit=chosen["unit"])
    waiting = list(every.waiting().soonest_first())
    opened = number(request.GET.get("open"))
    shown = waiting if request.GET.get("open") == "all" or opened else waiting[:FIRST]
    years = use.count(use.facts(request.organisation))
    late = sum(row.due_on < today for row in waiting)
    rows = [_due(row, today, opened, rights.may_follow(member, row)) for row in shown]
    context = {
        "finding": finding(years, late),
        "unanswered": _unanswered(request),
        "may_answer": rights.may_answer(member),
        "rows": rows,
        "waiting": len(waiting),
        "more": len(waiting) - len(shown),
        "late": late,
        "years": [{"year": year, "bar": figures.use_bar(year, max(row.lifted for row in years))} for year in years],
        "of_units": use.of_units(request.organisation),
        "this_year": today.year,
        "usual": _usual(request),
        "chosen": chosen,
        "units": _units(request),
        "effects": FollowUp.Effect.choices,
        "commissions": Commission.objects.for_member(member).waiting().count(),
        "draft_key": f"went-{opened}",
        "opened": opened,
        "kept": drafts.load(member, f"went-{opened}") if opened else {},
    }
    return render(request, "reports/follow_ups.html", context | _long(every, chosen, today))


def finding(years: list[use.Year], late: int) -> str:
    """The page's heading: how much of what was lifted led to something, and what is late."""
    whole = use.total(years)
    if not whole.lifted:
        return _("Answers and follow-up")
    told = {"led": spelled(whole.led, begins=True), "lifted": spelled(whole.lifted), "late": spelled(late)}
    if late:
        words = ngettext(
            "%(led)s of %(lifted)s lifted signals led to something, and %(late)s follow-up is late",
            "%(led)s of %(lifted)s lifted signals led to something, and %(late)s follow-ups are late",
            late,
        )
        return words % told
    return _("%(led)s of %(lifted)s lifted signals led to something, and nothing is late") % told


def _chosen(request: MemberRequest) -> dict[str, Any]:
    asked = request.GET
    effect = asked.get("effect", "")
    return {
        "unit": number(asked.get("unit")),
        "year": number(asked.get("year")),
        "effect": effect if effect in FollowUp.Effect.values else "",
    }


def _units(request: MemberRequest) -> list[Unit]:
    """The units that have or had something to follow up."""
    held = FollowUp.objects.for_member(request.member).standing().values("unit")
    return list(Unit.objects.for_member(request.member).filter(pk__in=held).order_by("position", "sort_key"))


def _unanswered(request: MemberRequest) -> list[Unanswered]:
    return unanswered(request.organisation)[:3]


def _due(row: FollowUp, today: Any, opened: int | None, may: bool) -> Due:
    days = (row.due_on - today).days
    return Due(row, max(-days, 0), when(days), row.pk == opened and may, may)


def when(days: int) -> str:
    """How far off a day is, in words a meeting uses."""
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    if days == 0:
        return _("Today")
    if days < 14:
        return ngettext("In %(n)s day", "In %(n)s days", days) % {"n": spelled(days)}
    if days < 70:
        return ngettext("In %(n)s week", "In %(n)s weeks", days // 7) % {"n": spelled(days // 7)}
    months = round(days / 30.44)
    return ngettext("In %(n)s month", "In %(n)s months", months) % {"n": spelled(months)}


def _usual(request: MemberRequest) -> int | None:
    done = (
        FollowUp.objects.for_member(request.member)
        .done()
        .values_list("response__outcome__round__locked_at", "result_at")
    )
    return use.usual_months((first.date(), last.date()) for first, last in done if first and last)


def _long(every: Any, chosen: dict[str, Any], today: Any) -> dict[str, Any]:
    """The ways, newest liftings first; filtered by year and by what came of them."""
    if chosen["year"]:
        every = every.filter(response__outcome__round__period__year=chosen["year"])
    if chosen["effect"]:
        every = every.filter(effect=chosen["effect"])
    ordered = every.order_by(F("result_at").desc(nulls_last=True), "-response__outcome__round__period", "pk")
    rows = list(ordered[: LONG + 1])
    ways = [(row, *_days(row)) for row in rows[:LONG]]
    span = figures.span_of([published for _row, published, _lifted, _end in ways], today)
    return {
        "ways": [_way(span, today, *way) for way in ways],
        "span": figures.span_head(span) if ways else "",
        "is_cut": len(rows) > LONG,
        "span_first": span.first,
        "span_last": span.last,
    }


def _days(row: FollowUp) -> tuple[Any, Any, Any]:
    """When the signal was published, when it was lifted, when its end was written."""
    outcome = row.response.outcome
    lifted = outcome.round.locked_at
    moments = (outcome.signal.published_at or outcome.signal.created_at, lifted or outcome.noted_at, row.result_at)
    days = [timezone.localtime(moment).date() if moment else None for moment in moments]
    return days[0], days[1], days[2]


def _way(span: figures.Span, today: Any, row: FollowUp, published: Any, lifted: Any, ended: Any) -> Way:
    took = pgettext("follow-up", "under way")
    if ended:
        months = use.months(published, ended)
        took = ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
    said = f"{row.get_effect_display()}: {row.result}" if row.result else ""
    return Way(row, figures.time_line(span, published, lifted, ended, today), took, said)
