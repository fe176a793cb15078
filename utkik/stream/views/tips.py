"""Tips: sending one, and seeing what became of one's own."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.collect.address import canonical
from utkik.people import drafts, limits, links, uploads
from utkik.people.access import allowed, logged_in
from utkik.people.asking import MemberRequest, UserRequest
from utkik.people.entering import words_for_wait
from utkik.people.models import Membership
from utkik.people.near import stand_in_frame
from utkik.people.once import once
from utkik.stream import tipped, tips
from utkik.stream.errors import StreamError
from utkik.stream.forms import TipForm
from utkik.stream.models import Tip
from utkik.web import said
from utkik.web.spelled import spelled

DRAFT = "tip"
IN_TEXT = re.compile(r"https?://\S+")
MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@logged_in
def tip(request: UserRequest) -> HttpResponse:
    """The form. GET only fills it in (bookmark, sharing) and writes nothing; POST sends."""
    mine = list(_homes(request))
    if not mine:
        stand_in_frame(request)
        raise PermissionDenied
    member = _chosen(request, mine)
    request.member, request.organisation = member, member.organisation  # type: ignore[attr-defined]
    timezone.activate(member.organisation.timezone)
    if request.method == "POST":
        return _send(request, member, mine)
    return _page(request, member, _form(request, member, mine))


@require_safe
@allowed("contributor")
def mine(request: MemberRequest) -> HttpResponse:
    """One's own tips and how far each has come, under the form for the next."""
    member = request.member
    return _page(request, member, _form(request, member, [member]))


@require_POST
@allowed("contributor")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Regret a tip that nobody has read."""
    found = get_object_or_404(Tip.objects.for_member(request.member).filter(sender=request.member), pk=pk)
    try:
        gone = tips.take_back(found, by=request.member)
    except StreamError as refused:
        said.say(request, str(refused.text))
    else:
        said.say(request, _("The tip is taken back.") if gone else _("It was taken back already."))
    return redirect("stream:tips", request.organisation.slug)


@require_safe
@allowed("contributor")
def file(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file of a tip, for the group and for whoever sent it."""
    found = get_object_or_404(Tip.objects.for_member(request.member).standing().select_related("upload"), pk=pk)
    if found.upload is None or not (request.member.in_group or found.sender_id == request.member.pk):
        raise Http404
    return uploads.answer(found.upload)


@once
def _send(request: UserRequest, member: Membership, mine: list[Membership]) -> HttpResponse:
    form = TipForm(request.POST, request.FILES, homes=mine, asks_file="file" in request.GET)
    if not form.is_valid():
        return _page(request, member, form, status=422)
    told = form.cleaned_data
    try:
        sent = tips.send(
            by=member, link=told["url"], title=form.own_title(), thought=told["text"], given=told.get("file") or None
        )
    except uploads.FileRefused as refused:
        form.add_error("file", refused.sentence)
        return _page(request, member, form, status=422)
    except StreamError as refused:
        form.add_error("url", str(refused.text))
        return _page(request, member, form, status=422)
    except limits.TooOften as refused:
        wait = words_for_wait(refused.seconds)
        form.add_error(None, _("That was many tips in a short time. Wait %(wait)s and send the next.") % {"wait": wait})
        response = _page(request, member, form, status=429)
        response["Retry-After"] = str(refused.seconds)
        return response
    drafts.discard(member, DRAFT)
    undo = reverse("stream:take_back_tip", args=[member.organisation.slug, sent.pk])
    said.say(request, _thanks(sent), undo_url=undo)
    return redirect("stream:tips", member.organisation.slug)


def _thanks(sent: Tip) -> str:
    area = sent.entry.area
    told = {"title": sent.title, "area": area.name if area else ""}
    if sent.has_joined:
        return _("Thank you. “%(title)s” was in the stream already; now the group sees that you saw it too.") % told
    if area and area.owner_id:
        return _("Thank you. “%(title)s” is with whoever watches %(area)s.") % told
    return _("Thank you. “%(title)s” is with the group.") % told


def _homes(request: UserRequest) -> list[Membership]:
    """The person's memberships that may send tips."""
    mine = Membership.objects.of_user(request.user).select_related("organisation__logo", "user").order_by("pk")
    return [member for member in mine if member.is_at_least("contributor")]


def _chosen(request: UserRequest, mine: list[Membership]) -> Membership:
    """The organisation that the form names; else the one the person comes from, else the first."""
    asked = request.POST.get("organisation") or request.GET.get("organisation", "")
    stand_in_frame(request)
    near = getattr(request, "member", None)
    named = next((one for one in mine if one.organisation.slug == asked), None)
    return named or next((one for one in mine if near and one.pk == near.pk), mine[0])


def _form(request: Any, member: Membership, mine: list[Membership]) -> TipForm:
    """Filled in from the address (at most so much), else from what was written last."""
    asked = {name: request.GET.get(name, "").strip() for name in ("url", "title", "text")}
    in_text = IN_TEXT.search(asked["text"])
    if not asked["url"] and in_text:
        asked["url"], asked["text"] = in_text[0], asked["text"].replace(in_text[0], "").strip()
    kept = {} if any(asked.values()) else drafts.load(member, DRAFT)
    initial = {
        "url": canonical(asked["url"])[: tips.LONGEST_LINK] or kept.get("url", ""),
        "title": asked["title"][: tips.LONGEST_TITLE],
        "text": asked["text"][: tips.LONGEST_THOUGHT] or kept.get("text", ""),
        "organisation": member.organisation.slug,
    }
    initial["of"] = initial["url"]
    return TipForm(initial=initial, homes=mine, asks_file="file" in request.GET)


def _page(request: Any, member: Membership, form: TipForm, *, status: int = 200) -> HttpResponse:
    sent = list(Tip.objects.sent_by(member).select_related(*tipped.WITH_WAY)[:MOST])
    ways = tipped.ways(sent, member)
    became = sum(ways[one.pk].step >= tipped.SIGNAL for one in sent)
    context = {
        "form": form,
        "rows": [(one, ways[one.pk]) for one in sent],
        "heading": _heading(len(sent), became),
        "bookmark": _bookmark(),
        "asks_file": "file" in request.GET,
    }
    return render(request, "stream/tips.html", context, status=status)


def _heading(total: int, became: int) -> str:
    if not became:
        return ngettext("My tips: one sent", "My tips: %(total)s sent", total) % {"total": spelled(total)}
    told = {"became": spelled(became), "total": spelled(total)}
    said = ngettext(
        "My tips: %(became)s of %(total)s became a signal", "My tips: %(became)s of %(total)s became signals", became
    )
    return said % told


def _bookmark() -> str:
    """What the browser's bookmark does: open the form with the page's address, title and what is marked."""
    form = links.absolute(reverse("stream:tip"))
    return (
        f"javascript:location.href='{form}?{urlencode({'from': 'bookmark'})}"
        "&url='+encodeURIComponent(location.href)+'&title='+encodeURIComponent(document.title)"
        "+'&text='+encodeURIComponent(String(getSelection()))"
    )
