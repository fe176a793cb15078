"""The trends that are followed, force by force."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon
from utkik.trends import frameworks, standing, wording
from utkik.trends.draw import lines, marks
from utkik.trends.models import Call, Edition, EditionTrend, Force, Framework, Trend

Change = EditionTrend.Change


@require_safe
@allowed("reader")
def trends(request: MemberRequest) -> HttpResponse:
    """The list as it stands; ended trends at its foot."""
    every = Trend.objects.for_member(request.member).select_related("force", "horizon", "origin")
    followed = list(every.standing())
    now = standing.of(request.organisation, followed)
    context = {
        "finding": _finding(followed, now),
        "lead": _lead(request, followed),
        "groups": groups(followed, now),
        "edition": now.edition,
        "editions": list(Edition.objects.for_member(request.member).in_order()),
        "year": request.organisation.today().year,
        "ended": list(every.exclude(ended_at=None).order_by("-ended_at")),
        "shells": _shells(request) if request.member.in_group else [],
        "calls": list(Call.objects.for_member(request.member).open().order_by("due_on"))
        if _sees_calls(request)
        else [],
    }
    return render(request, "trends/list.html", context)


def groups(followed: list[Trend], now: standing.Standing) -> list[dict[str, Any]]:
    """Each force with its trends, and last those without one."""
    found: list[dict[str, Any]] = []
    for trend in followed:
        if not found or found[-1]["force"] != trend.force:
            found.append({"force": trend.force, "rows": []})
        found[-1]["rows"].append(row(trend, now))
    return sorted(found, key=lambda group: group["force"] is None)


def row(trend: Trend, now: standing.Standing) -> dict[str, Any]:
    """A trend as a list shows it: its sign, its first words, and where it lies."""
    moved = now.moved[trend.pk]
    was = moved.was.horizon_name.lower() if moved.was else ""
    return {
        "trend": trend,
        "moved": moved,
        "sign": marks.sign(trend.number, moved.change or Change.UNCHANGED),
        "said": wording.first_words(trend.text),
        "movement": wording.movement(moved.change, was),
        "horizon": horizon_picture(moved, now.rings),
    }


def horizon_picture(moved: standing.Moved, rings: list[Horizon]) -> Any:
    """Where it lies on the line of horizons; nothing without a horizon."""
    if moved.ring is None:
        return ""
    return lines.horizon(moved.ring, moved.was_ring, len(rings), new=moved.is_new)


def _finding(followed: list[Trend], now: standing.Standing) -> str:
    return wording.list_finding(
        len(followed),
        closer=now.count(Change.CLOSER),
        further=now.count(Change.FURTHER),
        new=now.count(Change.NEW),
        has_edition=now.edition is not None,
    )


def _lead(request: MemberRequest, followed: list[Trend]) -> str:
    if not followed:
        return _("Here are the few lines that the municipality follows over the years, and what gathers behind them.")
    forces = len({trend.force_id for trend in followed if trend.force_id})
    taken = sum(trend.origin_id is not None for trend in followed)
    return wording.list_lead(request.organisation.matter_name, len(followed), forces, taken, len(followed) - taken)


def _shells(request: MemberRequest) -> list[dict[str, Any]]:
    """Frameworks that lack names."""
    found = Framework.objects.for_member(request.member).standing().filter(is_complete=False)
    return [shell(framework) for framework in found.prefetch_related("trends")]


def shell(framework: Framework) -> dict[str, Any]:
    names = [row.name for row in sorted(framework.trends.all(), key=lambda row: row.number)]
    return {"framework": framework, "names": names, "missing": frameworks.missing(framework, names)}


def _sees_calls(request: MemberRequest) -> bool:
    return request.member.is_analyst or request.member.unit_id is not None


def forces_of(request: MemberRequest) -> Iterable[Force]:
    return Force.objects.for_member(request.member).valid()
