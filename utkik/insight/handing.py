"""Handing over a whole area, and taking over what somebody who left has begun: no work hangs on one person."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q

from utkik.people import changes, log
from utkik.people.models import Act, Area, Membership
from utkik.signals.models import Signal
from utkik.stream import triage
from utkik.stream import undo as stream_undo
from utkik.stream.models import Decision, Entry, Handover, waits_on

HANDED_OVER = "area.handed_over"


class NotAColleague(ValueError):
    """An area is handed to somebody else of the group."""


@dataclass(frozen=True)
class Held:
    """An area as it is held today: what waits in it, what was handed to its owner by name, its sources and drafts."""

    area: Area
    waiting: int
    handed: int
    sources: int
    drafts: int

    @property
    def gap(self) -> bool:
        """Whether it hangs on one person, or on nobody."""
        return self.area.owner_id is None or self.area.deputy_id is None


def held(member: Membership) -> list[Held]:
    """Every area, those without an owner first, then those without a deputy, each in the list's order."""
    areas = Area.objects.for_member(member).valid().select_related("owner", "deputy")
    waits = waits_on(member.organisation.today())
    open_ones = Entry.objects.for_member(member).filter(waits).exclude(area=None).values("area")
    owned = Q(receiver__isnull=False, receiver=F("area__owner"))
    told = {row["area"]: row for row in open_ones.annotate(n=Count("pk"), own=Count("pk", filter=owned))}
    sources = dict(areas.annotate(n=Count("sources", filter=Q(sources__removed_at=None))).values_list("pk", "n"))
    drafts = _drafts_by_area(member)
    none = {"n": 0, "own": 0}
    rows = [
        Held(area, (t := told.get(area.pk, none))["n"], t["own"], sources[area.pk], drafts.get(area.pk, 0))
        for area in areas
    ]
    return sorted(rows, key=lambda row: (row.area.owner_id is not None, row.area.deputy_id is not None))


def _drafts_by_area(member: Membership) -> dict[int, int]:
    rows = Signal.objects.for_member(member).drafts().exclude(area=None).values("area").annotate(n=Count("pk"))
    return {row["area"]: row["n"] for row in rows}


def left_behind(member: Membership) -> list[Signal]:
    """Drafts of those who have left, the newest first."""
    drafts = Signal.objects.for_member(member).drafts().filter(author__left_at__isnull=False)
    return list(drafts.select_related("author", "area").order_by("-changed_at", "-pk"))


def may_hand_over(area: Area, by: Membership) -> bool:
    """Its owner and an analyst; an area without an owner anybody in the group, to themselves."""
    return area.organisation_id == by.organisation_id and (by.is_analyst or area.owner_id in (by.pk, None))


def hand_over(area: Area, to: Membership, *, by: Membership) -> Act:
    """The area gets a new owner, with all that waits in it for the old one. Who was deputy and becomes owner is
    followed by the old owner as deputy. Raises PermissionDenied and NotAColleague."""
    if not may_hand_over(area, by) or (area.owner_id is None and not by.is_analyst and to.pk != by.pk):
        raise PermissionDenied
    if to.organisation_id != area.organisation_id or not to.in_group or to.pk == area.owner_id:
        raise NotAColleague
    with transaction.atomic():
        former = area.owner
        deputy = area.deputy if area.deputy_id != to.pk else former if former and former.in_group else None
        entries = _handed_to(former, area, by) if former else []
        act = changes.change(area, "area.changed", by=by, owner=to, deputy=deputy)
        decision = triage.record("hand_over", entries, {"receiver_id": to.pk}, by=by) if entries else None
        Handover.objects.bulk_create(
            Handover(organisation_id=area.organisation_id, entry=entry, giver=by, receiver=to) for entry in entries
        )
        told = {"act": act.pk if act else None, "decision": decision.pk if decision else None}
        return log.record(HANDED_OVER, area, by=by, details=told)


def _handed_to(former: Membership, area: Area, by: Membership) -> list[Entry]:
    waits = waits_on(by.organisation.today())
    keys = Entry.objects.for_member(by).filter(waits, area=area, receiver=former).values_list("pk", flat=True)
    return triage.locked(by, keys)


def take_back(act: Act, *, by: Membership) -> None:
    """Undo a hand-over. Raises PermissionDenied and people.changes.CannotUndo."""
    if act.member_id != by.pk or act.verb != HANDED_OVER or act.organisation_id != by.organisation_id:
        raise PermissionDenied
    with transaction.atomic():
        changed = Act.objects.for_member(by).filter(pk=act.details["act"]).first()
        if changed is None:
            raise changes.CannotUndo(act.pk)
        changes.undo(changed, by=by)
        decision = Decision.objects.for_member(by).filter(pk=act.details["decision"] or 0).first()
        if decision:
            stream_undo.undo(decision, by=by)


def take_over(signal: Signal, *, by: Membership) -> bool:
    """A draft of somebody who left gets a new author. False when it has one who is here, or is a draft no more."""
    if not by.in_group or signal.organisation_id != by.organisation_id:
        raise PermissionDenied
    with transaction.atomic():
        rows = Signal.objects.for_member(by).drafts().filter(pk=signal.pk, author__left_at__isnull=False)
        if not rows.update(author=by):
            return False
        log.record("signal.taken_over", signal, by=by, changed=["author"])
    return True
