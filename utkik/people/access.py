"""Who may use a view: declared at the view with one decorator, refused where nothing is declared.

Under `/o/<slug>/` the address names the organisation: a decorated view gets `request.member` and
`request.organisation` instead of the slug. Whoever is not logged in is sent to the log-in page, a stranger
to the organisation gets 404, a member without the right 403.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation

from utkik import clock
from utkik.people.models import Membership, Role

log = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]
ADMINISTRATOR = "administrator"
UNIT_ANALYST = "unit_analyst"
SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Access:
    """What a view declares: `anyone`, `logged_in`, or `member` with the rights of which one is enough."""

    sort: str
    rights: tuple[str, ...] = ()


def anyone(view: View) -> View:
    """The view may be read without logging in."""
    view.access = Access("anyone")  # type: ignore[attr-defined]
    return view


def logged_in(view: View) -> View:
    """The view is for whoever is logged in and concerns no organisation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_log_in(request)
        return view(request, *args, **kwargs)

    guarded.access = Access("logged_in")  # type: ignore[attr-defined]
    return guarded


def allowed(*rights: str) -> Callable[[View], View]:
    """The view is for members with one of the rights: a role (which includes those above it), `administrator`, or
    `unit_analyst`: an analyst of some unit, where the view itself asks of which."""
    for right in rights:
        if right not in (ADMINISTRATOR, UNIT_ANALYST):
            Role(right)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args, **kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return ask_to_log_in(request)
            member = find_member(request, slug)
            if not any(has_right(member, right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.access = Access("member", rights)  # type: ignore[attr-defined]
        return guarded

    return declare


def has_right(member: Membership, right: str) -> bool:
    if right == ADMINISTRATOR:
        return member.is_administrator and member.left_at is None
    if right == UNIT_ANALYST:
        return member.left_at is None and Role.ANALYST in member.unit_ranks.values()
    return member.is_at_least(right)


def find_member(request: HttpRequest, slug: str) -> Membership:
    """The logged-in user's membership of the organisation in the address; 404 for a stranger."""
    members = Membership.objects.select_related("organisation__logo", "user")
    member = get_object_or_404(members, organisation__slug=slug, user=request.user, left_at=None)
    request.member = member  # type: ignore[attr-defined]
    request.organisation = member.organisation  # type: ignore[attr-defined]
    if request.method == "POST":
        note_presence(member)
    timezone.activate(member.organisation.timezone)
    if not chosen_language(request):
        translation.activate(member.organisation.language)
        request.LANGUAGE_CODE = translation.get_language()
    return member


def note_presence(member: Membership) -> None:
    """When the member was last here: written with an act, never by reading, and not with every act."""
    moment = clock.now()
    if member.seen_at is None or moment - member.seen_at > SEEN_EVERY:
        Membership.objects.filter(pk=member.pk).update(seen_at=moment)


def chosen_language(request: HttpRequest) -> str:
    """The language the person chose, in the account or by the cookie; empty when they never did."""
    if request.user.is_authenticated and request.user.language:
        return request.user.language
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return cookie if cookie in dict(settings.LANGUAGES) else ""


def ask_to_log_in(request: HttpRequest) -> HttpResponse:
    """A page leads to the log-in; a script gets 401, so that what it holds is not lost."""
    if request.headers.get("HX-Request") or request.headers.get("X-Requested-With"):
        return HttpResponse(status=401)
    target = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return redirect_to_login(target, reverse("people:log_in"))


class PersonLanguage:
    """Speaks the language that the person chose; else the organisation's (see find_member), else Swedish."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        timezone.deactivate()
        translation.activate(chosen_language(request) or settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


class DeclaredAccess:
    """Refuses every view that does not say who may use it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: tuple, kwargs: dict) -> HttpResponse | None:
        if declared(view) is None:
            log.error("view without declared access: %s", view_name(view))
            raise Http404 if not settings.DEBUG else PermissionDenied(view_name(view))
        if request.method not in ("GET", "HEAD", "OPTIONS") and request.headers.get("Sec-Fetch-Site") == "cross-site":
            raise PermissionDenied  # beside the token: a form of another site has no business here
        return None


def declared(view: View) -> Access | None:
    """What the view declares, or what the settings say of a library's view; None when nobody said anything."""
    said = getattr(view, "access", None) or settings.LIBRARY_VIEWS.get(view_name(view))
    return said if isinstance(said, Access) else None


def view_name(view: View) -> str:
    return f"{view.__module__}.{getattr(view, '__qualname__', type(view).__name__)}"
