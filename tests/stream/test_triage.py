from datetime import datetime, timedelta, timezone

import pytest

from tests import factories as make
from utkik import clock
from utkik.people.models import Act
from utkik.stream import shown, triage, undo
from utkik.stream.errors import DayNotAhead, ListTooOld, NotAColleague, NotYours, TooLongAgo
from utkik.stream.models import Change, Decision, Entry, Handover, Shown

pytestmark = pytest.mark.django_db
State = Entry.State


@pytest.fixture
def scanner():
    return make.scanner(name="Anna Ek")


@pytest.fixture
def colleague():
    return make.scanner(name="Bo Al")


def tomorrow(member):
    return member.organisation.today() + timedelta(days=1)


def test_each_act_moves_the_entry_and_says_who_did_it(scanner):
    one, two, three = make.entries(3, watched_by=scanner)

    assert triage.keep(one, by=scanner)
    assert triage.dismiss(two, by=scanner)
    assert triage.later(three, tomorrow(scanner), by=scanner)

    assert [e.state for e in (one, two, three)] == [State.KEPT, State.DISMISSED, State.LATER]
    assert {e.handled_by for e in (one, two, three)} == {scanner}
    assert three.due_on == tomorrow(scanner)


def test_a_dismissed_entry_can_be_restored(scanner):
    entry = make.entry(watched_by=scanner)
    triage.dismiss(entry, by=scanner)

    assert triage.restore(entry, by=scanner)
    assert entry.state == State.NEW and entry.waits


def test_a_colleague_who_was_first_is_not_overruled(scanner, colleague):
    entry = make.entry(watched_by=scanner)
    seen = entry.version
    triage.keep(Entry.objects.get(pk=entry.pk), by=colleague)

    assert triage.dismiss(entry, by=scanner, version=seen) is None
    entry.refresh_from_db()
    assert (entry.state, entry.handled_by) == (State.KEPT, colleague)


def test_what_is_so_already_does_not_happen_again(scanner):
    entry = make.entry(watched_by=scanner)
    triage.dismiss(entry, by=scanner)

    assert triage.dismiss(entry, by=scanner) is None
    assert Decision.objects.count() == 1


def test_a_neighbours_entry_is_out_of_reach(scanner):
    neighbours = make.entry(organisation=make.organisation("norras"))

    assert triage.dismiss(neighbours, by=scanner) is None
    neighbours.refresh_from_db()
    assert neighbours.state == State.NEW


def test_put_off_it_waits_again_on_its_day(scanner):
    entry = make.entry(watched_by=scanner)
    triage.later(entry, tomorrow(scanner), by=scanner)

    assert not Entry.objects.waiting_for(scanner).exists()
    with clock.at(clock.now() + timedelta(days=1)):
        assert Entry.objects.waiting_for(scanner).get() == entry


@pytest.mark.parametrize("days", [-1, 0])
def test_it_can_only_be_put_off_to_a_day_ahead(scanner, days):
    entry = make.entry(watched_by=scanner)

    with pytest.raises(DayNotAhead):
        triage.later(entry, scanner.organisation.today() + timedelta(days=days), by=scanner)


def test_handed_over_it_waits_for_the_receiver_alone(scanner, colleague):
    entry = make.entry(watched_by=scanner)

    assert triage.hand_over(entry, colleague, "Rör dina  vägar", by=scanner)

    assert not Entry.objects.waiting_for(scanner).exists()
    assert Entry.objects.waiting_for(colleague).get() == Entry.objects.handed_to(colleague).get() == entry
    assert Handover.objects.get().line == "Rör dina vägar"
    assert entry.area == colleague.areas_owned.get()


def test_an_area_stays_where_the_receiver_has_several(scanner, colleague):
    make.area("En till", owner=colleague)
    entry = make.entry(watched_by=scanner)
    area = entry.area

    triage.hand_over(entry, colleague, by=scanner)

    assert entry.area == area


def test_handed_to_somebody_who_leaves_it_falls_back_to_its_area(scanner, colleague):
    make.area("En till", owner=colleague)
    entry = make.entry(watched_by=scanner)
    triage.hand_over(entry, colleague, by=scanner)
    colleague.user, colleague.left_at = None, clock.now()
    colleague.save()

    assert Entry.objects.waiting_for(scanner).get() == entry


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_only_the_group_can_be_handed_an_entry(scanner, role):
    entry = make.entry(watched_by=scanner)

    for other in (make.member(role), make.stranger(), scanner):
        with pytest.raises(NotAColleague):
            triage.hand_over(entry, other, by=scanner)


def test_areas_that_nobody_follows_in_particular_wait_for_everybody(scanner, colleague):
    everybodys = make.entry(organisation=scanner.organisation)
    make.entry(watched_by=colleague)
    deputised = make.entry(area=make.area("Vägar", deputy=scanner), organisation=scanner.organisation)

    assert set(Entry.objects.waiting_for(scanner)) == {everybodys, deputised}


def test_all_above_sets_aside_only_what_was_on_the_page(scanner):
    rows = make.entries(5, watched_by=scanner)
    page = shown.page_of(scanner, [e.pk for e in rows])
    arrived = make.entries(3, watched_by=scanner)

    decision = triage.dismiss_above(page, rows[3], by=scanner)

    assert decision.changes.count() == 3
    assert Entry.objects.filter(state=State.DISMISSED).count() == 3
    assert Entry.objects.filter(pk__in=[e.pk for e in arrived], state=State.NEW).count() == 3


def test_all_above_leaves_what_a_colleague_decided_meanwhile(scanner, colleague):
    rows = make.entries(4, watched_by=scanner)
    page = shown.page_of(scanner, [e.pk for e in rows])
    triage.keep(rows[0], by=colleague)
    triage.hand_over(rows[1], colleague, by=scanner)

    triage.dismiss_above(page, rows[3], by=scanner)

    states = list(Entry.objects.order_by("-sort_at").values_list("state", flat=True))
    assert states == [State.KEPT, State.NEW, State.DISMISSED, State.NEW]


def test_all_above_needs_the_page_it_is_above_on(scanner):
    entry = make.entry(watched_by=scanner)

    with pytest.raises(ListTooOld):
        triage.dismiss_above(None, entry, by=scanner)
    assert triage.dismiss_above(shown.page_of(scanner, [entry.pk]), entry, by=scanner) is None


def test_thirty_mixed_entries_get_their_former_states_back(scanner, colleague):
    rows = make.entries(30, watched_by=scanner)
    for number, entry in enumerate(rows):
        if number % 4 == 1:
            triage.keep(entry, by=colleague)
        if number % 4 == 2:
            triage.later(entry, tomorrow(scanner), by=scanner)
        if number % 4 == 3:
            triage.hand_over(entry, colleague, by=scanner)
    keys = [e.pk for e in rows]
    former = {e.pk: triage.snapshot(e) for e in Entry.objects.filter(pk__in=keys)}
    below = make.entry(watched_by=scanner)

    decision = triage.dismiss_above(shown.page_of(scanner, [*keys, below.pk]), below, by=scanner)
    assert Entry.objects.filter(state=State.DISMISSED).count() == 30
    outcome = undo.undo(decision, by=scanner)

    assert len(outcome.restored) == 30 and not outcome.held
    assert {e.pk: triage.snapshot(e) for e in Entry.objects.filter(pk__in=keys)} == former


def test_a_clock_that_was_set_in_another_zone_undoes_as_well(scanner):
    entry = make.entry(watched_by=scanner)
    with clock.at(datetime(2026, 6, 1, 9, tzinfo=timezone(timedelta(hours=2)))):
        decision = triage.dismiss(entry, by=scanner)
        undone = undo.undo(decision, by=scanner)

    assert [one.pk for one in undone.restored] == [entry.pk]
    assert Entry.objects.get(pk=entry.pk).state == Entry.State.NEW


def test_undo_leaves_a_later_act_of_a_colleague(scanner, colleague):
    rows = make.entries(3, watched_by=scanner)
    page = shown.page_of(scanner, [e.pk for e in rows])
    decision = triage.dismiss_above(page, rows[2], by=scanner)
    triage.keep(Entry.objects.get(pk=rows[0].pk), by=colleague)

    outcome = undo.undo(decision, by=scanner)

    assert [e.pk for e in outcome.restored] == [rows[1].pk]
    assert [e.pk for e in outcome.held] == [rows[0].pk]
    assert Entry.objects.get(pk=rows[0].pk).state == State.KEPT


def test_acts_are_undone_one_after_the_other(scanner):
    entry = make.entry(watched_by=scanner)
    former = triage.snapshot(entry)
    first = triage.keep(entry, by=scanner)
    second = triage.dismiss(entry, by=scanner)

    assert not undo.undo(first, by=scanner)
    assert undo.undo(second, by=scanner)
    assert undo.undo(first, by=scanner)
    entry.refresh_from_db()
    assert triage.snapshot(entry) == former


def test_undone_once_it_is_undone(scanner):
    entry = make.entry(watched_by=scanner)
    decision = triage.dismiss(entry, by=scanner)
    undo.undo(decision, by=scanner)
    triage.dismiss(entry, by=scanner)

    assert not undo.undo(decision, by=scanner)
    entry.refresh_from_db()
    assert entry.state == State.DISMISSED


def test_undo_is_for_ones_own_acts_of_thirty_days(scanner, colleague):
    decision = triage.dismiss(make.entry(watched_by=scanner), by=scanner)

    with pytest.raises(NotYours):
        undo.undo(decision, by=colleague)
    with clock.at(clock.now() + timedelta(days=31)):
        assert not undo.undoable(scanner)
        with pytest.raises(TooLongAgo):
            undo.undo(decision, by=scanner)
    assert list(undo.undoable(scanner)) == [decision]


def test_handing_over_is_undone_too(scanner, colleague):
    entry = make.entry(watched_by=scanner)
    decision = triage.hand_over(entry, colleague, by=scanner)

    undo.undo(decision, by=scanner)

    assert Entry.objects.waiting_for(scanner).get() == entry
    assert not Entry.objects.waiting_for(colleague).exists()


def test_every_decision_stands_in_the_log_with_its_entries(scanner):
    rows = make.entries(3, watched_by=scanner)
    decision = triage.dismiss_above(shown.page_of(scanner, [e.pk for e in rows]), rows[2], by=scanner)
    undo.undo(decision, by=scanner)

    above, undone = Act.objects.order_by("pk")
    assert (above.verb, undone.verb, above.member) == ("stream.dismiss_above", "stream.undo", scanner)
    assert above.details["entries"] == sorted(e.pk for e in rows[:2])
    assert above.changed == ["handled_at", "handled_by_id", "state"]
    assert Change.objects.count() == 4


def test_the_learning_log_tells_what_was_passed_over(scanner):
    rows = make.entries(4, watched_by=scanner)
    page = shown.page_of(scanner, [e.pk for e in rows])
    triage.dismiss(rows[0], by=scanner, page=page)
    triage.keep(rows[2], by=scanner, page=page)

    told = Shown.objects.filter(decision__act="keep").order_by("place")
    assert [(s.entry_id, s.place, s.decided) for s in told] == [(rows[1].pk, 2, False), (rows[2].pk, 3, True)]
    assert {(s.list_order, s.shown_at) for s in told} == {("newest", page.at)}


def test_an_act_from_elsewhere_than_a_list_is_no_lesson(scanner):
    entry = make.entry(watched_by=scanner)
    triage.keep(entry, by=scanner, page=shown.page_of(scanner, []))

    assert not Shown.objects.exists()


def test_a_signed_page_is_read_only_by_whom_it_was_shown(scanner, colleague):
    page = shown.page_of(scanner, [3, 2, 1])
    text = shown.sign(page)

    assert shown.read(text, scanner) == page
    assert shown.read(text, colleague) is None
    assert shown.read(text[:-1] + "x", scanner) is None
    assert shown.read("", scanner) is None
