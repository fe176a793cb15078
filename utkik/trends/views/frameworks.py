"""Frameworks: shipped ones and the organisation's own, completed, chosen from, in and out as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.documents import excel
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon
from utkik.people.once import once
from utkik.text.numbers import number as whole
from utkik.trends import adapt, frameworks, outlines, refusals
from utkik.trends.models import Force, Framework, FrameworkTrend, Trend
from utkik.trends.views.find import framework_of
from utkik.trends.views.listing import shell
from utkik.web import said

MOST_BYTES = 5 * 1024 * 1024
TYPES = {"json": "application/json; charset=utf-8", "xlsx": excel.TYPE}
MORE = 5  # empty lines beyond what is known to be missing


@require_safe
@allowed("scanner")
def every(request: MemberRequest) -> HttpResponse:
    return _every_page(request)


@require_POST
@allowed("scanner")
@once
def bring(request: MemberRequest) -> HttpResponse:
    """Take in what is shipped: POST `code`."""
    wanted = request.POST.get("code", "")
    outline = next((each for each in frameworks.offered(request.organisation) if each.code == wanted), None)
    if outline is None:
        raise Http404
    made = frameworks.bring(outline, by=request.member)
    said.say(request, _("%(title)s is taken in. Choose which trends to follow.") % {"title": made.title})
    return redirect("trends:framework", request.organisation.slug, made.pk)


@require_POST
@allowed("scanner")
@once
def take_file(request: MemberRequest) -> HttpResponse:
    """Take a framework in from a file, JSON or Excel: POST `file`. Nothing is taken in when something is wrong."""
    given = request.FILES.get("file")
    if given is None or (given.size or 0) > MOST_BYTES:
        return _every_page(request, [("file", _("Choose a file of at most 5 MB."))], 422)
    try:
        outline = outlines.read(given.read())
    except refusals.NoFramework as refused:
        return _every_page(request, [("file", line) for line in refused.lines], 422)
    made = frameworks.bring(outline, by=request.member)
    count = len(outline.trends)
    text = ngettext("%(title)s is here, with %(count)s trend", "%(title)s is here, with %(count)s trends", count)
    said.say(request, text % {"title": made.title, "count": count})
    return redirect("trends:framework", request.organisation.slug, made.pk)


@require_safe
@allowed("scanner")
def framework(request: MemberRequest, pk: int) -> HttpResponse:
    return _page(request, framework_of(request, pk))


@require_POST
@allowed("scanner")
@once
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Follow the ticked trends: POST `take` (ids), `force-<id>`, `horizon-<id>`, and one `why` for all."""
    found = framework_of(request, pk)
    named = list(found.trends.filter(pk__in=[i for i in map(whole, request.POST.getlist("take")) if i]))
    forces = {str(row.pk): row for row in Force.objects.for_member(request.member).valid()}
    horizons = {str(row.pk): row for row in Horizon.objects.for_member(request.member).valid()}
    ground = adapt.Ground(request.POST.get("why", ""))
    taken, errors = 0, []
    for row in sorted(named, key=lambda row: row.number):
        force = forces.get(request.POST.get(f"force-{row.pk}", "")) or row.force
        horizon = horizons.get(request.POST.get(f"horizon-{row.pk}", ""))
        try:
            adapt.take_in(row, by=request.member, ground=ground, force=force, horizon=horizon)
            taken += 1
        except refusals.TrendRefused as refused:
            errors.append((f"take-{row.pk}", f"{row.name}: {refused.said()}"))
    if not named:
        errors.append(("choose", _("Tick at least one trend.")))
    if errors:
        return _page(request, found, errors, 422)
    text = ngettext("%(count)s trend is followed from now on", "%(count)s trends are followed from now on", taken)
    said.say(request, text % {"count": taken})
    return redirect("trends:list", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def fill(request: MemberRequest, pk: int) -> HttpResponse:
    """Complete the names: POST `name-<number>`, `source`, `complete`."""
    found = framework_of(request, pk)
    if request.method != "POST":
        return _fill_page(request, found)
    names = {
        number: str(text)
        for key, text in request.POST.items()
        if key.startswith("name-") and (number := whole(key.removeprefix("name-"))) and number <= outlines.MOST
    }
    source, complete = request.POST.get("source", ""), "complete" in request.POST
    written = frameworks.fill(found, names, by=request.member, source=source, complete=complete)
    text = ngettext("%(count)s name is written", "%(count)s names are written", written) % {"count": written}
    if complete and not found.is_complete:
        text += ". " + _("It stays incomplete until the missing names are there too.")
    said.say(request, text)
    return redirect("trends:framework", request.organisation.slug, found.pk)


@require_POST
@allowed("scanner")
def carry_on(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which earlier trend each one carries on: POST `follows-<id>`."""
    found = framework_of(request, pk)
    others = FrameworkTrend.objects.for_member(request.member).exclude(framework=found)
    known = {str(row.pk): row for row in others.filter(framework__removed_at=None)}
    for row in found.trends.all():
        key = f"follows-{row.pk}"
        older = known.get(request.POST.get(key, ""))
        if key in request.POST and row.follows_id != (older.pk if older else None):
            frameworks.carry_on(row, older, by=request.member)
    said.say(request, _("It is saved which trends carry each other on"))
    return redirect("trends:framework", request.organisation.slug, found.pk)


@require_POST
@allowed("analyst")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    found = framework_of(request, pk)
    if frameworks.remove(found, by=request.member):
        undo = reverse("trends:bring_back_framework", args=[request.organisation.slug, pk])
        said.say(
            request, _("%(title)s is removed. Trends that came from it stay.") % {"title": found.title}, undo_url=undo
        )
    return redirect("trends:frameworks", request.organisation.slug)


@require_POST
@allowed("analyst")
def bring_back(request: MemberRequest, pk: int) -> HttpResponse:
    found = framework_of(request, pk, removed=True)
    if frameworks.bring_back(found, by=request.member):
        said.say(request, _("%(title)s is back") % {"title": found.title})
    return redirect("trends:frameworks", request.organisation.slug)


@require_safe
@allowed("scanner")
def file(request: MemberRequest, pk: int, form: str) -> HttpResponse:
    """The framework as a file, to hand on to another organisation."""
    outline = frameworks.outline_of(framework_of(request, pk))
    content = outlines.write_excel(outline) if form == "xlsx" else outlines.write_json(outline)
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{outline.code}.{form}"'
    return response


def _every_page(request: MemberRequest, errors: list[tuple[str, str]] | None = None, status: int = 200) -> HttpResponse:
    has = Framework.objects.for_member(request.member).standing().prefetch_related("trends")
    context = {
        "frameworks": [shell(each) for each in has],
        "offered": frameworks.offered(request.organisation),
        "errors": errors or [],
    }
    return render(request, "trends/frameworks.html", context, status=status)


def _page(
    request: MemberRequest, found: Framework, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    rows = list(found.trends.select_related("force", "follows__framework").order_by("number"))
    taken = {
        trend.origin_id: trend
        for trend in Trend.objects.for_member(request.member).filter(origin__in=rows).order_by("-ended_at")
    }
    earlier = FrameworkTrend.objects.for_member(request.member).filter(framework__removed_at=None)
    context: dict[str, Any] = {
        "framework": found,
        "rows": [{"named": row, "trend": taken.get(row.pk), "force": _typed(request, "force", row)} for row in rows],
        "left": [row for row in rows if row.pk not in taken],
        "missing": frameworks.missing(found, rows),
        "forces": Force.objects.for_member(request.member).valid(),
        "horizons": Horizon.objects.for_member(request.member).valid(),
        "earlier": list(earlier.exclude(framework=found).select_related("framework").order_by("framework", "number")),
        "errors": errors or [],
    }
    return render(request, "trends/framework.html", context, status=status)


def _typed(request: MemberRequest, name: str, row: FrameworkTrend) -> str:
    return request.POST.get(f"{name}-{row.pk}", str(row.force_id or ""))


def _fill_page(request: MemberRequest, found: Framework) -> HttpResponse:
    stands = {row.number: row.name for row in found.trends.all()}
    last = max([found.expected or 0, *stands, len(stands)]) or 10
    last = last if found.expected else last + MORE
    rows = [(number, stands.get(number, "")) for number in range(1, min(last, outlines.MOST) + 1)]
    context = {"framework": found, "rows": rows, "missing": frameworks.missing(found, stands)}
    return render(request, "trends/fill.html", context)
