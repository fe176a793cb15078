"""Rhythm: is the work regular, what is not covered, what is outstanding. Facts for the group, no ranking of people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from utkik.insight import draw, rhythm, rhythm_says
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.web import dates


@require_safe
@allowed("reader")
def page(request: MemberRequest) -> HttpResponse:
    """The half-year's passes, the twelve months' signals, and what waits for others."""
    member = request.member
    areas = rhythm.area_rows(member)
    horizons, levels = rhythm.month_rows(member)
    gaps = rhythm_says.gaps(areas, horizons, levels, member)
    mondays = rhythm.weeks_until(member.organisation.today())
    months = rhythm.months_until(member.organisation.today())
    top = max((count for row in [*horizons, *levels] for count in row.counts), default=1)
    own = rhythm_says.own_line(rhythm.own_weeks(member), rhythm.OWN_WEEKS) if member.in_group else ""
    context = {
        "finding": rhythm_says.finding(gaps, areas),
        "lead": rhythm_says.lead(areas),
        "gaps": gaps,
        "own": own,
        "areas": areas,
        "week_words": draw.week_words(
            [(place, dates.week(monday)) for place, monday in enumerate(mondays) if place % 4 == 0], len(mondays)
        ),
        "first_week": mondays[0],
        "month_words": draw.month_words([dates.month_name(month)[:3] for month in months]),
        "summer": any(not all(row.counted) for row in areas),
        "horizons": [(row, row.figure(top)) for row in horizons],
        "levels": [(row, row.figure(top)) for row in levels],
        "lines": rhythm_says.outstanding(areas, member),
    }
    return render(request, "insight/rhythm.html", context)
