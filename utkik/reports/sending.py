"""“The report is out”: who is told of a new edition, and the message. One query is the confirm page's number, its
table and what is sent."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from utkik.documents.words import plain
from utkik.people import links, posting, wishes
from utkik.people.letters import Item, Letter, Section
from utkik.people.models import Membership, UnitRole
from utkik.reports.models import Edition, Report
from utkik.web import dates


def recipients(report: Report) -> QuerySet[Membership]:
    """The members who chose to be told when a report is out and have not paused their mail; of a unit's own report
    the unit's."""
    return _of_unit(wishes.wanting(report.organisation, wishes.REPORTS), report)


def paused(report: Report) -> int:
    """How many chose it but have paused."""
    chose = _of_unit(wishes.wishing(report.organisation, wishes.REPORTS), report)
    return chose.filter(mail_paused_at__isnull=False).count()


def _of_unit(members: QuerySet[Membership], report: Report) -> QuerySet[Membership]:
    if report.unit_id is None:
        return members
    named = UnitRole.objects.filter(unit=report.unit_id).values("member")
    return members.filter(Q(unit=report.unit_id) | Q(pk__in=named))


def tell(edition: Edition) -> int:
    """Lay one message per recipient in the queue, in the transaction that publishes; returns how many."""
    told = 0
    for member in recipients(edition.report):
        occasion = f"report-{edition.report_id}-edition-{edition.number}-{member.pk}"
        told += posting.post(member, lambda: letter(edition), occasion=occasion, kind=wishes.REPORTS) is not None
    return told


def _item(told: dict[str, Any], address: str) -> Item:
    """A signal's line: alone it would not say what it is about."""
    return Item(name=plain(told["title"]), url=f"{address}#{told['ref']}", meta=plain(told.get("text")))


def letter(edition: Edition) -> tuple[str, Letter]:
    """Five minutes of the report, and where the rest is."""
    report = edition.report
    month = dates.month_name(report.period)
    subject = f"{month[:1].upper()}{month[1:]}: {edition.title}"
    address = links.absolute(reverse("reports:report", args=[report.organisation.slug, report.month]))
    summary = next((node for node in edition.tree["body"] if node["kind"] == "summary"), None)
    items = [_item(item, address) for item in summary["items"]] if summary else []
    again = _("A new edition; the earlier one is kept.") if edition.number > 1 else ""
    written = Letter(
        edition.title,
        above=f"{report.organisation.name}, {dates.month(report.period)}",
        lead=" ".join(filter(None, [again, plain(summary.get("lead")) if summary else ""])),
        act=(_("Read the report"), address),
        sections=[Section(_("Five minutes"), items)] if items else [],
        why=_("You get this because you chose to be told when a report is out."),
    )
    return subject, written
