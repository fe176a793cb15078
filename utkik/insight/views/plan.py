"""The month's and the year's agreed dates: who, when, what is late."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik import clock
from utkik.insight import plan_states, plan_words, planning, wheel
from utkik.insight.calendar_rules import first_of
from utkik.insight.forms_plan import PlanForm
from utkik.insight.models import PlanDate
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.rounds.models import Round
from utkik.text.numbers import number, numbers
from utkik.web import dates, said

Scope = PlanDate.Scope


@require_safe
@allowed("reader")
def plan(request: MemberRequest) -> HttpResponse:
    """This month, the year, and the first three months where those are planned."""
    organisation, today = request.organisation, request.organisation.today()
    shown = PlanDate.objects.for_member(request.member).standing().select_related("owner", "deputy")
    found = plan_states.rows(organisation, [row for row in shown if _is_shown(row, today)])
    month = [row for row in found if row.date.scope == Scope.MONTH]
    year = [row for row in found if row.date.scope == Scope.YEAR]
    start = [row for row in found if row.date.scope == Scope.START]
    next_month = planning.next_period(organisation)
    context = {
        "finding": plan_words.finding(found),
        "next_up": plan_words.next_up(found),
        "parts": [
            ("month", _("This month"), _rows(month)),
            ("year", pgettext("plan", "The year"), _rows(sorted(year, key=lambda row: (not row.late, row.date.on)))),
            ("start", _("The first three months"), _rows(start)),
        ],
        "figure": _figure(request, year, today) if year else "",
        "next_month": next_month,
        "from_last": bool(month),
        "may_make_month": next_month <= first_of(today + timedelta(days=45)),
        "next_year": planning.next_year(organisation),
        "may_make_start": not start and not month and not year,
        "today": today,
    }
    return render(request, "insight/plan.html", context)


def _is_shown(row: PlanDate, today: date) -> bool:
    """The month's until all of it is past and a new one begun; the year's of this year and the next."""
    if row.scope == Scope.MONTH:
        return (
            row.period >= first_of(today)
            or row.on >= today
            or (row.done_at is None and row.on >= today - timedelta(days=31))
        )
    if row.scope == Scope.YEAR:
        return row.period.year in (today.year, today.year + 1)
    return row.on >= today - timedelta(days=90)


def _rows(rows: list[plan_states.Row]) -> list[dict[str, object]]:
    return [
        {
            "row": row,
            "state": plan_words.state(row),
            "late": plan_states.late_words(row.late) if row.late else "",
            "by_hand": not row.done or row.date.done_at is not None,
        }
        for row in rows
    ]


def _figure(request: MemberRequest, year: list[plan_states.Row], today: date):
    marks = [wheel.Mark(row.date.on, str(row.date), done=row.done, late=bool(row.late)) for row in year]
    zone = request.organisation.timezone
    rounds = Round.objects.for_member(request.member).of_whole().filter(opened_at__year__gte=today.year - 1)
    stretches = [
        (clock.local(row.opened_at, zone).date(), clock.local(row.closed_at or clock.now(), zone).date())
        for row in rounds
    ]
    label = _("The year %(year)s on a line. Today %(today)s. The same dates stand in the table.") % {
        "year": today.year,
        "today": dates.day_and_month(today),
    }
    return wheel.year(today.year, today, marks, rounds=stretches, now=_("today"), label=label)


@require_POST
@allowed("scanner")
@once
def make(request: MemberRequest, what: str) -> HttpResponse:
    """Make the next month, this year or the first three months in one act."""
    makers = {
        "month": lambda: planning.make_month(request.organisation, by=request.member),
        "year": lambda: _year(request),
        "start": lambda: planning.make_start(request.organisation, by=request.member),
    }
    made = makers[what]()
    if made:
        words = ngettext("%(count)s date is in the plan.", "%(count)s dates are in the plan.", len(made))
        which = "-".join(str(row.pk) for row in made)
        undo = reverse("insight:unmake_plan", args=[request.organisation.slug, which])
        said.say(request, words % {"count": len(made)}, undo_url=undo)
    else:
        said.say(request, _("That part of the plan is made already."))
    return redirect("insight:plan", request.organisation.slug)


def _year(request: MemberRequest) -> list[PlanDate]:
    year = planning.next_year(request.organisation)
    return planning.make_year(request.organisation, year, by=request.member) if year else []


@require_POST
@allowed("scanner")
def unmake(request: MemberRequest, which: str) -> HttpResponse:
    """Undo the making: what nobody has touched since goes."""
    planning.unmake(numbers(which.split("-"))[:100], by=request.member)
    said.say(request, _("Undone."))
    return redirect("insight:plan", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
@once
def new(request: MemberRequest) -> HttpResponse:
    """Agree on one more date."""
    form = PlanForm(request.POST if request.method == "POST" else None, by=request.member, is_new=True)
    if request.method == "POST" and form.is_valid():
        planning.add(request.organisation, form.cleaned_data, by=request.member)
        said.say(request, _("The date is in the plan."))
        return redirect("insight:plan", request.organisation.slug)
    return render(request, "insight/plan_date.html", {"form": form, "row": None}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """Move or change a date."""
    row = _row(request, pk)
    initial = {name: getattr(row, name) for name in ("on", "sort", "name", "owner", "deputy", "who")}
    form = PlanForm(
        request.POST if request.method == "POST" else None, by=request.member, is_new=False, initial=initial
    )
    clash = False
    if request.method == "POST" and form.is_valid():
        try:
            planning.change(row, form.cleaned_data, by=request.member, version=number(request.POST.get("version")) or 0)
        except planning.ChangedMeanwhile:
            clash = True
            row.refresh_from_db()
        else:
            said.say(request, _("Saved."))
            return redirect("insight:plan", request.organisation.slug)
    errors = [
        (
            "on",
            _("A colleague changed the date meanwhile: it is %(day)s now. Save again to keep yours.")
            % {"day": dates.day(row.on)},
        )
    ]
    context = {"form": form, "row": row, "errors": errors if clash else []}
    return render(request, "insight/plan_date.html", context, status=409 if clash else 422 if form.errors else 200)


@require_POST
@allowed("scanner")
def done(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that a date's work is done, or take it back (POST `undo`)."""
    row = _row(request, pk)
    planning.set_done(row, "undo" not in request.POST, by=request.member)
    said.say(request, _("“%(what)s” is done.") % {"what": row} if "undo" not in request.POST else _("Undone."))
    return redirect("insight:plan", request.organisation.slug)


@require_POST
@allowed("scanner")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a date out of the plan."""
    row = _row(request, pk)
    planning.set_removed(row, True, by=request.member)
    undo = reverse("insight:restore_plan_date", args=[request.organisation.slug, row.pk])
    said.say(request, _("“%(what)s” is out of the plan.") % {"what": row}, undo_url=undo)
    return redirect("insight:plan", request.organisation.slug)


@require_POST
@allowed("scanner")
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(PlanDate.objects.for_member(request.member), pk=pk)
    planning.set_removed(row, False, by=request.member)
    said.say(request, _("Undone."))
    return redirect("insight:plan", request.organisation.slug)


def _row(request: MemberRequest, pk: int) -> PlanDate:
    rows = PlanDate.objects.for_member(request.member).standing().select_related("owner", "deputy", "organisation")
    return get_object_or_404(rows, pk=pk)
