"""The trends that are followed, force by force."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon
from utkik.trends import frameworks, gathered, standing, wording
from utkik.trends.draw import lines, marks
from utkik.trends.models import Call, Edition, EditionTrend, Framework, Trend

Change = EditionTrend.Change


@require_safe
@allowed("reader")
def trends(request: MemberRequest) -> HttpResponse:
    """The list as it stands; ended trends at its foot."""
    every = Trend.objects.for_member(request.member).select_related("force", "horizon", "origin")
    followed = list(every.standing())
    now = standing.of(request.organisation, followed)
    behind = gathered.of_all(request.organisation)
    context = {
        "finding": _finding(followed, now, behind),
        "lead": _lead(request, followed),
        "groups": groups(followed, now, behind),
        "stops": _years(request, behind),
        "edition": now.edition,
        "editions": list(Edition.objects.for_member(request.member).in_order()),
        "year": request.organisation.today().year,
        "ended": list(every.exclude(ended_at=None).order_by("-ended_at")),
        "shells": _shells(request) if request.member.in_group else [],
        "calls": _calls(request),
    }
    return render(request, "trends/list.html", context)


def groups(followed: list[Trend], now: standing.Standing, behind: dict[int, gathered.Gathered]) -> list[dict[str, Any]]:
    """Each force with its trends, and last those without one."""
    since = _since(behind)
    found: list[dict[str, Any]] = []
    for trend in followed:
        if not found or found[-1]["force"] != trend.force:
            found.append({"force": trend.force, "rows": []})
        found[-1]["rows"].append(row(trend, now, behind[trend.pk], since))
    return sorted(found, key=lambda group: group["force"] is None)


def row(trend: Trend, now: standing.Standing, found: gathered.Gathered, since: int | None) -> dict[str, Any]:
    """A trend as a list shows it: its sign, its first words, what stands behind it, and where it lies."""
    moved = now.moved[trend.pk]
    was = moved.was.horizon_name.lower() if moved.was else ""
    return {
        "trend": trend,
        "moved": moved,
        "sign": marks.sign(trend.number, moved.change or Change.UNCHANGED),
        "said": wording.first_words(trend.text),
        "movement": wording.movement(moved.change, was),
        "horizon": horizon_picture(moved, now.rings),
        "strip": found.strip(since=since) if found.total else "",
        "behind": found,
    }


def horizon_picture(moved: standing.Moved, rings: list[Horizon]) -> Any:
    """Where it lies on the line of horizons; nothing without a horizon."""
    if moved.ring is None:
        return ""
    return lines.horizon(moved.ring, moved.was_ring, len(rings), new=moved.is_new)


def _finding(followed: list[Trend], now: standing.Standing, behind: dict[int, gathered.Gathered]) -> str:
    return wording.list_finding(
        len(followed),
        closer=now.count(Change.CLOSER),
        further=now.count(Change.FURTHER),
        new=now.count(Change.NEW),
        silent=sum(behind[trend.pk].is_silent for trend in followed),
        has_edition=now.edition is not None,
    )


def _since(behind: dict[int, gathered.Gathered]) -> int | None:
    """The year that all strips of the list begin with."""
    return min((found.years[0] for found in behind.values() if found.total), default=None)


def _years(request: MemberRequest, behind: dict[int, gathered.Gathered]) -> list[tuple[int, str]]:
    """The years above the strips, and where each stands, in per cent."""
    first, last = _since(behind), request.organisation.today().year
    if first is None:
        return []
    return [(year, f"{100 * (year - first) / (last - first + 1):.4g}") for year in range(first, last + 1)]


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


def _calls(request: MemberRequest) -> list[Call]:
    """The open calls that the member may see: an analyst all, others those that ask their unit."""
    rows = Call.objects.for_member(request.member)
    seen = rows if request.member.is_analyst else rows.asking(request.member)
    return list(seen.open().order_by("due_on"))
