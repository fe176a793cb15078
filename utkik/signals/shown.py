"""What other pages show of signals: the rail's entry, and the slots of the stream and of Start."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from utkik.people.asking import MemberRequest
from utkik.signals import begin, presence
from utkik.signals.models import Signal
from utkik.web import rail

Fragment = tuple[str, dict] | None


def rail_entry(request: MemberRequest) -> rail.Entry:
    """Signals are for everybody; the number counts the drafts that are the member's own to finish."""
    member = request.member
    mine = Signal.objects.for_member(member).drafts().filter(author=member).count() if member.in_group else 0
    return rail.Entry(
        _("Signals"),
        reverse("signals:list", args=[request.organisation.slug]),
        order=20,
        count=mine,
        said=ngettext_lazy("draft", "drafts", mine),
        icon="talk",
        tab=30,
        key="g s",
    )


def of_entry(request: MemberRequest, entry) -> Fragment:
    """Beside an item of the stream: the signal it has become, and who is writing one just now."""
    signal = begin.of_entry(entry)
    others = presence.line(signal, besides=request.member) if signal else ""
    return "signals/_of_entry.html", {"signal": signal, "entry": entry, "others": others}


def word_of_entry(_request: MemberRequest, entry) -> str | None:
    """What the stream's button says where the item has a signal already: it opens that."""
    return gettext("Open the signal") if begin.of_entry(entry) else None


def in_stream_head(request: MemberRequest, _thing) -> Fragment:
    """The stream's pages load what the form needs when it opens there."""
    member = getattr(request, "member", None)
    is_stream = request.resolver_match is not None and request.resolver_match.app_name == "stream"
    return ("signals/_head.html", {}) if is_stream and member and member.in_group else None
