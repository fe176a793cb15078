"""The acts of triage. Each is a form that works without script; with it only what changed is sent."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.stream import headings, lists, pane, rows, triage, undo
from utkik.stream.errors import StreamError
from utkik.stream.forms import HandOverForm, LaterForm
from utkik.stream.models import Decision, Entry
from utkik.stream.views.after import answer
from utkik.stream.views.reading import is_partial, page_of, title_level
from utkik.text.numbers import number

Perform = Callable[..., Decision | None]


@require_POST
@allowed("scanner")
def keep(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, triage.keep)


@require_POST
@allowed("scanner")
def dismiss(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, triage.dismiss)


@require_POST
@allowed("scanner")
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    return _do(request, pk, triage.restore)


@require_POST
@allowed("scanner")
def later(request: MemberRequest, pk: int) -> HttpResponse:
    form = LaterForm(request.POST, today=request.organisation.today())
    if not form.is_valid():
        return _ask_again(request, pk, "later", form)
    return _do(request, pk, triage.later, form.chosen, asked=("later", form))


@require_POST
@allowed("scanner")
def hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    form = HandOverForm(request.POST, member=request.member)
    if not form.is_valid():
        return _ask_again(request, pk, "share", form)
    return _do(request, pk, triage.hand_over, form.cleaned_data["to"], form.cleaned_data["line"], asked=("share", form))


@require_POST
@allowed("scanner")
def dismiss_above(request: MemberRequest, pk: int) -> HttpResponse:
    """Set aside the rows above this one. They leave; the article stays."""
    entry = _entry(request, pk)
    try:
        decision = triage.dismiss_above(page_of(request), entry, by=request.member)
    except StreamError as refused:
        return answer(request, entry, str(refused.text), [], failed=True)
    if decision is None:
        return answer(request, entry, _("Nothing above was left to set aside."), [])
    entry.refresh_from_db()
    return answer(request, entry, headings.told(decision), _entries(decision))


@require_POST
@allowed("scanner")
def undo_decision(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own decision back."""
    decision = get_object_or_404(Decision.objects.for_member(request.member), pk=pk)
    try:
        outcome = undo.undo(decision, by=request.member)
    except StreamError as refused:
        return answer(request, None, str(refused.text), [], failed=True)
    current = outcome.restored[0] if outcome.restored else None
    return answer(request, current, _undone(outcome), [entry.pk for entry in outcome.restored])


def _do(request: MemberRequest, pk: int, perform: Perform, *told, asked: tuple | None = None) -> HttpResponse:
    """Do it to the entry as it was on the page; then on to the next, or say who was first."""
    entry = _entry(request, pk)
    page, seen = page_of(request), number(request.POST.get("version"))
    try:
        decision = perform(entry, *told, by=request.member, version=seen, page=page)
    except StreamError as refused:
        if asked is None:
            return answer(request, entry, str(refused.text), [], failed=True)
        asked[1].add_error(None, str(refused.text))
        return _ask_again(request, pk, *asked)
    if decision is None:
        entry.refresh_from_db()
        return answer(request, entry, _first(request, entry), [entry.pk], stay=True)
    return answer(request, entry, headings.told(decision), [entry.pk])


def _entry(request: MemberRequest, pk: int) -> Entry:
    return get_object_or_404(Entry.objects.for_member(request.member).select_related(*rows.WITH_ROW), pk=pk)


def _entries(decision: Decision) -> list[int]:
    return list(decision.changes.values_list("entry", flat=True))


def _first(request: MemberRequest, entry: Entry) -> str:
    """Somebody was here before, or it is so already."""
    who = entry.handled_by
    if who is None or who.pk == request.member.pk:
        return _("Nothing was changed: the article is as it stands here.")
    return _("%(name)s was first. Nothing was changed.") % {"name": who.name}


def _undone(outcome: undo.Undone) -> str:
    back, held = len(outcome.restored), len(outcome.held)
    if not back and not held:
        return _("It was undone already.")
    parts = []
    if back:
        said = ngettext("Undone: %(number)d article is back", "Undone: %(number)d articles are back", back)
        parts.append(said % {"number": back})
    if held:
        parts.append(
            ngettext(
                "%(number)d article stays as it is, for it was decided about later",
                "%(number)d articles stay as they are, for they were decided about later",
                held,
            )
            % {"number": held}
        )
    return ". ".join(parts)


def _ask_again(request: MemberRequest, pk: int, opened: str, form: LaterForm | HandOverForm) -> HttpResponse:
    """The form again with what is to be mended; what was written stays."""
    entry, look, page = _entry(request, pk), lists.read(request.GET), page_of(request)
    if is_partial(request) and page:
        told = pane.context(request, look, page, entry, opened) | title_level(request) | {"form": form}
        response = render(request, "stream/_acts.html", told)
        response["HX-Retarget"], response["HX-Reswap"] = "#acts", "outerHTML settle:0ms"
        return response
    for errors in form.errors.values():
        messages.error(request, str(errors[0]))
    address = reverse("stream:entry", args=[request.organisation.slug, pk])
    asked = pane.with_query(address, look)
    return redirect(f"{asked}{'&' if '?' in asked else '?'}open={opened}")
