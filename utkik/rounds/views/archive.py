"""The rounds there are, and opening the next."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.people.once import once
from utkik.rounds import judge, opening, refusals, wording
from utkik.rounds.forms import OpenForm
from utkik.rounds.models import Round
from utkik.rounds.views.find import sees_outcome

CLOSES_AT = "16:00"


@require_safe
@allowed("reader")
def archive(request: MemberRequest) -> HttpResponse:
    """The open round if there is one, how to start the next, and the locked ones of before."""
    return _page(request, OpenForm(months=opening.months(request.organisation), initial=_proposed(request)))


@require_POST
@allowed("analyst")
@once
def open_round(request: MemberRequest) -> HttpResponse:
    """Start the round of a month."""
    form = OpenForm(request.POST, months=opening.months(request.organisation), zone=request.organisation.timezone)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        opened = opening.open_round(
            request.organisation,
            form.cleaned_data["period"],
            by=request.member,
            closes_at=form.cleaned_data["closes_at"],
        )
    except refusals.RoundRefused as refused:
        form.add_error(None, refused.said())
        return _page(request, form, status=422)
    return redirect("rounds:ballot", request.organisation.slug, opened.pk)


def _page(request: MemberRequest, form: OpenForm, status: int = 200) -> HttpResponse:
    organisation = request.organisation
    rounds = Round.objects.for_member(request.member).of_whole().newest_first()
    group = Membership.objects.for_member(request.member).group()
    current = rounds.exclude(state=Round.State.LOCKED).first()
    context = {
        "form": form,
        "current": current,
        "may_judge": current is not None and current.may_be_judged_by(request.member),
        "sees_outcome": current is not None and sees_outcome(current, request.member),
        "done": wording.done(*judge.judges(current)) if current is not None else "",
        "waiting": opening.waiting(organisation).count(),
        "locked": _locked(rounds),
        "months": opening.months(organisation),
        "judges": group.count(),
    }
    return render(request, "rounds/archive.html", context, status=status)


def _locked(rounds) -> list[Round]:
    lifted = Count("outcomes", filter=Q(outcomes__choice="lifted"), distinct=True)
    judges = Count("ballots", filter=Q(ballots__handed_in_at__isnull=False), distinct=True)
    signals = Count("candidates", distinct=True)
    locked = rounds.filter(state=Round.State.LOCKED)
    return list(locked.annotate(lifted=lifted, judges=judges, signals=signals))


def _proposed(request: MemberRequest) -> dict[str, object]:
    """The round closes in a week unless someone says otherwise."""
    months = opening.months(request.organisation)
    day = request.organisation.today() + timedelta(days=7)
    return {
        "period": months[0].isoformat() if months else "",
        "closes_on": day,
        "closes_time": CLOSES_AT,
    }
