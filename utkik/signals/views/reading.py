"""Reading: the list with its filters in the address, the drafts, and one signal with all that belongs to it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from utkik import clock
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.signals import comparing, find, findings, history, months, presence, same, talking
from utkik.signals.fields import snapshot
from utkik.signals.models import Signal
from utkik.signals.needs import names_missing
from utkik.signals.views.shared import signal_of

A_PAGE = 20
DRAFTS_IN_LIST = 3


@require_safe
@allowed("reader")
def signals(request: MemberRequest) -> HttpResponse:
    """Every published signal, narrowed by what the address says."""
    member = request.member
    found = find.find(member, request.GET.dict())
    page = Paginator(found.signals.select_related("area"), A_PAGE).get_page(request.GET.get("page"))
    year = _year(request, found)
    compared, refusal = comparing.asked_for(member, request.GET.getlist("compare"))
    return render(
        request,
        "signals/list.html",
        {
            "found": found,
            "page": page,
            "signals": page.object_list,
            "total": page.paginator.count,
            "finding": findings.of_list(found, page.paginator.count, member.organisation),
            "year": year,
            "first_year": months.first_year(found.base, member.organisation) or year,
            "months": months.of_year(found.base, year, member.organisation),
            "drafts": [] if _is_narrowed(request, found) or not member.in_group else drafts_of(member, DRAFTS_IN_LIST),
            "compared": comparing.table(compared),
            "compared_numbers": [signal.number for signal in compared],
            "errors": [("compare", refusal)] if refusal else [],
            "withdrawn": Signal.objects.seen_by(member).filter(state=Signal.State.WITHDRAWN).count(),
            "this_month": member.organisation.today().replace(day=1),
        },
    )


def _is_narrowed(request: MemberRequest, found: find.Found) -> bool:
    """Whether something is sought: then drafts that nobody asked for stand in the way."""
    return bool(found.asked or found.month or request.GET.get("q", "").strip() or request.GET.get("state"))


def _year(request: MemberRequest, found: find.Found) -> int:
    """Which year the line of months shows: the chosen month's, the asked one, else this."""
    asked = request.GET.get("year", "")
    if found.month:
        return found.month.year
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) > 1000:
        return int(asked)
    return clock.today(request.organisation.timezone).year


@require_safe
@allowed("scanner")
def drafts(request: MemberRequest) -> HttpResponse:
    """What was begun: mine first, then the group's."""
    rows = drafts_of(request.member)
    mine = [row for row in rows if row["mine"]]
    context = {"rows": rows, "mine": len(mine), "finding": findings.of_drafts(len(mine), len(rows))}
    return render(request, "signals/drafts.html", context)


def drafts_of(member: Membership, most: int | None = None) -> list[dict[str, Any]]:
    """The drafts of the organisation with what each lacks, the member's own first, then the latest changed."""
    mine_first = Case(When(author=member, then=0), default=1)
    found = Signal.objects.for_member(member).drafts().select_related("author").order_by(mine_first, "-changed_at")
    return [
        {
            "signal": signal,
            "mine": signal.author_id == member.pk,
            "missing": names_missing(_asked(signal), member.organisation.matter_name),
        }
        for signal in found[:most]
    ]


def _asked(signal: Signal) -> dict[str, Any]:
    return {name: getattr(signal, name) for name in ("headline", "fact", "matter", "level")} | {"area": signal.area_id}


@require_safe
@allowed("reader")
def signal(request: MemberRequest, number: int) -> HttpResponse:
    """One signal: the meaning on land, the fact, what lies behind it, what is said about it."""
    found = signal_of(request, number)
    member = request.member
    context = {
        "signal": found,
        "evidence": found.evidence.standing().select_related("upload"),
        "other_areas": found.other_areas.order_by("position"),
        "units": found.units.order_by("position", "sort_key"),
        "others": presence.line(found, besides=member) if member.in_group else "",
        "elsewhere": same.elsewhere(found, member),
        "changes": history.changes_since_published(found),
        "missing": names_missing(snapshot(found), member.organisation.matter_name) if found.is_draft else [],
        **talking.context(found.conversation, member, answering=request.GET.get("answer", "")),
    }
    return render(request, "signals/signal.html", context)


@require_safe
@allowed("scanner")
def trace(request: MemberRequest, number: int) -> HttpResponse:
    """How the text came to be: every version with what changed, and what was done with the signal."""
    found = signal_of(request, number)
    context = {"signal": found, "versions": history.versions(found), "acts": history.acts(found)}
    return render(request, "signals/history.html", context)
