"""What the frame and the start page show of the stream."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.people.asking import MemberRequest
from utkik.stream import counts, headings, rows
from utkik.stream.lists import HANDED, Look
from utkik.stream.models import Entry, Handover
from utkik.web import rail

MOST_HANDED = 5


def entry(request: MemberRequest) -> rail.Entry | None:
    """The rail's line, for the group: how much waits for who is asking."""
    if not request.member.in_group:
        return None
    return rail.Entry(
        gettext_lazy("Stream"),
        reverse("stream:list", args=[request.organisation.slug]),
        group=rail.WAY,
        order=10,
        count=counts.for_request(request).mine,
        said=_("left for you"),
        icon="stream",
        tab=20,
        key="g i",
    )


def tips(request: MemberRequest) -> rail.Entry | None:
    """In the stream's place for those who send tips and do not read them."""
    member = request.member
    if member.in_group or not member.is_at_least("contributor"):
        return None
    address = reverse("stream:tips", args=[request.organisation.slug])
    return rail.Entry(gettext_lazy("Tips"), address, group=rail.WAY, order=10, icon="tip", tab=35, short=_("Tip"))


def go_on(request: MemberRequest, _thing: object) -> tuple[str, dict] | None:
    """Start's first line for the group: how much waits, and what is next."""
    member = request.member
    if not member.in_group:
        return None
    known = counts.for_request(request)
    entries, _older = rows.fetch(Look(), member) if known.mine else ([], False)
    return "stream/_start.html", {
        "left": known.mine,
        "begun": bool(known.mine) or Entry.objects.for_member(member).exists(),
        "finding": headings.finding(Look(), known.mine, known),
        "next_title": entries[0].sighting.title if entries else "",
        "next_lang": rows.foreign(entries[0].sighting.language) if entries else "",
    }


def handed(request: MemberRequest, _thing: object) -> tuple[str, dict] | None:
    """Start's list of what colleagues shared with who is asking, until it is decided."""
    member = request.member
    number = counts.for_request(request).handed if member.in_group else 0
    if not number:
        return None
    waiting = Look(HANDED).page(member).values_list("pk", flat=True)[:MOST_HANDED]
    entries = rows.in_order(member, list(waiting))
    given = Handover.objects.for_member(member).filter(entry__in=[e.pk for e in entries], receiver=member)
    lines = {handover.entry_id: handover for handover in given.select_related("giver").order_by("pk")}
    shown = [{"entry": e, "handover": lines.get(e.pk), "lang": rows.foreign(e.sighting.language)} for e in entries]
    return "stream/_start_handed.html", {"handed": shown, "number": number, "more": number - len(shown)}
