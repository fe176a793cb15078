"""The way in and out: the root, log-in, log-out, the language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.people import entering
from utkik.people.access import anyone
from utkik.people.forms.entrance import LogInForm
from utkik.people.limits import TooOften
from utkik.people.models import Membership, Organisation


@require_safe
@anyone
def root(request: HttpRequest) -> HttpResponse:
    """Leads on: to the first visit, the log-in, or the member's organisation; of several they choose."""
    if not Organisation.objects.exists():
        return redirect("people:first_visit")
    if not request.user.is_authenticated:
        return redirect("people:log_in")
    found = Membership.objects.of_user(request.user).select_related("organisation")
    mine = list(found.order_by("organisation__name"))
    if len(mine) == 1:
        return redirect("insight:start", mine[0].organisation.slug)
    return render(request, "people/choose.html", {"memberships": mine})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def log_in(request: HttpRequest) -> HttpResponse:
    """One form, one button. `next` leads back to where the person wanted to go, never elsewhere."""
    wanted = entering.safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(wanted or entering.home(request.user))
        return _log_in_page(request, LogInForm(), wanted)
    form = LogInForm(request.POST)
    if not form.is_valid():
        return _log_in_page(request, form, wanted, status=422)
    try:
        user = entering.find_user(request, form.cleaned_data["email"], form.cleaned_data["password"])
    except TooOften as refused:
        return _too_often(request, form, wanted, refused)
    if user is None:
        form.add_error(None, _("The e-mail address or the password is wrong. Write both again."))
        return _log_in_page(request, form, wanted, status=422)
    entering.let_in(request, user)
    return redirect(wanted or entering.home(user))


def _too_often(request: HttpRequest, form: LogInForm, wanted: str, refused: TooOften) -> HttpResponse:
    wait = entering.words_for_wait(refused.seconds)
    form.add_error(None, _("That was many tries in a short time. Wait %(wait)s and try again.") % {"wait": wait})
    response = _log_in_page(request, form, wanted, status=429)
    response["Retry-After"] = str(refused.seconds)
    return response


def _log_in_page(request: HttpRequest, form: LogInForm, wanted: str, *, status: int = 200) -> HttpResponse:
    organisations = list(Organisation.objects.only("matter_name")[:2])
    context = {
        "form": form,
        "next": wanted,
        "only": organisations[0] if len(organisations) == 1 else None,
        "fresh": not organisations,
    }
    return render(request, "people/log_in.html", context, status=status)


@require_POST
@anyone
def log_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("people:log_in")


@require_POST
@anyone
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak the chosen language from now on: in this browser, and wherever the person logs in."""
    response = redirect(entering.safe_next(request, request.POST.get("next", "")) or "people:root")
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
