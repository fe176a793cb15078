"""The first visit, screens one and two. The third, the sources, is a later step's."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from utkik.people import begin, entering, sea
from utkik.people.access import allowed, anyone
from utkik.people.asking import MemberRequest
from utkik.people.forms.first_visit import AreasForm, BeginForm
from utkik.people.models import Area, Membership, Organisation, Role, SubmittedForm

ONCE = "first-visit"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def organisation(request: HttpRequest) -> HttpResponse:
    """Screen one, only while no organisation exists: whoever comes later is led to the log-in."""
    if Organisation.objects.exists():
        return _go_on(request)
    form = BeginForm(request.POST or None, initial={"wider": _("Sweden, EU, the world")})
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        told = {name: form[name].value() or "" for name in ("wider", "near", "matter_name")}
        return render(request, "people/first_visit.html", {"form": form, "sea": sea.drawn(told)}, status=status)
    member = _begin(form)
    if member is None:
        return redirect("people:root")
    entering.let_in(request, member.user)
    return redirect("people:first_areas", member.organisation.slug)


def _go_on(request: HttpRequest) -> HttpResponse:
    """Whoever began and went back is led to where the visit stands; everybody else to the root."""
    if request.user.is_authenticated:
        for member in Membership.objects.of_user(request.user).filter(role=Role.ANALYST):
            if not Area.objects.for_member(member).exists():
                return redirect("people:first_areas", member.organisation.slug)
    return redirect("people:root")


def _begin(form: BeginForm) -> Membership | None:
    """Of two who send the form at once one begins; None for the other."""
    beginning = form.beginning(get_language() or "sv")
    try:
        with transaction.atomic():
            SubmittedForm.objects.create(key=ONCE)
            if Organisation.objects.exists():
                return None
            return begin.set_up(beginning)
    except IntegrityError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def areas(request: MemberRequest) -> HttpResponse:
    """Screen two: eight areas; those that are ticked get the person as owner, the others wait for one."""
    if Area.objects.for_member(request.member).exists():
        return redirect("insight:first_sources", request.organisation.slug)
    form = AreasForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            begin.make_areas(request.organisation, owner=request.member, owned=form.cleaned_data["mine"])
        return redirect("insight:first_sources", request.organisation.slug)
    context = {"form": form, "sea": sea.drawn(sea.places_of(request.organisation))}
    return render(request, "people/first_areas.html", context)
