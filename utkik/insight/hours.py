"""En timme i månaden: four steps that take a small group through the month in an hour, and where it stands in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.insight.models import Hour
from utkik.people import log
from utkik.people.models import Membership
from utkik.reports.models import Report
from utkik.rounds import judge, opening
from utkik.rounds.models import Round
from utkik.signals.models import Signal
from utkik.stream.models import Entry

Step = Hour.Step
MINUTES = {Step.NEW: 20, Step.CHOOSE: 10, Step.JUDGE: 15, Step.REPORT: 15}


@dataclass(frozen=True)
class Part:
    """A step as it stands: how long it takes, what is left, and where it is done."""

    step: int
    name: str
    minutes: int
    says: str
    stands: str
    address: str
    act: str
    now: bool = False
    done: bool = False


def current(member: Membership) -> Hour | None:
    return Hour.objects.for_member(member).filter(ended_at=None).first()


def begin(*, by: Membership) -> Hour:
    """Begin the hour, or join the one that is under way."""
    try:
        with transaction.atomic():
            begun = Hour.objects.create(organisation_id=by.organisation_id, begun_by=by)
            log.record("hour.begun", begun, by=by)
            return begun
    except IntegrityError:
        return Hour.objects.for_member(by).get(ended_at=None)


def go(hour: Hour, step: int, *, by: Membership) -> bool:
    """Go on (or back) to a step; after the last the hour is over. False when it is over already."""
    rows = Hour.objects.for_member(by).filter(pk=hour.pk, ended_at=None)
    with transaction.atomic():
        if step in Step.values:
            return bool(rows.update(step=step, step_at=clock.now()))
        if not rows.update(ended_at=clock.now()):
            return False
        log.record("hour.ended", hour, by=by)
        return True


def parts(member: Membership, hour: Hour | None) -> list[Part]:
    """The four steps, each with what is left to do in it."""
    tellers = {Step.NEW: _new, Step.CHOOSE: _choose, Step.JUDGE: _judge, Step.REPORT: _report}
    said = {
        Step.NEW: _("Go through what has come in, one reads aloud, one presses the keys. Two minutes at most on one."),
        Step.CHOOSE: _("Finish the drafts: why is this interesting here? Then start the round."),
        Step.JUDGE: _("Everybody for themselves, in silence: ten points. Then close, and talk where you differ."),
        Step.REPORT: _("Lift what leaders need to know, write the first lines, publish."),
    }
    made = []
    for step in Step:
        stands, address, act = tellers[step](member)
        at = hour.step if hour else 0
        made.append(
            Part(
                step,
                str(step.label),
                MINUTES[step],
                said[step],
                stands,
                address,
                act,
                at == step,
                bool(hour) and at > step,
            )
        )
    return made


def minutes_gone(hour: Hour) -> int:
    return int((clock.now() - hour.begun_at).total_seconds() // 60)


def _new(member: Membership) -> tuple[str, str, str]:
    waiting = Entry.objects.waiting(member.organisation).count()
    words = ngettext("%(count)d article waits", "%(count)d articles wait", waiting) % {"count": waiting}
    address = reverse("stream:list", args=[member.organisation.slug]) + "?view=all"
    return (words if waiting else _("Nothing waits")), address, _("To the stream")


def _choose(member: Membership) -> tuple[str, str, str]:
    drafts = Signal.objects.for_member(member).drafts().count()
    ready = opening.waiting(member.organisation).count()
    told = {"drafts": drafts, "signals": ready}
    words = _("%(drafts)s drafts, %(signals)s published signals wait for a round") % told
    return words, reverse("signals:drafts", args=[member.organisation.slug]), _("To the drafts")


def _judge(member: Membership) -> tuple[str, str, str]:
    found = Round.objects.for_member(member).of_whole().exclude(state=Round.State.LOCKED).first()
    slug = member.organisation.slug
    if found is None:
        return _("No round is open"), reverse("rounds:archive", args=[slug]), _("Start the round")
    if found.is_open:
        done, judges = judge.judges(found)
        words = _("%(done)s of %(judges)s have handed in") % {"done": done, "judges": judges}
        return words, reverse("rounds:ballot", args=[slug, found.pk]), _("Give points")
    return _("The round is closed"), reverse("rounds:outcome", args=[slug, found.pk]), _("To the outcome")


def _report(member: Membership) -> tuple[str, str, str]:
    slug = member.organisation.slug
    undecided = Round.objects.for_member(member).of_whole().exclude(state=Round.State.LOCKED).first()
    if undecided:
        address = reverse("rounds:outcome", args=[slug, undecided.pk])
        return _("First the round is closed and decided"), address, _("To the outcome")
    locked = Round.objects.for_member(member).of_whole().filter(state=Round.State.LOCKED).newest_first().first()
    if locked is None:
        return _("No round is decided"), reverse("reports:archive", args=[slug]), _("To the reports")
    report = Report.objects.for_member(member).of_whole().filter(period=locked.period).first()
    if report is None:
        return _("The report is not begun"), reverse("rounds:outcome", args=[slug, locked.pk]), _("Begin the report")
    if report.is_published:
        return _("The report is out"), reverse("reports:report", args=[slug, report.month]), _("Read the report")
    return _("The report is begun"), reverse("reports:build", args=[slug, report.month]), _("To the report")
