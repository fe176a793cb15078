"""Patterns: the one last worked on in full, the others beside it, and where the group looks."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from utkik.insight import board, coverage, gathering
from utkik.insight.models import Pattern
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.once import once
from utkik.signals.models import Signal
from utkik.stream.models import Entry
from utkik.text.numbers import number
from utkik.web import said
from utkik.web.spelled import spelled


def pattern_of(request: MemberRequest, pk: int) -> Pattern:
    return get_object_or_404(
        Pattern.objects.for_member(request.member)
        .standing()
        .select_related("trend", "forum", "organisation", "begun_by"),
        pk=pk,
    )


@require_safe
@allowed("scanner")
def patterns(request: MemberRequest) -> HttpResponse:
    """The pattern last worked on, the others, and the matrix of areas and horizons."""
    rows = list(_counted(request))
    newest = board.of(rows[0], request.member) if rows else None
    context = {
        "finding": _finding(newest),
        "board": newest,
        "others": rows[1:],
        "matrix": coverage.matrix(request.member),
    }
    return render(request, "insight/patterns/list.html", context)


@require_safe
@allowed("scanner")
def pattern(request: MemberRequest, pk: int) -> HttpResponse:
    """One pattern, with what may belong to it and a search for more."""
    shown = pattern_of(request, pk)
    query = request.GET.get("q", "")[:200]
    context = {
        "finding": shown.name,
        "board": board.of(shown, request.member),
        "others": [row for row in _counted(request) if row.pk != shown.pk],
        "query": query,
        "found": board.found(shown, query, request.member),
    }
    return render(request, "insight/patterns/pattern.html", context)


def _counted(request: MemberRequest):
    rows = (
        Pattern.objects.for_member(request.member)
        .standing()
        .select_related("trend", "forum", "organisation", "begun_by")
    )
    gone = Q(pieces__signal__removed_at__isnull=False) | Q(pieces__question__removed_at__isnull=False)
    lying = Q(pieces__removed_at=None) & ~gone
    return rows.annotate(count=Count("pieces", filter=lying))


def _finding(newest: board.Board | None) -> str:
    if newest is None:
        return _("No pattern is gathered yet")
    count = len(newest.pieces)
    if not count:
        return _("Patterns")
    words = {"count": spelled(count, begins=True), "name": newest.pattern.name}
    return ngettext("One piece so far: %(name)s", "%(count)s pieces hang together: %(name)s", count) % words


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
@once
def new(request: MemberRequest) -> HttpResponse:
    """Name a new pattern, begun from nothing or from a signal or a kept item."""
    first = _thing(request)
    key = "pattern-new"
    given = request.POST if request.method == "POST" else drafts.load(request.member, key)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            pieces = (first,) if first else ()
            made = gathering.begin(
                given.get("name", ""), by=request.member, meaning=given.get("meaning", ""), pieces=pieces
            )
        except gathering.PatternRefused as refused:
            errors = [(refused.field, refused.sentence)]
        else:
            drafts.discard(request.member, key)
            said.say(request, _("The pattern is begun. Lay in what hangs together with it."))
            return redirect(made)
    context = {"given": given, "errors": errors, "first": first, "key": key}
    return render(request, "insight/patterns/write.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("scanner")
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Name and meaning, written over the version that was read; a colleague's text stands beside one's own."""
    shown = pattern_of(request, pk)
    key = f"pattern-{shown.pk}"
    kept = drafts.load(request.member, key)
    given = request.POST if request.method == "POST" else {"name": shown.name, "meaning": shown.meaning} | kept
    context = {"pattern": shown, "given": given, "errors": [], "key": key, "version": shown.version}
    if request.method == "POST":
        version = number(request.POST.get("version")) or 0
        try:
            gathering.write(shown, given.get("name", ""), given.get("meaning", ""), by=request.member, version=version)
        except gathering.PatternRefused as refused:
            context |= {"errors": [(refused.field, refused.sentence)], "version": version}
        except gathering.ChangedMeanwhile as meanwhile:
            sentence = _("A colleague changed the pattern meanwhile. Theirs stands below; yours is kept in the form.")
            context |= {"errors": [("meaning", sentence)], "theirs": meanwhile.pattern}
            context["version"] = meanwhile.pattern.version
        else:
            drafts.discard(request.member, key)
            said.say(request, _("The pattern is saved."))
            return redirect(shown)
    return render(request, "insight/patterns/write.html", context, status=422 if context["errors"] else 200)


def _thing(request: MemberRequest) -> gathering.Thing | None:
    """The signal or item that the address or the form names; 404 when it is nobody's here."""
    asked = request.POST if request.method == "POST" else request.GET
    return thing_of(request, asked.get("signal", ""), asked.get("entry", ""))


def thing_of(request: MemberRequest, signal: str, entry: str) -> Signal | Entry | None:
    if signal:
        rows = Signal.objects.seen_by(request.member).exclude(state=Signal.State.DRAFT)
        return get_object_or_404(rows, number=_whole(signal))
    if entry:
        entries = Entry.objects.for_member(request.member).select_related("sighting")
        return get_object_or_404(entries, pk=_whole(entry))
    return None


def _whole(text: str) -> int:
    key = number(text)
    if key is None:
        raise Http404
    return key
