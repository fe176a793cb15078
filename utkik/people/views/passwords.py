"""A forgotten password."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from utkik.people import forgotten, links, mail
from utkik.people.access import anyone
from utkik.people.entering import words_for_wait
from utkik.people.forms.account import NewPasswordForm
from utkik.people.forms.entrance import ForgottenForm
from utkik.people.limits import TooOften
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail; the answer is the same whether or not the address is known."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "can_send": mail.can_send(), "asked": "asked" in request.GET}
    if request.method != "POST" or not mail.can_send() or not form.is_valid():
        return render(request, "people/forgotten.html", context, status=422 if form.errors else 200)
    try:
        forgotten.ask(form.cleaned_data["email"], request.META.get("REMOTE_ADDR", ""))
    except TooOften as refused:
        wait = words_for_wait(refused.seconds)
        form.add_error(None, _("That was many tries in a short time. Wait %(wait)s and try again.") % {"wait": wait})
        response = render(request, "people/forgotten.html", context, status=429)
        response["Retry-After"] = str(refused.seconds)
        return response
    return redirect(f"{request.path}?asked=1")


@never_cache
@sensitive_variables("token")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def choose(request: HttpRequest, place: str, token: str) -> HttpResponse:
    """GET shows the form, POST uses the link up."""
    user = links.user_of_link(place, token)
    if user is None:
        return render(request, "people/dead_link.html", {"password": True}, status=410)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "email": user.email}
        return render(request, "people/new_password.html", context, status=422 if form.errors else 200)
    try:
        forgotten.set_password(user, form.cleaned_data["password"])
    except ValidationError as weak:
        form.add_error("password", weak)
        return render(request, "people/new_password.html", {"form": form, "email": user.email}, status=422)
    said.say(request, _("The new password is set. Log in with it."))
    return redirect("people:log_in")
