"""The rows of a theme day: programme, questions, material, impressions, results. One way to write for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST, require_safe

from utkik.meetings import day_forms, rows
from utkik.meetings.models import DayImpression, DayMaterial, DayPart, DayQuestion, DayResult, ThemeDay
from utkik.meetings.models.days import LaidAway
from utkik.meetings.views.days import day_of
from utkik.meetings.views.filling import Sheet, fill
from utkik.people import uploads
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.web import said


@dataclass(frozen=True)
class Sort:
    """One kind of row: its model and form, what the pages are called, where it stands on the day's page."""

    code: str
    model: type[LaidAway]
    form: Any
    add: Promise
    change: Promise
    gone: Promise
    place: str
    lead: Promise | str = ""
    needs_member: bool = False
    values: Callable[[dict[str, Any], MemberRequest], dict[str, Any]] = lambda told, _request: told
    again: bool = False

    def make_form(self, request: MemberRequest) -> Callable[..., forms.Form]:
        return partial(self.form, by=request.member) if self.needs_member else self.form


def _noted(told: dict[str, Any], request: MemberRequest) -> dict[str, Any]:
    return told | {"noted_by": request.member}


def _material(told: dict[str, Any], request: MemberRequest) -> dict[str, Any]:
    """A file is kept only now, when everything else is right."""
    signal, file = told["signal"], told["file"]
    upload = uploads.keep(file, by=request.member) if file else None
    title = told["title"] or (signal.headline if signal else upload.name if upload else told["address"])
    return {
        "title": title[:200],
        "upload": upload,
        "signal": signal,
        "address": told["address"],
        "added_by": request.member,
    }


SORTS = {
    sort.code: sort
    for sort in (
        Sort(
            "programme",
            DayPart,
            day_forms.PartForm,
            gettext_lazy("Add to the programme"),
            gettext_lazy("Change the programme"),
            gettext_lazy("Taken out of the programme"),
            "programme",
            again=True,
        ),
        Sort(
            "questions",
            DayQuestion,
            day_forms.QuestionForm,
            gettext_lazy("Add a question to the tables"),
            gettext_lazy("Change the question"),
            gettext_lazy("The question is removed"),
            "answers",
        ),
        Sort(
            "material",
            DayMaterial,
            day_forms.MaterialForm,
            gettext_lazy("Add material"),
            gettext_lazy("Change the material"),
            gettext_lazy("The material is removed"),
            "material",
            needs_member=True,
            values=_material,
        ),
        Sort(
            "impressions",
            DayImpression,
            day_forms.ImpressionForm,
            gettext_lazy("Note what made an impression"),
            gettext_lazy("Change the note"),
            gettext_lazy("The note is removed"),
            "impressions",
            values=_noted,
            again=True,
        ),
        Sort(
            "results",
            DayResult,
            day_forms.ResultForm,
            gettext_lazy("Note what came of the day"),
            gettext_lazy("Change what came of it"),
            gettext_lazy("It is removed"),
            "results",
            lead=gettext_lazy("What we know better counts as well. What nobody took is told too."),
            needs_member=True,
            values=_noted,
        ),
    )
}


@allowed("scanner")
@once
def add_row(request: MemberRequest, pk: int, sort: str) -> HttpResponse:
    """One more row."""
    day, kind = day_of(request, pk), SORTS[sort]

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        values = kind.values(told, request)
        row = rows.add(kind.model, f"{kind.model.__name__.lower()}.added", by=request.member, day=day, **values)
        said.say(request, pgettext("done", "Added"), undo_url=_address("remove_row", request, day, kind, row))
        if kind.again and "again" in request.POST:
            return redirect("meetings:add_row", request.organisation.slug, day.pk, sort)
        return redirect(f"{day.get_absolute_url()}#{kind.place}")

    return fill(request, _sheet(day, kind, kind.add, "new"), kind.make_form(request), act)


@allowed("scanner")
def change_row(request: MemberRequest, pk: int, sort: str, row: int) -> HttpResponse:
    """Other words in a row. Material is taken away and added anew instead."""
    day, kind = day_of(request, pk), SORTS[sort]
    if sort == "material":
        raise Http404
    found = _row(request, day, kind, row, removed=False)
    names = [name for name in kind.form.base_fields if hasattr(found, name)]
    initial = {name: getattr(found, name) for name in names}
    if sort == "questions":
        initial["choices"] = "\n".join(initial["choices"])

    def act(told: dict[str, Any], _version: int) -> HttpResponse:
        rows.change(found, f"{kind.model.__name__.lower()}.changed", by=request.member, **told)
        said.say(request, _("Saved"))
        return redirect(f"{day.get_absolute_url()}#{kind.place}")

    sheet = _sheet(day, kind, kind.change, str(found.pk))
    return fill(request, sheet, kind.make_form(request), act, initial)


@require_POST
@allowed("scanner")
def remove_row(request: MemberRequest, pk: int, sort: str, row: int) -> HttpResponse:
    day, kind = day_of(request, pk), SORTS[sort]
    found = _row(request, day, kind, row, removed=False)
    if rows.lay_away(found, f"{kind.model.__name__.lower()}.removed", by=request.member):
        said.say(request, str(kind.gone), undo_url=_address("bring_row_back", request, day, kind, found))
    return redirect(f"{day.get_absolute_url()}#{kind.place}")


@require_POST
@allowed("scanner")
def bring_row_back(request: MemberRequest, pk: int, sort: str, row: int) -> HttpResponse:
    day, kind = day_of(request, pk), SORTS[sort]
    found = _row(request, day, kind, row, removed=True)
    if rows.bring_back(found, f"{kind.model.__name__.lower()}.brought_back", by=request.member):
        said.say(request, _("It is back"))
    return redirect(f"{day.get_absolute_url()}#{kind.place}")


@require_safe
@allowed("reader")
def material_file(request: MemberRequest, pk: int, row: int) -> FileResponse:
    """A file of the day, for every member."""
    return file_of(day_of(request, pk), row)


def file_of(day: ThemeDay, row: int) -> FileResponse:
    """The file behind a standing row of material; 404 for a link, a signal, and what was removed."""
    found = get_object_or_404(day.material.standing().exclude(upload=None).select_related("upload"), pk=row)
    if found.upload is None or found.upload.removed_at:
        raise Http404
    return uploads.answer(found.upload)


def _sheet(day: ThemeDay, kind: Sort, heading: Promise, key: str) -> Sheet:
    return Sheet(
        heading=str(heading),
        key=f"theme-day-{day.pk}-{kind.code}-{key}",
        back=f"{day.get_absolute_url()}#{kind.place}",
        back_words=day.theme,
        save=_("Save"),
        lead=str(kind.lead),
        holds_file=kind.code == "material",
        more={"again": kind.again and key == "new"},
    )


def _row(request: MemberRequest, day: ThemeDay, kind: Sort, pk: int, *, removed: bool) -> Any:
    mine = kind.model.objects.for_member(request.member).filter(day=day, removed_at__isnull=not removed)  # type: ignore[misc]
    return get_object_or_404(mine, pk=pk)


def _address(name: str, request: MemberRequest, day: ThemeDay, kind: Sort, row: Any) -> str:
    return reverse(f"meetings:{name}", args=[request.organisation.slug, day.pk, kind.code, row.pk])
