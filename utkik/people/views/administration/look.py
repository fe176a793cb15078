"""Logo and colours, and what brings them to every page of the organisation."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.people import changes, colours, logo
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.forms.administration import LookForm
from utkik.people.models import Organisation
from utkik.people.papers import FileRefused
from utkik.people.views.administration.undo import undo_address
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("administrator")
def look(request: MemberRequest) -> HttpResponse:
    """Two colours and a logo; what cannot be read is refused with its contrast."""
    organisation = Organisation.objects.get(pk=request.organisation.pk)
    initial = {"accent": organisation.accent, "signal_colour": organisation.signal_colour}
    if request.method != "POST":
        return _page(request, LookForm(initial=initial))
    form = LookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    values = {"accent": form.cleaned_data["accent"], "signal_colour": form.cleaned_data["signal_colour"]}
    if form.cleaned_data["logo"]:
        try:
            values["logo"] = logo.take_in(form.cleaned_data["logo"], by=request.member)
        except FileRefused as refused:
            form.add_error("logo", refused.sentence)
            return _page(request, form)
    act = changes.change(organisation, "organisation.look_changed", by=request.member, **values)
    said.say(request, _("Saved."), undo_url=undo_address(request, [act]) if act else "")
    return redirect("people:look", request.organisation.slug)


@require_POST
@allowed("administrator")
def remove_logo(request: MemberRequest) -> HttpResponse:
    """Without a logo again."""
    organisation = Organisation.objects.get(pk=request.organisation.pk)
    act = changes.change(organisation, "organisation.look_changed", by=request.member, logo=None)
    said.say(request, _("The logo is removed."), undo_url=undo_address(request, [act]) if act else "")
    return redirect("people:look", request.organisation.slug)


@require_safe
@allowed("reader")
def stylesheet(request: MemberRequest) -> HttpResponse:
    """The organisation's colours as custom properties: no page carries a style of its own."""
    css = colours.stylesheet(request.organisation.accent, request.organisation.signal_colour)
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
@allowed("reader")
def logo_picture(request: MemberRequest) -> FileResponse:
    """The logo, for members alone."""
    upload = request.organisation.logo
    if upload is None or upload.organisation_id != request.organisation.pk:
        raise Http404
    response = FileResponse(upload.file.open("rb"), content_type=upload.content_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _page(request: MemberRequest, form: LookForm) -> HttpResponse:
    organisation = request.organisation
    shown = [
        (_("By day"), colours.contrast(organisation.accent or "#0a4f78", colours.DAY["sea"])),
        (_("By night"), colours.contrast(_night(organisation), colours.NIGHT["sea"])),
    ]
    return render(
        request, "people/administration/look.html", {"form": form, "shown": shown}, status=422 if form.errors else 200
    )


def _night(organisation: Organisation) -> str:
    return colours.by_night(organisation.accent, colours.ACCENT) if organisation.accent else "#8ecbed"
