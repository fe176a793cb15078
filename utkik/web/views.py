"""Help, and what the law and courtesy want to be readable by everybody."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import utkik
from utkik.people.access import anyone
from utkik.web import keys, slots, statement
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
    """Whether the database and the background work answer; as JSON for a monitor that asks for it."""
    parts = [_database(), *(function(request, None) for function in slots.answering("status"))]
    works = all(well for _name, well, _words in parts)
    code = 200 if works else 503
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"works": works}, status=code)
    if parts[0][1]:
        _with_frame(request)
    return render(request, "web/status.html", {"works": works, "parts": parts}, status=code)


def _database() -> tuple[str, bool, str]:
    """(name, well, words), as every part of the status says it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _("Database"), False, _("Does not answer")
    return _("Database"), True, _("Answers")


def _with_frame(request: HttpRequest) -> None:
    """A member sees the page in the usual frame: the step that knows members answers."""
    for function in slots.answering("frame.member"):
        function(request, None)
