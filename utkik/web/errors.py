"""Pages for when something is not there, not allowed or broken: they ask neither database nor session."""

import logging
import secrets
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation

from utkik.clock import now
from utkik.people.access import anyone

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what was sent cannot be read."""
    return _page(request, "web/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a member without the right."""
    return _page(request, "web/403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing for this person."""
    return _page(request, "web/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: the number on the page stands in the log too, so that the two can be found together."""
    number = secrets.token_hex(3).upper()
    log.error("server error %s at %s", number, request.path)
    return _page(request, "web/500.html", 500, {"number": number, "at": timezone.localtime(now())})


class ReadingAnAct:
    """405: someone reloads, or enters, the address that a form is sent to; they get a page instead of nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = _page(request, "web/405.html", 405)
        page["Allow"] = response["Allow"]
        return page


@anyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was opened before the person logged in or out in another window."""
    return _page(request, "web/csrf.html", 403, {"posted": request.method == "POST"})


def _page(request: HttpRequest, template: str, status: int, more: dict[str, Any] | None = None) -> HttpResponse:
    """Rendered without context processors: none of them may ask the database when it is the database that failed."""
    context = {"LANGUAGE_CODE": translation.get_language(), "address": request.path, **(more or {})}
    html = get_template(template).template.render(Context(context))  # type: ignore[attr-defined]
    return HttpResponse(html, status=status)
