"""Start: what needs me now, by role."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from utkik import clock
from utkik.collect.sources import health
from utkik.insight import month, today
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.reports import latest
from utkik.rounds import frame as rounds
from utkik.stream import counts


@require_safe
@allowed("reader")
def start(request: MemberRequest) -> HttpResponse:
    """The group goes on where it was; whoever only reads lands on the newest Fem minuter."""
    member = request.member
    report = latest.latest_for(member)
    left, _words = rounds.left_to_do(rounds.current_round(request), member)
    known = counts.for_request(request) if member.in_group else None
    unwell = [(source, health.health(source, [], clock.now())) for source in today.unwell(member)]
    context = {
        "finding": today.finding(member, known, left, report.edition.title if report else ""),
        "month": month.drawn(month.of(member, rounds.current_round(request))) if member.in_group else "",
        "drafts": today.drafts(member),
        "talks": today.talks(member),
        "late": today.late(member),
        "unwell": unwell,
        "care": today.care(member),
        "is_new": today.is_new(member),
        "latest": report,
    }
    return render(request, "insight/start.html", context)
