"""The letters about an analysis: to the committees' members when it is out for input, and to those who want reports
when it is settled."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from utkik.documents.words import plain
from utkik.people import links, mail, posting, wishes
from utkik.people.letters import Item, Letter, Section
from utkik.people.models import Membership, Unit
from utkik.reports.models import Analysis, AnalysisConsequence, AnalysisEdition
from utkik.web import dates


def ask(analysis: Analysis) -> int:
    """Write to the members of every unit that has a part, in the transaction that sends it out; returns to how many."""
    units = AnalysisConsequence.objects.for_organisation(analysis.organisation_id).filter(chapter__analysis=analysis)
    members = Membership.objects.for_organisation(analysis.organisation_id).present().filter(mail_paused_at=None)
    asked = members.filter(unit__in=units.values("unit"), user__is_active=True)
    rows = list(asked.select_related("user", "organisation", "unit").order_by("pk"))
    for member in rows:
        _ask(analysis, member)
    return len(rows)


def _ask(analysis: Analysis, member: Membership) -> None:
    home = analysis.organisation
    assert member.user
    assert member.unit
    with mail.language_of(member.user, home) as language:
        told = {
            "unit": member.unit.name,
            "year": analysis.year,
            "day": dates.day(analysis.due_on) if analysis.due_on else "",
            "page": links.absolute(
                reverse("reports:analysis_input", args=[home.slug, analysis.year, member.unit_id]),
            ),
        }
        lines = [
            _("The analysis before budget %(year)s is a draft. %(unit)s has a part of its own in it.") % told,
            _("Say by %(day)s at the latest what is missing or wrong.") % told
            if analysis.due_on
            else _("Say what is missing or wrong."),
            _("Read and comment here:\n%(page)s") % told,
        ]
        mail.put(
            home,
            address=member.user.email,
            recipient=member,
            occasion=f"analysis-{analysis.pk}-out-{analysis.due_on or ''}-{member.pk}",
            language=language,
            subject=_("Budget %(year)s: what is said of %(unit)s") % told,
            text="\n\n".join(lines),
        )


def recipients(analysis: Analysis) -> QuerySet[Membership]:
    """Those who chose to be told when a report is out and have not paused their mail."""
    return wishes.wanting(analysis.organisation, wishes.REPORTS)


def tell(edition: AnalysisEdition) -> int:
    """Lay one message per recipient in the queue, in the transaction that settles; returns how many."""
    told = 0
    units = {part.unit_id: part.unit for part in edition.parts.select_related("unit")}
    for member in recipients(edition.analysis):
        occasion = f"analysis-{edition.analysis_id}-edition-{edition.number}-{member.pk}"
        write = partial(letter, edition, units.get(member.unit_id or 0))
        told += posting.post(member, write, occasion=occasion, kind=wishes.REPORTS) is not None
    return told


def letter(edition: AnalysisEdition, unit: Unit | None = None) -> tuple[str, Letter]:
    """What the director sends along, the way to the whole, and to the part of the reader's own unit."""
    analysis = edition.analysis
    where = [analysis.organisation.slug, analysis.year]
    page: dict[str, Any] = next((node for node in edition.tree["body"] if node["kind"] == "onepage"), {})
    asks = [Item(name=plain(item)) for item in page.get("asks", {}).get("items", [])]
    sections = [Section(page["asks"]["title"], asks)] if asks else []
    if unit:
        own = links.absolute(reverse("reports:analysis_part", args=[*where, unit.pk]))
        sections.append(Section(_("Your unit’s part"), [Item(name=unit.name, url=own)]))
    again = _("A new edition; the earlier one is kept.") if edition.number > 1 else ""
    period = _("Budget %(year)s") % {"year": analysis.year}
    written = Letter(
        edition.title,
        above=f"{analysis.organisation.name}, {period}",
        lead=" ".join(filter(None, [again, plain(page.get("lead", []))])),
        act=(_("Read the analysis"), links.absolute(reverse("reports:analysis", args=where))),
        sections=sections,
        why=_("You get this because you chose to be told when a report is out."),
    )
    return f"{period}: {edition.title}", written
