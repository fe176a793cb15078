"""OPML in and out."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from utkik import clock
from utkik.collect.forms import OpmlForm
from utkik.collect.models import Intake, Source
from utkik.collect.sources import findings, intake, opml, take_in
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest

SHOWN = 200
WATCHED = timedelta(hours=2)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def page(request: MemberRequest) -> HttpResponse:
    """Choose a file, then see how it is taken in."""
    form = OpmlForm(request.POST, request.FILES) if request.method == "POST" else OpmlForm()
    context = {"form": form, "count": Source.objects.for_member(request.member).standing().count()}
    if request.method == "POST" and form.is_valid():
        try:
            outlines = opml.read(form.cleaned_data["file"].read())
        except opml.BadOpml as wrong:
            form.add_error("file", wrong.text)
        else:
            made = intake.begin(outlines, by=request.member)
            return redirect("collect:intake", request.organisation.slug, made.pk)
    return render(request, "collect/opml.html", context, status=422 if form.errors else 200)


@require_safe
@allowed("scanner")
def progress(request: MemberRequest, pk: int) -> HttpResponse:
    """How far a file has come; then what was added, what was there and what was refused."""
    found = get_object_or_404(Intake.objects.for_member(request.member).select_related("by"), pk=pk)
    told = intake.progress(found)
    added = Source.objects.for_member(request.member).filter(intake=found).order_by("sort_key", "pk")
    context = {
        "intake": found,
        "progress": told,
        "finding": findings.of_intake(told.size, told.taken, told.added, told.read)
        or findings.of_import(told.added, len(found.there)),
        "goes_on": not told.is_done and clock.now() - found.at < WATCHED,
        "added": list(added.values_list("name", flat=True)[:SHOWN]),
        "there": found.there[:SHOWN],
        "refused": found.refused[:SHOWN],
        "more": {"added": told.added - SHOWN, "there": len(found.there) - SHOWN, "refused": len(found.refused) - SHOWN},
    }
    return render(request, "collect/intake.html", context)


@require_safe
@allowed("scanner")
def export(request: MemberRequest) -> HttpResponse:
    """The organisation's sources as a file."""
    body = opml.write(take_in.give_out(request.organisation), request.organisation.name)
    name = f"utkik-{request.organisation.slug}.opml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="text/x-opml; charset=utf-8", headers=headers)
