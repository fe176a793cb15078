"""Start: what needs me now, by role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from utkik.people.access import allowed


@require_safe
@allowed("reader")
def start(request: HttpRequest) -> HttpResponse:
    """The page is composed of what each step answers for this member."""
    return render(request, "insight/start.html")
