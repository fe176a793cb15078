"""What a list says of itself: its heading, the names of its views, the line of the last act."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from utkik.stream.counts import Counts
from utkik.stream.lists import ALL, HANDED, KEPT, LATER, MINE, TIPS, Look
from utkik.stream.models import Change, Decision

NAMES = {
    MINE: gettext_lazy("My area"),
    HANDED: gettext_lazy("To me"),
    TIPS: gettext_lazy("Tips"),
    LATER: gettext_lazy("Read later"),
    KEPT: pgettext_lazy("view", "Kept"),
    ALL: pgettext_lazy("view", "All"),
}


def figure(number: int) -> str:
    """A number as it is read: 1475, 16 000."""
    return number_format(number, force_grouping=True) if number >= 10_000 else str(number)


def finding(look: Look, number: int, counts: Counts) -> str:
    """The heading of a list: how many there are, in words that fit the view."""
    shown = {"number": figure(number), "own": figure(counts.own)}
    if not number:
        return nothing(look)
    if look.is_filtered:
        return ngettext("%(number)s article fits", "%(number)s articles fit", number) % shown
    if look.view == TIPS:
        return ngettext("%(number)s tip to read", "%(number)s tips to read", number) % shown
    if look.view == LATER:
        return ngettext("%(number)s to read later", "%(number)s to read later", number) % shown
    if look.view == HANDED:
        return ngettext("%(number)s handed to you", "%(number)s handed to you", number) % shown
    if look.view == KEPT:
        return ngettext("%(number)s kept", "%(number)s kept", number) % shown
    if look.view == ALL:
        return ngettext("%(number)s article in the stream", "%(number)s articles in the stream", number) % shown
    return _left(number, counts.own, shown)


def nothing(look: Look) -> str:
    """The heading of an empty list."""
    if look.is_filtered:
        return _("No article fits")
    return {
        MINE: _("Nothing left today"),
        HANDED: _("Nothing is shared with you"),
        TIPS: _("No tip waits to be read"),
        LATER: _("Nothing to read later"),
        KEPT: _("Nothing is kept"),
        ALL: _("Nothing has come yet"),
    }[look.view]


def _left(number: int, own: int, shown: dict) -> str:
    if own and own != number:
        return (
            ngettext(
                "%(number)s left today, %(own)s in your area", "%(number)s left today, %(own)s in your area", number
            )
            % shown
        )
    return ngettext("%(number)s left today", "%(number)s left today", number) % shown


def told(decision: Decision, change: Change | None = None) -> str:
    """A decision in one line: what was done, with which article or how many; `change` is its first, where loaded."""
    act = ACTS[decision.act]
    if decision.act in ("dismiss_above", "rule") or decision.size > 1:
        return ngettext("%(act)s: %(number)d article", "%(act)s: %(number)d articles", decision.size) % {
            "act": act,
            "number": decision.size,
        }
    change = change or decision.changes.select_related("entry__sighting").first()
    title = change.entry.sighting.title if change else ""
    return _("%(act)s: “%(title)s”") % {"act": act, "title": title}


ACTS = {
    "keep": pgettext_lazy("act", "Kept"),
    "dismiss": gettext_lazy("Not relevant"),
    "dismiss_above": gettext_lazy("Not relevant"),
    "later": gettext_lazy("Read later"),
    "hand_over": gettext_lazy("Shared"),
    "restore": gettext_lazy("Put back"),
    "rule": gettext_lazy("A new rule"),
    "undo": gettext_lazy("Undone"),
}


def newer(number: int) -> str:
    """12 nya – visa."""
    return ngettext("%(number)d new – show", "%(number)d new – show", number) % {"number": number}
