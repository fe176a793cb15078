"""A talk sheet: choose lifted signals, mend the questions, print."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from utkik.documents import pdf
from utkik.people import drafts
from utkik.people.access import allowed
from utkik.people.asking import MemberRequest
from utkik.people.models import Unit
from utkik.reports import talk_sheet as sheet
from utkik.reports.views.find import units_of, which
from utkik.signals.models import Signal
from utkik.text.numbers import number

DRAFT = "talk-sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("reader")
def talk_sheet(request: MemberRequest) -> HttpResponse:
    """GET chooses (`signal`, `unit`, `month`) and shows the questions; POST prints them as PDF, nothing is stored."""
    unit = _unit(request)
    chosen = _chosen(request)
    if request.method == "POST" and chosen:
        return _print(request, chosen, unit)
    kept = drafts.load(request.member, DRAFT) if chosen else {}
    context = {
        "pages": sheet.sheets(chosen, kept),
        "chosen": [signal.number for signal in chosen],
        "signals": _offered(request, unit),
        "units": units_of(request),
        "unit": unit,
        "most": sheet.MOST,
        "asked": bool(chosen),
        "errors": [("sheet-signals", _("Choose at least one signal."))] if request.method == "POST" else [],
    }
    return render(request, "reports/talk_sheet.html", context, status=422 if context["errors"] else 200)


def _print(request: MemberRequest, chosen: list[Signal], unit: Unit | None) -> HttpResponse:
    pages = sheet.sheets(chosen, request.POST.dict())
    made = sheet.compose(request.organisation, pages, unit.name if unit else "")
    drafts.discard(request.member, DRAFT)
    response = HttpResponse(pdf.render(made).content, content_type="application/pdf")
    name = "-".join([_("talk-sheet"), *(str(signal.number) for signal in chosen)])
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response


def _unit(request: MemberRequest) -> Unit | None:
    asked = request.POST if request.method == "POST" else request.GET
    return Unit.objects.for_member(request.member).standing().filter(pk=number(asked.get("unit")) or 0).first()


def _chosen(request: MemberRequest) -> list[Signal]:
    """The signals that were asked for, as far as the member may see them, in the order of their numbers."""
    asked = request.POST if request.method == "POST" else request.GET
    numbers = [number(one) or 0 for one in asked.getlist("signal")][: sheet.MOST * 2]
    mine = Signal.objects.seen_by(request.member).published().filter(number__in=numbers)
    return list(mine.select_related("organisation", "area", "horizon").order_by("number"))[: sheet.MOST]


def _offered(request: MemberRequest, unit: Unit | None) -> Any:
    """What can be chosen: the lifted ones, of a unit or of a month."""
    found = sheet.lifted(request.member, unit=unit)
    month = request.GET.get("month", "")
    if re.fullmatch(r"\d{4}-\d\d(-u\d{1,9})?", month, re.ASCII):
        of_round = {f"outcomes__round__{name}": value for name, value in which(month).items()}
        found = found.filter(outcomes__choice="lifted", **of_round)
    return found.select_related("area")[: sheet.SHOWN]
