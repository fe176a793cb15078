"""Taking in earlier signals: a file, its columns matched on screen, a preview, and the way back."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from utkik.documents import excel
from utkik.insight.earlier import columns, export, names, reading, rows, take_in
from utkik.insight.models import Import
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.papers import FileRefused
from utkik.signals import find
from utkik.text.normal import casefold_key
from utkik.text.numbers import number
from utkik.web import said

LEAVE_OUT = "-"
SHOWN, TOLD = 8, 100


def import_of(request: MemberRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.for_member(request.member).select_related("organisation"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def page(request: MemberRequest) -> HttpResponse:
    """Choose a file; below, what was taken in before."""
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        given = request.FILES.get("file")
        try:
            if given is None:
                raise FileRefused(_("Choose the file first."))
            return redirect(take_in.begin(reading.read(given), by=request.member))
        except FileRefused as refused:
            errors = [("file", refused.sentence)]
    done = Import.objects.for_member(request.member).newest_first().select_related("begun_by", "organisation")
    context = {
        "errors": errors,
        "accept": reading.ACCEPT,
        "imports": done.defer("rows", "names").annotate(count=Count("signals"))[:30],
        "titles": columns.titles(request.organisation),
    }
    return render(request, "insight/imports/page.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("analyst")
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """How the file is read, and what would come of it (POST: read it otherwise)."""
    batch = import_of(request, pk)
    if batch.state != Import.State.READ:
        count = batch.signals.count()
        standing = batch.signals.filter(signal__removed_at=None).count()
        context = {"batch": batch, "count": count, "standing": standing, "finding": _done(batch, count)}
        return render(request, "insight/imports/done.html", context)
    if request.method == "POST":
        unfinished = request.POST.get("unfinished") == "1"
        take_in.match(batch, _places(request, batch), _said(request), unfinished, by=request.member)
        return redirect(f"{batch.get_absolute_url()}#preview")
    return render(request, "insight/imports/match.html", _matching(batch))


def _matching(batch: Import) -> dict:
    planned = rows.plan(batch)
    counts = Counter(row.kind for row in planned)
    chosen = rows.taken(planned, unfinished=batch.unfinished)
    titles = columns.titles(batch.organisation)
    troubled = [row for row in planned if row.kind in (rows.WRONG, rows.UNFINISHED)]
    fields = [
        {"code": one.code, "title": titles[one.code], "needed": one.needed, "place": batch.columns.get(one.code)}
        for one in columns.COLUMNS
    ]
    return {
        "batch": batch,
        "finding": _finding(len(chosen), len(planned)),
        "fields": fields,
        "head": list(enumerate(batch.head)),
        "unknown": names.Names(batch).unknown(batch),
        "leave_out": LEAVE_OUT,
        "count": len(chosen),
        "unfinished": counts[rows.UNFINISHED],
        "wrong": counts[rows.WRONG],
        "there": counts[rows.THERE],
        "shown": chosen[:SHOWN],
        "troubled": troubled[:TOLD],
        "more": max(len(troubled) - TOLD, 0),
    }


def _finding(count: int, whole: int) -> str:
    words = {"count": count, "whole": whole}
    if not count:
        return ngettext("The row cannot be taken in yet", "None of %(whole)d rows can be taken in yet", whole) % words
    return (
        ngettext("%(count)d of one row can be taken in", "%(count)d of %(whole)d rows can be taken in", whole) % words
    )


def _done(batch: Import, count: int) -> str:
    if batch.state == Import.State.UNDONE:
        return _("The import is undone")
    return ngettext("One signal is taken in", "%(count)d signals are taken in", count) % {"count": count}


def _places(request: MemberRequest, batch: Import) -> dict[str, int]:
    """Field: column, each column once; the first field that names it keeps it."""
    found: dict[str, int] = {}
    for column in columns.COLUMNS:
        place = number(request.POST.get(f"column-{column.code}"))
        if place is not None and place < len(batch.head) and place not in found.values():
            found[column.code] = place
    return found


def _said(request: MemberRequest) -> dict[str, dict[str, str]]:
    """What the unknown words stand for, as far as it was said; only values that can be chosen count."""
    found: dict[str, dict[str, str]] = {}
    for field in names.FIELDS:
        choices = {choice.value for choice in names.choices_of(field, request.organisation)}
        for place in range(names.MOST_UNKNOWN):
            word = request.POST.get(f"word-{field}-{place}", "")
            value = request.POST.get(f"stands-{field}-{place}", "")
            if word and (value == LEAVE_OUT or value in choices):
                found.setdefault(field, {})[casefold_key(word)] = names.NONE if value == LEAVE_OUT else value
    return found


@require_POST
@allowed("analyst")
def take(request: MemberRequest, pk: int) -> HttpResponse:
    """Take in every row that can be."""
    batch = import_of(request, pk)
    try:
        count = take_in.take_in(batch, by=request.member)
    except take_in.ImportRefused:
        said.say(request, _("Nothing was taken in: it was done already, or no row can be taken in yet."))
        return redirect(batch)
    text = ngettext("One signal is taken in.", "%(count)d signals are taken in.", count) % {"count": count}
    said.say(request, text, undo_url=reverse("insight:undo_import", args=[request.organisation.slug, batch.pk]))
    return redirect(batch)


@require_POST
@allowed("analyst")
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the whole import back, but for signals that somebody has worked with since."""
    batch = import_of(request, pk)
    try:
        gone, kept = take_in.undo(batch, by=request.member)
    except take_in.ImportRefused:
        said.say(request, _("It is undone already, or was never taken in."))
        return redirect(batch)
    text = ngettext("One signal is gone.", "%(gone)d signals are gone.", gone) % {"gone": gone}
    if kept:
        stays = ngettext(
            "One stays, for somebody worked with it.", "%(kept)d stay, for somebody worked with them.", kept
        )
        text += " " + stays % {"kept": kept}
    said.say(request, text)
    return redirect(batch)


@require_safe
@allowed("reader")
def out(request: MemberRequest) -> HttpResponse:
    """The list of signals, narrowed by what the address says, as Excel."""
    found = find.find(request.member, request.GET.dict())
    content = export.workbook(found.signals, request.organisation)
    name = f"utkik-{request.organisation.slug}-signaler.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=excel.TYPE, headers=headers)
