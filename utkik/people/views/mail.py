"""Which mail a person gets: chosen in the account, or stopped from a message without logging in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from utkik.people import wishes
from utkik.people.access import anyone, logged_in
from utkik.people.asking import UserRequest
from utkik.people.models import Membership
from utkik.web import said


@require_POST
@logged_in
def choose(request: UserRequest) -> HttpResponse:
    """The choices of one membership; `act` pauses everything or takes it up again."""
    mine = Membership.objects.of_user(request.user)
    member = mine.filter(pk=_number(request.POST.get("membership"))).first()
    if member is None:
        return redirect("people:account")
    act = request.POST.get("act")
    if act in ("pause", "resume"):
        wishes.change(member, paused=act == "pause")
        said.say(request, _("All mail is paused.") if act == "pause" else _("Mail comes again."))
    else:
        wishes.change(member, **{field: kind in request.POST for kind, field in wishes.FIELDS.items()})
        said.say(request, _("Saved."))
    return redirect("people:account")


# A mail program that stops a subscription with one request has no token of ours; the signed address is the proof.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def stop(request: HttpRequest, signed: str) -> HttpResponse:
    """GET shows a page and changes nothing, for scanners follow links; POST stops, pauses or takes up again."""
    told = wishes.read(signed)
    if told is None:
        return render(request, "people/mail/stop.html", {"state": "dead"}, status=404)
    member, kind = told
    language = (member.user.language if member.user else "") or member.organisation.language
    with translation.override(language):
        timezone.activate(member.organisation.timezone)
        state = _act(request, member, kind) if request.method == "POST" else "ask"
        if state == "ask" and not wishes.wants(member, kind):
            state = "paused" if kind == wishes.ALL or member.mail_paused_at else "stopped"
        context = {"state": state, "kind": kind, "name": wishes.NAMES.get(kind, ""), "where": member.organisation.name}
        return render(request, "people/mail/stop.html", context)


def _act(request: HttpRequest, member: Membership, kind: str) -> str:
    """Do what was asked: without words (List-Unsubscribe=One-Click) it is the message's own kind that stops."""
    act = request.POST.get("act", "")
    if act == "resume":
        wishes.resume(member, wishes.ALL)
        if kind != wishes.ALL:
            wishes.resume(member, kind)
        return "resumed"
    if act == "pause" or kind == wishes.ALL:
        wishes.stop(member, wishes.ALL)
        return "paused"
    wishes.stop(member, kind)
    return "stopped"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
