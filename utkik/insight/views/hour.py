"""One hour a month: what is new, choose, judge, report, one step after the other."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from utkik.insight import hours
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.text.numbers import number
from utkik.web import said
from utkik.web.spelled import spelled


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def hour(request: MemberRequest) -> HttpResponse:
    """The four steps and where the group stands; POST begins."""
    if request.method == "POST":
        hours.begin(by=request.member)
        return redirect("insight:hour", request.organisation.slug)
    found = hours.current(request.member)
    context = {
        "hour": found,
        "parts": hours.parts(request.member, found),
        "finding": _("Step %(step)s of four") % {"step": spelled(found.step)} if found else _("One hour a month"),
        "gone": hours.minutes_gone(found) if found else 0,
        "next": found.step + 1 if found else 0,
        "before": found.step - 1 if found else 0,
    }
    return render(request, "insight/hour.html", context)


@require_POST
@allowed("scanner")
def step(request: MemberRequest) -> HttpResponse:
    """Go to a step (POST `step`); beyond the last the hour is over."""
    found = hours.current(request.member)
    went = found is not None and hours.go(found, number(request.POST.get("step")) or 0, by=request.member)
    if went and hours.current(request.member) is None:
        said.say(request, _("The hour is over. Agree on the next one."))
        return redirect("insight:plan", request.organisation.slug)
    return redirect("insight:hour", request.organisation.slug)
