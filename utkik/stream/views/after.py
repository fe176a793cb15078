"""What is answered after an act: the next article, the rows that changed, the counts, what happened in words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from utkik.people.asking import MemberRequest
from utkik.stream import counts, headings, lists, pane, rows, shown
from utkik.stream.models import Entry
from utkik.stream.views.reading import is_partial, page_of, title_level, views
from utkik.web import said


def answer(
    request: MemberRequest,
    entry: Entry | None,
    text: str,
    changed: list[int],
    *,
    stay: bool = False,
    failed: bool = False,
) -> HttpResponse:
    """After an act on `entry` that changed the entries `changed`. `stay` shows the entry again though it left."""
    counts.forget(request)
    look, page = lists.read(request.GET), page_of(request)
    if not is_partial(request) or page is None or not set(changed) <= set(page.entries):
        return _whole_page(request, look, page, entry, text, stay)
    there = set(look.entries(request.member).filter(pk__in=changed).values_list("pk", flat=True))
    if entry is not None and not stay and entry.pk in changed:
        entry = _next(request, look, page, entry)
    return _parts(request, look, page, entry, text, changed=changed, there=there, failed=failed)


def _next(request: MemberRequest, look: lists.Look, page: shown.Page, entry: Entry) -> Entry | None:
    """The article after the one that was decided; an undone one stays where it is."""
    is_undo = request.resolver_match is not None and request.resolver_match.url_name == "undo"
    if is_undo and look.entries(request.member).filter(pk=entry.pk).exists():
        return _full(request, entry.pk)
    nearest = pane.around(entry.pk, page, look, request.member).nearest
    return _full(request, nearest) if nearest else None


def _full(request: MemberRequest, key: int) -> Entry | None:
    found = rows.in_order(request.member, [key])
    return found[0] if found else None


def _parts(
    request: MemberRequest,
    look: lists.Look,
    page: shown.Page,
    entry: Entry | None,
    text: str,
    *,
    changed: list[int],
    there: set[int],
    failed: bool,
) -> HttpResponse:
    told = pane.context(request, look, page, entry) | title_level(request)
    told |= _stands(request, look, changed, there) | {"said_text": text, "failed": failed}
    response = render(request, "stream/_decided.html", told)
    if entry is not None:
        response["HX-Replace-Url"] = pane.with_query(
            reverse("stream:entry", args=[request.organisation.slug, entry.pk]), look
        )
    return said.with_said(response, text)


def _stands(request: MemberRequest, look: lists.Look, changed: list[int], there: set[int]) -> dict[str, Any]:
    """The list's heading and counts as they are now, and its rows that changed."""
    known = counts.for_request(request)
    staying = rows.in_order(request.member, [key for key in changed if key in there])
    return {
        "finding": headings.finding(look, counts.total(look, request.member, known), known),
        "views": views(look, known),
        "changed_rows": rows.rows_of(staying, request.member),
        "gone": [key for key in changed if key not in there],
        "left": known.mine,
    }


def _whole_page(
    request: MemberRequest, look: lists.Look, page: shown.Page | None, entry: Entry | None, text: str, stay: bool
) -> HttpResponse:
    """Without script: the next article's address, or the list's; what happened stands on the page."""
    messages.info(request, text)
    slug = request.organisation.slug
    on = entry.pk if entry else None
    if entry is not None and not stay and page is not None:
        still = look.entries(request.member).filter(pk=entry.pk).exists()
        on = entry.pk if still else pane.around(entry.pk, page, look, request.member).nearest
    address = reverse("stream:entry", args=[slug, on]) if on else reverse("stream:list", args=[slug])
    address = pane.with_query(address, look)
    if is_partial(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
