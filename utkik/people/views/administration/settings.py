"""Name, limits and language."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from utkik.people import changes, stale
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.forms.administration import SettingsForm
from utkik.people.models import Organisation
from utkik.people.views.administration.undo import undo_address
from utkik.text.normal import one_line
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst", "administrator")
def settings(request: MemberRequest) -> HttpResponse:
    """What is the member's to change, saved with one button."""
    organisation = Organisation.objects.get(pk=request.organisation.pk)

    def made(data: QueryDict | None) -> SettingsForm:
        return SettingsForm(data, instance=Organisation.objects.get(pk=organisation.pk), by=request.member)

    data = stale.with_newer(made, request.POST) if request.method == "POST" else None
    form = made(data)
    if data is not None and form.is_valid():
        values = {name: one_line(v) if isinstance(v, str) else v for name, v in form.cleaned_data.items()}
        contact = values.pop("contact", None)
        if contact is not None:
            changes.change(organisation, "organisation.contact_changed", by=request.member, contact=contact)
        act = changes.change(organisation, "organisation.changed", by=request.member, **values)
        said.say(request, _("Saved."), undo_url=undo_address(request, [act]) if act else "")
        return redirect("people:settings", request.organisation.slug)
    return render(request, "people/administration/settings.html", {"form": form}, status=422 if form.errors else 200)
