"""Reading links: read by anybody who has one, made and revoked by an analyst."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.people.access import allowed, anyone
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.reports import links
from utkik.reports.articles import outside
from utkik.reports.models import Analysis, ReadingLink, Report
from utkik.reports.refusals import ReportRefused
from utkik.reports.views.find import published_of
from utkik.web import said
from utkik.web.spelled import spelled

# What keeps the address between those who were given it: no search engine, no trace on the way out, no copy kept.
DISCREET = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@require_safe
@anyone
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The newest edition, its article and the way to its PDF, and nothing else."""
    opened = links.open_by(token)
    if opened is None:
        return _discreet(render(request, "reports/reading_over.html", status=404))
    request.organisation = opened.organisation  # type: ignore[attr-defined]
    with translation.override(opened.organisation.language), timezone.override(opened.organisation.timezone):
        context = {
            "edition": opened.edition,
            "article": outside(
                opened.edition.article,
                slug=opened.organisation.slug,
                pdf=reverse("reports:read_pdf", args=[token]),
            ),
            "token": token,
            "is_report": opened.link.report_id is not None,
            "organisation": opened.organisation,
        }
        return _discreet(render(request, "reports/reading.html", context))


@require_safe
@anyone
def read_pdf(request: HttpRequest, token: str) -> HttpResponse:
    """The newest edition's PDF, as it was published."""
    opened = links.open_by(token)
    content = opened.pdf() if opened else None
    if opened is None or content is None:
        return _discreet(render(request, "reports/reading_over.html", status=404))
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{opened.organisation.slug}-{opened.edition.published_at:%Y-%m}-{opened.edition.number}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _discreet(response)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst", "unit_analyst")
def report_links(request: MemberRequest, month: str) -> HttpResponse:
    """A report's links, and the form for a new one."""
    report = _led_report(request, month)
    back = reverse("reports:report", args=[request.organisation.slug, report.month])
    return _links(request, report, here=_address(request, report), back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def analysis_links(request: MemberRequest, year: int) -> HttpResponse:
    """A settled analysis' links, and the form for a new one."""
    mine = Analysis.objects.for_member(request.member).filter(published_at__isnull=False)
    analysis = get_object_or_404(mine.select_related("organisation"), year=year)
    return _links(request, analysis, here=_address(request, analysis), back=analysis.get_absolute_url())


@require_POST
@allowed("analyst", "unit_analyst")
def revoke(request: MemberRequest, pk: int) -> HttpResponse:
    """A link is dead from now on, whatever it leads to."""
    link = get_object_or_404(ReadingLink.objects.for_member(request.member).select_related("report", "analysis"), pk=pk)
    if not request.member.is_analyst_of(link.report.unit_id if link.report else None):
        raise PermissionDenied
    if links.revoke(link, by=request.member):
        said.say(request, _("The link for %(name)s no longer leads anywhere.") % {"name": link.name})
    else:
        said.say(request, _("It was revoked already."))
    thing = link.report or link.analysis
    return redirect(_address(request, thing)) if thing else redirect("reports:archive", request.organisation.slug)


def _links(request: MemberRequest, thing: links.Thing, *, here: str, back: str) -> HttpResponse:
    """The page; POST makes a link."""
    if request.method == "POST":
        return _make(request, thing, here=here, back=back)
    return _page(request, thing, here=here, back=back)


@once
def _make(request: MemberRequest, thing: links.Thing, *, here: str, back: str) -> HttpResponse:
    name, day = request.POST.get("name", ""), request.POST.get("until", "").strip()
    try:
        until = parse_date(day) if day else None
        if day and until is None:
            raise links.DayPast
        link = links.make(thing, name, by=request.member, until=until)
    except ValueError:
        refused: ReportRefused = links.DayPast()
        return _page(request, thing, here=here, back=back, refused=refused, status=422)
    except ReportRefused as found:
        return _page(request, thing, here=here, back=back, refused=found, status=422)
    said.say(request, _("The link for %(name)s is made. Copy it below.") % {"name": link.name})
    return redirect(here)


def _page(
    request: MemberRequest,
    thing: links.Thing,
    *,
    here: str,
    back: str,
    refused: ReportRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    made = [(link, links.address_of(link), link.revoked_at is None and not link.is_over) for link in links.of(thing)]
    alive = sum(is_alive for _link, _address, is_alive in made)
    said_of = ngettext("%(n)s reading link leads here", "%(n)s reading links lead here", alive)
    field = "link-until" if isinstance(refused, links.DayPast) else "link-name"
    context = {
        "thing": thing,
        "here": here,
        "back": back,
        "rows": made,
        "alive": alive,
        "finding": said_of % {"n": spelled(alive, begins=True)},
        "errors": [(field, refused.said())] if refused else [],
        "field": field if refused else "",
        "name": request.POST.get("name", ""),
        "until": request.POST.get("until", ""),
    }
    return render(request, "reports/links.html", context, status=status)


def _address(request: MemberRequest, thing: links.Thing) -> str:
    if isinstance(thing, Report):
        return reverse("reports:links", args=[request.organisation.slug, thing.month])
    return reverse("reports:analysis_links", args=[request.organisation.slug, thing.year])


def _led_report(request: MemberRequest, month: str) -> Report:
    report = published_of(request, month)
    if not request.member.is_analyst_of(report.unit_id):
        raise PermissionDenied
    return report


def _discreet(response: HttpResponse) -> HttpResponse:
    for name, value in DISCREET.items():
        response[name] = value
    return response
