"""The list and its reading pane."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.stream import counts, headings, lists, pane, rows, shown
from utkik.stream.models import Entry
from utkik.stream.views import emptiness, sift
from utkik.text import numbers

OPENED = ("later", "share")


@require_safe
@allowed("scanner")
def list_page(request: MemberRequest) -> HttpResponse:
    """The list, its first article beside it."""
    look = lists.read(request.GET)
    return _whole(request, look, None)


@require_safe
@allowed("scanner")
def entry_page(request: MemberRequest, pk: int) -> HttpResponse:
    """An article, the list beside it; for the list's own script the article alone."""
    look = lists.read(request.GET)
    entry = get_object_or_404(Entry.objects.for_member(request.member).select_related(*rows.WITH_ROW), pk=pk)
    opened = request.GET.get("open", "")
    opened = opened if opened in OPENED else ""
    if not is_partial(request):
        return _whole(request, look, entry, opened)
    page = page_of(request) or shown.page_of(request.member, [entry.pk])
    told = pane.context(request, look, page, entry, opened) | title_level(request)
    told["closed"] = request.GET.get("closed", "")
    template = "stream/_acts.html" if request.htmx.target == "acts" else "stream/_turned.html"
    return render(request, template, told)


@require_safe
@allowed("scanner")
def newer(request: MemberRequest) -> JsonResponse:
    """How many the list would show more than it did, and the words for it."""
    look = lists.read(request.GET).on_top()
    since = numbers.number(request.GET.get("after")) or 0
    number = look.entries(request.member).filter(pk__gt=since).count()
    return JsonResponse({"count": number, "text": headings.newer(number)})


def is_partial(request: MemberRequest) -> bool:
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_of(request: MemberRequest) -> shown.Page | None:
    """The rows on the page that asks, as it carries them."""
    signed = request.headers.get(shown.HEADER) or request.POST.get(shown.FIELD, "")
    return shown.read(signed, request.member)


def title_level(request: MemberRequest) -> dict[str, bool]:
    """Whether the article's title is the page's heading (on its own address) or stands under the list's."""
    return {"is_heading": request.headers.get("X-Stream-Heading") == "article"}


def _whole(request: MemberRequest, look: lists.Look, entry: Entry | None, opened: str = "") -> HttpResponse:
    """The list and, beside it, the article asked for or else its first one."""
    member = request.member
    entries, has_older = rows.fetch(look, member)
    page = shown.page_of(member, [row.pk for row in entries])
    told: dict[str, Any] = {"is_heading": entry is not None}
    current = entry or (entries[0] if entries else None)
    if current is not None:
        current.organisation = member.organisation
    told |= board(request, look, entries, current, has_older) | pane.context(request, look, page, current, opened)
    if current is None:
        told |= emptiness.context(request, look)
        if told["why"] in emptiness.BEFORE_ANYTHING_CAME:
            told["finding"] = headings.nothing(lists.Look(lists.ALL))
    return render(request, "stream/list.html", told | sift.context(request, look))


def board(
    request: MemberRequest, look: lists.Look, entries: list[Entry], current: Entry | None, has_older: bool
) -> dict:
    """The list's side: heading, views with their counts, rows, where it goes on."""
    known = counts.for_request(request)
    return {
        "finding": headings.finding(look, counts.total(look, request.member, known), known),
        "views": views(look, known),
        "rows": rows.rows_of(entries, request.member),
        "current": current.pk if current else None,
        "older": look.after(entries[-1]).query() if has_older else "",
        "newest": look.on_top().query(),
        "newest_key": _newest_key(request),
    }


def views(look: lists.Look, known: counts.Counts) -> list[dict]:
    return [
        {
            "view": view,
            "name": headings.NAMES[view],
            "count": known.of(view),
            "figure": headings.figure(known.of(view) or 0),
            "query": lists.Look(view).query(),
            "is_current": view == look.view,
        }
        for view in lists.VIEWS
    ]


def _newest_key(request: MemberRequest) -> int:
    """The newest entry there is: what has a higher key came after the page was shown."""
    newest = Entry.objects.for_member(request.member).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0
