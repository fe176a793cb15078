"""Search: everything the member may see, narrowed by links."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from utkik.insight import hunt, shown, telling
from utkik.insight.hunt import ENTRIES, KINDS, REPORTS, SIGNALS, WITHOUT, Asked, Found
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Level

FEW, MANY = 3, 30
NAMES = {
    SIGNALS: gettext_lazy("Signals"),
    REPORTS: gettext_lazy("Reports"),
    ENTRIES: gettext_lazy("Articles"),
    **telling.NAMES,
}
WHEN = {
    "month": gettext_lazy("The last month"),
    "year": gettext_lazy("The last year"),
    "": gettext_lazy("All the time"),
}
IN_LEVEL = {
    "own": gettext_lazy("%(hits)s in the own world"),
    "near": gettext_lazy("%(hits)s in the near world"),
    "wider": gettext_lazy("%(hits)s in the wider world"),
}


@require_safe
@allowed("reader")
def search(request: MemberRequest) -> HttpResponse:
    """What the words find: a few of each kind, or many of one."""
    asked = Asked.of(request.GET.dict())
    found = hunt.find(asked, request.member)
    page = _page_number(request)
    groups = [group for kind in KINDS if (group := _group(request, found, kind, page))]
    context = {
        "asked": asked,
        "finding": finding(found),
        "searched": bool(found.query),
        "groups": groups,
        "tabs": _tabs(request, found),
        "sieve": _sieve(request, found) if found.hits else [],
        "loosen": _address(asked, level="", when="", area="", kind="") if found.hits and not found.left() else "",
    }
    return render(request, "insight/search.html", context)


def finding(found: Found) -> str:
    """How many, where, and how many of them are signals."""
    if not found.query:
        return _("Search")
    left = found.left()
    if not left:
        return _("Nothing found for “%(words)s”") % {"words": found.asked.text}
    number = _many(len(left), found.more)
    hits = ngettext("%(count)s hit", "%(count)s hits", len(left)) % {"count": number}
    if found.asked.level:
        hits = IN_LEVEL[found.asked.level] % {"hits": hits}
    signals = sum(hit.kind == SIGNALS for hit in left)
    if found.asked.kind or not signals or signals == len(left):
        return hits
    words = ngettext("%(hits)s, one of them is a signal", "%(hits)s, %(signals)s of them are signals", signals)
    return words % {"hits": hits, "signals": signals}


def _many(count: int, more: frozenset[str]) -> str:
    number = number_format(count, force_grouping=True)
    return _("more than %(count)s") % {"count": number} if more else number


def _group(request: MemberRequest, found: Found, kind: str, page: int) -> dict | None:
    """One kind's rows: a few among the others, a page of many alone."""
    if found.asked.kind not in ("", kind):
        return None
    hits = found.of_kind(kind)
    if not hits:
        return None
    alone = found.asked.kind == kind
    first = (page - 1) * MANY if alone else 0
    last = first + (MANY if alone else FEW)
    rest = len(hits) - last
    return {
        "kind": kind,
        "name": NAMES[kind],
        "rows": shown.rows(kind, hits[first:last], found.query, request.member),
        "rest": max(rest, 0),
        "more": _address(found.asked, kind=kind, page=page + 1 if alone else 1) if rest > 0 else "",
        "before": _address(found.asked, kind=kind, page=page - 1) if alone and page > 1 else "",
    }


def _page_number(request: MemberRequest) -> int:
    told = request.GET.get("page", "1")
    return max(1, int(told)) if told.isdecimal() and len(told) < 4 else 1


def _tabs(request: MemberRequest, found: Found) -> list[dict[str, Any]]:
    counts, asked = found.kinds(), found.asked
    if not found.hits:
        return []
    tabs: list[dict[str, Any]] = [{"name": _("Everything"), "count": sum(counts.values()), "kind": ""}]
    tabs += [{"name": NAMES[kind], "count": counts[kind], "kind": kind} for kind in KINDS if counts[kind]]
    return [tab | {"url": _address(asked, kind=tab["kind"]), "here": asked.kind == tab["kind"]} for tab in tabs]


def _sieve(request: MemberRequest, found: Found) -> list[dict]:
    """Every way to narrow, as links with how many they leave."""
    asked, areas = found.asked, hunt.area_names(request.member)
    counted = found.areas()
    levels = [(level, level, "", found.levels()[level]) for level in Level.values]
    whens = [(code, "", name, (found.whens() | {"": len(found.left(but="when"))})[code]) for code, name in WHEN.items()]
    places = [(str(pk), "", name, counted[pk]) for pk, name in areas.items() if counted[pk]]
    if counted[None]:
        places.append((WITHOUT, "", _("Without an area"), counted[None]))
    parts: list[tuple[str, str, list[tuple[str, str, Any, int]]]] = [
        ("level", _("Level"), levels),
        ("when", _("When"), whens),
        ("area", _("Area"), places),
    ]
    return [
        {
            "code": code,
            "title": title,
            "links": [_link(asked, code, *row) for row in rows],
            "clear": _address(asked, **{code: ""}) if getattr(asked, code) and code != "when" else "",
        }
        for code, title, rows in parts
        if rows
    ]


def _link(asked: Asked, code: str, value: str, level: str, name: str, count: int) -> dict:
    here = getattr(asked, code) == value
    return {"value": value, "level": level, "name": name, "count": count, "here": here} | {
        "url": _address(asked, **{code: value})
    }


def _address(asked: Asked, **changed: str | int) -> str:
    told = {"q": asked.text, "in": asked.kind, "level": asked.level, "when": asked.when, "area": asked.area}
    if "kind" in changed:
        changed["in"] = changed.pop("kind")
    told |= {name: str(value) for name, value in changed.items() if value != 1}
    return "?" + urlencode({name: value for name, value in told.items() if value})
