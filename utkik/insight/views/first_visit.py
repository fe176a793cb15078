"""The first visit, screen three: the first sources."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from utkik.people.access import allowed


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def sources(request: HttpRequest) -> HttpResponse:
    return redirect("insight:start", request.organisation.slug)
