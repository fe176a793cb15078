"""Two of a unit at the same time, each with a connection of their own, where the database lets both in at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from tests import factories as make
from utkik.trends import answering, ask, decide
from utkik.trends.models import Answer, CallUnit, Proposal

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite lets one write at a time"),
]
A_MOMENT = 1.0


@pytest.fixture
def committee():
    return make.unit("Vård och omsorg", sort="committee")


@pytest.fixture
def asked(committee):
    analyst = make.member("analyst")
    due = analyst.organisation.today() + timedelta(days=10)
    return CallUnit.objects.get(call=ask.open_call("Inspel", due, by=analyst, trends=[make.trend()], units=[committee]))


def while_written(writes, acts):
    """Both at once: `acts` begins once `writes` has written, before that is kept. What `acts` answers."""
    written, done = Event(), Event()

    def first():
        try:
            with transaction.atomic():
                writes()
                written.set()
                done.wait(A_MOMENT)
        finally:
            written.set()
            connection.close()

    def second():
        try:
            assert written.wait(60)
            return acts()
        finally:
            done.set()
            connection.close()

    with ThreadPoolExecutor(2) as two:
        one, other = two.submit(first), two.submit(second)
        one.result()
        return other.result()


def test_what_is_written_while_a_colleague_hands_in_is_handed_in(asked, committee):
    writer, other = make.member(unit=committee), make.member(unit=committee)
    row = answering.save(Answer.objects.get(call_unit=asked), {"text": "Först."}, by=writer, version=0)

    handed_in = while_written(
        lambda: answering.save(row, {"text": "Sedan."}, by=writer, version=row.version),
        lambda: answering.hand_in(asked, by=other),
    )

    assert handed_in
    assert row.trend.consequences.get().text == "Sedan."


def test_what_an_analyst_has_answered_is_not_put_otherwise_at_the_same_time(asked, committee):
    writer = make.member(unit=committee)
    row = Answer.objects.get(call_unit=asked)
    wish = {"sort": "removal", "why": "Gäller oss inte."}
    row = answering.save(row, {"text": "Nej."}, by=writer, version=0, proposal=wish)
    answering.hand_in(asked, by=writer)
    proposal, analyst = Proposal.objects.get(), make.member("analyst")

    while_written(
        lambda: decide.decline(proposal, reason="Den gäller andra.", by=analyst),
        lambda: answering.save(row, {"text": "Nej."}, by=writer, version=row.version, proposal=wish),
    )

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("declined", "Den gäller andra.")
