"""What this step shows in the frame of every page."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from utkik.insight import month, plan_states
from utkik.insight.models import PlanDate
from utkik.people.asking import MemberRequest
from utkik.rounds import frame as rounds
from utkik.web import dates, rail

LATE_FOR, AHEAD = timedelta(days=60), timedelta(days=14)


def start(request: MemberRequest) -> rail.Entry:
    address = reverse("insight:start", args=[request.organisation.slug])
    return rail.Entry(gettext_lazy("Start"), address, group=rail.START, icon="start", tab=10)


def search(request: MemberRequest) -> rail.Entry:
    address = reverse("insight:search", args=[request.organisation.slug])
    name = pgettext_lazy("act", "Search")
    return rail.Entry(name, address, group=rail.CARE, order=300, icon="search", tab=60, key="/")


def patterns(request: MemberRequest) -> rail.Entry | None:
    """Patterns are the group's work in the making."""
    if not request.member.in_group:
        return None
    address = reverse("insight:patterns", args=[request.organisation.slug])
    return rail.Entry(gettext_lazy("Patterns"), address, group=rail.AROUND, order=140)


def rhythm(request: MemberRequest) -> rail.Entry:
    """Whether the work is regular is every member's to see."""
    address = reverse("insight:rhythm", args=[request.organisation.slug])
    return rail.Entry(gettext_lazy("Rhythm"), address, group=rail.AROUND, order=150)


def month_line(request: MemberRequest, thing: object = None) -> tuple[str, dict] | None:
    """The month at the foot of the rail, for the group; Start draws it large instead."""
    home = reverse("insight:start", args=[request.organisation.slug])
    if not request.member.in_group or request.path == home:
        return None
    current = rounds.current_round(request)
    shown = month.plain(request.member, current)
    if current is None:
        words = dates.day_and_month(shown.today)
    elif not current.is_open:
        words = _("The round waits for its outcome")
    elif shown.closes_on:
        words = _("The round closes %(day)s") % {"day": dates.short_day(shown.closes_on)}
    else:
        words = _("The round is open")
    return "insight/_month.html", {"words": words, "month": shown, "home": home, "label": month.briefly(shown)}


def on_plan(request: MemberRequest, thing: object = None) -> tuple[str, dict] | None:
    """On Start: what of the plan is late, and what comes next; for the group."""
    if not request.member.in_group:
        return None
    today = request.organisation.today()
    near = PlanDate.objects.for_member(request.member).standing().filter(done_at=None, on__gte=today - LATE_FOR)
    found = plan_states.rows(request.organisation, list(near.filter(on__lte=today + AHEAD).select_related("owner")))
    late = [row for row in found if row.late]
    coming = [row for row in found if not row.late and not row.done][:2]
    return ("insight/_plan.html", {"late": late, "coming": coming}) if late or coming else None


def next_agreed(request: MemberRequest, thing: object = None) -> tuple[str, dict]:
    """Beside the rhythm: the next agreed date, and the way to the plan."""
    ahead = PlanDate.objects.for_member(request.member).standing().filter(done_at=None)
    return "insight/_next.html", {"next": ahead.filter(on__gte=request.organisation.today()).first()}
