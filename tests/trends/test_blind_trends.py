"""While an assessment of trends is open, a marked reason is in no address's answer, and no ballot shows another's."""

import json

import pytest
from django.core import mail

from tests import factories as make
from tests.access import walk
from tests.access_table import FILLS, TABLE
from tests.inside import text_of
from utkik.command import stats
from utkik.people.models import Act, Delivery, Horizon
from utkik.trends import judging
from utkik.trends.models import TrendRound

pytestmark = pytest.mark.django_db
REASON = "Hemligtskälet"


@pytest.fixture
def cast():
    return walk.Cast()


def an_open_round(cast):
    """Every step filled, and an assessment in which another judge said why."""
    for fill in FILLS:
        fill(cast.organisation, "Ord")
    for standing in TrendRound.objects.filter(organisation=cast.organisation, closed_at=None):
        judging.close(standing, by=cast.analyst)
    trend = make.trend(cast.organisation)
    round = make.trend_round(cast.organisation, by=cast.analyst, name="Blind")
    judge = make.member("scanner", organisation=cast.organisation)
    ring = Horizon.objects.for_organisation(cast.organisation).valid().first()
    ballot = judging.open_ballot(round, judge)
    judging.give(ballot, trend.pk, horizon=ring.pk, impact=5, uncertainty=1, reason=REASON)
    judging.hand_in(ballot)
    return round, judge, trend


def answers(client, cast, round, trend):
    """Every page, list and export that stands by itself, and those of this assessment and trend."""
    own = ["radar", "radar/matrix", f"radar/matrix?round={round.pk}", "trends/judging", f"trends/judging/{round.pk}"]
    own += [f"trends/{trend.number}", f"trends/{trend.number}/evidence"]
    for row in TABLE:
        if row.method == "GET" and row.args is None:
            yield row.id, client.get(cast.address(row), headers=row.headers)
    for address in own:
        yield address, client.get(f"/o/sandvik/{address}")


@pytest.mark.parametrize("role", ["reader", "analyst"])
def test_no_answer_tells_what_a_judge_said(role, cast):
    round, _judge, trend = an_open_round(cast)
    client = cast.client(role)
    rows = answers(client, cast, round, trend)
    assert [where for where, response in rows if REASON in text_of(response)] == []


def test_a_ballot_in_the_open_holds_nothing_of_others(cast):
    round, judge, _trend = an_open_round(cast)
    page = text_of(cast.client("scanner").get(f"/o/sandvik/trends/judging/{round.pk}"))
    assert " checked" not in page and judge.name not in page


def test_the_log_and_the_mail_tell_no_values(cast):
    an_open_round(cast)
    told = [message.body for message in mail.outbox] + [delivery.text for delivery in Delivery.objects.all()]
    told += [json.dumps([act.details, act.changed]) for act in Act.objects.filter(verb__startswith="trend_")]
    told.append(json.dumps(stats.counts()))
    assert not [text for text in told if REASON in text or "impact" in text]


def test_the_mark_is_found_once_it_is_closed(cast):
    """The search above could find it: it does, on the page where it belongs."""
    round, judge, _trend = an_open_round(cast)
    judging.close(round, by=cast.analyst)
    client = cast.client("scanner")
    client.force_login(judge.user)
    assert REASON in text_of(client.get(f"/o/sandvik/trends/judging/{round.pk}"))
