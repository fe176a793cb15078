"""Who sees and does what with evidence, radar and the assessments of trends."""

from tests import factories as make
from tests.access.row import get, post
from utkik.people.models import Horizon
from utkik.trends import evidence, judging
from utkik.trends.models import Trend, TrendRound

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"


def a_trend(cast):
    return [make.trend(cast.organisation).number]


def a_link(cast):
    row = make.trend_link(make.trend(cast.organisation), by=cast.scanner)
    return [row.trend.number, row.pk]


def a_removed_link(cast):
    number, pk = a_link(cast)
    evidence.unlink(evidence.Evidence.objects.get(pk=pk), by=cast.scanner)
    return [number, pk]


def radar_things(cast):
    trend = make.trend(cast.organisation)
    make.trend_edition(cast.organisation, trends=[trend], year=2024)
    return []


def an_open_round(cast):
    return [make.trend_round(cast.organisation, by=cast.analyst).pk]


def a_closed_round(cast):
    trend = make.trend(cast.organisation)
    round = make.trend_round(cast.organisation, by=cast.analyst)
    ring = Horizon.objects.for_organisation(cast.organisation).valid().first()
    make.trend_ballot(round, cast.scanner, {trend: (ring, 4, 2)})
    judging.close(round, by=cast.analyst)
    return [round.pk]


def matrix_things(cast):
    a_closed_round(cast)
    return []


def a_signal(cast):
    signal = make.signal(organisation=cast.organisation, author=cast.scanner, state="published")
    return {"signal": signal.number, "trend": Trend.objects.for_organisation(cast.organisation).last().number}


def a_judgement(cast):
    trend = TrendRound.objects.get(organisation=cast.organisation).candidates.first().trend_id
    return {"trend": trend, "impact": 3}


def a_move(cast):
    ring = Horizon.objects.for_organisation(cast.organisation).valid().last()
    trend = Trend.objects.for_organisation(cast.organisation).standing().last()
    return {"trend": trend.number, "horizon": ring.pk, "why": "Den märks först senare."}


def a_move_after(cast):
    return a_move(cast) | {"trend": TrendRound.objects.get(organisation=cast.organisation).candidates.first().trend_id}


def standing_trend(cast):
    make.trend(cast.organisation)
    return []


ROWS = [
    get("trends:radar", MEMBERS, args=radar_things),
    get("trends:radar", MEMBERS, "an edition", args=radar_things, query="?edition=1"),
    get("trends:radar_of_signals", MEMBERS),
    get("trends:matrix", MEMBERS),
    get("trends:matrix", MEMBERS, "closed", args=matrix_things),
    post("trends:move", GROUP_ACTS, args=standing_trend, data=a_move),
    get("trends:behind", MEMBERS, args=a_trend, query="?q=ord"),
    post("trends:link", GROUP_ACTS, args=a_trend, data=a_signal),
    post("trends:link_from_signal", GROUP_ACTS, args=standing_trend, data=a_signal),
    post("trends:unlink", GROUP_ACTS, args=a_link),
    post("trends:relink", GROUP_ACTS, args=a_removed_link),
    post("trends:reconsider", GROUP_ACTS, args=a_trend, data=a_signal),
    get("trends:judgings", MEMBERS),
    post("trends:open_judging", ANALYST_ACTS, args=standing_trend),
    get("trends:judging", "in 404 403 403 200 200 403", "open", args=an_open_round),
    get("trends:judging", MEMBERS, "closed", args=a_closed_round),
    post("trends:give", GROUP_ACTS, args=an_open_round, data=a_judgement),
    post("trends:hand_in_judging", GROUP_ACTS, args=an_open_round),
    post("trends:close_judging", ANALYST_ACTS, args=an_open_round),
    post("trends:apply_judging", ANALYST_ACTS, args=a_closed_round, data=a_move_after),
]


def fill(organisation, word):
    """A trend with evidence, and a closed assessment with a reason."""
    trend = make.trend(organisation, name=f"{word} trend", text=f"{word} betydelse")
    scanner = make.member("scanner", organisation=organisation, name=f"{word} bedömare")
    make.trend_link(trend, by=scanner, line=f"{word} rad")
    round = make.trend_round(organisation, name=f"{word} bedömning")
    ring = Horizon.objects.for_organisation(organisation).valid().first()
    ballot = judging.open_ballot(round, scanner)
    judging.give(ballot, trend.pk, horizon=ring.pk, impact=4, uncertainty=2, reason=f"{word} skäl")
    judging.hand_in(ballot)
    judging.close(round, by=round.opened_by)
