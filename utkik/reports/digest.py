"""The week's mail: what was published, lifted, answered and discussed, and what waits for its reader.

Due by what the database holds: a member of whom no row says that this week was told. The row and the mail are one
transaction, so a week comes once, however many workers there are and whatever the clock does. A week without news
gets its row and no mail.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.people import links, posting, wishes
from utkik.people.letters import Letter
from utkik.people.models import Membership, Organisation
from utkik.reports import news
from utkik.reports.models import Digest
from utkik.stream import counts
from utkik.web.spelled import spelled

HOUR = timedelta(hours=6)
WEEK = timedelta(days=7)


def week_of(day: date) -> str:
    """2026-W48, as the calendar counts weeks; the days around New Year belong to the week they lie in."""
    year, week, _day = day.isocalendar()
    return f"{year}-W{week:02d}"


def due_since(organisation: Organisation) -> datetime:
    """Monday morning at six, as the organisation's clock shows it."""
    today = organisation.today()
    monday = today - timedelta(days=today.weekday())
    return clock.start_of_day(monday, organisation.timezone) + HOUR


def due(organisation: Organisation) -> QuerySet[Membership]:
    """Whom this week's mail has not been made for; those who came after Monday begin with the next."""
    monday = due_since(organisation)
    if clock.now() < monday:
        return Membership.objects.none()
    told = Digest.objects.for_organisation(organisation).filter(week=week_of(organisation.today()))
    wanting = wishes.wanting(organisation, wishes.DIGEST).filter(joined_at__lt=monday)
    return wanting.exclude(pk__in=told.values("member"))


def send_due() -> int:
    """Make what is due in all organisations; returns how many messages were laid in the queue."""
    sent = 0
    for organisation in Organisation.objects.order_by("pk"):
        for member in due(organisation):
            sent += tell(member)
    return sent


def tell(member: Membership) -> bool:
    """Tell a member of their week, once. Returns whether there was a mail to send."""
    organisation = member.organisation
    week, until = week_of(organisation.today()), clock.now()
    try:
        with transaction.atomic():
            last = Digest.objects.filter(member=member).order_by("-until").first()
            since = last.until if last else max(until - WEEK, member.joined_at)
            row = Digest.objects.create(organisation=organisation, member=member, week=week, until=until)
            span = news.Span(member, min(since, until), until)
            row.delivery = posting.post(
                member, lambda: letter(span), occasion=f"digest-{week}-{member.pk}", kind=wishes.DIGEST
            )
            row.save(update_fields=["delivery"])
    except IntegrityError:  # another worker was first
        return False
    return row.delivery is not None


def letter(span: news.Span) -> tuple[str, Letter] | None:
    """Subject and message; None when nothing happened."""
    parts = news.parts(span)
    if not parts:
        return None
    organisation = span.member.organisation
    week = organisation.today().isocalendar().week
    title = heading(parts)
    above = _("%(organisation)s, week %(week)d") % {"organisation": organisation.name, "week": week}
    subject = _("Week %(week)d: %(title)s") % {"week": week, "title": title[:1].lower() + title[1:]}
    written = Letter(
        title,
        above=above,
        lead=_lead(span.member),
        act=(_("Go to Utkik"), links.absolute(reverse("insight:start", args=[organisation.slug]))),
        sections=[part.section() for part in parts],
        why=_("You get the digest on Mondays as %(role)s at %(organisation)s.")
        % {"role": str(span.member.get_role_display()).lower(), "organisation": organisation.name},
    )
    return subject, written


def heading(parts: list[news.Part]) -> str:
    """What the mail says in one line: its two first parts, counted."""
    first, *rest = [_part(part.code, len(part.items), begins=place == 0) for place, part in enumerate(parts)]
    return _("%(first)s, %(second)s") % {"first": first, "second": rest[0]} if rest else first


def _part(code: str, number: int, *, begins: bool = False) -> str:
    words = {
        "written": ngettext("one contribution to you", "%(n)s contributions to you", number),
        "waits": ngettext("%(n)s thing waits for you", "%(n)s things wait for you", number),
        "tips": ngettext("news of one tip", "news of %(n)s tips", number),
        "reports": ngettext("%(n)s new report", "%(n)s new reports", number),
        "signals": ngettext("%(n)s new signal", "%(n)s new signals", number),
        "lifted": ngettext("%(n)s lifted signal", "%(n)s lifted signals", number),
        "answers": ngettext("one answer from the management team", "%(n)s answers from the management team", number),
        "went": ngettext("%(n)s follow-up told", "%(n)s follow-ups told", number),
    }[code]
    said = words % {"n": spelled(number)}
    return said[:1].upper() + said[1:] if begins else said


def _lead(member: Membership) -> str:
    """How much waits in the stream, for the group."""
    waiting = counts.of_member(member).mine if member.in_group else 0
    if not waiting:
        return ""
    said = ngettext("%(n)s article waits for you in the stream.", "%(n)s articles wait for you in the stream.", waiting)
    return said % {"n": spelled(waiting, begins=True)}
