"""What this step shows on the pages of earlier steps and in the frame."""

from __future__ import annotations

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from utkik.people.asking import MemberRequest
from utkik.people.models import Membership
from utkik.rounds import judge, wording
from utkik.rounds.models import Ballot, Outcome, Round
from utkik.rounds.views.find import sees_outcome
from utkik.signals.models import Signal
from utkik.web import rail, slots


def register() -> None:
    rail.register(entry)
    slots.register("start.mine", to_judge, order=30)
    slots.register("start.late", to_decide, order=30)
    slots.register("signal.trail", trail, order=30)


def entry(request: MemberRequest) -> rail.Entry | None:
    """The round, for those who judge; the number is points left to give, or the outcome left to lock."""
    member = request.member
    current = current_round(request)
    if not member.in_group and not (current and current.may_be_judged_by(member)):
        return None
    count, words = left_to_do(current, member)
    address = reverse("rounds:archive", args=[request.organisation.slug])
    return rail.Entry(_("Round"), address, group=rail.WAY, order=30, count=count, said=words, icon="round", tab=40)


def left_to_do(current: Round | None, member: Membership) -> tuple[int, str | Promise]:
    """What the member can still do in the round: a number, and the words a screen reader hears after it."""
    if current is None:
        return 0, ""
    if not current.is_open:
        return (1, _("outcome to decide on")) if member.is_analyst else (0, "")
    if not current.may_be_judged_by(member):
        return 0, ""
    ballot = Ballot.objects.for_member(member).filter(round=current, member=member).first()
    if ballot and ballot.handed_in_at:
        return 0, ""
    return (judge.left(ballot) if ballot else current.criterion.budget or 0), _("points left")


def current_round(request: MemberRequest) -> Round | None:
    """The round that is not locked yet; asked once per request."""
    known = vars(request)
    if "current_round" not in known:
        rounds = Round.objects.for_member(request.member).of_whole().select_related("criterion", "organisation")
        known["current_round"] = rounds.exclude(state=Round.State.LOCKED).first()
    return known["current_round"]


def to_judge(request: MemberRequest, _thing: object) -> slots.Answer:
    """On Start: the open round in which the member has points left."""
    current = current_round(request)
    if current is None or not current.is_open:
        return None
    left, _words = left_to_do(current, request.member)
    if not left:
        return None
    budget = current.criterion.budget or 0
    done = wording.done(*judge.judges(current))
    return "rounds/_start_judge.html", {
        "round": current,
        "left": left,
        "budget": budget,
        "given": budget - left,
        "done": done,
    }


def to_decide(request: MemberRequest, _thing: object) -> slots.Answer:
    """On an analyst's Start: a closed round that waits for its outcome."""
    current = current_round(request)
    if current is None or current.is_open or not request.member.is_analyst:
        return None
    return "rounds/_start_decide.html", {"round": current}


def trail(request: MemberRequest, signal: Signal) -> slots.Answer:
    """On a signal's page: the rounds that judged it and what they decided, once that is for this member to see."""
    rows = signal.candidacies.select_related("round__organisation", "round__unit").order_by("round__period")
    seen = [row.round for row in rows if sees_outcome(row.round, request.member)]
    outcomes = {row.round_id: row for row in Outcome.objects.for_member(request.member).filter(signal=signal)}
    steps = [{"round": round, "outcome": outcomes.get(round.pk)} for round in seen if round.is_locked]
    return ("rounds/_trail.html", {"steps": steps}) if steps else None
