"""Logging in with e-mail and password: slow to guess, a new session each time."""

from __future__ import annotations

import re
import time
from datetime import timedelta

from django.contrib.auth import authenticate, login
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from utkik import clock
from utkik.people import limits
from utkik.people.idle import BEGAN
from utkik.people.models import Membership, User
from utkik.people.models.members import tidy_email
from utkik.people.sessions import DEVICE

BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
LONGEST = timedelta(days=7)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def find_user(request: HttpRequest, email: str, password: str) -> User | None:
    """The user whose password it is; None when it is not. Raises limits.TooOften, for the right password too."""
    email, address = tidy_email(email), limits.network(request.META.get("REMOTE_ADDR", ""))
    tries = (
        (limits.FROM_ADDRESS, address),
        (limits.ACCOUNT_FROM_ADDRESS, f"{email} {address}"),
        (limits.ACCOUNT, email),
    )
    limits.take(*tries)
    user = authenticate(request, username=email, password=password)
    if user is not None:
        limits.give_back(*tries)
    return user


def let_in(request: HttpRequest, user: User | None) -> None:
    """A new session for the user; what the browser brought is dead."""
    assert user is not None
    request.session.flush()
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    request.session[BEGAN] = int(time.time())
    request.session.set_expiry(timezone.now() + LONGEST)
    request.session[DEVICE] = device(request.headers.get("User-Agent", ""))
    Membership.objects.filter(user=user, left_at=None).update(seen_at=clock.now())


def device(agent: str) -> str:
    """What a browser calls itself, in words a person knows: "Firefox, Windows"."""
    words = [_first(agent, BROWSERS), _first(agent, SYSTEMS)]
    return ", ".join(filter(None, words)) or re.sub(r"[^\w ./-]", "", agent)[:40]


def _first(agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for part, name in known if part in agent), "")


def safe_next(request: HttpRequest, target: str) -> str:
    """The path that was asked for, when it lies here; else an empty text."""
    inside = target.startswith("/") and not target.startswith("//") and "\\" not in target
    return target if inside and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""


def home(user) -> str:
    """Where a logged-in user starts: their organisation, or the page where they choose among several."""
    slugs = Membership.objects.filter(user=user, left_at=None).values_list("organisation__slug", flat=True)[:2]
    return reverse("insight:start", args=[slugs[0]]) if len(slugs) == 1 else reverse("people:root")


def way_home(request: HttpRequest) -> str:
    """Where the mark on a page without a menu leads."""
    return home(request.user) if request.user.is_authenticated else reverse("people:log_in")


def words_for_wait(seconds: int) -> str:
    """How long to wait, as a person says it."""
    minutes = -(-seconds // 60)
    if minutes <= 1:
        return _("one minute")
    if minutes < 90:
        return _("%(minutes)s minutes") % {"minutes": minutes}
    return _("%(hours)s hours") % {"hours": -(-minutes // 60)}
