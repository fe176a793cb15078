"""What became of a tip here: a signal in writing, published, lifted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from utkik import clock
from utkik.people.models import Membership
from utkik.signals.models import Evidence, Signal
from utkik.stream.models import Tip
from utkik.stream.tipped import LIFTED, READ, SIGNAL, Way
from utkik.web import dates


def ways(tips: Sequence[Tip], member: Membership) -> dict[int, Way]:
    """Tip's key → its way, for those that lie behind a signal."""
    signals = of_entries(tips, member)
    return {tip.pk: _way(tip, signals[tip.entry_id]) for tip in tips if tip.entry_id in signals}


def of_entries(tips: Sequence[Tip], member: Membership) -> dict[int, Signal]:
    """Entry → the signal it lies behind, a published one first."""
    pieces = Evidence.objects.for_member(member).standing().filter(entry__in={tip.entry_id for tip in tips})
    standing = pieces.filter(signal__removed_at=None).select_related("signal__area", "signal__organisation")
    found: dict[int, Signal] = {}
    for piece in standing.defer("signal__search_terms").order_by("-pk"):
        known = found.get(piece.entry_id or 0)
        if known is None or not known.is_published or piece.signal.is_published:
            found[piece.entry_id or 0] = piece.signal
    return found


def _way(tip: Tip, signal: Signal) -> Way:
    told = {"number": signal.number, "area": signal.area.name if signal.area else ""}
    if not signal.is_published or signal.published_at is None:
        return Way(READ, _("The group is writing a signal of it."), _("Read, becomes a signal"), at=signal.created_at)
    url, link, short = signal.get_absolute_url(), _("Read the signal"), _("Signal %(number)d") % told
    if signal.outcome == "lifted" and signal.outcome_on:
        said = _("Became signal %(number)d, lifted in %(month)s.")
        told["month"] = dates.month_name(signal.outcome_on)
        day = clock.start_of_day(signal.outcome_on, signal.organisation.timezone)
        return Way(LIFTED, said % told, short, url, link, max(day, signal.published_at))
    if tip.has_joined and signal.created_at < tip.at:
        said = _("We had signal %(number)d of the same thing. Your tip is seen beside it.")
        return Way(SIGNAL, said % told, short, url, link, tip.at)
    said = _("Became signal %(number)d in the area %(area)s.") if told["area"] else _("Became signal %(number)d.")
    return Way(SIGNAL, said % told, short, url, link, signal.published_at)
