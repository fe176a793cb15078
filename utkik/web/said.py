"""What happened, said once: on the page after a redirect, or with a partial answer."""

import json
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse


def say(request: HttpRequest, text: str, *, undo_url: str = "") -> None:
    """The next page shows the sentence, with "Undo" where there is an address that undoes."""
    messages.success(request, text, extra_tags=undo_url)


def with_said(response: HttpResponse, text: str) -> HttpResponse:
    """The partial answer is also read out in the live region."""
    response["HX-Trigger"] = json.dumps({"say": text})
    return response


def sentence_header(response: HttpResponse, text: str) -> HttpResponse:
    """An answer that refuses: the sentence is shown above the content and read out."""
    response["X-Said"] = quote(text)
    return response
