"""The newest published report, for those who show its Fem minuter elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from utkik.people.models import Membership, Organisation
from utkik.reports.models import Edition, Report


@dataclass(frozen=True)
class Latest:
    """A published report's newest edition, and what is read of it in five minutes (a summary node of the tree)."""

    report: Report
    edition: Edition
    summary: dict[str, Any] | None

    @property
    def address(self) -> str:
        return reverse("reports:report", args=[self.report.organisation.slug, self.report.month])


def latest_for(member: Membership) -> Latest | None:
    """The organisation's newest published month; None before the first."""
    return of(member.organisation)


def of(organisation: Organisation) -> Latest | None:
    reports = Report.objects.for_organisation(organisation).of_whole().published().newest_first()
    report = reports.select_related("organisation").first()
    edition = newest_edition(report) if report else None
    if report is None or edition is None:
        return None
    summary = next((node for node in edition.tree["body"] if node["kind"] == "summary"), None)
    return Latest(report, edition, summary)


def newest_edition(report: Report) -> Edition | None:
    return report.editions.order_by("-number").defer("search_terms").first()
