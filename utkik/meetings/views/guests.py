"""A guest's forum, without logging in: in by a link or by the code in the room, and that one forum alone.

What a guest's browser keeps is asked for anew with every request, so that it is dead as soon as the forum ends.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.meetings import forum_shown, phones, seats, wrong
from utkik.meetings.forum_forms import CodeForm
from utkik.meetings.models import ForumGuest
from utkik.meetings.views.unlogged import speak, unkept
from utkik.people import limits, links
from utkik.people.access import anyone
from utkik.web import said

COOKIE = "utkik-guest"
PATH = "/guest"
GONE = 404


@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def code(request: HttpRequest) -> HttpResponse:
    """In by the code on the screen in the room: the code and a name, no password."""
    if request.method != "POST":
        return _code_page(request, CodeForm(initial={"code": seats.tidy(request.GET.get("code", ""))}))
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _code_page(request, form, status=422)
    try:
        token, forum = seats.enter(**form.cleaned_data, address=request.META.get("REMOTE_ADDR", ""))
    except wrong.MeetingRefused as refused:
        form.add_error("code", refused.said())
        return _code_page(request, form, status=429 if isinstance(refused, wrong.TooManyCame) else 422)
    except limits.TooOften as often:
        form.add_error("code", _("Too many wrong codes came from your network. Wait a while, then try again."))
        response = _code_page(request, form, status=429)
        response["Retry-After"] = str(often.seconds)
        return response
    speak(request, forum.organisation)
    return _let_in(request, token)


@require_safe
@anyone
def come_in(request: HttpRequest, token: str) -> HttpResponse:
    """In by a link of one's own: the word is laid in the browser, and the address is left."""
    if seats.find(token) is None:
        return _gone(request)
    return _let_in(request, token)


@require_safe
@anyone
def guest_forum(request: HttpRequest) -> HttpResponse:
    """The forum as a guest sees it: the question, what it begins from, what was said, and a place to write."""
    if not request.COOKIES.get(COOKIE):
        return unkept(redirect("meetings:code"))
    seat = _seat(request)
    return _page(request, seat) if seat else _gone(request)


@require_POST
@anyone
def guest_say(request: HttpRequest) -> HttpResponse:
    """What a guest writes; the same words sent twice stand once."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        words = phones.say(links.hashed(token), request.POST.get("text", ""))
    except wrong.ForumIsOver:
        return _gone(request)
    except wrong.MeetingRefused as refused:
        seat = _seat(request)
        return _page(request, seat, errors=[("text", refused.said())], status=429) if seat else _gone(request)
    if words.seat:
        speak(request, words.seat.forum.organisation)
    said.say(request, _("Thank you, it is in") if words.comment else _("Nothing new was written"))
    return unkept(redirect("meetings:guest_forum"))


@require_safe
@anyone
def guest_said(request: HttpRequest) -> HttpResponse:
    """What came since the page was drawn; nothing when nothing did, and the whole page anew when it is over."""
    seat = _seat(request)
    if seat is None:
        return unkept(HttpResponse(status=204, headers={"HX-Refresh": "true"}))
    newest = seat.forum.conversation.comments.filter(removed_at=None).order_by("-pk").values_list("pk", flat=True)
    if request.GET.get("after") == str(newest.first() or 0):
        return unkept(HttpResponse(status=204))
    return unkept(render(request, "meetings/_guest_said.html", forum_shown.plain(seat.forum)))


@require_POST
@anyone
def guest_leave(request: HttpRequest) -> HttpResponse:
    """Leave on a phone that is not one's own."""
    response = unkept(redirect("meetings:code"))
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
    return response


def _seat(request: HttpRequest) -> ForumGuest | None:
    seat = seats.find(request.COOKIES.get(COOKIE, ""))
    if seat:
        speak(request, seat.forum.organisation)
    return seat


def _let_in(request: HttpRequest, token: str) -> HttpResponse:
    response = unkept(redirect("meetings:guest_forum"))
    secure = request.is_secure()
    response.set_cookie(COOKIE, token, path=PATH, httponly=True, samesite="Lax", secure=secure, max_age=60 * 86_400)
    return response


def _page(
    request: HttpRequest, seat: ForumGuest, *, errors: list[tuple[str, str]] | None = None, status: int = 200
) -> HttpResponse:
    context = {**forum_shown.for_guest(seat), "errors": errors, "written": request.POST.get("text", "")}
    return unkept(render(request, "meetings/guest_forum.html", context, status=status))


def _code_page(request: HttpRequest, form: CodeForm, *, status: int = 200) -> HttpResponse:
    return unkept(render(request, "meetings/code.html", {"form": form}, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    return unkept(render(request, "meetings/guest_gone.html", status=GONE))
