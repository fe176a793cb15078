"""Editions: one as it was frozen, two side by side, and freezing the next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from utkik.documents import excel
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Horizon
from utkik.people.once import once
from utkik.text.numbers import number as whole
from utkik.trends import compare, freeze, refusals, snapshot, wording
from utkik.trends.draw import lines, marks, slope
from utkik.trends.models import Alteration, Edition, EditionTrend, Proposal
from utkik.trends.views.find import edition_of
from utkik.web import said

What = Alteration.What
DRAFT = "trends-freeze"


@require_safe
@allowed("reader")
def editions(request: MemberRequest) -> HttpResponse:
    """Two editions side by side: `?from=1&to=2`; without `to` the list as it stands. An analyst freezes it here."""
    every = list(Edition.objects.for_member(request.member).in_order())
    after = _chosen(every, request.GET.get("to"))
    before = _chosen([e for e in every if after is None or e.number < after.number], request.GET.get("from"))
    if before is None and every:
        earlier = [each for each in every if after is None or each.number < after.number]
        before = earlier[-1] if earlier else None
    return _page(request, every, before, after)


@require_safe
@allowed("reader")
def edition(request: MemberRequest, number: int) -> HttpResponse:
    """One edition, as it was frozen."""
    found = edition_of(request, number)
    rings = list(Horizon.objects.for_member(request.member).valid())
    place = {ring.pk: at for at, ring in enumerate(rings)}
    groups: list[dict[str, Any]] = []
    rows = list(found.trends.order_by("position"))
    every = list(Edition.objects.for_member(request.member).in_order())
    is_first = not any(each.number < found.number for each in every)
    for row in rows:
        if row.change == EditionTrend.Change.GONE:
            continue
        if not groups or groups[-1]["force"] != row.force_name:
            groups.append({"force": row.force_name, "rows": []})
        ring = place.get(row.horizon_id) if row.horizon_id else None
        picture = lines.horizon(ring, None, len(rings)) if ring is not None else ""
        sign = marks.sign(row.number, EditionTrend.Change.UNCHANGED if is_first else row.change)
        groups[-1]["rows"].append({"row": row, "sign": sign, "horizon": picture})
    context = {
        "edition": found,
        "groups": groups,
        "gone": [row for row in rows if row.change == EditionTrend.Change.GONE],
        "count": sum(len(group["rows"]) for group in groups),
        "editions": every,
        "is_first": is_first,
    }
    return render(request, "trends/edition.html", context)


@require_safe
@allowed("reader")
def file(request: MemberRequest, number: int) -> HttpResponse:
    """An edition as Excel: the trends, and what they mean for the committees."""
    found = edition_of(request, number)
    rows = list(found.trends.exclude(change=EditionTrend.Change.GONE).order_by("position"))
    head = [
        _("No."),
        _("Trend"),
        _("Force"),
        _("Time horizon"),
        _("Pressure"),
        _("What it means here"),
        _("Since last"),
    ]
    units = [_("No."), _("Trend"), _("Unit"), _("Consequence"), _("When"), _("Pressure")]
    said_of = [
        [row.number, row.name, each["unit_name"], each["text"], each["horizon_name"], each["pressure"]]
        for row in rows
        for each in row.consequences
    ]
    content = excel.write(
        [
            excel.Sheet(_("Trends"), head, [_line(row) for row in rows], (6, 44, 18, 20, 10, 80, 16)),
            excel.Sheet(_("Consequences"), units, said_of, (6, 44, 30, 80, 20, 10)),
        ]
    )
    response = HttpResponse(content, content_type=excel.TYPE)
    name = found.name.replace(":", "-")
    response["Content-Disposition"] = f'attachment; filename="{request.organisation.slug}-trender-{name}.xlsx"'
    return response


@require_POST
@allowed("analyst")
@once
def freeze_it(request: MemberRequest) -> HttpResponse:
    """Freeze the list as it stands: POST `mark` (of the list that was looked at), `year`, `note`."""
    year = whole(request.POST.get("year")) or request.organisation.today().year
    try:
        made = freeze.freeze(
            request.organisation,
            year if 1990 < year < 2200 else request.organisation.today().year,
            by=request.member,
            note=request.POST.get("note", ""),
            looked_at=request.POST.get("mark", ""),
        )
    except refusals.TrendRefused as refused:
        every = list(Edition.objects.for_member(request.member).in_order())
        return _page(request, every, every[-1] if every else None, None, [("freeze", refused.said())], 409)
    drafts.discard(request.member, DRAFT)
    said.say(request, _("Edition %(name)s is frozen. It never changes.") % {"name": made.name})
    return redirect(made.get_absolute_url())


def _page(
    request: MemberRequest,
    every: list[Edition],
    before: Edition | None,
    after: Edition | None,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    home = request.organisation
    old = snapshot.of(before) if before else []
    new = snapshot.of(after) if after else snapshot.now(home)
    order = snapshot.order_of(home)
    why = compare.reasons_between(home, before, after) if before else {}
    told = compare.compare(old, new, why, order) if before else None
    context: dict[str, Any] = {
        "editions": every,
        "before": before,
        "after": after,
        "told": told,
        "finding": _finding(told, every),
        "parts": _parts(told, request) if told else [],
        "slope": _slope(request, old, new, before, after) if before else "",
        "count": len(new),
        "mark": freeze.mark(home) if after is None else "",
        "year": home.today().year,
        "waiting": Proposal.objects.for_member(request.member).waiting().count() if after is None else 0,
        "note": drafts.load(request.member, DRAFT).get("note", ""),
        "draft_key": DRAFT,
        "errors": errors or [],
    }
    return render(request, "trends/editions.html", context, status=status)


def _finding(told: compare.Compared | None, every: list[Edition]) -> str:
    if told is None:
        return _("The first edition can be frozen") if not every else _("There is nothing to compare yet")
    return wording.compared_finding(len(told.came), len(told.went), len(told.moved), len(told.reworded))


def _parts(told: compare.Compared, request: MemberRequest) -> list[dict[str, Any]]:
    """The four parts of the table, those that hold something."""
    rings = list(Horizon.objects.for_member(request.member).valid())
    place = {ring.pk: at for at, ring in enumerate(rings)}
    heads = [
        (_("Came"), told.came, "came"),
        (_("Went"), told.went, "went"),
        (_("Moved"), told.moved, "moved"),
        (_("Reworded"), told.reworded, "reworded"),
    ]
    return [
        {"title": title, "code": code, "rows": [_shown(row, place, len(rings)) for row in rows]}
        for title, rows, code in heads
        if rows
    ]


def _shown(row: compare.Difference, place: dict[int, int], rings: int) -> dict[str, Any]:
    words = {
        What.NAME: _("new name"),
        What.TEXT: _("new meaning here"),
        What.HAPPENING: _("new text on what is going on"),
        "new": _("new"),
        "gone": _("taken off"),
        "closer": _("closer"),
        "further": _("further away"),
    }
    was = place.get(row.before.horizon) if row.before and row.before.horizon else None
    now = place.get(row.after.horizon) if row.after and row.after.horizon else None
    return {
        "row": row,
        "sign": marks.sign(row.stands.number, row.change or "unchanged"),
        "word": words[row.what or row.change],
        "was": lines.horizon(was, None, rings) if was is not None else "",
        "now": lines.horizon(now, was, rings, new=row.before is None) if now is not None else "",
    }


def _slope(
    request: MemberRequest,
    old: list[snapshot.Held],
    new: list[snapshot.Held],
    before: Edition | None,
    after: Edition | None,
) -> Any:
    rings = list(Horizon.objects.for_member(request.member).valid())
    place = {ring.pk: at for at, ring in enumerate(rings)}
    names = (before.name if before else "", after.name if after else _("now"))
    left, right = (
        [slope.Stop(row.number, row.name, place.get(row.horizon or 0, len(rings))) for row in rows]
        for rows in (old, new)
    )
    label = _("The trends in %(first)s and %(last)s, by horizon; the table below says the same.")
    words = [ring.name for ring in rings]
    return slope.slope(left, right, words, names, label=label % {"first": names[0], "last": names[1]})


def _chosen(every: list[Edition], text: str | None) -> Edition | None:
    return next((each for each in every if each.number == whole(text)), None)


def _line(row: EditionTrend) -> list[excel.Cell]:
    return [
        row.number,
        row.name,
        row.force_name,
        row.horizon_name,
        row.pressure,
        row.text,
        str(row.get_change_display()),
    ]
