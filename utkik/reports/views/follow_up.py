"""One follow-up: who has it, until when, how it went, and what it was before."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.reports import follow, owners, refusals, rights
from utkik.reports.models import FollowUp, Report
from utkik.reports.views.answers import day_of
from utkik.reports.views.follow_ups import RELATED, when
from utkik.text.numbers import number
from utkik.trends.models import Evidence, Trend
from utkik.web import said

PLACES = {
    refusals.NeedsWords: "went-text",
    refusals.NeedsAnEffect: "effect-decision",
    refusals.NeedsADueDay: "went-due",
}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def follow_up(request: MemberRequest, pk: int) -> HttpResponse:
    """A POST does what its button says: `write`, `move`, `begin`, `hand_on`."""
    found = _found(request, pk)
    if request.method != "POST":
        return _page(request, found)
    if not rights.may_follow(request.member, found):
        raise PermissionDenied
    try:
        changed = _act(request, found)
    except refusals.AnsweredMeanwhile as refused:
        return _page(request, _found(request, pk), refused=refused, status=409)
    except refusals.ReportRefused as refused:
        return _page(request, found, refused=refused, status=422)
    undo = reverse("reports:undo_follow_up", args=[request.organisation.slug, pk, changed.version])
    said.say(request, _told(request), undo_url=undo if changed.version != found.version else "")
    return redirect("reports:follow_up", request.organisation.slug, pk)


@require_POST
@allowed("reader")
def undo(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """Take the last change back, while nobody has changed it since."""
    found = _found(request, pk)
    if not rights.may_follow(request.member, found):
        raise PermissionDenied
    try:
        follow.take_back(found, by=request.member, version=version)
        said.say(request, _("Taken back. It stands as before."))
    except refusals.ReportRefused as refused:
        said.say(request, refused.said())
    return redirect("reports:follow_up", request.organisation.slug, pk)


def _found(request: MemberRequest, pk: int) -> FollowUp:
    mine = FollowUp.objects.for_member(request.member).select_related(*RELATED, "result_by", "response__given_by")
    return get_object_or_404(mine, pk=pk)


def _act(request: MemberRequest, found: FollowUp) -> FollowUp:
    posted = request.POST
    act, by, version = posted.get("act", "write"), request.member, number(posted.get("version")) or 0
    acts: dict[str, Callable[[], FollowUp]] = {
        "move": lambda: follow.move(found, day_of(posted.get("due", "")), by=by, version=version),
        "begin": lambda: follow.begin(found, by=by, version=version),
        "hand_on": lambda: follow.hand_on(found, posted.get("owner", ""), by=by, version=version),
    }
    if act in acts:
        return acts[act]()
    changed = follow.write(found, posted.get("text", ""), posted.get("effect", ""), by=by, version=version)
    drafts.discard(by, f"went-{found.pk}")
    return changed


def _told(request: MemberRequest) -> str:
    words = {
        "move": _("The day is moved."),
        "begin": _("Noted as begun."),
        "hand_on": _("Handed on."),
    }
    return words.get(request.POST.get("act", ""), _("How it went is written. Every member reads it."))


def _page(
    request: MemberRequest, found: FollowUp, *, refused: refusals.ReportRefused | None = None, status: int = 200
) -> HttpResponse:
    outcome = found.response.outcome
    kept = drafts.load(request.member, f"went-{found.pk}")
    posted = request.POST if request.method == "POST" else kept
    reports = Report.objects.seen_by(request.member).filter(round=outcome.round)
    context = {
        "month": found.response.month,
        "follow_up": found,
        "signal": outcome.signal,
        "round": outcome.round,
        "report": reports.filter(published_at__isnull=False).first(),
        "reminded": list(found.reminders.order_by("at")),
        "told_in": Report.objects.for_member(request.member).filter(editions__told_of__follow_up=found).distinct(),
        "trends": Trend.objects.seen_by(request.member).filter(
            pk__in=Evidence.objects.for_member(request.member).standing().filter(signal=outcome.signal).values("trend")
        ),
        "may": rights.may_follow(request.member, found) and found.state != FollowUp.State.WITHDRAWN,
        "draft_key": f"went-{found.pk}",
        "text": posted.get("text", found.result),
        "effect": posted.get("effect", found.effect),
        "effects": FollowUp.Effect.choices,
        "due": posted.get("due", found.due_on.isoformat()),
        "owner_typed": posted.get("owner", found.owner_name),
        "owners": owners.offered(request.organisation),
        "when": when((found.due_on - request.organisation.today()).days),
        "late": found.is_waiting and found.due_on < request.organisation.today(),
        "revisions": list(found.revisions.select_related("by").order_by("-version")),
        "errors": [(PLACES.get(type(refused), ""), refused.said())] if refused else [],
        "is_writing": "write" in request.GET or bool(refused),
    }
    return render(request, "reports/follow_up.html", context, status=status)
