"""From a report to the content tree that web, PDF and Markdown are drawn from (utkik.documents.tree)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik.documents import dial, tree
from utkik.documents.runs import line, linked
from utkik.people.models import Organisation
from utkik.reports import chosen, labels, pieces, went
from utkik.reports.models import Piece, Report
from utkik.reports.texts import pieces_of
from utkik.rounds.models import Candidate, Round
from utkik.signals.models import Signal
from utkik.web import dates
from utkik.web.spelled import spelled

FORMS = {"pdf": "PDF", "md": "Markdown"}
SUMMARY = "five-minutes"
SEED = 3


@dataclass(frozen=True)
class Issue:
    """Which edition is made: its number and moment. An unpublished one has no files to offer."""

    number: int
    at: datetime
    published: bool = True


def compose(
    report: Report,
    issue: Issue,
    *,
    mine: list[Piece] | None = None,
    telling: list[went.Offered] | None = None,
) -> tree.Tree:
    """The report's content tree as its signals, words and round stand now, in the report's language.

    `mine` and `telling`: its pieces, and what it tells of how things went, where they are read already.
    """
    organisation = report.organisation
    with translation.override(report.language), timezone.override(organisation.timezone):
        mine = pieces_of(report) if mine is None else mine
        title = line(report.title) or _("No headline yet")
        candidates = _candidates(report.round)
        return {
            "format": tree.FORMAT,
            "version": tree.VERSION,
            "kind": "monthly-report",
            "lang": report.language,
            "region": "GB" if report.language == "en" else "SE",
            "meta": _meta(report, title, issue),
            "look": look(organisation),
            "levels": labels.levels(),
            "labels": labels.words(line(organisation.matter_name)),
            "body": [
                _cover(report, title, issue, mine, candidates),
                *_summary(report, mine),
                *pieces.signals(mine, report.round),
                *_flowing(
                    *_others(candidates, mine),
                    *went.sections(report, went.told(report) if telling is None else telling),
                    chosen.section(report, mine, candidates, issue.at, address(report)),
                ),
            ],
        }


def _flowing(*sections: dict[str, Any]) -> list[dict[str, Any]]:
    """Sections that stand after each other on paper: only the first begins a page."""
    return [section | {"break": place == 0} for place, section in enumerate(sections)]


def address(report: Report, *, edition: int | None = None, form: str = "") -> str:
    """The whole web address of the report, of one edition, or of one of its files."""
    where: list[Any] = [report.organisation.slug, report.month]
    if edition is None:
        return settings.UTKIK_URL + reverse("reports:report", args=where)
    if not form:
        return settings.UTKIK_URL + reverse("reports:edition", args=[*where, edition])
    return settings.UTKIK_URL + reverse("reports:file", args=[*where, edition, form])


def period(report: Report) -> str:
    """November 2026, as the cover writes it."""
    name = dates.month(report.period)
    return name[:1].upper() + name[1:]


def _meta(report: Report, title: str, issue: Issue) -> dict[str, Any]:
    name = line(f"{report.organisation.name}, {report.unit.name}" if report.unit else report.organisation.name)
    month = dates.month(report.period)
    return {
        "title": title,
        "organisation": name,
        "period": period(report),
        "running": _("%(organisation)s · Monthly report %(month)s · edition %(number)s")
        % {"organisation": name, "month": month, "number": issue.number},
        "description": _("Monthly report %(month)s, %(organisation)s") % {"month": month, "organisation": name},
        "keywords": [_("horizon scanning"), _("signals")],
        "published": issue.at.isoformat(),
        "address": address(report),
    }


def look(organisation: Organisation) -> dict[str, str]:
    """The municipality's own colours, where it has chosen any."""
    colours = {"accent": organisation.accent, "signal": organisation.signal_colour}
    return {name: colour for name, colour in colours.items() if colour}


def _candidates(round: Round | None) -> list[Candidate]:
    """What the round judged, in the order of the signals' numbers; what was withdrawn before it closed was not."""
    if round is None:
        return []
    withdrawn = Q(signal__withdrawn_at__lt=round.closed_at) | Q(signal__removed_at__isnull=False)
    related = ("signal__area", "signal__organisation")
    return list(round.candidates.exclude(withdrawn).select_related(*related).order_by("signal__number"))


def _cover(report: Report, title: str, issue: Issue, mine: list[Piece], candidates: list[Candidate]) -> dict[str, Any]:
    cover = {
        "kind": "cover",
        "organisation": line(report.organisation.name),
        "kicker": _("Monthly report to the management team"),
        "period": period(report),
        "title": title,
        "edition": _("Edition %(number)s, %(day)s") % {"number": issue.number, "day": dates.day(issue.at)},
        "note": chosen.note(report.round, mine, candidates),
        "counts": _counts(report.round, mine, candidates),
        "dial": _dial(report, mine, candidates),
    }
    if issue.published:
        cover["downloads"] = [
            {"label": name, "href": address(report, edition=issue.number, form=form)} for form, name in FORMS.items()
        ]
    return cover


def _counts(round: Round | None, mine: list[Piece], candidates: list[Candidate]) -> list[dict[str, Any]]:
    judges = chosen.judges(round)
    counts: list[dict[str, Any]] = [
        {"n": str(len(candidates)), "label": ngettext("signal was judged", "signals were judged", len(candidates))},
        {"n": str(len(mine)), "label": ngettext("was lifted", "were lifted", len(mine)), "lifted": True},
        {"n": str(judges), "label": ngettext("judged them", "judged them", judges)},
    ]
    return [count for count in counts if count["n"] != "0"] or counts[1:2]


def _dial(report: Report, mine: list[Piece], candidates: list[Candidate]) -> dict[str, Any]:
    days = chosen.days_in(report.period)
    numbers = {piece.signal_id: place for place, piece in enumerate(mine, 1)}
    signals = [row.signal for row in candidates] or [piece.signal for piece in mine]
    marks = [_mark(signal, report, days, numbers.get(signal.pk)) for signal in signals]
    return {
        "turn": days,
        "labels": dial.labels(days),
        "marks": dial.place(marks, seed=SEED),
        "alt": _in_words(signals, numbers),
    }


def _mark(signal: Signal, report: Report, days: int, number: int | None) -> dict[str, Any]:
    shown = timezone.localtime(signal.published_at or signal.created_at).date()
    before, after = shown < report.period, (shown.year, shown.month) > (report.period.year, report.period.month)
    day = 1 if before else days if after else shown.day
    mark: dict[str, Any] = {"at": dial.day(day, days), "level": signal.level or "wider"}
    return mark | ({"no": number, "lifted": True} if number else {})


def _in_words(signals: list[Signal], numbers: dict[int, int]) -> str:
    on = Counter(signal.level for signal in signals)
    told = [
        _("Three rings, one for each level, with the days of the month round the edge."),
        _("Own world %(own)s, near world %(near)s, wider world %(wider)s signals.")
        % {"own": on["own"], "near": on["near"], "wider": on["wider"]},
    ]
    if numbers:
        told.append(_("The numbered ones stand in the report."))
    return " ".join(told)


def _summary(report: Report, mine: list[Piece]) -> list[dict[str, Any]]:
    if not mine:
        return []
    summary: dict[str, Any] = {
        "kind": "summary",
        "id": SUMMARY,
        "title": _("Five minutes"),
        "items": [pieces.item(piece, place) for place, piece in enumerate(mine, 1)],
    }
    if line(report.introduction):
        summary["lead"] = linked(report.introduction)
    if line(report.request):
        summary["ask"] = {"title": _("What we ask of the management team"), "text": linked(report.request)}
    return [summary]


def _others(candidates: list[Candidate], mine: list[Piece]) -> list[dict[str, Any]]:
    inside = {piece.signal_id for piece in mine}
    rest = [row.signal for row in candidates if row.signal_id not in inside]
    groups = [
        {"level": level, "title": labels.beside(level), "items": [pieces.other(signal) for signal in there]}
        for level in tree.LEVELS
        if (there := [signal for signal in rest if (signal.level or "wider") == level])
    ]
    if not groups:
        return []
    title = ngettext(
        "%(number)s signal more, not in this report", "%(number)s signals more, not in this report", len(rest)
    )
    return [
        {
            "kind": "section",
            "id": "others",
            "title": title % {"number": spelled(len(rest), begins=True)},
            "lead": _("They are kept in Utkik. The headline leads to the signal."),
            "body": [{"kind": "others", "groups": groups}],
        }
    ]
