"""What the management team answers, and what comes of it: told as a meeting lives it, and against a plain model."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import factories as make
from utkik.reports import follow, refusals, respond, use
from utkik.reports.models import FollowUp, Response
from utkik.reports.waiting import unanswered

pytestmark = pytest.mark.django_db
State = FollowUp.State
CHOICES = ("take_further", "keep_watching", "no_action")


def response_of(outcome):
    return Response.objects.for_organisation(outcome.organisation_id).filter(outcome=outcome).first()


def follow_up_of(outcome):
    mine = FollowUp.objects.for_organisation(outcome.organisation_id)
    return mine.filter(response__outcome=outcome).first()


@pytest.fixture
def meeting():
    """A manager who is a reader, a decided round with two lifted signals, and the unit that may take them further."""
    round = make.locked_round(lifted=2, more=1)
    return make.manager(round.organisation), respond.lifted(round), make.unit("Teknik", round.organisation)


def test_a_reader_in_the_management_team_notes_and_hands_in_the_answers(meeting):
    manager, (first, second), unit = meeting
    respond.note(first, make.further(unit, line="Pröva på två boenden."), by=manager, version=0)
    respond.note(second, respond.Answer("keep_watching", line="Till våren."), by=manager, version=0)
    assert Response.objects.for_member(manager).given().count() == 0
    assert follow_up_of(first) is None
    assert len(respond.hand_in(first.round, by=manager)) == 2
    follow_up = follow_up_of(first)
    assert (follow_up.unit, follow_up.owner_name, follow_up.state) == (unit, "Utvecklingschefen", State.OPEN)
    assert follow_up_of(second) is None


def test_an_analyst_answers_for_the_team_and_nobody_else_does(meeting):
    _manager, (outcome, _second), unit = meeting
    home = outcome.organisation
    assert respond.note(outcome, make.further(unit), by=make.member("analyst", home), version=0)
    for role in ("reader", "contributor", "scanner"):
        with pytest.raises(refusals.NotYours):
            respond.note(outcome, respond.Answer("no_action"), by=make.member(role, home), version=1)
    with pytest.raises(refusals.NotYours):
        respond.note(outcome, respond.Answer("no_action"), by=make.stranger(), version=1)


def test_taking_further_needs_somebody_and_a_day_to_come(meeting):
    manager, (outcome, _second), unit = meeting
    today = outcome.organisation.today()
    for answer, refused in (
        (respond.Answer("perhaps"), refusals.NeedsAChoice),
        (respond.Answer("take_further", None, "Ada", today), refusals.NeedsAReceiver),
        (respond.Answer("take_further", unit, "Ada", None), refusals.NeedsADueDay),
        (respond.Answer("take_further", unit, "Ada", today - timedelta(days=1)), refusals.NeedsADueDay),
        (
            respond.Answer("take_further", make.unit("Teknik", make.stranger().organisation), "", today),
            refusals.NeedsAReceiver,
        ),
    ):
        with pytest.raises(refused):
            respond.note(outcome, answer, by=manager, version=0)
    assert response_of(outcome) is None


def test_only_what_a_decided_round_lifted_is_answered(meeting):
    manager, (outcome, _second), unit = meeting
    outcome.round.state = "closed"
    outcome.round.save()
    with pytest.raises(refusals.NotLifted):
        respond.note(outcome, make.further(unit), by=manager, version=0)


def test_the_owner_is_the_member_of_that_name_and_else_the_words(meeting):
    manager, (outcome, other), unit = meeting
    kim = make.member("reader", outcome.organisation, name="Kim Ek")
    noted = respond.note(outcome, make.further(unit, owner_name=" kim ek "), by=manager, version=0)
    assert (noted.owner, noted.owner_name) == (kim, "Kim Ek")
    noted = respond.note(other, make.further(unit, owner_name="Beredskapssamordnaren"), by=manager, version=0)
    assert (noted.owner, noted.owner_name) == (None, "Beredskapssamordnaren")


def test_two_who_note_at_once_both_see_what_the_other_wrote(meeting):
    manager, (outcome, _second), unit = meeting
    respond.note(outcome, make.further(unit), by=manager, version=0)
    with pytest.raises(refusals.AnsweredMeanwhile):
        respond.note(outcome, respond.Answer("no_action"), by=manager, version=0)
    assert respond.note(outcome, make.further(unit), by=manager, version=0).version == 1
    assert respond.note(outcome, respond.Answer("no_action"), by=manager, version=1).version == 2


def test_a_changed_answer_keeps_what_stood_and_carries_its_follow_up_along(meeting):
    manager, (outcome, _second), unit = meeting
    respond.note(outcome, make.further(unit), by=manager, version=0)
    respond.hand_in(outcome.round, by=manager)
    respond.note(outcome, respond.Answer("keep_watching"), by=manager, version=1)
    assert follow_up_of(outcome).state == State.WITHDRAWN
    assert response_of(outcome).revisions.get().fields["choice"] == "take_further"
    respond.note(outcome, make.further(unit, days=90), by=manager, version=2)
    assert follow_up_of(outcome).state == State.OPEN
    assert follow_up_of(outcome).due_on == outcome.organisation.today() + timedelta(days=90)


def test_what_is_finished_is_not_answered_away(meeting):
    manager, (outcome, _second), unit = meeting
    respond.note(outcome, make.further(unit), by=manager, version=0)
    respond.hand_in(outcome.round, by=manager)
    follow.write(follow_up_of(outcome), "Nämnden beslutade.", "decision", by=manager, version=1)
    with pytest.raises(refusals.FinishedAlready):
        respond.note(outcome, respond.Answer("no_action"), by=manager, version=1)


def test_a_handing_in_is_taken_back_until_somebody_has_begun(meeting):
    manager, (first, second), unit = meeting
    respond.note(first, make.further(unit), by=manager, version=0)
    respond.note(second, make.further(unit), by=manager, version=0)
    given = respond.hand_in(first.round, by=manager)
    follow.begin(follow_up_of(second), by=manager, version=1)
    assert respond.take_back(first.round, given[0].given_at, by=manager) == 1
    assert follow_up_of(first) is None
    assert response_of(second).is_given
    assert [row.count for row in unanswered(first.organisation)] == [1]


def test_so_gick_det_is_written_once_and_its_changes_are_kept():
    follow_up = make.follow_up()
    unit_member = make.member("reader", unit=follow_up.unit)
    with pytest.raises(refusals.NeedsWords):
        follow.write(follow_up, " ", "decision", by=unit_member, version=1)
    with pytest.raises(refusals.NeedsAnEffect):
        follow.write(follow_up, "Vi vet mer.", "", by=unit_member, version=1)
    done = follow.write(follow_up, "Vi vet mer.", "knowledge", by=unit_member, version=1)
    first_at = done.result_at
    changed = follow.write(done, "Vi vet mer och väntar.", "knowledge", by=unit_member, version=2)
    assert (changed.result_at, changed.result_by, changed.state) == (first_at, unit_member, State.DONE)
    assert changed.revisions.order_by("-version").first().fields["result"] == "Vi vet mer."
    assert changed.led_to_something
    with pytest.raises(refusals.NotYourFollowUp):
        follow.write(changed, "Nej.", "nothing", by=make.member("reader"), version=3)
    assert follow.take_back(changed, by=unit_member, version=3).result == "Vi vet mer."


def test_a_follow_up_moves_and_is_handed_on_while_it_waits():
    follow_up = make.follow_up()
    scanner = make.member("scanner", name="Bo Al")
    later = follow_up.organisation.today() + timedelta(days=99)
    moved = follow.move(follow_up, later, by=scanner, version=1)
    held = follow.hand_on(moved, "Bo Al", by=scanner, version=2)
    assert (held.due_on, held.owner) == (later, scanner)
    with pytest.raises(refusals.AnsweredMeanwhile):
        follow.begin(follow_up, by=scanner, version=1)
    with pytest.raises(refusals.NeedsADueDay):
        follow.move(held, follow_up.organisation.today() - timedelta(days=1), by=scanner, version=3)
    follow.write(held, "Klart.", "nothing", by=scanner, version=3)
    with pytest.raises(refusals.NotWaiting):
        follow.move(held, later, by=scanner, version=4)


def test_the_use_of_a_year_counts_everything_that_was_lifted():
    facts = [
        use.Fact(2025),
        use.Fact(2026),
        use.Fact(2026, answered=True),
        use.Fact(2026, answered=True, further=True),
        use.Fact(2026, answered=True, further=True, effect="knowledge"),
        use.Fact(2026, answered=True, further=True, effect="nothing"),
        use.Fact(2026, answered=True, further=True, effect="decision"),
    ]
    first, second = use.count(facts)
    assert (first.lifted, first.answered, first.per_cent) == (1, 0, 0)
    assert (second.lifted, second.answered, second.further, second.led, second.per_cent) == (6, 5, 4, 2, 33)
    assert use.total([first, second]).lifted == 7


SIGNAL = some.integers(0, 1)
STEPS = some.lists(
    some.one_of(
        some.tuples(some.just("note"), SIGNAL, some.sampled_from(CHOICES)),
        some.tuples(some.just("hand in"), SIGNAL, some.just("")),
        some.tuples(some.just("take back"), SIGNAL, some.just("")),
        some.tuples(some.just("begin"), SIGNAL, some.just("")),
        some.tuples(some.just("write"), SIGNAL, some.sampled_from(["decision", "knowledge", "nothing"])),
        some.tuples(some.just("undo"), SIGNAL, some.just("")),
    ),
    max_size=14,
)


class Plain:
    """What one signal's answer and follow-up should be, kept in the simplest way there is."""

    def __init__(self):
        self.choice, self.given, self.follow_up, self.batch = "", False, None, 0
        self.states = []

    def fit(self):
        """The follow-up after a given answer."""
        if self.choice == "take_further" and self.follow_up is None:
            self.follow_up = ("open", "")
        elif self.choice == "take_further" and self.follow_up[0] == "withdrawn":
            self.put(("begun" if any(state == "begun" for state, _e in self.states) else "open", self.follow_up[1]))
        elif self.choice != "take_further" and self.follow_up and self.follow_up[0] != "withdrawn":
            self.put(("withdrawn", self.follow_up[1]))

    def put(self, state):
        self.states.append(self.follow_up)
        self.follow_up = state


def test_a_units_own_rounds_are_counted_by_themselves(meeting, client):
    manager, _lifted, unit = meeting
    own = make.locked_round(manager.organisation, lifted=3, more=0)
    own.unit = unit
    own.save(update_fields=["unit"])
    assert [year.lifted for year in use.count(use.facts(manager.organisation))] == [2]
    assert [(name, year.lifted, year.per_cent) for name, year in use.of_units(manager.organisation)] == [
        ("Teknik", 3, 0)
    ]
    client.force_login(manager.user)
    shown = client.get(reverse("reports:follow_ups", args=[manager.organisation.slug])).content.decode()
    assert 'id="uses-units"' in shown


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_answers_and_follow_ups_are_as_a_plain_model_says(steps):
    with transaction.atomic():
        round = make.locked_round(lifted=2, more=0)
        unit, by = make.unit("Teknik", round.organisation), make.manager(round.organisation)
        outcomes, plain, batches = respond.lifted(round), [Plain(), Plain()], []
        for act, place, value in steps:
            _play(act, place, value, (round, outcomes, unit, by), plain, batches)
            for outcome, model in zip(outcomes, plain, strict=True):
                _same(outcome, model)
        years = use.count(use.facts(round.organisation))
        assert years[0].answered == sum(model.given for model in plain)
        assert years[0].further == sum(model.given and model.choice == "take_further" for model in plain)
        transaction.set_rollback(True)


def _play(act, place, value, cast, plain, batches):
    round, outcomes, unit, by = cast
    outcome, model = outcomes[place], plain[place]
    found = follow_up_of(outcome)
    if act == "note":
        _note(outcome, value, unit, by, model)
    elif act == "hand in":
        waiting = [one for one in plain if one.choice and not one.given]
        if not waiting:
            with pytest.raises(refusals.NothingToHandIn):
                respond.hand_in(round, by=by)
            return
        batches.append(respond.hand_in(round, by=by)[0].given_at)
        for one in waiting:
            one.given, one.batch = True, len(batches)
            one.fit()
    elif act == "take back" and batches:
        respond.take_back(round, batches[-1], by=by)
        for one in plain:
            if one.given and one.batch == len(batches) and not one.states:
                one.given, one.follow_up = False, None
    elif act == "begin" and found and found.state in ("open", "begun"):
        follow.begin(found, by=by, version=found.version)
        if model.follow_up[0] == "open":
            model.put(("begun", ""))
    elif act == "write" and found and found.state != "withdrawn":
        follow.write(found, "Så gick det.", value, by=by, version=found.version)
        if model.follow_up != ("done", value):
            model.put(("done", value))
    elif act == "undo" and found and model.states and "withdrawn" not in (found.state, model.states[-1][0]):
        follow.take_back(found, by=by, version=found.version)
        model.put(model.states[-1])


def _note(outcome, choice, unit, by, model):
    known = response_of(outcome)
    answer = make.further(unit) if choice == "take_further" else respond.Answer(choice)
    version = known.version if known else 0
    if model.given and model.follow_up and model.follow_up[0] == "done" and choice != "take_further":
        with pytest.raises(refusals.FinishedAlready):
            respond.note(outcome, answer, by=by, version=version)
        return
    respond.note(outcome, answer, by=by, version=version)
    changed = model.choice != choice
    model.choice = choice
    if model.given and changed:
        model.fit()


def _same(outcome, model):
    response, found = response_of(outcome), follow_up_of(outcome)
    assert (response.choice if response else "") == model.choice
    assert bool(response and response.is_given) == model.given
    assert ((found.state, found.effect) if found else None) == model.follow_up
    assert (found.version - 1 if found else 0) == len(model.states)
