"""What other pages show of the trends: the rail, the organisation's lists, the log's words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from utkik.people import changes, lists, words
from utkik.people.asking import MemberRequest
from utkik.trends import answering
from utkik.trends.models import CallUnit, Force
from utkik.web import rail, slots

VERBS = {
    "trend.taken_in": _("took up a trend"),
    "trend.changed": _("changed a trend"),
    "trend.ended": _("took a trend off the list"),
    "trend.resumed": _("took up a trend again"),
    "trend.consequence_written": _("wrote what a trend means for a unit"),
    "framework.brought": _("took in a framework"),
    "framework.filled": _("filled in a framework’s names"),
    "framework.mapped": _("said which earlier trend one carries on"),
    "framework.removed": _("removed a framework"),
    "framework.brought_back": _("brought a framework back"),
    "trend_edition.frozen": _("froze an edition of the trends"),
    "call.opened": _("asked units for input"),
    "call.reminded": _("reminded a unit of the input"),
    "call.closed": _("closed a call for input"),
    "call.opened_again": _("opened a call for input again"),
    "call.answered": _("wrote in a unit’s input"),
    "call.handed_in": _("handed in a unit’s input"),
    "proposal.made": _("proposed something on the trends"),
    "proposal.accepted": _("accepted a proposal"),
    "proposal.adapted": _("adapted a proposal"),
    "proposal.declined": _("declined a proposal"),
    "force.added": _("added a force"),
    "force.changed": _("changed a force"),
    "force.moved": _("moved a force in its list"),
    "force.ended": _("ended a force"),
    "force.resumed": _("took up a force again"),
}


def register() -> None:
    rail.register(entry)
    slots.register("start.mine", to_answer, order=45)
    words.register(VERBS)
    changes.PLAIN[Force] = {"name", "position", "ended_on", "removed_at"}
    lists.register(
        lists.Sort(
            "forces",
            Force,
            _("Forces"),
            _("What drives the trends; also the sectors of the radar, in this order."),
            _("Add a force"),
            "force",
        )
    )


def entry(request: MemberRequest) -> rail.Entry:
    """The trends are every member's."""
    return rail.Entry(_("Trends"), reverse("trends:list", args=[request.organisation.slug]), group=rail.WAY, order=60)


def to_answer(request: MemberRequest, _thing: object) -> slots.Answer:
    """On Start: the open call that the member's unit has not handed in."""
    member = request.member
    if member.unit_id is None:
        return None
    rows = CallUnit.objects.for_member(member).filter(unit=member.unit_id, handed_in_at=None, call__closed_at=None)
    asked = rows.select_related("call", "unit").order_by("call__due_on").first()
    if asked is None or not answering.may_write(asked, member):
        return None
    return "trends/_start_answer.html", {"asked": asked, "call": asked.call}
