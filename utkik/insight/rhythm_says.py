"""What the rhythm says in words: the gaps, worst first, and what is outstanding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik.insight.rhythm import AreaRow, MonthRow, one_person_sources
from utkik.people.models import Membership
from utkik.reports.models import Commission, FollowUp
from utkik.rounds.models import Outcome, Round
from utkik.web import dates
from utkik.web.spelled import spelled

MOST_GAPS = 4


@dataclass(frozen=True)
class Gap:
    """A gap in a sentence, what more there is to know, and one act."""

    days: int
    said: str
    more: str = ""
    link: str = ""
    act: str = ""


@dataclass(frozen=True)
class Line:
    """Something outstanding: what sort, the sentence, where it leads, what more."""

    sort: str
    said: str
    link: str = ""
    more: str = ""


def gaps(
    areas: Sequence[AreaRow], horizons: Sequence[MonthRow], levels: Sequence[MonthRow], member: Membership
) -> list[Gap]:
    """The gaps, the longest first."""
    found = [*_horizon_gaps(horizons, member), *_level_gaps(levels), *_area_gaps(areas, member)]
    return sorted(found, key=lambda gap: -gap.days)[:MOST_GAPS]


def finding(gaps: Sequence[Gap], areas: Sequence[AreaRow]) -> str:
    """The worst of it; else that the work is regular."""
    if gaps:
        return gaps[0].said
    return _("Every area has had its pass, and every horizon its signals") if areas else _("Rhythm")


def lead(areas: Sequence[AreaRow]) -> str:
    """How the passes are kept, and what hangs on one person, in one or two sentences."""
    if not areas:
        return _("Rhythm shows whether the work is regular. It begins with areas and what is decided in their streams.")
    if not any(row.passes for row in areas):
        return _("No pass has been held yet in the last half-year.")
    silent = sum(row.is_silent for row in areas)
    kept = (
        ngettext(
            "One area has been without a pass for long.", "%(count)s areas have been without a pass for long.", silent
        )
        % {"count": spelled(silent, begins=True)}
        if silent
        else _("The passes are kept in every area.")
    )
    alone = sum(row.hangs or row.has_nobody for row in areas)
    if not alone:
        return kept
    hangs = ngettext("One area hangs on one person.", "%(count)s areas hang on one person.", alone)
    return f"{kept} {hangs % {'count': spelled(alone, begins=True)}}"


def own_line(weeks: int, whole: int) -> str:
    """One's own passes, for oneself alone."""
    if not weeks:
        return _("Only you see your own passes: none in twelve weeks.")
    return _("Only you see your own passes: in %(weeks)s of %(whole)s weeks.") % {
        "weeks": spelled(weeks),
        "whole": whole,
    }


def outstanding(areas: Sequence[AreaRow], member: Membership) -> list[Line]:
    """Answers, follow-ups, commissions and sources."""
    lines = [_answers(member), _follow_ups(member), *_commissions(member), _sources(areas, member)]
    return [line for line in lines if line]


def _horizon_gaps(horizons: Sequence[MonthRow], member: Membership) -> list[Gap]:
    unset = next((row for row in horizons if row.is_unset), None)
    empty = [row for row in horizons if row.is_gap and not row.is_unset]
    more = ""
    if unset and unset.total:
        more = ngettext(
            "One signal has no time horizon and counts as a gap.",
            "%(count)d signals have no time horizon and count as a gap.",
            unset.total,
        ) % {"count": unset.total}
    link = reverse("signals:list", args=[member.organisation.slug])
    if not empty:
        half = unset is not None and 2 * unset.total > sum(row.total for row in horizons)
        return [Gap(0 if not half else 60, more, "", link, _("To the signals"))] if more else []
    least = min(row.without for row in empty)
    names = _("%(first)s and %(last)s") % {
        "first": ", ".join(row.name.lower() if place else row.name for place, row in enumerate(empty[:-1])),
        "last": empty[-1].name.lower(),
    }
    words = {"names": names if len(empty) > 1 else empty[0].name, "months": spelled(least)}
    if all(not row.total for row in empty):
        said = _("%(names)s: nothing in twelve months") % words
    else:
        said = ngettext("%(names)s: nothing for a month", "%(names)s: nothing for %(months)s months", least) % words
    return [Gap(30 * least, said, more, link, _("To the signals"))]


def _level_gaps(levels: Sequence[MonthRow]) -> list[Gap]:
    return [
        Gap(
            30 * row.without,
            _("%(level)s: nothing for %(months)s months") % {"level": row.name, "months": spelled(row.without)},
        )
        for row in levels
        if row.is_gap
    ]


def _area_gaps(areas: Sequence[AreaRow], member: Membership) -> list[Gap]:
    found = []
    slug = member.organisation.slug
    for row in areas:
        waiting = ngettext("one article waits", "%(count)d articles wait", row.waiting) % {"count": row.waiting}
        owned = _("Nobody owns the area.") if row.has_nobody else ""
        link = reverse("insight:handing", args=[slug]) if row.has_nobody and member.in_group else ""
        act = _("Hand it over") if link else ""
        words = {"area": row.area.name, "weeks": spelled(row.without), "days": row.oldest, "waiting": waiting}
        if row.is_silent:
            said = (
                _("%(area)s: no pass for %(weeks)s weeks, %(waiting)s")
                if row.waiting
                else _("%(area)s: no pass for %(weeks)s weeks")
            )
            found.append(Gap(7 * row.without, said % words, owned, link, act))
        elif row.is_old:
            said = _("%(area)s: the oldest article has waited for %(days)d days") % words
            found.append(Gap(row.oldest, said, owned, link, act))
        elif row.has_nobody:
            found.append(Gap(1, _("%(area)s: nobody owns the area") % words, "", link, act))
    return found


def _answers(member: Membership) -> Line | None:
    locked = Round.objects.for_member(member).filter(unit=None, state=Round.State.LOCKED)
    last = locked.order_by("-period").first()
    if last is None:
        return None
    lifted = Outcome.objects.for_member(member).filter(round=last, choice=Outcome.Choice.LIFTED)
    whole, given = lifted.count(), lifted.filter(response__given_at__isnull=False).count()
    if not whole:
        return None
    words = {
        "open": spelled(whole - given, begins=True),
        "whole": spelled(whole),
        "month": dates.month_name(last.period),
    }
    said = (
        _("%(open)s of %(whole)s signals lifted in %(month)s are not answered") % words
        if given < whole
        else _("All that was lifted in %(month)s is answered") % words
    )
    return Line(pgettext("rhythm", "Answers"), said, reverse("reports:archive", args=[member.organisation.slug]))


def _follow_ups(member: Membership) -> Line | None:
    late = FollowUp.objects.for_member(member).late(member.organisation.today()).soonest_first()
    first = late.select_related("unit").first()
    if first is None:
        return None
    count = late.count()
    said = ngettext("One follow-up is past its day", "%(count)s follow-ups are past their day", count) % {
        "count": spelled(count, begins=True)
    }
    more = _("the oldest: %(unit)s, %(day)s") % {"unit": first.unit.name, "day": dates.day_and_month(first.due_on)}
    return Line(_("Follow-up"), said, reverse("reports:follow_ups", args=[member.organisation.slug]), more)


def _commissions(member: Membership) -> list[Line]:
    waiting = Commission.objects.for_member(member).waiting().order_by("due_on", "pk")
    first = waiting.first()
    if first is None:
        return []
    count, late = waiting.count(), waiting.filter(due_on__lt=member.organisation.today()).count()
    said = ngettext("One commission waits for its answer", "%(count)s commissions wait for their answer", count)
    more = _("the next: %(text)s, %(day)s") % {"text": first.text, "day": dates.day_and_month(first.due_on)}
    if late:
        more = ngettext("one is late", "%(count)s are late", late) % {"count": spelled(late)} + "; " + more
    link = reverse("reports:commissions", args=[member.organisation.slug])
    return [Line(_("Commissions"), said % {"count": spelled(count, begins=True)}, link, more)]


def _sources(areas: Sequence[AreaRow], member: Membership) -> Line | None:
    alone = one_person_sources(areas, member)
    if not alone:
        return None
    said = ngettext("One source hangs on one person", "%(count)s sources hang on one person", alone) % {
        "count": spelled(alone, begins=True)
    }
    names = ", ".join(row.area.name for row in areas if row.hangs or row.has_nobody)
    link = reverse("collect:list", args=[member.organisation.slug]) if member.in_group else ""
    return Line(_("Sources"), said, link, names)
