"""The rounds there are, and opening the next."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership, Unit
from utkik.people.once import once
from utkik.rounds import judge, opening, refusals, wording
from utkik.rounds.forms import OpenForm
from utkik.rounds.models import Round
from utkik.rounds.views.find import sees_outcome, with_own_group
from utkik.text.numbers import number

CLOSES_AT = "16:00"


@require_safe
@allowed("reader")
def archive(request: MemberRequest) -> HttpResponse:
    """The open round if there is one, how to start the next, and the locked ones of before: of the whole, or with
    ?unit=… of a unit that has a group of its own."""
    unit = _unit(request, request.GET.get("unit"))
    months = opening.months(request.organisation, unit)
    return _page(request, OpenForm(months=months, initial=_proposed(request, unit, months)), unit)


@require_POST
@allowed("analyst", "unit_analyst")
@once
def open_round(request: MemberRequest) -> HttpResponse:
    """Start the round of a month."""
    unit = _unit(request, request.POST.get("unit"))
    if not request.member.is_analyst_of(unit.pk if unit else None):
        raise PermissionDenied
    months = opening.months(request.organisation, unit)
    form = OpenForm(request.POST, months=months, zone=request.organisation.timezone)
    if not form.is_valid():
        return _page(request, form, unit, status=422)
    try:
        opened = opening.open_round(
            request.organisation,
            form.cleaned_data["period"],
            by=request.member,
            closes_at=form.cleaned_data["closes_at"],
            unit=unit,
        )
    except refusals.RoundRefused as refused:
        form.add_error(None, refused.said())
        return _page(request, form, unit, status=422)
    return redirect("rounds:ballot", request.organisation.slug, opened.pk)


def _unit(request: MemberRequest, told: str | None) -> Unit | None:
    """The unit that the address names; 404 for one that is not the organisation's or has no group of its own."""
    if not told:
        return None
    return get_object_or_404(with_own_group(request.member), pk=number(told) or 0)


def _page(request: MemberRequest, form: OpenForm, unit: Unit | None, status: int = 200) -> HttpResponse:
    organisation = request.organisation
    rounds = Round.objects.for_member(request.member).filter(unit=unit).newest_first()
    current = rounds.exclude(state=Round.State.LOCKED).first()
    context = {
        "form": form,
        "unit": unit,
        "units": list(with_own_group(request.member)),
        "leads": request.member.is_analyst_of(unit.pk if unit else None),
        "current": current,
        "may_judge": current is not None and current.may_be_judged_by(request.member),
        "sees_outcome": current is not None and sees_outcome(current, request.member),
        "done": wording.done(*judge.judges(current)) if current is not None else "",
        "waiting": opening.waiting(organisation, unit).count(),
        "locked": _locked(rounds),
        "months": opening.months(organisation, unit),
        "judges": Membership.objects.for_member(request.member).judging_for(unit.pk if unit else None).count(),
    }
    return render(request, "rounds/archive.html", context, status=status)


def _locked(rounds) -> list[Round]:
    lifted = Count("outcomes", filter=Q(outcomes__choice="lifted"), distinct=True)
    judges = Count("ballots", filter=Q(ballots__handed_in_at__isnull=False), distinct=True)
    signals = Count("candidates", distinct=True)
    locked = rounds.filter(state=Round.State.LOCKED)
    return list(locked.annotate(lifted=lifted, judges=judges, signals=signals))


def _proposed(request: MemberRequest, unit: Unit | None, months: list[date]) -> dict[str, object]:
    """The month that the newest of the waiting signals came in; the round closes in a week."""
    organisation = request.organisation
    day = organisation.today() + timedelta(days=7)
    newest = opening.waiting(organisation, unit).last()
    came = organisation.local(newest.published_at).date().replace(day=1) if newest and newest.published_at else None
    month = came if came in months else next(iter(months), None)
    return {
        "period": month.isoformat() if month else "",
        "closes_on": day,
        "closes_time": CLOSES_AT,
    }
