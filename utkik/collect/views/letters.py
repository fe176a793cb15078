"""Newsletters: whose letters wait to be heard, what they sent, and how they come."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.collect.forms import SenderForm
from utkik.collect.letters import letter_pages, senders
from utkik.collect.letters.models import Sender
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.web import said


@require_safe
@allowed("scanner")
def newsletters(request: MemberRequest) -> HttpResponse:
    """Who waits, who is declined, and how the mailbox is."""
    return render(request, "collect/newsletters.html", letter_pages.overview(request.member))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def sender(request: MemberRequest, pk: int) -> HttpResponse:
    """What a sender sent last, and the choice: to follow them, or how their letters come."""
    found = _found(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = SenderForm(posted, member=request.member, initial=letter_pages.initial(found))
    if request.method == "POST" and form.is_valid():
        return _save(request, found, form.cleaned_data)
    context = {"sender": found, "form": form, "letter": letter_pages.newest(found)}
    return render(request, "collect/sender.html", context, status=422 if form.errors else 200)


def _save(request: MemberRequest, found: Sender, told: dict) -> HttpResponse:
    splits = told.pop("way") == "links"
    source = senders.accept(found, by=request.member, splits=splits, **told)
    if source:
        text = _("“%(name)s” is followed. The letters that wait come within a minute.") % {"name": source.name}
        said.say(request, text, undo_url=reverse("collect:remove", args=[request.organisation.slug, source.pk]))
        return redirect("collect:source", request.organisation.slug, source.pk)
    found.refresh_from_db()
    if found.source and senders.set_splits(found.source, splits, by=request.member):
        said.say(request, _("From the next letter on “%(name)s” comes so.") % {"name": found.source.name})
    return redirect("collect:newsletters", request.organisation.slug)


@require_POST
@allowed("scanner")
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if senders.decline(found, by=request.member):
        undo = reverse("collect:wait_again", args=[request.organisation.slug, pk])
        said.say(request, _("“%(name)s” is heard no more.") % {"name": found.name}, undo_url=undo)
    return redirect("collect:newsletters", request.organisation.slug)


@require_POST
@allowed("scanner")
def wait_again(request: MemberRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    if senders.wait_again(found, by=request.member):
        said.say(request, _("The next letter from “%(name)s” is shown here again.") % {"name": found.name})
    return redirect("collect:newsletters", request.organisation.slug)


def _found(request: MemberRequest, pk: int) -> Sender:
    return get_object_or_404(Sender.objects.for_member(request.member).select_related("source"), pk=pk)
