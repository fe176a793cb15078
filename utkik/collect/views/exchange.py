"""OPML in and out."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from utkik.collect import findings, opml, take_in
from utkik.collect.forms import OpmlForm
from utkik.collect.models import Source
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def page(request: MemberRequest) -> HttpResponse:
    """Choose a file, then see what was added, what was there and what was refused."""
    form = OpmlForm(request.POST, request.FILES) if request.method == "POST" else OpmlForm()
    context = {"form": form, "count": Source.objects.for_member(request.member).standing().count()}
    if request.method == "POST" and form.is_valid():
        try:
            outlines = opml.read(form.cleaned_data["file"].read())
        except opml.BadOpml as wrong:
            form.add_error("file", wrong.text)
        else:
            taken = take_in.take_in(request.organisation, outlines, by=request.member)
            context |= {"taken": taken, "finding": findings.of_import(len(taken.added), len(taken.there))}
    return render(request, "collect/opml.html", context, status=422 if form.errors else 200)


@require_safe
@allowed("scanner")
def export(request: MemberRequest) -> HttpResponse:
    """The organisation's sources as a file."""
    body = opml.write(take_in.give_out(request.organisation), request.organisation.name)
    name = f"utkik-{request.organisation.slug}.opml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(body, content_type="text/x-opml; charset=utf-8", headers=headers)
