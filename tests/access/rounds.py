from tests import factories as make
from tests.access.row import get, post
from utkik.rounds import choose, closing, judge, lift, opening
from utkik.rounds.models import Round

#         nobody stranger reader contributor scanner analyst administrator
MEMBERS = "in 404 200 200 200 200 200"
GROUP = "in 404 403 403 200 200 403"
GROUP_ACTS = "in 404 403 403 ok ok 403"
ANALYST_ACTS = "in 404 403 403 403 ok 403"


def begin(cast, points=True):
    """An open round over two signals of the analyst's, with the scanner's ballot handed in."""
    signals = [make.signal(organisation=cast.organisation, author=cast.analyst, state="published") for _ in range(2)]
    round = make.open_round(by=cast.analyst, organisation=cast.organisation)
    if points:
        make.ballot(round, cast.scanner, {signals[0]: 2})
    return round, signals


def an_open_round(cast):
    return [begin(cast)[0].pk]


def an_open_round_with_the_contributor(cast):
    round, _signals = begin(cast)
    opening.invite(round, [cast.contributor], by=cast.analyst)
    return [round.pk]


def a_closed_round(cast):
    round, _signals = begin(cast)
    closing.close(round, by=cast.analyst)
    return [round.pk]


def a_closed_round_nobody_judged(cast):
    round, _signals = begin(cast, points=False)
    closing.close(round, by=cast.analyst)
    return [round.pk]


def a_locked_round(cast):
    round, signals = begin(cast)
    closing.close(round, by=cast.analyst)
    choose.note(round, signals[0].pk, "lifted", by=cast.analyst)
    closing.lock(round, by=cast.analyst, limits_line="Få signaler.")
    return [round.pk]


def points(cast):
    round = Round.objects.get(organisation=cast.organisation)
    return {"give": f"{round.candidates.first().signal_id}:1"}


def a_line(cast):
    round = Round.objects.get(organisation=cast.organisation)
    return {"signal": round.candidates.first().signal_id, "reason": "Avtalet löper ut."}


def signals_wait(cast):
    make.signal(organisation=cast.organisation, author=cast.scanner, state="published")
    return []


def a_locked_round_of_a_unit(cast):
    unit = make.unit("Utbildning", organisation=cast.organisation)
    area = make.area("Skola", organisation=cast.organisation, unit=unit)
    signal = make.signal(organisation=cast.organisation, author=cast.scanner, state="published", area=area)
    round = make.open_round(by=cast.analyst, organisation=cast.organisation, unit=unit)
    closing.close(round, by=cast.analyst)
    choose.note(round, signal.pk, "lifted", by=cast.analyst)
    closing.lock(round, by=cast.analyst, limits_line="Få signaler.")
    return [round.pk]


def a_lifted_round_of_a_unit(cast):
    keys = a_locked_round_of_a_unit(cast)
    lift.lift(Round.objects.get(pk=keys[0]), by=cast.analyst)
    return keys


ROWS = [
    get("rounds:outcome", MEMBERS, "a unit's, locked", args=a_locked_round_of_a_unit),
    post("rounds:lift", ANALYST_ACTS, args=a_locked_round_of_a_unit),
    post("rounds:take_lift_back", ANALYST_ACTS, args=a_lifted_round_of_a_unit),
    get("rounds:archive", MEMBERS),
    get("rounds:ballot", GROUP, "open", args=an_open_round),
    get("rounds:ballot", "in 404 403 200 200 200 403", "contributor invited", args=an_open_round_with_the_contributor),
    get("rounds:ballot", GROUP, "closed", args=a_closed_round),
    get("rounds:outcome", "in 404 403 403 403 403 403", "open", args=an_open_round),
    get("rounds:outcome", "in 404 403 403 200 200 403", "closed", args=a_closed_round),
    get("rounds:outcome", "in 404 403 403 403 200 403", "closed, not judged", args=a_closed_round_nobody_judged),
    get("rounds:outcome", MEMBERS, "locked", args=a_locked_round),
    post("rounds:open", ANALYST_ACTS, args=signals_wait),
    post("rounds:give", GROUP_ACTS, args=an_open_round, data=points),
    post("rounds:explain", GROUP_ACTS, args=an_open_round, data=a_line),
    post("rounds:hand_in", GROUP_ACTS, args=an_open_round),
    post("rounds:invite", ANALYST_ACTS, args=an_open_round),
    post("rounds:close", ANALYST_ACTS, args=an_open_round),
    post("rounds:note", ANALYST_ACTS, args=a_closed_round),
]


def fill(organisation, word):
    """A locked round with a line, a reason and points, and an open one with a reason."""
    analyst = make.member("analyst", organisation=organisation, name=f"{word} ansvarig")
    judges = [make.member("scanner", organisation=organisation, name=f"{word} bevakare") for _ in range(2)]
    signal = make.signal(organisation=organisation, author=analyst, state="published", headline=f"{word} omgång")
    first = make.open_round(by=analyst, organisation=organisation)
    for member in judges:
        judge.explain(make.ballot(first, member, {signal: 2}), signal.pk, f"{word} skäl")
    closing.close(first, by=analyst)
    choose.note(first, signal.pk, "lifted", by=analyst, line=f"{word} rad")
    closing.lock(first, by=analyst, limits_line=f"{word} gräns")
    make.signal(organisation=organisation, author=analyst, state="published", headline=f"{word} nästa")
