"""Writing a trend, a new one or one that is followed, and what it means for the committees."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon, Unit
from utkik.people.once import once
from utkik.text.numbers import number as whole
from utkik.trends import adapt, consequences, forms, refusals
from utkik.trends.models import Trend
from utkik.trends.views.find import trend_of
from utkik.web import said

PLACES = {"no_name": "id_name", "name_taken": "id_name"}


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
@once
def new(request: MemberRequest) -> HttpResponse:
    """Add an own trend."""
    key = "trend-new"
    if request.method != "POST":
        form = forms.TrendForm(request.organisation, initial=drafts.load(request.member, key))
        return _page(request, None, form, key)
    form = forms.TrendForm(request.organisation, request.POST)
    if not form.is_valid():
        return _page(request, None, form, key, status=422)
    try:
        made = adapt.add(by=request.member, ground=form.ground(), **form.values())
    except refusals.TrendRefused as refused:
        return _page(request, None, form, key, refused=refused)
    drafts.discard(request.member, key)
    said.say(request, _("The trend is on the list"))
    return redirect(made.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def edit(request: MemberRequest, number: int) -> HttpResponse:
    """Change a trend: POST the form's fields, `why`, `source`, `unit`, and the `version` that was seen."""
    found = trend_of(request, number)
    key = f"trend-{found.number}"
    if request.method != "POST":
        kept = drafts.load(request.member, key)
        form = forms.TrendForm(request.organisation, initial=forms.shown(found) | kept, trend=found)
        return _page(request, found, form, key, seen=whole(kept.get("version")))
    form = forms.TrendForm(request.organisation, request.POST, trend=found)
    if not form.is_valid():
        return _page(request, found, form, key, status=422)
    version = whole(request.POST.get("version")) or 0
    try:
        changed = adapt.change(found, form.values(), by=request.member, version=version, ground=form.ground())
    except refusals.TrendRefused as refused:
        return _page(request, found, form, key, refused=refused)
    drafts.discard(request.member, key)
    if changed:
        said.say(request, _("The change is saved, and stands in the history"))
    return redirect(found.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def means(request: MemberRequest, number: int) -> HttpResponse:
    """What the trend means for each committee: POST `text-<unit>`, `horizon-<unit>`, `pressure-<unit>`, and the
    `version-<unit>` that was seen."""
    found = trend_of(request, number)
    key = f"trend-{found.number}-units"
    if request.method != "POST":
        return _means_page(request, found, key, drafts.load(request.member, key), {})
    clashes = _write_means(request, found)
    if clashes:
        return _means_page(request, found, key, request.POST.dict(), clashes)
    drafts.discard(request.member, key)
    said.say(request, _("What it means for the committees is saved"))
    return redirect(f"{found.get_absolute_url()}#consequences")


def _write_means(request: MemberRequest, found: Trend) -> dict[int, str]:
    """Every unit's words; returns, by unit, what a colleague wrote meanwhile."""
    horizons = {str(row.pk): row for row in Horizon.objects.for_member(request.member).valid()}
    clashes: dict[int, str] = {}
    for unit in _units(request, found):
        if f"text-{unit.pk}" not in request.POST:
            continue
        pressure = whole(request.POST.get(f"pressure-{unit.pk}"))
        given = consequences.Said(
            request.POST[f"text-{unit.pk}"],
            horizons.get(request.POST.get(f"horizon-{unit.pk}", "")),
            pressure if pressure in range(1, 6) else None,
        )
        version = whole(request.POST.get(f"version-{unit.pk}")) or 0
        try:
            consequences.write(found, unit, given, by=request.member, version=version)
        except refusals.ChangedMeanwhile:
            clashes[unit.pk] = found.consequences.get(unit=unit).text
    return clashes


def _units(request: MemberRequest, found: Trend) -> list[Unit]:
    return [unit for unit, _said in consequences.rows(found)]


def _means_page(
    request: MemberRequest, found: Trend, key: str, typed: dict[str, str], clashes: dict[int, str]
) -> HttpResponse:
    rows = []
    for unit, stands in consequences.rows(found):
        held = {"text": "", "horizon": "", "pressure": ""} | (
            {"text": stands.text, "horizon": stands.horizon_id or "", "pressure": stands.pressure or ""}
            if stands
            else {}
        )
        shown = {name: typed.get(f"{name}-{unit.pk}", str(held[name])) for name in held}
        version = stands.version if stands else 0
        seen = version if clashes else typed.get(f"version-{unit.pk}", version)
        rows.append({"unit": unit, "version": seen, "theirs": clashes.get(unit.pk), "shown": shown})
    sentence = _(
        "A colleague wrote here at the same time. Theirs stands above yours: keep yours, or take what you need."
    )
    context = {
        "trend": found,
        "rows": rows,
        "key": key,
        "most": consequences.LONGEST,
        "horizons": Horizon.objects.for_member(request.member).valid(),
        "pressures": range(1, 6),
        "errors": [(f"text-{unit}", sentence) for unit in clashes],
    }
    return render(request, "trends/means.html", context, status=409 if clashes else 200)


def _page(
    request: MemberRequest,
    found: Trend | None,
    form: forms.TrendForm,
    key: str,
    *,
    refused: refusals.TrendRefused | None = None,
    seen: int | None = None,
    status: int = 200,
) -> HttpResponse:
    errors = [(PLACES.get(refused.code, ""), refused.said())] if refused else []
    clash = refused is not None and refused.code == "changed_meanwhile"
    if found and clash:
        found.refresh_from_db()
    theirs = _theirs(found, form) if found and clash else []
    context: dict[str, Any] = {"trend": found, "form": form, "key": key, "errors": errors, "theirs": theirs}
    context["version"] = seen or (found.version if found else 0)
    return render(request, "trends/edit.html", context, status=409 if clash else 422 if refused else status)


def _theirs(found: Trend, form: forms.TrendForm) -> list[tuple[str, str]]:
    """By the field's label, what stands now where the writer has something else."""
    differ = [name for name, value in form.values().items() if getattr(found, name) != value]
    return [(str(form.fields[name].label), adapt.said(found, name) or "–") for name in differ]
