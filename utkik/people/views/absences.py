"""Who in the group is away, and who watches their areas meanwhile."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people import absence
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.forms.absence import AbsenceForm
from utkik.people.models import Absence
from utkik.people.once import once
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
@once
def absences(request: MemberRequest) -> HttpResponse:
    """The list; POST notes one's own absence, or as analyst a colleague's."""
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=request.member)
    if request.method == "POST" and form.is_valid():
        return _note(request, form)
    return _page(request, form)


def _note(request: MemberRequest, form: AbsenceForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        absence.note(form.member(), told["first_on"], told["last_on"], by=request.member)
    except absence.BadDays:
        form.add_error("last_on", _("Choose a last day from today on, not before the first."))
        return _page(request, form)
    said.say(request, _("Noted. The deputy’s stream takes over on the first day."))
    return redirect("people:absences", request.organisation.slug)


@require_POST
@allowed("scanner")
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Absence.objects.for_member(request.member).select_related("member"), pk=pk)
    try:
        absence.cancel(found, by=request.member)
    except absence.NotTheirs:
        return _page(request, AbsenceForm(by=request.member), status=403)
    said.say(request, _("The absence is taken away."))
    return redirect("people:absences", request.organisation.slug)


def _page(request: MemberRequest, form: AbsenceForm, status: int = 0) -> HttpResponse:
    found = absence.coming(request.member)
    standing = absence.standing_in(found, request.member)
    rows = [(row, standing[row.member_id], absence.may_note(row.member, request.member)) for row in found]
    context = {"form": form, "rows": rows, "finding": _finding(request, found), "today": request.organisation.today()}
    return render(request, "people/absences.html", context, status=status or (422 if form.errors else 200))


def _finding(request: MemberRequest, found: list[Absence]) -> str:
    today = request.organisation.today()
    away = {row.member_id for row in found if row.first_on <= today}
    if not found:
        return _("Nobody in the group is away")
    if not away:
        return _("Nobody is away today")
    words = ngettext("One person is away today", "%(count)d people are away today", len(away))
    return words % {"count": len(away)}
