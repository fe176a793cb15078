"""The first visit, screen three: the first sources."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from utkik.collect.models import Source
from utkik.collect.sources import opml, starter, take_in
from utkik.people import sea
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.text.numbers import numbers
from utkik.web import said


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def sources(request: MemberRequest) -> HttpResponse:
    """The starter pack; those that are ticked are followed from now on, then the stream fills."""
    if Source.objects.for_member(request.member).exists():
        return redirect("stream:list", request.organisation.slug)
    outlines, error = _pack()
    if request.method != "POST":
        return _page(request, outlines, error)
    chosen = [outlines[key] for key in numbers(request.POST.getlist("follow")) if key < len(outlines)]
    if chosen:
        taken = take_in.take_in(request.organisation, chosen, by=request.member)
        count = len(taken.added)
        words = ngettext("One source is fetched now.", "%(count)d sources are fetched now.", count) % {"count": count}
        said.say(request, words)
    return redirect("stream:list", request.organisation.slug)


def _pack() -> tuple[list[opml.Outline], str]:
    """The pack's feeds, and a sentence when it cannot be read."""
    try:
        return starter.outlines(), ""
    except opml.BadOpml as wrong:
        return [], str(wrong.text)
    except OSError:
        return [], _("The starter pack cannot be read. Go on without it, and add sources under Sources.")


def _page(request: MemberRequest, outlines: list[opml.Outline], error: str) -> HttpResponse:
    groups: dict[str, list[tuple[int, opml.Outline]]] = {}
    for place, outline in enumerate(outlines):
        group = outline.area or (outline.folders[-1] if outline.folders else _("All areas"))
        groups.setdefault(group, []).append((place, outline))
    rings = sea.drawn(sea.places_of(request.organisation))
    context = {"groups": list(groups.items()), "count": len(outlines), "error": error, "sea": rings}
    return render(request, "insight/first_sources.html", context)
