"""Answers, follow-ups, commissions and talk sheets (utkik.reports)."""

from tests import factories as make
from tests.access.row import get, post
from utkik.people.models import UnitRole
from utkik.reports import commission as commissions
from utkik.reports import follow
from utkik.reports.models import FollowUp

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
ANALYST = "in 404 403 403 403 200 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
# the reader and the administrator sit in the management team
MANAGERS = "in 404 200 403 403 200 200"
MANAGER_ACTS = "in 404 ok 403 403 ok ok"


def none(cast):
    return []


def decided(cast):
    round = make.locked_round(cast.organisation, lifted=2, more=0)
    return [f"{round.period:%Y-%m}"]


def answered(cast):
    round = make.answered_round(cast.organisation, by=cast.analyst)
    return [f"{round.period:%Y-%m}"]


def noted(cast):
    round = make.answered_round(cast.organisation, by=cast.analyst, given=False)
    return [f"{round.period:%Y-%m}"]


def one(cast):
    round = make.answered_round(cast.organisation, by=cast.analyst)
    return [f"{round.period:%Y-%m}", round.outcomes.order_by("rank").first().signal.number]


def managed(args):
    """The same with reader and administrator in the management team."""

    def made(cast):
        for member in (cast.reader, cast.administrator):
            unit = make.management(cast.organisation)
            UnitRole.objects.create(organisation=cast.organisation, member=member, unit=unit, role="reader")
        return args(cast)

    return made


def given_at(cast):
    [month] = answered(cast)
    at = FollowUp.objects.for_organisation(cast.organisation).first().response.given_at
    return [month, round(at.timestamp() * 1_000_000)]


def a_follow_up(cast):
    return [make.follow_up(cast.organisation, by=cast.analyst).pk]


def own_follow_up(cast):
    """The reader's own unit has it."""
    made = make.follow_up(cast.organisation, by=cast.analyst)
    UnitRole.objects.create(organisation=cast.organisation, member=cast.reader, unit=made.unit, role="reader")
    return [made.pk]


def a_moved_one(cast):
    made = make.follow_up(cast.organisation, by=cast.analyst)
    return [made.pk, follow.begin(made, by=cast.analyst, version=1).version]


def a_commission(cast):
    return [make.commission(cast.organisation, by=cast.analyst).pk]


def a_taken_one(cast):
    made = make.commission(cast.organisation, by=cast.analyst)
    return [made.pk, commissions.take(made, cast.scanner, by=cast.analyst, version=1).version]


def an_answer(cast):
    return {"choice": "no_action", "version": 1}


def how_it_went(cast):
    return {"act": "write", "text": "Det blev ett beslut i nämnden.", "effect": "decision", "version": 1}


def asked(cast):
    return {"text": "Bevaka elflyget", "due": "2031-03-01", "unit": make.management(cast.organisation).pk}


def answer_to_it(cast):
    return {"act": "answer", "text": "Två flygplatser prövar, ingen nära oss.", "version": 1}


def a_sheet(cast):
    round = make.answered_round(cast.organisation, by=cast.analyst)
    return {"signal": round.outcomes.first().signal.number}


ROWS = [
    get("reports:answers", MEMBERS, "decided", args=decided),
    get("reports:answers", MEMBERS, "handed in", args=answered),
    get("reports:answers", MEMBERS, "noted", args=noted),
    get("reports:answer", ANALYST, args=one),
    get("reports:answer", MANAGERS, "the management team", args=managed(one)),
    post("reports:answer", ANALYST_ACTS, args=one, data=an_answer),
    post("reports:answer", MANAGER_ACTS, "the management team", args=managed(one), data=an_answer),
    post("reports:hand_in", ANALYST_ACTS, args=noted),
    post("reports:hand_in", MANAGER_ACTS, "the management team", args=managed(noted)),
    post("reports:take_back_answers", ANALYST_ACTS, args=given_at),
    get("reports:follow_ups", MEMBERS, "none", args=none),
    get("reports:follow_ups", MEMBERS, "some", args=lambda cast: a_follow_up(cast)[:0]),
    get("reports:follow_up", MEMBERS, args=a_follow_up),
    post("reports:follow_up", GROUP_ACTS, args=a_follow_up, data=how_it_went),
    post("reports:follow_up", "in 404 ok 403 ok ok 403", "own unit", args=own_follow_up, data=how_it_went),
    post("reports:undo_follow_up", GROUP_ACTS, args=a_moved_one),
    get("reports:commissions", MEMBERS, "none", args=none),
    get("reports:commissions", MEMBERS, "some", args=lambda cast: a_commission(cast)[:0]),
    get("reports:ask", ANALYST, args=lambda cast: a_commission(cast)[:0]),
    get("reports:ask", MANAGERS, "the management team", args=managed(none)),
    post("reports:ask", ANALYST_ACTS, args=none, data=asked),
    get("reports:commission", MEMBERS, args=a_commission),
    post("reports:commission", GROUP_ACTS, args=a_commission, data=answer_to_it),
    post("reports:undo_commission", GROUP_ACTS, args=a_taken_one),
    post("reports:withdraw_commission", ANALYST_ACTS, args=a_commission),
    post("reports:withdraw_commission", MANAGER_ACTS, "those who asked", args=managed(a_commission)),
    get("reports:talk_sheet", MEMBERS, args=lambda cast: answered(cast)[:0]),
    post("reports:talk_sheet", "in 404 200 200 200 200 200", args=none, data=a_sheet),
]


def fill(organisation, word):
    """An answered month with what came of it, and a commission, with the word in all that was written."""
    analyst = make.member("analyst", organisation=organisation, name=f"{word} antecknare")
    made = make.follow_up(organisation, by=analyst, period=make.MONTH.replace(month=3), result=f"{word} så gick det")
    made.response.line = f"{word} rad"
    made.response.save()
    asked = make.commission(organisation, by=analyst, text=f"{word} uppdrag", why=f"{word} varför")
    commissions.answer(asked, f"{word} svar", by=analyst, version=1)
