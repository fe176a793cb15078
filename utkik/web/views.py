"""Help, and what the law and courtesy want to be readable by everybody."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import utkik
from utkik.people.access import anyone
from utkik.web import health, keys, slots, statement
from utkik.web.lessons import lessons


@require_safe
@anyone
def help_page(request: HttpRequest) -> HttpResponse:
    """Short pages, the keys, where to turn."""
    _with_frame(request)
    user = getattr(request, "user", None)
    own = keys.keys_of(getattr(user, "keys", None))
    rows = [(act.name, own[act.code].split(" ")) for act in keys.ACTS]
    return render(request, "web/help.html", {"rows": rows, "keys_on": getattr(user, "keys_on", True)})


@require_safe
@anyone
def because(request: HttpRequest) -> HttpResponse:
    """What a good "Därför" is, with good and weak examples."""
    _with_frame(request)
    return render(request, "web/because.html", {"lessons": lessons()})


@require_safe
@anyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, made from the list of known faults in the program."""
    _with_frame(request)
    return render(request, "web/accessibility.html", {"statement": statement.read()})


@require_safe
@anyone
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, for what, how long."""
    _with_frame(request)
    return render(request, "web/privacy.html")


@require_safe
@anyone
def about(request: HttpRequest) -> HttpResponse:
    """What Utkik is, its version and licence."""
    _with_frame(request)
    return render(request, "web/about.html", {"version": utkik.__version__})


@require_safe
@anyone
def status(request: HttpRequest) -> HttpResponse:
    """Whether the parts of the service answer. A monitor that asks for JSON gets 503 when one does not."""
    parts = health.parts()
    works = all(part.well for part in parts)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"works": works}, status=200 if works else 503)
    if parts[0].well:
        _with_frame(request)
    return render(request, "web/status.html", {"works": works, "parts": parts})


def _with_frame(request: HttpRequest) -> None:
    """A member sees the page in the usual frame: the step that knows members answers."""
    for function in slots.answering("frame.member"):
        function(request, None)
