"""Reading a published report: its newest edition, an earlier one, and the files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.reports import articles
from utkik.reports.latest import newest_edition, of
from utkik.reports.models import Edition, EditionFile, Report
from utkik.reports.views.find import edition_of, published_of, report_of
from utkik.rounds.views.find import sees_outcome
from utkik.signals import talking

TYPES = {"pdf": "application/pdf", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"}


@require_safe
@allowed("reader")
def latest(request: MemberRequest) -> HttpResponse:
    """The newest month's report; the list before the first is published."""
    newest = of(request.organisation)
    if newest is None:
        return redirect("reports:archive", request.organisation.slug)
    return redirect("reports:report", request.organisation.slug, newest.report.month)


@require_safe
@allowed("reader")
def report(request: MemberRequest, month: str) -> HttpResponse:
    """The newest edition, as it was stored. One in the making leads the group to the builder."""
    found = report_of(request, month)
    edition = newest_edition(found)
    if edition is None:
        return redirect("reports:build", request.organisation.slug, found.month)
    return _page(request, found, edition)


@require_safe
@allowed("reader")
def edition(request: MemberRequest, month: str, number: int) -> HttpResponse:
    """One edition, earlier or newest."""
    return _page(request, published_of(request, month), edition_of(request, month, number))


@require_safe
@allowed("reader")
def editions(request: MemberRequest, month: str) -> HttpResponse:
    """Every edition of the month with its files and their checksums."""
    found = published_of(request, month)
    rows = found.editions.select_related("published_by").defer("tree", "article").order_by("-number")
    files = EditionFile.objects.for_member(request.member).filter(edition__report=found).defer("content")
    by_edition: dict[int, list[EditionFile]] = {}
    for row in files.order_by("form"):
        by_edition.setdefault(row.edition_id, []).append(row)
    told = [{"edition": row, "files": by_edition.get(row.pk, [])} for row in rows]
    return render(request, "reports/editions.html", {"report": found, "editions": told})


@require_safe
@allowed("reader")
def file(request: MemberRequest, month: str, number: int, form: str) -> HttpResponse:
    """A file, byte for byte as it was published."""
    found = edition_of(request, month, number)
    stored = get_object_or_404(EditionFile.objects.for_member(request.member), edition=found, form=form)
    name = f"{request.organisation.slug}-{month}-{number}.{form}"
    response = HttpResponse(bytes(stored.content), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["ETag"] = f'"{stored.sha256}"'
    return response


def _page(request: MemberRequest, found: Report, shown: Edition) -> HttpResponse:
    newest = found.editions.count()
    context = talking.context(found.conversation, request.member) | {
        "report": found,
        "edition": shown,
        "body": articles.inside(shown, slug=request.organisation.slug),
        "newest": newest,
        "round": found.round if found.round and sees_outcome(found.round, request.member) else None,
        "may_share": request.member.is_analyst_of(found.unit_id),
        "is_newest": shown.number == newest,
    }
    return render(request, "reports/report.html", context)
