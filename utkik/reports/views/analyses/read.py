"""Reading a settled analysis: its newest edition, an earlier one, a committee's part, and the files."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.begin import plain
from utkik.reports import articles
from utkik.reports.analysis import export
from utkik.reports.models import AnalysisEdition, AnalysisEditionPart, AnalysisFile
from utkik.reports.views.analyses.find import analysis_of, edition_of, part_of, published_of
from utkik.reports.views.read import TYPES
from utkik.signals import talking


@require_safe
@allowed("reader")
def analysis(request: MemberRequest, year: int) -> HttpResponse:
    """The newest edition, as it was stored. One in the making leads the group to the builder."""
    found = analysis_of(request, year)
    if export.newest_of(found) is None:
        return redirect("reports:analysis_build", request.organisation.slug, found.year)
    return _page(request, edition_of(request, year))


@require_safe
@allowed("reader")
def edition(request: MemberRequest, year: int, number: int) -> HttpResponse:
    """One edition, earlier or newest."""
    return _page(request, edition_of(request, year, number))


@require_safe
@allowed("reader")
def part(request: MemberRequest, year: int, unit: int) -> HttpResponse:
    """A committee's part of the newest edition."""
    shown = edition_of(request, year)
    return _part_page(request, shown, part_of(shown, unit))


@require_safe
@allowed("reader")
def edition_part(request: MemberRequest, year: int, number: int, unit: int) -> HttpResponse:
    """A committee's part of one edition."""
    shown = edition_of(request, year, number)
    return _part_page(request, shown, part_of(shown, unit))


@require_safe
@allowed("reader")
def editions(request: MemberRequest, year: int) -> HttpResponse:
    """Every edition with its files and their checksums."""
    found = published_of(request, year)
    rows = found.editions.select_related("published_by").defer("tree", "article").order_by("-number")
    files = AnalysisFile.objects.for_member(request.member).filter(edition__analysis=found).defer("content")
    by_edition: dict[int, list[AnalysisFile]] = {}
    for row in files.select_related("part").order_by("part__position", "form"):
        by_edition.setdefault(row.edition_id, []).append(row)
    told = [{"edition": row, "files": by_edition.get(row.pk, [])} for row in rows]
    return render(request, "reports/analysis_editions.html", {"analysis": found, "editions": told})


@require_safe
@allowed("reader")
def file(request: MemberRequest, year: int, number: int, form: str) -> HttpResponse:
    """The whole analysis as a file, byte for byte as it was published."""
    found = edition_of(request, year, number)
    return _file(request, found, None, form, f"{request.organisation.slug}-{year}-{number}")


@require_safe
@allowed("reader")
def part_file(request: MemberRequest, year: int, number: int, unit: int, form: str) -> HttpResponse:
    """A committee's part as a file, byte for byte as it was published."""
    found = edition_of(request, year, number)
    own = part_of(found, unit)
    return _file(request, found, own, form, f"{request.organisation.slug}-{year}-{number}-{plain(own.title)[:60]}")


def _file(
    request: MemberRequest, found: AnalysisEdition, own: AnalysisEditionPart | None, form: str, name: str
) -> HttpResponse:
    stored = get_object_or_404(AnalysisFile.objects.for_member(request.member), edition=found, part=own, form=form)
    response = HttpResponse(bytes(stored.content), content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["ETag"] = f'"{stored.sha256}"'
    return response


def _page(request: MemberRequest, shown: AnalysisEdition) -> HttpResponse:
    found = shown.analysis
    newest = found.editions.count()
    parts = list(shown.parts.defer("tree", "article").order_by("position"))
    mine = next((own for own in parts if own.unit_id == request.member.unit_id), None)
    context = talking.context(found.conversation, request.member) | {
        "analysis": found,
        "edition": shown,
        "body": articles.inside(shown, slug=request.organisation.slug),
        "parts": parts,
        "mine": mine,
        "newest": newest,
        "is_newest": shown.number == newest,
    }
    return render(request, "reports/analysis.html", context)


def _part_page(request: MemberRequest, shown: AnalysisEdition, own: AnalysisEditionPart) -> HttpResponse:
    newest = shown.analysis.editions.count()
    context = {
        "analysis": shown.analysis,
        "edition": shown,
        "part": own,
        "body": articles.inside(own, slug=request.organisation.slug),
        "newest": newest,
        "is_newest": shown.number == newest,
    }
    return render(request, "reports/analysis_part.html", context)
