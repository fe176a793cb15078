"""*Så gick det*: the section in which a report tells how the last month's answers went, and of commissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from utkik.documents.runs import line, linked
from utkik.people.models import Membership
from utkik.reports import use, write
from utkik.reports.models import Commission, FollowUp, LeftOut, Report, Response
from utkik.reports.pieces import headline, web
from utkik.rounds.models import Round
from utkik.web import dates
from utkik.web.spelled import spelled

Node = dict[str, Any]


@dataclass(frozen=True)
class Offered:
    """One thing the report may tell of, and whether it does: key `f12` or `c3`."""

    key: str
    thing: FollowUp | Commission
    told: bool


def offered(report: Report) -> list[Offered]:
    """What the builder offers: results no other report has told, and commissions that wait or are newly answered."""
    results, commissions = list(_results(report)), list(_commissions(report))
    out = set(report.left_out.values_list("follow_up", "commission")) if results or commissions else set()
    offers = [Offered(f"f{row.pk}", row, (row.pk, None) not in out) for row in results]
    return offers + [Offered(f"c{row.pk}", row, (None, row.pk) not in out) for row in commissions]


def told(report: Report) -> list[Offered]:
    return [one for one in offered(report) if one.told]


@transaction.atomic
def leave_out(report: Report, key: str, *, by: Membership) -> bool:
    """Do not tell of this in the report. False when it was not offered or is left out already."""
    report = write.hold(report)
    one = next((one for one in told(report) if one.key == key), None)
    if one is None:
        return False
    LeftOut.objects.create(organisation_id=report.organisation_id, report=report, **_naming(one))
    write.revise(report, by=by)
    return True


@transaction.atomic
def take_in(report: Report, key: str, *, by: Membership) -> bool:
    """Tell of it after all."""
    report = write.hold(report)
    one = next((one for one in offered(report) if one.key == key and not one.told), None)
    if one is None:
        return False
    report.left_out.filter(**_naming(one)).delete()
    write.revise(report, by=by)
    return True


def _naming(one: Offered) -> dict[str, Any]:
    return {"follow_up" if isinstance(one.thing, FollowUp) else "commission": one.thing}


def _of_whole(report: Report) -> bool:
    return report.unit_id is None


def _results(report: Report) -> QuerySet[FollowUp]:
    """What is written and told in no other report, oldest first."""
    if not _of_whole(report):
        return FollowUp.objects.none()
    done = FollowUp.objects.for_organisation(report.organisation_id).done()
    related = ("unit", "owner", "response__outcome__signal__organisation", "response__outcome__round")
    elsewhere = Q(told_in__isnull=False) & ~Q(told_in__edition__report=report)
    offered_now = done.exclude(pk__in=done.filter(elsewhere).values("pk")).filter(_in_time(report, "result_at"))
    return offered_now.select_related(*related).order_by("result_at", "pk").distinct()


def _commissions(report: Report) -> QuerySet[Commission]:
    """What waits, and what was answered and is told as answered in no other report."""
    if not _of_whole(report):
        return Commission.objects.none()
    mine = Commission.objects.for_organisation(report.organisation_id).standing()
    after = Q(told_in__edition__published_at__gte=F("answered_at")) & ~Q(told_in__edition__report=report)
    known = mine.filter(answered_at__isnull=False).filter(after).values("pk")
    offered_now = mine.exclude(pk__in=known).filter(_in_time(report, "asked_at"))
    return offered_now.select_related("asked_by_unit", "owner").order_by("due_on", "pk").distinct()


def _in_time(report: Report, field: str) -> Q:
    """A report that is out tells in a new edition what it told, and nothing of what came after it."""
    if report.published_at is None:
        return Q()
    return Q(**{f"{field}__lt": report.published_at}) | Q(told_in__edition__report=report)


def sections(report: Report, telling: list[Offered]) -> list[Node]:
    """Nothing where there is nothing to tell, so that a report never has an empty heading."""
    results = [one.thing for one in telling if isinstance(one.thing, FollowUp)]
    commissions = [one.thing for one in telling if isinstance(one.thing, Commission)]
    return [*_went(report, results), *_asked(commissions)]


def _went(report: Report, results: list[FollowUp]) -> list[Node]:
    last = _last_round(report)
    answers = _answers(last) if last else []
    if not results and not answers:
        return []
    inside = {row.pk for row in answers}
    older = [row for row in results if row.response_id not in inside]
    body = [*_answer_table(last, answers, results), *_older(older), *_so_far(report)]
    return [
        {"kind": "section", "id": "went", "title": _title(last, answers, results), "lead": _lead(last), "body": body}
    ]


def _lead(last: Round | None) -> str:
    return (
        _("What came of what we lifted, and who has it now.")
        if last is None
        else _("What the management team answered in the last report, and how it has gone since.")
    )


def _title(last: Round | None, answers: list[Response], results: list[FollowUp]) -> str:
    further = sum(row.choice == Response.Choice.TAKE_FURTHER for row in answers)
    if last is None or not answers:
        return _("What came of it")
    told = {"further": spelled(further, begins=True), "all": spelled(len(answers))}
    told["month"] = dates.month_name(last.period)
    return (
        ngettext(
            "%(further)s of the %(all)s signals of %(month)s was taken further",
            "%(further)s of the %(all)s signals of %(month)s were taken further",
            further,
        )
        % told
    )


def _last_round(report: Report) -> Round | None:
    """The round before this report's whose answers are handed in."""
    if not _of_whole(report):
        return None
    rounds = Round.objects.for_organisation(report.organisation_id).of_whole().filter(period__lt=report.period)
    return rounds.filter(outcomes__response__given_at__isnull=False).distinct().newest_first().first()


def _answers(last: Round) -> list[Response]:
    given = Response.objects.for_organisation(last.organisation_id).given().filter(outcome__round=last)
    related = ("unit", "owner", "outcome__signal__organisation", "follow_up__unit", "follow_up__owner")
    return list(given.select_related(*related).order_by("outcome__rank", "pk"))


def _answer_table(last: Round | None, answers: list[Response], results: list[FollowUp]) -> list[Node]:
    if last is None or not answers:
        return []
    telling = {row.response_id for row in results}
    columns = [
        (_("Signal in %(month)s") % {"month": dates.month_name(last.period)}, 6),
        (pgettext("response", "Answer"), 3),
        (pgettext("follow-up", "What came of it"), 8),
        (_("Responsible"), 5),
    ]
    rows = [[_linked(row), _choice(row), _so_it_went(row, telling), _owner(row)] for row in answers]
    return [
        {
            "kind": "table",
            "wide": True,
            "columns": [{"label": label, "width": width} for label, width in columns],
            "rows": rows,
        }
    ]


def _linked(response: Response) -> list[Node]:
    signal = response.outcome.signal
    return [{"t": headline(signal), "href": web(signal)}]


def _choice(response: Response) -> list[Node]:
    words = response.get_choice_display()
    return [{"t": words, "b": True}] if response.choice == Response.Choice.TAKE_FURTHER else [{"t": words}]


def _so_it_went(response: Response, telling: set[int]) -> list[Node] | str:
    follow_up = getattr(response, "follow_up", None)
    if follow_up is None or follow_up.state == FollowUp.State.WITHDRAWN:
        return linked(response.line) or "–"
    if follow_up.state == FollowUp.State.DONE:
        return linked(follow_up.result) if response.pk in telling else str(follow_up.get_state_display())
    begun = _("Begun, answer by %(day)s.") if follow_up.begun_at else _("Answer by %(day)s.")
    return begun % {"day": dates.day(follow_up.due_on)}


def _owner(response: Response) -> str:
    holder = getattr(response, "follow_up", None) or response
    return line(", ".join(filter(None, (holder.unit.name if holder.unit else "", holder.owner_name)))) or "–"


def _older(results: list[FollowUp]) -> list[Node]:
    """Results of earlier months, each with what it was about."""
    if not results:
        return []
    rows = [
        [
            [{"t": headline(row.response.outcome.signal), "href": web(row.response.outcome.signal)}],
            dates.month(row.response.outcome.round.period),
            linked(row.result),
            str(row.get_effect_display()),
        ]
        for row in results
    ]
    columns = [(_("Signal"), 3), (_("Lifted in"), 2), (pgettext("follow-up", "What came of it"), 4), (_("Led to"), 2)]
    return [
        {
            "kind": "table",
            "wide": True,
            "caption": _("What came of earlier months' signals"),
            "columns": [{"label": label, "width": width} for label, width in columns],
            "rows": rows,
        }
    ]


def _so_far(report: Report) -> list[Node]:
    """The year's counts in one sentence, as they stand when the report is made."""
    year = next((row for row in use.count(use.facts(report.organisation)) if row.year == report.period.year), None)
    if year is None or not year.further:
        return []
    told = {
        "lifted": spelled(year.lifted),
        "further": spelled(year.further),
        "led": spelled(year.led),
        "year": year.year,
    }
    words = ngettext(
        "Of what was lifted in %(year)s (%(lifted)s signal) %(further)s was taken further so far, and %(led)s of them "
        "led to a decision, changed work or new knowledge.",
        "Of what was lifted in %(year)s (%(lifted)s signals) %(further)s were taken further so far, and %(led)s of "
        "them led to a decision, changed work or new knowledge.",
        year.lifted,
    )
    return [{"kind": "text", "body": [{"kind": "p", "runs": [{"t": words % told}]}]}]


def _asked(commissions: list[Commission]) -> list[Node]:
    if not commissions:
        return []
    answered = sum(row.answered_at is not None for row in commissions)
    waiting = len(commissions) - answered
    parts = []
    if answered:
        parts.append(
            ngettext("%(n)s commission is answered", "%(n)s commissions are answered", answered)
            % {"n": spelled(answered, begins=True, neuter=True)}
        )
    if waiting:
        words = ngettext("%(n)s commission waits for its answer", "%(n)s commissions wait for their answer", waiting)
        parts.append(words % {"n": spelled(waiting, begins=not parts, neuter=True)})
    return [
        {
            "kind": "section",
            "id": "commissions",
            "title": ", ".join(parts),
            "lead": _("What the group has been asked to watch, by whom, and what it answers."),
            "body": [_commission_table(commissions)],
        }
    ]


def _commission_table(commissions: list[Commission]) -> Node:
    columns = [(_("Commission"), 3), (_("Asked by"), 2), (pgettext("response", "Answer"), 4), (_("Responsible"), 2)]
    rows = [
        [
            line(row.text),
            line(row.asked_by_unit.name),
            linked(row.answer) if row.answered_at else _("Answer by %(day)s.") % {"day": dates.day(row.due_on)},
            line(row.owner.name) if row.owner else "–",
        ]
        for row in commissions
    ]
    return {
        "kind": "table",
        "wide": True,
        "columns": [{"label": label, "width": width} for label, width in columns],
        "rows": rows,
    }
