"""How many of what: asked once per request, and equal to the lists they stand beside."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from utkik.people.asking import MemberRequest
from utkik.people.models import Area, Membership
from utkik.stream.lists import HANDED, LATER, MINE, TIPS, Look
from utkik.stream.models import Entry, Tip, concerns, waits_on

KEPT = "stream_counts"


@dataclass(frozen=True)
class Counts:
    """What waits for a member: all of it, in their own areas, handed to them, put off, and what colleagues sent."""

    mine: int
    own: int
    handed: int
    later: int
    tips: int

    def of(self, view: str) -> int | None:
        """The whole of a view without filters, where it is counted."""
        return {MINE: self.mine, HANDED: self.handed, TIPS: self.tips, LATER: self.later}.get(view)


def of_member(member: Membership) -> Counts:
    waits, desk = waits_on(member.organisation.today()), concerns(member)
    areas = Area.objects.watched_by(member).values("pk")
    later = Q(state=Entry.State.LATER)
    open_ones = Entry.objects.for_member(member).filter(state__in=[Entry.State.NEW, Entry.State.LATER])
    # Asked from the tips' side: there are few of them.
    sent = Tip.objects.for_member(member).standing().filter(entry__in=open_ones.filter(waits))
    return Counts(
        tips=sent.values("entry").distinct().count(),
        **open_ones.aggregate(
            mine=Count("pk", filter=waits & desk),
            own=Count("pk", filter=waits & desk & Q(area__in=areas)),
            handed=Count("pk", filter=waits & Q(receiver=member)),
            later=Count("pk", filter=later & (desk | Q(handled_by=member))),
        ),
    )


def for_request(request: MemberRequest) -> Counts:
    """The counts of who is asking; the rail, the page and its slots share them."""
    kept = vars(request)
    if KEPT not in kept:
        kept[KEPT] = of_member(request.member)
    return kept[KEPT]


def forget(request: MemberRequest) -> None:
    """Something was decided: whoever asks again gets the new counts."""
    vars(request).pop(KEPT, None)


def total(look: Look, member: Membership, known: Counts) -> int:
    """How many rows the list has on all its pages."""
    whole = None if look.is_filtered else known.of(look.view)
    return look.entries(member).count() if whole is None else whole
