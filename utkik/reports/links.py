"""Reading links: an address by which employees without an account read one published report or analysis.

The address is made of the row's seed and the installation's secret; the row holds its hash. So it can be shown again to
those who made it, and whoever reads the database alone cannot use it.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from utkik import clock
from utkik.people import links, log
from utkik.people.models import Membership, Organisation
from utkik.reports.models import Analysis, AnalysisEdition, AnalysisFile, Edition, EditionFile, ReadingLink, Report
from utkik.reports.refusals import ReportRefused
from utkik.text.normal import one_line

LONGEST_NAME = 120
ONE = timedelta(days=1)
Thing = Report | Analysis


class NotPublished(ReportRefused):
    code = "not_published"
    text = _("Publish first: a reading link shows what is published.")


class NoName(ReportRefused):
    code = "no_name"
    text = _("Write whom the link is for, so that you know it again.")


class DayPast(ReportRefused):
    code = "day_past"
    text = _("Choose a day after today, or none.")


@dataclass(frozen=True)
class Opened:
    """What a link shows: the newest edition of one thing."""

    link: ReadingLink
    edition: Edition | AnalysisEdition

    @property
    def organisation(self) -> Organisation:
        return self.link.organisation

    def pdf(self) -> bytes | None:
        """The edition's PDF, byte for byte as it was published."""
        if isinstance(self.edition, Edition):
            content = _content(EditionFile.objects.filter(edition=self.edition, form="pdf"))
        else:
            content = _content(AnalysisFile.objects.filter(edition=self.edition, part=None, form="pdf"))
        return None if content is None else bytes(content)


def _content(files: QuerySet) -> bytes | None:
    return files.values_list("content", flat=True).first()


def make(thing: Thing, name: str, *, by: Membership, until: date | None = None) -> ReadingLink:
    """A new link to a published thing; `until` is its last day. Raises NotPublished, NoName, DayPast."""
    name = one_line(name)[:LONGEST_NAME]
    if not thing.editions.exists():
        raise NotPublished
    if not name:
        raise NoName
    if until is not None and until < by.organisation.today():
        raise DayPast
    which = {"report": thing} if isinstance(thing, Report) else {"analysis": thing}
    link = ReadingLink(organisation=by.organisation, name=name, made_by=by, **which)
    if until is not None:
        link.expires_at = clock.start_of_day(until + ONE, by.organisation.timezone)
    link.token_hash = links.hashed(token_of(link))
    with transaction.atomic():
        link.save()
        log.record("reading_link.made", link, by=by)
    return link


def revoke(link: ReadingLink, *, by: Membership) -> bool:
    """Dead from now on. False when it was revoked before."""
    with transaction.atomic():
        rows = ReadingLink.objects.for_member(by).filter(pk=link.pk, revoked_at=None)
        if not rows.update(revoked_at=clock.now(), revoked_by=by):
            return False
        log.record("reading_link.revoked", link, by=by)
    return True


def of(thing: Thing) -> list[ReadingLink]:
    """The thing's links, those that still lead somewhere first."""
    found = list(thing.reading_links.select_related("made_by").order_by("-pk"))
    return sorted(found, key=lambda link: link.revoked_at is not None or link.is_over)


def open_by(token: str) -> Opened | None:
    """What the token shows; None for one that is unknown, revoked or over."""
    rows = ReadingLink.objects.open().select_related("organisation", "report", "analysis")
    link = rows.filter(token_hash=links.hashed(token)).first()
    thing = (link.report or link.analysis) if link else None
    edition = thing.editions.defer("search_terms", "tree").order_by("-number").first() if thing else None
    return Opened(link, edition) if link and edition else None


def token_of(link: ReadingLink) -> str:
    """256 bits that only this installation can make of the row."""
    digest = salted_hmac("utkik.reports.reading_link", link.seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def address_of(link: ReadingLink) -> str:
    """The address to give away; empty once the installation's secret was changed."""
    token = token_of(link)
    return links.absolute(reverse("reports:read", args=[token])) if links.hashed(token) == link.token_hash else ""
