"""Areas, places, horizons, kinds, units: one page each, all of one form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people import lists, stale
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.lists import SORTS, Sort
from utkik.people.models import Act, Level, Membership, Unit
from utkik.people.once import once
from utkik.people.views.administration.undo import undo_address
from utkik.text.numbers import number
from utkik.web import said


class RowForm(forms.Form):
    """A row's name and what it has beside."""

    name = forms.CharField(
        max_length=120,
        error_messages={"required": _("Write a name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, sort: Sort, owners: list[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].error_messages["required"] = _("Write a name.")
        self.fields["name"].label = _("Name")
        self.owners = {str(member.pk): member for member in owners}
        people = [("", _("Nobody"))] + [(key, member.name) for key, member in self.owners.items()]
        extra = {
            "owner": lambda: forms.ChoiceField(label=_("Owner"), choices=people, required=False),
            "deputy": lambda: forms.ChoiceField(label=_("Deputy"), choices=people, required=False),
            "level": lambda: forms.ChoiceField(label=_("Level"), choices=Level.choices),
            "years": lambda: forms.CharField(label=_("Years"), max_length=40, required=False),
            "sort": lambda: forms.ChoiceField(label=_("Kind of unit"), choices=Unit.Sort.choices),
        }
        for field in sort.choices:
            self.fields[field] = extra[field]()

    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        for field in ("owner", "deputy"):
            if field in told:
                told[field] = self.owners.get(told[field])
        return told


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def page(request: MemberRequest, sort: str) -> HttpResponse:
    """The list; POST saves every row that was changed."""
    found = SORTS[sort]
    owners = _owners(request)
    rows = lists.standing(found, request.member)
    data = request.POST if request.method == "POST" else None
    forms_ = [(row, _form(row, found, owners, data)) for row in rows]
    told = [(row, form) for row, form in forms_ if form.is_bound]
    valid = [form.is_valid() for _row, form in told]
    if data is not None and all(valid):
        acts = _save(request, found, told)
        if acts is not None:
            _say_saved(request, acts)
            return redirect("people:list", request.organisation.slug, sort)
    return _render(request, found, forms_, RowForm(sort=found, owners=owners, prefix="new"))


def _form(row: Any, sort: Sort, owners: list[Membership], data: QueryDict | None) -> RowForm:
    initial = {"name": row.name} | {
        field: (getattr(row, f"{field}_id") or "") if field in ("owner", "deputy") else getattr(row, field)
        for field in sort.choices
    }
    present = {member.pk for member in owners}
    others = [m for field in ("owner", "deputy") if (m := getattr(row, field, None)) and m.pk not in present]

    def made(data: QueryDict | None) -> RowForm:
        form = RowForm(data, sort=sort, owners=[*owners, *others], prefix=f"row-{row.pk}", initial=initial)
        stale.remember_shown(form)
        return form

    # A row that a colleague added since was not on the page.
    if data is None or f"row-{row.pk}-name" not in data:
        return made(None)
    return made(stale.with_newer(made, data))


def _save(request: MemberRequest, sort: Sort, rows: list[tuple[Any, RowForm]]) -> list[Act] | None:
    """All rows or none. None when a name stood twice; the form says which."""
    acts = []
    try:
        with transaction.atomic():
            for row, form in rows:
                current = form
                acts.append(lists.change(sort, row, form.values(), by=request.member))
    except lists.NameTaken:
        current.add_error("name", _("Another row has that name."))
        return None
    except lists.NameMissing:
        current.add_error("name", _("Write a name."))
        return None
    return [act for act in acts if act]


def _say_saved(request: MemberRequest, acts: list[Act]) -> None:
    if acts:
        said.say(request, _("Saved."), undo_url=undo_address(request, acts))
    else:
        said.say(request, _("Nothing was changed."))


@require_POST
@allowed("analyst")
@once
def add(request: MemberRequest, sort: str) -> HttpResponse:
    """A new row at the end."""
    found, owners = SORTS[sort], _owners(request)
    form = RowForm(request.POST, sort=found, owners=owners, prefix="new")
    if form.is_valid():
        try:
            row = lists.add(found, form.values(), by=request.member)
        except lists.NameTaken:
            form.add_error("name", _("Another row has that name."))
        except lists.NameMissing:
            form.add_error("name", _("Write a name."))
        else:
            act = Act.objects.for_member(request.member).filter(thing_id=row.pk, thing=row._meta.label).latest("pk")
            words = _("“%(name)s” is added.") % {"name": row.name}
            said.say(request, words, undo_url=undo_address(request, [act]))
            return redirect("people:list", request.organisation.slug, sort)
    rows = [(row, _form(row, found, owners, None)) for row in lists.standing(found, request.member)]
    return _render(request, found, rows, form)


@require_POST
@allowed("analyst")
def act(request: MemberRequest, sort: str) -> HttpResponse:
    """Move, end or resume one row: the button's name says what, its value which."""
    found = SORTS[sort]
    what = next((name for name in ("up", "down", "end", "resume") if name in request.POST), "")
    key = number(request.POST.get(what))
    if not what or key is None:
        raise Http404
    rows = found.model.objects.for_member(request.member).filter(removed_at=None)  # type: ignore[attr-defined]
    row = get_object_or_404(rows, pk=key, ended_on__isnull=what != "resume")
    acts: list[Act | None]
    if what in ("up", "down"):
        acts = [*lists.move(found, row, -1 if what == "up" else 1, by=request.member)]
        words = _("“%(name)s” is moved.") if acts else _("“%(name)s” stands at the end already.")
    elif what == "end":
        acts = [lists.end(found, row, by=request.member)]
        words = _("“%(name)s” has ended. What was said with it keeps the word.")
    else:
        acts, words = _resume(request, found, row)
    acts = [one for one in acts if one]
    said.say(request, words % {"name": row.name}, undo_url=undo_address(request, acts) if acts else "")
    return redirect("people:list", request.organisation.slug, sort)


def _resume(request: MemberRequest, sort: Sort, row: Any) -> tuple[list[Act | None], str]:
    try:
        return [lists.resume(sort, row, by=request.member)], _("“%(name)s” can be chosen again.")
    except lists.NameTaken:
        return [], _("Another row is called “%(name)s” by now. Rename that one first.")


def _owners(request: MemberRequest) -> list[Membership]:
    return list(Membership.objects.for_member(request.member).group())


def _render(request: MemberRequest, sort: Sort, rows: list[tuple[Any, RowForm]], new: RowForm) -> HttpResponse:
    errors = [
        (form[name].id_for_label, message)
        for form in [*[form for _row, form in rows], new]
        for name, messages in form.errors.items()
        for message in messages
    ]
    without = sum(1 for row, _form in rows if sort.code == "areas" and row.owner_id is None)
    context = {
        "sort": sort,
        "rows": rows,
        "new": new,
        "ended": lists.ended(sort, request.member),
        "errors": errors,
        "count": len(rows),
        "without": without,
    }
    return render(request, "people/administration/list.html", context, status=422 if errors else 200)
