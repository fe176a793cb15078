"""What the builder shows: the words with their limits, the pieces in their order, the preview beside."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from utkik import clock
from utkik.documents import words
from utkik.people.asking import MemberRequest
from utkik.reports import arrange, articles, compose, ready, texts, went, write
from utkik.reports.models import Piece, Report
from utkik.reports.views.find import units_of
from utkik.web import dates

SCALE = 10


def desk(
    request: MemberRequest,
    report: Report,
    *,
    opened: str = "",
    clashes: texts.Fields | None = None,
    swap: bool = False,
) -> dict[str, Any]:
    """Everything the builder's templates ask for. `clashes`: fields that a colleague wrote in at the same time."""
    pieces = texts.pieces_of(report)
    fields = texts.snapshot(report, pieces)
    clashes = clashes or {}
    gaps = ready.gaps(pieces)
    offered = went.offered(report)
    count = ready.count(report, pieces)
    return {
        "report": report,
        "leads": request.member.is_analyst_of(report.unit_id),
        "finding": finding(report, pieces),
        "whole": [_field(name, "", most, fields, clashes) for name, most in texts.WHOLE.items()],
        "slots": [_slot(piece, place, len(pieces), opened, fields, clashes) for place, piece in enumerate(pieces, 1)],
        "opened": opened if f"text-{opened}" in fields else "",
        "left_out": arrange.left_out(report),
        "offered": offered,
        "units": units_of(request),
        "base": texts.marks(fields),
        "gaps": gaps,
        "words": count,
        "words_done": min(count / words.WORDS, 1) * SCALE,
        "most_words": words.WORDS,
        "too_many": count > words.WORDS,
        "preview": preview_of(report, pieces, [one for one in offered if one.told]),
        "errors": _clash_errors(clashes, report),
        "swap": swap,
    }


def preview_of(report: Report, pieces: list[Piece], telling: list[went.Offered]) -> str:
    """The article as it would be published now."""
    issue = compose.Issue(report.editions.count() + 1, clock.now(), published=False)
    made = compose.compose(report, issue, mine=pieces, telling=telling)
    return articles.preview(made, slug=report.organisation.slug)


def finding(report: Report, pieces: list[Piece]) -> str:
    """The builder's heading: how far the report has come."""
    month = dates.month_name(report.period)
    told = {"month": month[:1].upper() + month[1:]}
    obstacles = ready.obstacles(report, pieces)
    questions = sum(not piece.question.strip() for piece in pieces)
    if any(place == "report-title" for place, _sentence in obstacles):
        return _("The %(month)s report has no headline yet") % told
    if obstacles:
        return _("The %(month)s report cannot be published yet") % told
    if questions:
        return ngettext(
            "The %(month)s report is nearly done, one question is missing",
            "The %(month)s report is nearly done, %(questions)s questions are missing",
            questions,
        ) % (told | {"questions": questions})
    if report.editions.filter(of_version=report.version).exists():
        return _("The %(month)s report is published as it stands") % told
    return _("The %(month)s report is ready to publish") % told


def _field(name: str, number: str, most: int, fields: texts.Fields, clashes: texts.Fields) -> dict[str, Any]:
    key = f"{name}-{number}" if number else name
    labels = {
        "title": (_("Headline, the month's finding in one sentence"), ""),
        "introduction": (_("Introduction"), _("written last, read first")),
        "request": (_("What we ask of the management team"), ""),
        "text": (_("Sentence for Five minutes"), ""),
        "question": (_("To talk about"), _("A question that cannot be answered by yes or no.")),
    }
    label, hint = labels[name]
    return {
        "name": key,
        "id": f"report-{key}",
        "label": label,
        "hint": hint,
        "text": clashes.get(key, fields[key]),
        "theirs": fields[key] if key in clashes else None,
        "most": most,
        "length": len(clashes.get(key, fields[key])),
        "rows": {"title": 1, "introduction": 3}.get(name, 2),
        "sans": name == "title",
    }


def _slot(
    piece: Piece, place: int, last: int, opened: str, fields: texts.Fields, clashes: texts.Fields
) -> dict[str, Any]:
    number = str(piece.signal.number)
    gaps = [sentence for where, sentence in ready.gaps([piece]) if where]
    has_text, has_question = bool(piece.text.strip()), bool(piece.question.strip())
    return {
        "piece": piece,
        "signal": piece.signal,
        "number": number,
        "open_id": f"open-{number}",
        "place": place,
        "is_first": place == 1,
        "is_last": place == last,
        "is_open": opened == number,
        "fields": [_field(name, number, most, fields, clashes) for name, most in texts.OF_PIECE.items()],
        "units": [unit.pk for unit in piece.units.all()],
        "state": _state(has_text, has_question),
        "is_whole": not gaps,
    }


def _state(has_text: bool, has_question: bool) -> str:
    if has_text and has_question:
        return _("Done")
    if has_text:
        return _("Lacks a question to talk about")
    if has_question:
        return _("Lacks its sentence in Five minutes")
    return _("Lacks its sentence and a question to talk about")


def _clash_errors(clashes: texts.Fields, report: Report) -> list[tuple[str, str]]:
    if not clashes:
        return []
    who = write.last_writer(report)
    told = {"name": who.name if who else _("A colleague")}
    sentence = (
        _("%(name)s wrote here at the same time. Both texts are below: keep yours, or take what you need.") % told
    )
    return [(f"report-{key}", sentence) for key in clashes]
