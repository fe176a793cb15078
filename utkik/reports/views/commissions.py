"""Commissions to the group: what is asked, by whom and until when, and what the group answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Area, Membership, Unit
from utkik.people.once import once
from utkik.reports import commission as acts
from utkik.reports import refusals, rights
from utkik.reports.models import Commission, Report
from utkik.reports.views.answers import day_of
from utkik.reports.views.follow_ups import when
from utkik.signals.models import Signal
from utkik.text.numbers import number
from utkik.web import said
from utkik.web.spelled import spelled

NEW = "commission-new"
OFFERED = 6
RELATED = ("asked_by_unit", "asked_by", "owner", "area", "answered_by")
PLACES = {
    refusals.NeedsWords: "commission-text",
    refusals.NeedsADueDay: "commission-due",
    refusals.NotYourCommission: "commission-unit",
}
ANSWERED: dict[type, str] = {refusals.NeedsWords: "answer-text"}
CHANGED: dict[type, str] = {refusals.NeedsWords: "change-text", refusals.NeedsADueDay: "change-due"}


@require_safe
@allowed("reader")
def commissions(request: MemberRequest) -> HttpResponse:
    """What waits, the soonest first, and what was answered."""
    mine = Commission.objects.for_member(request.member).select_related(*RELATED).annotate(signal_count=Count("linked"))
    waiting = list(mine.waiting().order_by("due_on", "pk"))
    today = request.organisation.today()
    late = sum(row.due_on < today for row in waiting)
    rows = [{"commission": row, "late": row.due_on < today, "when": when((row.due_on - today).days)} for row in waiting]
    context = {
        "finding": finding(len(waiting), late),
        "rows": rows,
        "answered": mine.answered().order_by("-answered_at")[:60],
        "may_ask": bool(rights.asking_units(request.member)),
    }
    return render(request, "reports/commissions.html", context)


def finding(waiting: int, late: int) -> str:
    if not waiting:
        return _("The group has no commission to answer")
    words = ngettext(
        "The group has %(n)s commission to answer", "The group has %(n)s commissions to answer", waiting
    ) % {"n": spelled(waiting, neuter=True)}
    if not late:
        return words
    return words + ", " + ngettext("%(n)s is late", "%(n)s are late", late) % {"n": spelled(late, neuter=True)}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
@once
def ask(request: MemberRequest) -> HttpResponse:
    """Give the group a commission in one's unit's name."""
    units = rights.asking_units(request.member)
    if not units:
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else drafts.load(request.member, NEW)
    if request.method != "POST":
        return _form(request, units, typed)
    unit = next((unit for unit in units if unit.pk == number(typed.get("unit"))), None)
    try:
        if unit is None:
            raise refusals.NotYourCommission
        made = acts.ask(_asked(request), unit, by=request.member)
    except refusals.ReportRefused as refused:
        return _form(request, units, typed, refused=refused)
    drafts.discard(request.member, NEW)
    said.say(request, _("The group has the commission. It stands on their Start."))
    return redirect(made)


def _form(
    request: MemberRequest, units: list[Unit], typed: Any, *, refused: refusals.ReportRefused | None = None
) -> HttpResponse:
    context = {
        "typed": {name: typed.get(name, "") for name in ("text", "why", "due")},
        "unit": number(typed.get("unit")) or units[0].pk,
        "area": number(typed.get("area")),
        "units": units,
        "areas": Area.objects.for_member(request.member).valid(),
        "draft_key": NEW,
        "errors": [(PLACES.get(type(refused), ""), refused.said())] if refused else [],
    }
    return render(request, "reports/commission_new.html", context, status=422 if refused else 200)


def _asked(request: MemberRequest) -> acts.Asked:
    posted = request.POST
    area = Area.objects.for_member(request.member).valid().filter(pk=number(posted.get("area")) or 0).first()
    return acts.Asked(posted.get("text", ""), day_of(posted.get("due", "")), posted.get("why", ""), area)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def commission(request: MemberRequest, pk: int) -> HttpResponse:
    """One commission. A POST does what its button says: `answer`, `change`, `take`, `link`, `unlink`."""
    found = _found(request, pk)
    if request.method != "POST":
        return _page(request, found)
    try:
        changed = _act(request, found)
    except refusals.NotYourCommission:
        raise PermissionDenied from None
    except refusals.AnsweredMeanwhile as refused:
        return _page(request, _found(request, pk), refused=refused, status=409)
    except refusals.ReportRefused as refused:
        return _page(request, found, refused=refused, status=422)
    undo = reverse("reports:undo_commission", args=[request.organisation.slug, pk, changed.version])
    said.say(request, _told(request), undo_url=undo if changed.version != found.version else "")
    return redirect(found)


@require_POST
@allowed("reader")
def undo(request: MemberRequest, pk: int, version: int) -> HttpResponse:
    """Take the last change back, while nobody has changed it since."""
    found = _found(request, pk)
    try:
        acts.take_back(found, by=request.member, version=version)
        said.say(request, _("Taken back. It stands as before."))
    except refusals.NotYourCommission:
        raise PermissionDenied from None
    except refusals.ReportRefused as refused:
        said.say(request, refused.said())
    return redirect(found)


@require_POST
@allowed("reader")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """It is not needed any more; a POST with `restore` asks it again."""
    found = _found(request, pk)
    again = "restore" in request.GET or "restore" in request.POST
    try:
        done = (acts.restore if again else acts.withdraw)(found, by=request.member)
    except refusals.NotYourCommission:
        raise PermissionDenied from None
    address = reverse("reports:withdraw_commission", args=[request.organisation.slug, pk])
    if not done:
        said.say(request, refusals.NotWaiting().said())
    elif again:
        said.say(request, _("Asked again."))
    else:
        said.say(request, _("Taken back. The group need not answer it."), undo_url=f"{address}?restore=1")
    return redirect(found)


def _found(request: MemberRequest, pk: int) -> Commission:
    mine = Commission.objects.for_member(request.member).select_related("organisation", *RELATED)
    return get_object_or_404(mine, pk=pk)


def _act(request: MemberRequest, found: Commission) -> Commission:
    posted, by = request.POST, request.member
    act, version = posted.get("act", "answer"), number(posted.get("version")) or 0
    if act == "change":
        changed = acts.change(found, _asked(request), by=by, version=version)
        drafts.discard(by, _changing(found))
        return changed
    if act == "take":
        owner = Membership.objects.for_member(by).present().group().filter(pk=number(posted.get("owner")) or 0).first()
        return acts.take(found, owner, by=by, version=version)
    chosen = [number(one) or 0 for one in posted.getlist("signals")]
    signals = Signal.objects.for_member(by).published().filter(number__in=chosen)
    if act == "link":
        acts.link(found, signals, by=by)
        return found
    if act == "unlink":
        for signal in Signal.objects.for_member(by).filter(number__in=chosen):
            acts.unlink(found, signal, by=by)
        return found
    with_signals = acts.answer(found, posted.get("text", ""), by=by, version=version)
    acts.link(found, signals, by=by)
    drafts.discard(by, f"commission-{found.pk}")
    return with_signals


def _told(request: MemberRequest) -> str:
    words = {
        "change": _("The commission is changed."),
        "take": _("Noted who answers it."),
        "link": _("The signals are laid to it."),
        "unlink": _("The signal is taken away from it."),
    }
    return words.get(request.POST.get("act", ""), _("The commission is answered. Those who asked read it."))


def _page(
    request: MemberRequest, found: Commission, *, refused: refusals.ReportRefused | None = None, status: int = 200
) -> HttpResponse:
    kept = drafts.load(request.member, f"commission-{found.pk}")
    is_changing = request.POST.get("act") == "change"
    posted = request.POST if request.method == "POST" and not is_changing else kept
    today = request.organisation.today()
    in_group = request.member.in_group
    places = CHANGED if is_changing else ANSWERED
    place = places.get(type(refused), "") if refused else ""
    mine = Signal.objects.seen_by(request.member)
    context = {
        "commission": found,
        "linked": mine.filter(commissions__commission=found).newest_first(),
        "offered": _offered(request, found) if in_group and not found.withdrawn_at else [],
        "text": posted.get("text", found.answer),
        "is_late": found.is_waiting and found.due_on < today,
        "when": when((found.due_on - today).days),
        "may_answer": in_group and not found.withdrawn_at,
        "may_withdraw": rights.may_withdraw(request.member, found),
        "may_change": found.is_waiting and (in_group or rights.may_withdraw(request.member, found)),
        "is_changing": is_changing,
        "asked": _typed(request, found, is_changing=is_changing),
        "areas": Area.objects.for_member(request.member).valid(),
        "change_key": _changing(found),
        "is_writing": found.is_waiting or "write" in request.GET or bool(refused),
        "group": Membership.objects.for_member(request.member).present().group().order_by("sort_key"),
        "told_in": Report.objects.for_member(request.member).filter(editions__told_of__commission=found).distinct(),
        "revisions": list(found.revisions.select_related("by").order_by("-version")),
        "draft_key": f"commission-{found.pk}",
        "errors": [(place, refused.said())] if refused else [],
    }
    return render(request, "reports/commission.html", context, status=status)


def _typed(request: MemberRequest, found: Commission, *, is_changing: bool) -> dict[str, Any]:
    """What stands in the form that changes it: what was just sent, what was kept, or the commission as it is."""
    stands: dict[str, Any] = {"text": found.text, "why": found.why, "due": found.due_on.isoformat()}
    kept = request.POST if is_changing else drafts.load(request.member, _changing(found))
    area = number(kept["area"]) if "area" in kept else found.area_id
    return {name: kept.get(name, value) for name, value in stands.items()} | {"area": area}


def _changing(found: Commission) -> str:
    return f"commission-{found.pk}-asked"


def _offered(request: MemberRequest, found: Commission) -> list[Signal]:
    """Published signals that may belong to it: since it was asked, its area's first. Offered, never laid to it."""
    published = Signal.objects.for_member(request.member).published().exclude(commissions__commission=found)
    recent = published.filter(published_at__gte=found.asked_at).newest_first()[: OFFERED * 4]
    return sorted(recent, key=lambda signal: signal.area_id != found.area_id)[:OFFERED]
