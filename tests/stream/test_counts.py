"""Counts equal lists, whatever two people do in two windows."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import factories as make
from utkik.stream import counts, daily_pass, rows, shown, triage, undo
from utkik.stream.lists import VIEWS, Look
from utkik.stream.models import Decision, Entry

WHO, WHICH = st.integers(0, 1), st.integers(0, 5)
ACTS = st.sampled_from(["keep", "dismiss", "restore", "later", "hand_over"])


class TwoWindows(RuleBasedStateMachine):
    """Two scanners with an area each, six entries in their areas or in none."""

    @initialize()
    def begin(self):
        self.people = [make.scanner(), make.scanner()]
        self.entries = [make.entry(watched_by=self.people[n % 2]) for n in range(4)]
        self.entries += [make.entry(organisation=self.people[0].organisation) for _ in range(2)]
        self.pages = [None, None]
        self.reload(0)
        self.reload(1)

    @rule(who=WHO)
    def reload(self, who):
        listed, _older = rows.fetch(Look(), self.people[who])
        self.pages[who] = (shown.page_of(self.people[who], [e.pk for e in listed]), {e.pk: e.version for e in listed})

    @rule(who=WHO, which=WHICH, act=ACTS, careful=st.booleans())
    def decide(self, who, which, act, careful):
        member, entry = self.people[who], Entry.objects.get(pk=self.entries[which].pk)
        page, versions = self.pages[who]
        version = versions.get(entry.pk) if careful else None
        stale = version not in (None, entry.version)
        told = {"later": [member.organisation.today().replace(year=2099)], "hand_over": [self.people[1 - who]]}
        decision = getattr(triage, act)(entry, *told.get(act, []), by=member, version=version, page=page)
        assert not (stale and decision)

    @rule(who=WHO, which=WHICH)
    def dismiss_above(self, who, which):
        page, _versions = self.pages[who]
        before = {e.pk: triage.snapshot(e) for e in Entry.objects.all()}
        decision = triage.dismiss_above(page, self.entries[which], by=self.people[who])
        touched = set(decision.changes.values_list("entry", flat=True)) if decision else set()
        assert touched <= set(page.above(self.entries[which].pk))
        after = {e.pk: triage.snapshot(e) for e in Entry.objects.exclude(pk__in=touched)}
        assert all(before[key] == state for key, state in after.items())

    @rule(who=WHO, newest=st.integers(0, 3))
    def take_back(self, who, newest):
        mine = list(undo.undoable(self.people[who])[newest : newest + 1])
        if not mine:
            return
        outcome = undo.undo(mine[0], by=self.people[who])
        changes = {change.entry_id: change for change in mine[0].changes.all()}
        for entry in outcome.restored:
            assert triage.snapshot(Entry.objects.get(pk=entry.pk)) == changes[entry.pk].before

    @invariant()
    def counts_equal_lists(self):
        for member in getattr(self, "people", []):
            known = counts.of_member(member)
            for view in VIEWS:
                look = Look(view)
                listed = list(look.page(member).values_list("pk", flat=True))
                assert counts.total(look, member, known) == len(listed) == len(set(listed)), view
            assert known.own <= known.mine and known.handed <= known.mine
            assert daily_pass.of(member, known.mine).left == known.mine
            assert daily_pass.of(member, known.mine).total <= len(self.entries)

    @invariant()
    def the_journal_tells_the_present(self):
        for entry in Entry.objects.all():
            last = entry.changes.order_by("-decision", "-pk").first()
            assert last is None or last.after == triage.snapshot(entry)
        assert not Decision.objects.filter(changes=None).exists()


class Anew(TwoWindows):
    """Each run begins with an empty stream: what the run before it made is rolled back."""

    def __init__(self):
        super().__init__()
        self.hold = transaction.atomic()
        self.hold.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.hold.__exit__(None, None, None)


@pytest.mark.django_db
def test_counts_equal_lists_after_random_acts_in_two_windows():
    run_state_machine_as_test(
        Anew,
        settings=settings(
            max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
