"""My account: name, language, theme, keys, password, where I am logged in, my memberships."""

from __future__ import annotations

import hashlib

from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people import limits, wishes
from utkik.people.access import logged_in
from utkik.people.asking import UserRequest
from utkik.people.entering import words_for_wait
from utkik.people.forms.account import OFF, ON, AccountForm, ChangePasswordForm
from utkik.people.models import LogIn, Membership
from utkik.people.near import stand_in_frame
from utkik.text.normal import one_line
from utkik.text.sorting import swedish
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@logged_in
def account(request: UserRequest) -> HttpResponse:
    """The page, and what is saved on it with one button."""
    user = request.user
    memberships = list(_memberships(request))
    initial = {
        "name": memberships[0].name if memberships else "",
        "language": user.language or get_language(),
        "theme": user.theme,
        "keys_on": ON if user.keys_on else OFF,
    }
    form = AccountForm(request.POST if request.method == "POST" else None, user=user, initial=initial)
    if request.method == "POST" and request.POST.get("act") == "reset":
        user.keys = {}
        user.save(update_fields=["keys"])
        said.say(request, _("The keys are as they were delivered."))
        return redirect("people:account")
    if request.method == "POST" and form.is_valid():
        _save(form, memberships)
        with translation.override(user.language):
            said.say(request, _("Saved."))
        return redirect("people:account")
    return _page(request, form, ChangePasswordForm(user=user), memberships)


def _save(form: AccountForm, memberships: list[Membership]) -> None:
    user, told = form.user, form.cleaned_data
    with transaction.atomic():
        user.language, user.theme = told["language"], told["theme"]
        user.keys_on, user.keys = told["keys_on"] == ON, told["keys"]
        user.save(update_fields=["language", "theme", "keys_on", "keys"])
        name = one_line(told["name"])
        for member in memberships:
            member.name, member.sort_key = name, swedish(name)
            member.save(update_fields=["name", "sort_key"])


@sensitive_post_parameters()
@require_POST
@logged_in
def change_password(request: UserRequest) -> HttpResponse:
    """A new password; every other log-in ends."""
    user = request.user
    form = ChangePasswordForm(request.POST, user=user)
    try:
        limits.take((limits.ACCOUNT, user.email))
    except limits.TooOften as refused:
        wait = words_for_wait(refused.seconds)
        form.add_error(None, _("That was many tries in a short time. Wait %(wait)s and try again.") % {"wait": wait})
        response = _page(request, None, form, list(_memberships(request)), status=429)
        response["Retry-After"] = str(refused.seconds)
        return response
    if not form.is_valid():
        return _page(request, None, form, list(_memberships(request)), status=422)
    limits.give_back((limits.ACCOUNT, user.email))
    with transaction.atomic():
        user.set_password(form.cleaned_data["new"])
        user.save(update_fields=["password"])
        LogIn.objects.filter(user=user).exclude(pk=request.session.session_key).delete()
    update_session_auth_hash(request, user)
    said.say(request, _("The password is changed. You are logged out everywhere else."))
    return redirect("people:account")


@require_POST
@logged_in
def end_log_ins(request: UserRequest) -> HttpResponse:
    """Log out one other place (`which`), or all others."""
    others = LogIn.objects.filter(user=request.user).exclude(pk=request.session.session_key)
    which = request.POST.get("which", "")
    ended = [log_in.pk for log_in in others if which in ("others", short(log_in))]
    LogIn.objects.filter(user=request.user, pk__in=ended).delete()
    said.say(request, _("Logged out there.") if ended else _("You were logged out there already."))
    return redirect("people:account")


def short(log_in: LogIn) -> str:
    """A name for a log-in that gives its key away to nobody."""
    return hashlib.sha256(log_in.session_key.encode()).hexdigest()[:16]


def _choices(member: Membership) -> list[tuple[str, object, bool]]:
    """Each kind of mail: its code, its name, whether the member wants it."""
    return [(kind, wishes.NAMES[kind], getattr(member, field)) for kind, field in wishes.FIELDS.items()]


def _memberships(request: UserRequest):
    return Membership.objects.of_user(request.user).select_related("organisation").order_by("pk")


def _page(request, form, password_form, memberships, *, status: int | None = None) -> HttpResponse:
    stand_in_frame(request)
    user = request.user
    if form is None:
        initial = {"name": memberships[0].name if memberships else "", "language": user.language or get_language()}
        initial |= {"theme": user.theme, "keys_on": ON if user.keys_on else OFF}
        form = AccountForm(user=user, initial=initial)
    here = request.session.session_key
    log_ins = LogIn.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")
    context = {
        "form": form,
        "password_form": password_form,
        "memberships": memberships,
        "absent_in": [member for member in memberships if member.in_group],
        "mail_choices": [(member, _choices(member)) for member in memberships],
        "log_ins": [(log_in, short(log_in), log_in.pk == here) for log_in in log_ins],
    }
    return render(request, "people/account.html", context, status=status or (422 if form.errors else 200))
