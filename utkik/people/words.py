"""What an act of the log is called. Each step adds its own verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from utkik.people.models import Act

_known: dict[str, str | Promise] = {
    "organisation.begun": gettext_lazy("began the organisation"),
    "organisation.changed": gettext_lazy("changed name or limits"),
    "organisation.contact_changed": gettext_lazy("changed where people turn"),
    "organisation.look_changed": gettext_lazy("changed logo or colours"),
    "member.invited": gettext_lazy("invited somebody"),
    "member.invitation_withdrawn": gettext_lazy("withdrew an invitation"),
    "member.joined": gettext_lazy("became a member"),
    "member.role_changed": gettext_lazy("changed a role"),
    "member.mark_changed": gettext_lazy("gave or took the administrator’s mark"),
    "member.unit_changed": gettext_lazy("changed a member’s unit"),
    "member.renamed": gettext_lazy("changed a member’s name"),
    "member.removed": gettext_lazy("removed a member"),
    "member.password_link_shown": gettext_lazy("made a link for a new password"),
    "unit.role_given": gettext_lazy("gave somebody a role for a unit"),
    "unit.role_taken": gettext_lazy("took a role for a unit away"),
    "absence.noted": gettext_lazy("noted an absence"),
    "absence.cancelled": gettext_lazy("took an absence away"),
    "mail.sent_again": gettext_lazy("sent a message once more"),
    "mail.wishes_changed": gettext_lazy("changed which mail they want"),
    "undone": gettext_lazy("undid a change"),
}
_parts: dict[str, str | Promise] = {
    "area": gettext_lazy("an area"),
    "place": gettext_lazy("a place"),
    "horizon": gettext_lazy("a time horizon"),
    "kind": gettext_lazy("a kind of signal"),
    "unit": gettext_lazy("a unit"),
}
_acts: dict[str, str | Promise] = {
    "added": gettext_lazy("added %(thing)s"),
    "changed": gettext_lazy("changed %(thing)s"),
    "moved": gettext_lazy("moved %(thing)s in its list"),
    "ended": gettext_lazy("ended %(thing)s"),
    "resumed": gettext_lazy("took up %(thing)s again"),
}


_hidden: set[str] = set()


def register(verbs: Mapping[str, str | Promise], *, hidden: Iterable[str] = ()) -> None:
    """A step's verbs and their words: {"signal.published": gettext_lazy("published a signal")}.

    `hidden`: beginnings of verbs that the page of the log leaves out.
    """
    _known.update(verbs)
    _hidden.update(hidden)


def shown(acts: QuerySet[Act]) -> QuerySet[Act]:
    """The acts that the page of the log may show."""
    for beginning in sorted(_hidden):
        acts = acts.exclude(verb__startswith=beginning)
    return acts


def of(act: Act) -> str:
    """What was done, as it follows a name: "published a signal"."""
    if act.verb in _known:
        return str(_known[act.verb])
    thing, _dot, what = act.verb.partition(".")
    if thing in _parts and what in _acts:
        return str(_acts[what]) % {"thing": _parts[thing]}
    return _("changed something (%(verb)s)") % {"verb": act.verb}
