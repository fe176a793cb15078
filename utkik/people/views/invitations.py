"""The link of an invitation, seen by whoever holds it."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from utkik.people import entering, invite
from utkik.people.access import anyone, chosen_language
from utkik.people.forms.account import JoinForm
from utkik.people.models import Invitation
from utkik.web import said


@never_cache
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who invites to what, POST uses the link.

    An address with an account is never given a password: its owner logs in and says yes. Mail programs that open
    links change nothing.
    """
    found = invite.find(token)
    if found is None or not invite.is_open(found):
        return render(request, "people/dead_link.html", {"password": False}, status=410 if found else 404)
    if not chosen_language(request):
        translation.activate(found.organisation.language)
    if invite.has_account(found):
        return _with_account(request, found)
    return _as_new(request, found)


def _as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None, initial={"name": found.name})
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, "new", form=form, status=422 if form.errors else 200)
    try:
        member = invite.accept_as_new(found, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
    except invite.InvitationError as refused:
        form.add_error(None, str(refused.text))
        return _page(request, found, "new", form=form, status=409)
    entering.let_in(request, member.user)
    return _welcome(request, found)


def _with_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    if not request.user.is_authenticated:
        return _page(request, found, "log_in")
    if request.user.email != found.email:
        if request.method == "POST" and request.POST.get("act") == "log_out":
            logout(request)
            return redirect(request.path)
        return _page(request, found, "other", status=403 if request.method == "POST" else 200)
    if request.method != "POST":
        return _page(request, found, "accept")
    try:
        invite.accept(found, request.user)
    except invite.InvitationError as refused:
        return _page(request, found, "accept", errors=[("", refused.text)], status=409)
    return _welcome(request, found)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    said.say(request, _("You are now a member of %(organisation)s.") % {"organisation": found.organisation.name})
    return redirect("insight:start", found.organisation.slug)


def _page(request: HttpRequest, found: Invitation, state: str, *, status: int = 200, **more) -> HttpResponse:
    context = {"invitation": found, "state": state, "log_in_next": request.path, **more}
    return render(request, "people/invitation.html", context, status=status)
