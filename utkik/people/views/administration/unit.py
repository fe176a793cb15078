"""One unit: who scans and decides for it, and which areas are its own."""

from __future__ import annotations

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from utkik.people import own_group
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import GROUP, Area, Membership, Role, Unit, UnitRole
from utkik.people.views.administration.undo import undo_address
from utkik.text.numbers import number, numbers
from utkik.web import said
from utkik.web.spelled import spelled


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def unit(request: MemberRequest, pk: int) -> HttpResponse:
    """The unit's own group and areas. POST: `give` with `member` and `role`, `take` a member's, or `areas`."""
    found = get_object_or_404(Unit.objects.for_member(request.member).standing(), pk=pk)
    if request.method != "POST":
        return _page(request, found)
    if "take" in request.POST:
        taken = own_group.take(found, number(request.POST["take"]) or 0, by=request.member)
        said.say(request, _("The role for the unit is taken away.") if taken else _("Nothing has changed."))
    elif "set-areas" in request.POST:
        return _set_areas(request, found)
    else:
        member = (
            Membership.objects.for_member(request.member).present().filter(pk=number(request.POST.get("member")) or 0)
        )
        try:
            own_group.give(found, member.get(), request.POST.get("role", ""), by=request.member)
        except (Membership.DoesNotExist, own_group.NotOurs):
            return _page(request, found, [("unit-member", _("Choose a member and a role."))])
        said.say(request, _("Saved."))
    return redirect("people:unit", request.organisation.slug, found.pk)


def _set_areas(request: MemberRequest, found: Unit) -> HttpResponse:
    try:
        acts = own_group.set_areas(found, numbers(request.POST.getlist("area")), by=request.member)
    except IntegrityError:
        return _page(request, found, [("areas", _("The unit has an area of that name already."))])
    said.say(
        request,
        _("Saved.") if acts else _("Nothing has changed."),
        undo_url=undo_address(request, acts) if acts else "",
    )
    return redirect("people:unit", request.organisation.slug, found.pk)


def _page(request: MemberRequest, found: Unit, errors: list[tuple[str, str]] | None = None) -> HttpResponse:
    roles = UnitRole.objects.for_member(request.member).filter(unit=found, role__in=GROUP, member__left_at=None)
    rows = list(roles.select_related("member").order_by("member__sort_key"))
    context = {
        "found": found,
        "rows": rows,
        "people": Membership.objects.for_member(request.member).present(),
        "roles": [(role.value, role.label) for role in Role if role in GROUP],
        "areas": Area.objects.for_member(request.member).valid().select_related("unit"),
        "finding": _finding(found, len(rows)),
        "errors": errors or [],
    }
    return render(request, "people/administration/unit.html", context, status=422 if errors else 200)


def _finding(found: Unit, count: int) -> str:
    if not count:
        return _("%(unit)s has no group of its own") % {"unit": found.name}
    words = ngettext("One person scans for %(unit)s itself", "%(count)s people scan for %(unit)s itself", count)
    return words % {"unit": found.name, "count": spelled(count, begins=True)}
