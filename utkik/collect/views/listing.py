"""The list of sources: those that give trouble first."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from utkik import clock
from utkik.collect.letters import letter_pages
from utkik.collect.models import Source, SourceQuerySet
from utkik.collect.sources import findings, idle, yields
from utkik.collect.sources.health import Health, health
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Area, Membership
from utkik.text.numbers import number

MINE, UNWELL, BARREN, IDLE = "mine", "unwell", "barren", "idle"


@dataclass(frozen=True, slots=True)
class Row:
    """A source with how it is and what it gave."""

    source: Source
    health: Health
    weeks: list[int]
    signals: int | None = None
    is_old: bool = False
    is_idle: bool = False

    @property
    def is_barren(self) -> bool:
        """Followed for all of the twelve weeks, and no signal came of it."""
        return self.is_old and self.signals == 0

    @property
    def total(self) -> int:
        return sum(self.weeks)

    @property
    def bars_label(self) -> str:
        return _("Articles per week: %(counts)s") % {"counts": ", ".join(map(str, self.weeks))}


@require_safe
@allowed("scanner")
def listing(request: MemberRequest) -> HttpResponse:
    """All sources, or those of `?view=mine`, `unwell`, `barren` or `idle`, `?area=<id>`."""
    everything = rows(request.organisation, Source.objects.for_member(request.member))
    mine = set(_watched(request.member).values_list("pk", flat=True))
    chosen = _chosen(request, everything, mine)
    areas = list(Area.objects.for_member(request.member).valid())
    followed = {row.source.area_id for row in everything}
    context = {
        "rows": chosen,
        "finding": findings.of_list([row.health for row in everything]),
        "newsletters": letter_pages.is_shown(request.member),
        "senders_waiting": letter_pages.count_waiting(request.member),
        "view": request.GET.get("view", ""),
        "area": request.GET.get("area", ""),
        "areas": areas,
        "removed": Source.objects.for_member(request.member).removed_lately(),
        "bare_areas": [area.name for area in areas if area.pk not in followed] if everything else [],
        "count": len(everything),
        "mine": sum(row.source.pk in mine for row in everything),
        "unwell": sum(row.health.is_trouble for row in everything),
        "barren": sum(row.is_barren for row in everything),
        "idle": sum(row.is_idle for row in everything),
        "weeks": yields.week_numbers(request.organisation),
        "shows_signals": bool(chosen) and chosen[0].signals is not None,
    }
    return render(request, "collect/list.html", context)


def rows(organisation, sources: SourceQuerySet) -> list[Row]:
    """Sources with their health, those in trouble first, then in the order of the alphabet."""
    now, counts = clock.now(), yields.per_week(organisation)
    start = yields.first_week(organisation)
    signals, made, given_up = yields.signals(organisation, start), [], idle.proposed(organisation)
    for source in sources.standing().select_related("feed", "area", "place").order_by("sort_key", "pk"):
        weeks = counts.get(source.feed_id, [0] * yields.WEEKS)
        number = None if signals is None else signals.get(source.pk, 0)
        state = health(source, weeks, now)
        made.append(Row(source, state, weeks, number, source.added_at <= start, source.pk in given_up))
    return sorted(made, key=lambda row: not row.health.is_trouble)


def _watched(member: Membership) -> SourceQuerySet:
    return Source.objects.for_member(member).standing().watched_by(member)


def _chosen(request: MemberRequest, everything: list[Row], mine: set[int]) -> list[Row]:
    view, area = request.GET.get("view", ""), request.GET.get("area", "")
    if view == MINE:
        everything = [row for row in everything if row.source.pk in mine]
    if view == UNWELL:
        everything = [row for row in everything if row.health.is_trouble]
    if view == BARREN:
        everything = [row for row in everything if row.is_barren]
    if view == IDLE:
        everything = [row for row in everything if row.is_idle]
    if area == "none":
        return [row for row in everything if row.source.area_id is None]
    key = number(area)
    return everything if key is None else [row for row in everything if row.source.area_id == key]
