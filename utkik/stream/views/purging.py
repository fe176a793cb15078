"""Letting articles go: the analyst's decision on a page of its own, with what it means in numbers."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.stream import purge
from utkik.stream.purge_models import PurgeRule
from utkik.text.normal import one_line
from utkik.web import said

USUAL = 12


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def page(request: MemberRequest) -> HttpResponse:
    """What is decided, or the decision with its effect for `?months=`."""
    mine = PurgeRule.objects.for_member(request.member).select_related("by", "ended_by").annotate(n=Count("purged"))
    months = _months(request.POST.get("months") or request.GET.get("months", ""))
    reason, errors = one_line(request.POST.get("reason", ""))[:500], []
    if request.method == "POST":
        if reason:
            if purge.record(request.organisation, months, reason, by=request.member):
                said.say(request, _("The decision is recorded. It acts from tomorrow on."))
            return redirect("stream:purge", request.organisation.slug)
        errors = [("reason", _("Write why: it stands beside the decision."))]
    context = {
        "rule": mine.in_force().first(),
        "earlier": mine.exclude(ended_at=None).order_by("-at"),
        "choices": purge.MONTHS,
        "months": months,
        "number": purge.concerned(request.organisation, months).count(),
        "reason": reason,
        "errors": errors,
    }
    return render(request, "stream/purge.html", context, status=422 if errors else 200)


@require_POST
@allowed("analyst")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(PurgeRule.objects.for_member(request.member), pk=pk)
    if purge.end(found, by=request.member):
        said.say(request, _("Nothing more is let go from now on."))
    return redirect("stream:purge", request.organisation.slug)


def _months(text: str) -> int:
    return int(text) if text in {str(months) for months in purge.MONTHS} else USUAL
