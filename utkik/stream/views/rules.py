"""The rules: the list, writing and trying one, and what each has done."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik import clock
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.stream import rows
from utkik.stream.models import Entry
from utkik.stream.rule_models import Rule
from utkik.stream.rules import acts, wording
from utkik.stream.rules.form import RuleForm, initial
from utkik.stream.rules.trial import DAYS, trial
from utkik.text import numbers
from utkik.web import said

SHOWN = 100
SCOPES = ("of_area", "of_source", "to_area", "by")


@require_safe
@allowed("scanner")
def listing(request: MemberRequest) -> HttpResponse:
    """The rules in force, with what each did lately, and those that ended."""
    lately = Count("hits", filter=Q(hits__at__gte=clock.now() - DAYS))
    mine = Rule.objects.for_member(request.member).select_related(*SCOPES)
    found = [{"rule": rule, "text": wording.sentence(rule)} for rule in mine.in_force().annotate(number=lately)]
    ended = [{"rule": rule, "text": wording.sentence(rule)} for rule in mine.ended_lately()]
    return render(request, "stream/rules.html", {"rules": found, "ended": ended})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def new(request: MemberRequest) -> HttpResponse:
    """Write a rule and see what it would have done, then record it."""
    posted = request.POST if request.method == "POST" else None
    form = RuleForm(posted, member=request.member, initial=_first(request))
    if posted is None or not form.is_valid():
        return render(request, "stream/rule_new.html", {"form": form}, status=422 if form.errors else 200)
    rule = form.rule
    if posted.get("act") == "record":
        return _record(request, rule, with_waiting=form.cleaned_data["with_waiting"])
    told = trial(rule, request.member)
    return render(request, "stream/rule_new.html", {"form": form, "trial": told} | _tried(request, rule, told))


@require_safe
@allowed("scanner")
def rule(request: MemberRequest, pk: int) -> HttpResponse:
    """One rule with the newest articles that it was applied to."""
    found = get_object_or_404(Rule.objects.for_member(request.member).select_related(*SCOPES), pk=pk)
    hits = found.hits.order_by("-at", "-pk")
    entries = rows.in_order(request.member, list(hits.values_list("entry", flat=True)[:SHOWN]))
    context = {"rule": found, "text": wording.sentence(found), "number": hits.count()}
    return render(request, "stream/rule.html", context | {"rows": rows.rows_of(entries, request.member)})


@require_POST
@allowed("scanner")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if acts.end(found, by=request.member):
        address = reverse("stream:rule_start", args=[request.organisation.slug, pk])
        said.say(request, _("The rule is ended. What it did stays."), undo_url=address)
    return _to_list(request)


@require_POST
@allowed("scanner")
def start(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if acts.start_again(found, by=request.member):
        said.say(request, _("The rule acts again on what comes."))
    return _to_list(request)


@require_POST
@allowed("scanner")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """End a rule that was just made, and put back what it changed."""
    number = acts.take_back(_found(request, pk), by=request.member)
    text = ngettext(
        "The rule is ended, and %(count)d article put back.",
        "The rule is ended, and %(count)d articles put back.",
        number,
    ) % {"count": number}
    said.say(request, text if number else _("The rule is ended."))
    return _to_list(request)


def _record(request: MemberRequest, rule: Rule, *, with_waiting: bool) -> HttpResponse:
    number = acts.make(rule, by=request.member, with_waiting=with_waiting)
    text = _("The rule acts from now on.")
    if number:
        text = ngettext(
            "The rule acts from now on, and did so with %(count)d article.",
            "The rule acts from now on, and did so with %(count)d articles.",
            number,
        ) % {"count": number}
    said.say(request, text, undo_url=reverse("stream:rule_take_back", args=[request.organisation.slug, rule.pk]))
    return _to_list(request)


def _tried(request: MemberRequest, rule: Rule, told) -> dict:
    entries = rows.in_order(request.member, told.hit[:SHOWN])
    kept = Entry.objects.for_member(request.member).filter(pk__in=told.hit, state=Entry.State.KEPT).count()
    return {
        "text": wording.sentence(rule),
        "rows": rows.rows_of(entries, request.member),
        "hits": len(told.hit),
        "more": len(told.hit) - len(entries),
        "waiting": len(told.waiting),
        "kept": kept if rule.action == Rule.Action.DISMISS else 0,
    }


def _first(request: MemberRequest) -> dict:
    """A rule written like another (`?like=<id>`), or for one source (`?source=<id>`)."""
    like, source = numbers.number(request.GET.get("like")), request.GET.get("source", "")
    if like is not None:
        found = Rule.objects.for_member(request.member).filter(pk=like).first()
        return initial(found) if found else {}
    return {"scope": f"source-{source}"} if source else {}


def _found(request: MemberRequest, pk: int) -> Rule:
    return get_object_or_404(Rule.objects.for_member(request.member), pk=pk)


def _to_list(request: MemberRequest) -> HttpResponse:
    return redirect("stream:rules", request.organisation.slug)
