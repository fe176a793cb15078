"""The log of acts, newest first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from utkik.people import changes, words
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Act
from utkik.people.views.administration.undo import may_undo, undo_address

ON_A_PAGE = 100


@require_safe
@allowed("administrator")
def log(request: MemberRequest) -> HttpResponse:
    """Who did what. What can be taken back has its button for thirty days."""
    acts = words.shown(Act.objects.for_member(request.member)).select_related("member").order_by("-at", "-pk")
    shown = Paginator(acts, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (act, words.of(act), undo_address(request, [act]) if changes.may_undo(act) and may_undo(request, act) else "")
        for act in shown
    ]
    return render(request, "people/administration/log.html", {"shown": shown, "rows": rows})
