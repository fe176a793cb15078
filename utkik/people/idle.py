"""Twelve hours without a request end a log-in, seven days end it in any case (README says so).

When a browser was last seen stands in a signed cookie bound to its session, so that reading writes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE = "utkik-seen"
BEGAN = "began"
LONGEST = 12 * 3600
EVERY = 5 * 60


class Idle:
    """Middleware after the one that knows the user: whoever was away too long is nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = request.session.get(BEGAN)
        seen = last_seen(request) if began else 0
        if began and time.time() - max(began, seen) > LONGEST:
            request.user = AnonymousUser()
        response = self.get_response(request)
        if request.session.get(BEGAN) and request.user.is_authenticated and time.time() - last_seen(request) > EVERY:
            _write(request, response)
        return response


def last_seen(request: HttpRequest) -> float:
    """When this session's browser was last here, in seconds since 1970; 0 when it does not say."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_salt(request))
    except signing.BadSignature:
        return 0
    return float(told)


def _write(request: HttpRequest, response: HttpResponseBase) -> None:
    value = signing.dumps(int(time.time()), salt=_salt(request))
    response.set_cookie(COOKIE, value, max_age=LONGEST, secure=request.is_secure(), httponly=True, samesite="Lax")


def _salt(request: HttpRequest) -> str:
    return f"utkik.seen.{request.session.session_key}"
