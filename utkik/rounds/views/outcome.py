"""The reveal, and what the group decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from utkik.people import log
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.rounds import choose, closing, lift, refusals, result, tally, wording
from utkik.rounds.forms import ChoiceForm
from utkik.rounds.models import Outcome, Round
from utkik.rounds.views.find import led_by, round_of, sees_outcome
from utkik.signals.models import Signal
from utkik.text.normal import one_line
from utkik.text.numbers import number
from utkik.web import drawing, said

Errors = list[tuple[str, str]]  # id of the field, sentence
FIELDS = ("choice", "line", "until")


@require_safe
@allowed("reader")
def outcome(request: MemberRequest, pk: int) -> HttpResponse:
    """Ranking, dots, zone and choice of every signal."""
    found = round_of(request, pk)
    if not sees_outcome(found, request.member):
        raise PermissionDenied
    return render(request, "rounds/outcome.html", outcome_context(found, request.member))


@require_POST
@allowed("analyst", "unit_analyst")
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Note choices: POST `choice-<signal>`, `line-<signal>`, `until-<signal>` of every row that was changed, and
    `limits_line`; with `lock` the outcome is locked when nothing is missing."""
    found = led_by(request, pk)
    errors = _note_rows(request, found)
    if found.state == Round.State.CLOSED and "limits_line" in request.POST:
        found.limits_line = one_line(request.POST["limits_line"])[:280]
        found.save(update_fields=["limits_line"])
    if "lock" in request.POST:
        errors = errors + _still_missing(found, errors) if errors else _lock(request, found)
        if not errors:
            said.say(request, _("The outcome is locked. Every member sees it now."))
            return redirect("rounds:outcome", request.organisation.slug, found.pk)
    if request.htmx:
        if "lock" not in request.POST:  # a line that nobody was asked for yet is asked for, not missed
            errors = [(field, sentence) for field, sentence in errors if field in request.POST]
        context = outcome_context(found, request.member, errors, request.POST.dict())
        return render(request, "rounds/_outcome_choices.html", context)
    if errors:
        context = outcome_context(found, request.member, errors, request.POST.dict())
        return render(request, "rounds/outcome.html", context, status=422)
    return redirect("rounds:outcome", request.organisation.slug, found.pk)


def outcome_context(
    found: Round,
    member: Membership,
    errors: Errors | None = None,
    typed: Mapping[str, Any] | None = None,
) -> dict[str, object]:
    """What the outcome page shows. Dots and reasons are for those who judged alone."""
    every = result.of(found)
    judged = found.was_judged_by(member)
    signals = {row.signal_id: row.signal for row in found.candidates.select_related("signal")}
    outcomes = {row.signal_id: row for row in found.outcomes.all()}
    lifted = {signal for signal, row in outcomes.items() if row.choice == Outcome.Choice.LIFTED}
    own = result.own_points(found, member) if judged else {}
    reasons = result.reasons(found) if judged else {}
    typed, said_at = typed or {}, dict(errors or [])
    rows = [
        {
            "standing": standing,
            "signal": signals[standing.signal],
            "is_own": signals[standing.signal].author_id == member.pk,
            "rank": wording.rank(standing),
            "zone": wording.ZONES[standing.zone],
            "own": _own(own, standing, signals, member) if judged else None,
            "label": wording.plot_label(standing, _own(own, standing, signals, member) if judged else None),
            "reasons": reasons.get(standing.signal, []),
            "outcome": outcomes.get(standing.signal),
            "shown": _as_shown(outcomes.get(standing.signal)),
            "choice": typed.get(f"choice-{standing.signal}", getattr(outcomes.get(standing.signal), "choice", "")),
            "line": typed.get(f"line-{standing.signal}", getattr(outcomes.get(standing.signal), "line", "")),
            "until": typed.get(f"until-{standing.signal}", getattr(outcomes.get(standing.signal), "until", "") or ""),
            "asked": _asked(standing, every, lifted),
            "wrong": said_at.get(f"line-{standing.signal}") or said_at.get(f"until-{standing.signal}"),
        }
        for standing in every
    ]
    limits = (found.organisation.lift_min, found.organisation.lift_max)
    return {
        "round": found,
        "rows": rows,
        "judged": judged,
        "may_note": found.is_led_by(member) and found.state == Round.State.CLOSED,
        "lifted": len(lifted),
        "limits": limits,
        "limit_scale": _limit_scale(len(lifted), *limits),
        "outside": not closing.within_limits(found, len(lifted)),
        "judges": found.ballots.exclude(handed_in_at=None).count(),
        "begun": found.ballots.filter(handed_in_at=None, given__gt=0).count(),
        "limits_wrong": said_at.get("limits_line"),
        "is_divided": any(row.zone not in wording.TOGETHER for row in every),
        "finding": wording.outcome_finding(found, every, len(lifted)),
        "errors": _told_apart(errors or [], signals),
        "leads": found.is_led_by(member),
        "upwards": len(lift.liftable(found)) if found.unit_id and found.is_locked else None,
        "lifted_upwards": found.lifts.count() if found.unit_id else 0,
    }


@require_POST
@allowed("analyst", "unit_analyst")
def lift_upwards(request: MemberRequest, pk: int) -> HttpResponse:
    """What the unit lifted is judged by the whole organisation too."""
    found = led_by(request, pk)
    try:
        lifted = lift.lift(found, by=request.member)
    except refusals.RoundRefused as refused:
        said.say(request, refused.said())
    else:
        words = ngettext("%(count)d signal is lifted.", "%(count)d signals are lifted.", lifted) % {"count": lifted}
        undo = reverse("rounds:take_lift_back", args=[request.organisation.slug, found.pk])
        said.say(request, words, undo_url=undo if lifted else "")
    return redirect("rounds:outcome", request.organisation.slug, found.pk)


@require_POST
@allowed("analyst", "unit_analyst")
def take_lift_back(request: MemberRequest, pk: int) -> HttpResponse:
    """What no round of the whole has taken up stays with the unit."""
    found = led_by(request, pk)
    lift.take_back(found, by=request.member)
    said.say(request, _("Undone."))
    return redirect("rounds:outcome", request.organisation.slug, found.pk)


def _limit_scale(lifted: int, least: int, most: int) -> str:
    label = _("%(lifted)s lifted, the limit is %(least)s to %(most)s")
    return drawing.scale(
        max(most + 2, lifted),
        done_from=least,
        done=most,
        now=lifted,
        words=[(least, str(least)), (most, str(most))],
        height=34,
        label=label % {"lifted": lifted, "least": least, "most": most},
    )


def _own(own: dict, standing: tally.Standing, signals: dict, member: Membership) -> int | None:
    if signals[standing.signal].author_id == member.pk:
        return None
    return own.get(standing.signal, 0)


def _asked(standing: tally.Standing, every: list[tally.Standing], lifted: set[int]) -> str:
    passed = tally.passed_over(standing, every, lifted)
    return closing.why_asked(standing, passed) if passed else ""


def _note_rows(request: MemberRequest, found: Round) -> Errors:
    errors = []
    before = {row.signal_id: row for row in found.outcomes.all()}
    for name in request.POST:
        signal = name.removeprefix("choice-")
        if signal == name or number(signal) is None:
            continue
        form = ChoiceForm(_told(request, found, int(signal), before.get(int(signal))))
        if not form.is_valid():
            errors.append((f"until-{signal}", _("Write the day as year-month-day, for example 2027-01-15.")))
            continue
        errors += _note_row(found, int(signal), form.cleaned_data, before.get(int(signal)), by=request.member)
    return errors


def _told(request: MemberRequest, found: Round, signal: int, before: Outcome | None) -> dict[str, str]:
    """What the form says of a row. A field that stands as it was shown, while a colleague changed it since, keeps the
    colleague's: a page that was opened before takes nothing back."""
    told = {field: request.POST.get(f"{field}-{signal}", "") for field in FIELDS}
    stands = _as_shown(before)
    left = [f for f in FIELDS if request.POST.get(f"shown-{f}-{signal}") == told[f] != stands[f]]
    if left and _last_noted_by(found, signal) != request.member.pk:
        told |= {field: stands[field] for field in left}
    return told


def _last_noted_by(found: Round, signal: int) -> int | None:
    """Whose act on the signal was the last: what one changed oneself a moment ago is no colleague's."""
    acts = log.history(found).filter(verb__startswith="outcome.", details__signal=signal)
    return acts.values_list("member", flat=True).last()


def _as_shown(outcome: Outcome | None) -> dict[str, str]:
    if outcome is None:
        return dict.fromkeys(FIELDS, "")
    return {"choice": outcome.choice, "line": outcome.line, "until": f"{outcome.until or ''}"}


def _note_row(found: Round, signal: int, data: dict, before: Outcome | None, *, by: Membership) -> Errors:
    standing = (before.choice, before.line, before.until) if before else ("", "", None)
    until = (data["until"] or _proposed_day(found)) if data["choice"] == Outcome.Choice.PARKED else None
    if standing == (data["choice"], data["line"], until) or (not before and not data["choice"]):
        return []
    try:
        choose.note(found, signal, data["choice"], line=data["line"], until=until, by=by)
    except refusals.RoundRefused as refused:
        field = "until" if isinstance(refused, refusals.NeedsADay) else "line"
        return [(f"{field}-{signal}", refused.said())]
    return []


def _proposed_day(found: Round) -> date:
    """A quarter ahead, where nobody said until when; it is shown and can be changed."""
    return found.organisation.today() + timedelta(days=91)


def _told_apart(errors: Errors, signals: Mapping[int, Signal]) -> Errors:
    """What the box at the top says: the same sentence of several signals names each."""
    times = Counter(sentence for _field, sentence in errors)
    named = {str(pk): signal.headline for pk, signal in signals.items()}
    return [
        (field, f"{named[signal]}: {sentence}" if times[sentence] > 1 and signal in named else sentence)
        for field, sentence in errors
        for signal in [field.rpartition("-")[2]]
    ]


def _still_missing(found: Round, errors: Errors) -> Errors:
    """What else the lock will ask for, so that all of it is said at once."""
    if found.state != Round.State.CLOSED:
        return []
    said_at = {field.rpartition("-")[2] for field, _sentence in errors}
    return [_at_field(*lack) for lack in closing.what_is_missing(found) if str(lack[0]) not in said_at]


def _at_field(signal: int | None, sentence: str) -> tuple[str, str]:
    return (f"line-{signal}" if signal else "limits_line", sentence)


def _lock(request: MemberRequest, found: Round) -> Errors:
    try:
        closing.lock(found, by=request.member)
    except refusals.NotReady as not_ready:
        return [_at_field(*lack) for lack in not_ready.missing]
    except refusals.RoundRefused as refused:
        return [("", refused.said())]
    return []
