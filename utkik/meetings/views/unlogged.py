"""What pages share that are read without logging in."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from utkik.people.access import chosen_language
from utkik.people.models import Organisation

Response = TypeVar("Response", bound=HttpResponseBase)


def speak(request: HttpRequest, organisation: Organisation) -> None:
    """In the organisation's zone and language, as its members read."""
    timezone.activate(organisation.timezone)
    if not chosen_language(request):
        translation.activate(organisation.language)
        request.LANGUAGE_CODE = translation.get_language()


def unkept(response: Response) -> Response:
    """Nothing of it is stored on the way, and the address is told to nobody else. (Told to nobody at all, a browser
    would send its forms as from nowhere, and they would be refused.)"""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
