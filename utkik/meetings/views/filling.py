"""A page with one form: shown with what was begun, sent, or given back with what is wrong or what a colleague wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from utkik.meetings import wrong
from utkik.people import drafts
from utkik.people.asking import MemberRequest
from utkik.people.uploads import FileRefused
from utkik.text.numbers import number

Act = Callable[[dict[str, Any], int], HttpResponse]


@dataclass(frozen=True)
class Sheet:
    """What a page says around its form. `key` names the draft; `thing` has the version that the form began from."""

    heading: str
    key: str
    back: str
    back_words: str
    save: str
    lead: str = ""
    thing: Any = None
    holds_file: bool = False
    more: dict[str, Any] = field(default_factory=dict)


def fill(
    request: MemberRequest,
    sheet: Sheet,
    make_form: Callable[..., forms.Form],
    act: Act,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """GET shows the form with what was begun of it, POST lets `act` answer with what is written and the version."""
    if request.method != "POST":
        return _page(request, sheet, make_form(initial=(initial or {}) | _begun(request, sheet, make_form)))
    form = make_form(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    try:
        answer = act(form.cleaned_data, number(request.POST.get("version")) or 0)
    except wrong.ChangedMeanwhile as refused:
        sheet.thing.refresh_from_db()
        theirs = _theirs(sheet.thing, form)
        return _page(request, sheet, form, errors=[("", refused.said())], theirs=theirs, status=409)
    except wrong.MeetingRefused as refused:
        return _page(request, sheet, form, errors=[("", refused.said())], status=409)
    except FileRefused as refused:
        return _page(request, sheet, form, errors=[("id_file", refused.sentence)], status=422)
    drafts.discard(request.member, sheet.key)
    return answer


def _page(
    request: MemberRequest,
    sheet: Sheet,
    form: forms.Form,
    *,
    errors: list[tuple[str, str]] | None = None,
    theirs: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = theirs is None and request.method == "POST"  # what was looked at stays, until both texts were shown
    version = request.POST.get("version", "") if shown else getattr(sheet.thing, "version", "")
    context = {"sheet": sheet, "form": form, "errors": errors, "theirs": theirs, "version": version, **sheet.more}
    return render(request, "meetings/form.html", context, status=status)


def _begun(request: MemberRequest, sheet: Sheet, make_form: Callable[..., forms.Form]) -> dict[str, Any]:
    """The longer texts as they were last saved by themselves."""
    kept = drafts.load(request.member, sheet.key)
    if not kept:
        return {}
    texts = [name for name, one in make_form().fields.items() if isinstance(one.widget, forms.Textarea)]
    return {name: kept[name] for name in texts if name in kept}


def _theirs(thing: models.Model, form: forms.Form) -> list[tuple[str, str]]:
    """What stands there now where it is another thing than what was sent: the field's name, and the words."""
    found = []
    for name, value in form.cleaned_data.items():
        there = getattr(thing, name, None)
        if hasattr(thing, name) and not isinstance(there, models.Manager) and there != value:
            found.append((str(form.fields[name].label), str(there or _("nothing"))))
    return found
