"""A call for input: a unit answers together, and what it proposes is accepted, adapted or declined."""

from datetime import timedelta

import pytest

from tests import factories as make
from utkik import clock
from utkik.people.models import Delivery
from utkik.trends import answering, ask, decide, propose, refusals
from utkik.trends.models import Answer, CallUnit, Proposal, Trend

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst():
    return make.member("analyst")


@pytest.fixture
def committee():
    return make.unit("Vård och omsorg", sort="committee")


def open_call(analyst, committee, **fields):
    trends = [make.trend(), make.trend()]
    due = analyst.organisation.today() + timedelta(days=10)
    return ask.open_call("Inspel 2026", due, by=analyst, trends=trends, units=[committee], **fields)


def asked_of(call):
    return CallUnit.objects.get(call=call)


def answer(call, member, place=0, proposal=None, **values):
    row = asked_of(call).answers.order_by("position")[place]
    return answering.save(row, values, by=member, version=row.version, proposal=proposal)


def test_opening_asks_every_unit_about_every_trend_and_writes_to_its_members(analyst, committee):
    member = make.member(unit=committee)
    make.member(unit=make.unit("Teknik"))
    call = open_call(analyst, committee)

    assert Answer.objects.filter(call_unit__call=call).count() == 2
    [letter] = Delivery.objects.all()
    assert letter.recipient == member
    assert f"/o/sandvik/trends/input/{call.pk}" in letter.text


def test_a_call_without_trends_units_or_with_a_day_that_is_over_is_refused(analyst, committee):
    today = analyst.organisation.today()
    trends = [make.trend()]
    for day, about, units in [
        (today, [], [committee]),
        (today, trends, []),
        (today - timedelta(1), trends, [committee]),
    ]:
        with pytest.raises(refusals.Unfinished):
            ask.open_call("Inspel", day, by=analyst, trends=about, units=units)


def test_a_unit_answers_together_and_nothing_counts_before_it_hands_in(analyst, committee):
    writer, other = make.member(unit=committee), make.member(unit=committee)
    call = open_call(analyst, committee)
    with pytest.raises(refusals.NothingAnswered):
        answering.hand_in(asked_of(call), by=writer)
    given = answer(
        call,
        writer,
        text="Räkna med 120 platser.",
        pressure=4,
        proposal={"sort": "change", "name": "", "text": "Fler äldre, färre händer.", "why": "Vi ser det redan."},
    )
    proposal = Proposal.objects.get()
    assert proposal.state == "draft"
    assert not given.trend.consequences.exists()

    assert answering.hand_in(asked_of(call), by=other)
    assert not answering.hand_in(asked_of(call), by=writer)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.unit) == ("open", committee)
    said = given.trend.consequences.get()
    assert (said.unit, said.text, said.pressure) == (committee, "Räkna med 120 platser.", 4)
    assert asked_of(call).handed_in_by == other


def test_what_is_changed_after_the_handing_in_counts_at_once(analyst, committee):
    writer = make.member(unit=committee)
    call = open_call(analyst, committee)
    answer(call, writer, text="Först.")
    answering.hand_in(asked_of(call), by=writer)

    changed = answer(call, writer, text="Sedan.")

    assert changed.trend.consequences.get().text == "Sedan."


def test_two_who_write_the_same_answer_overwrite_nothing(analyst, committee):
    call = open_call(analyst, committee)
    answer(call, make.member(unit=committee), text="Kollegans.")
    row = asked_of(call).answers.order_by("position").first()

    with pytest.raises(refusals.ChangedMeanwhile):
        answering.save(row, {"text": "Mina."}, by=make.member(unit=committee), version=0)

    row.refresh_from_db()
    assert row.text == "Kollegans."


def test_nothing_is_written_in_a_closed_call(analyst, committee):
    call = open_call(analyst, committee)
    assert ask.close(call, by=analyst)
    with pytest.raises(refusals.CallClosed):
        answer(call, make.member(unit=committee), text="För sent.")
    assert ask.open_again(call, by=analyst)
    answer(call, make.member(unit=committee), text="I tid.")


def test_who_has_not_answered_is_reminded_once_in_a_while(analyst, committee):
    member = make.member(unit=committee)
    make.member(unit=committee, mail_paused_at=clock.now())
    call = open_call(analyst, committee)

    assert ask.remind(asked_of(call), by=analyst) == 2
    assert ask.remind(asked_of(call), by=analyst) == 0

    assert Delivery.objects.filter(recipient=member).count() == 2
    assert Delivery.objects.count() == 2
    answer(call, member, text="Svar.")
    answering.hand_in(asked_of(call), by=member)
    CallUnit.objects.update(reminded_at=None)
    assert ask.remind(asked_of(call), by=analyst) == 0


def test_accepted_does_as_proposed_and_says_from_whom(analyst, committee):
    trend = make.trend()
    proposal = propose.propose(by=analyst, sort="change", trend=trend, name="Värmen drabbar de äldsta", unit=committee)

    decide.accept(proposal, by=analyst)

    trend.refresh_from_db()
    assert trend.name == "Värmen drabbar de äldsta"
    kept = trend.alterations.get()
    assert (kept.source, kept.proposal, kept.unit) == ("Vård och omsorg", proposal, committee)
    with pytest.raises(refusals.AlreadyDecided):
        decide.decline(proposal, by=analyst, reason="Nej.")


def test_adapted_takes_the_analysts_words_and_needs_a_reason(analyst):
    trend = make.trend()
    proposal = propose.propose(by=make.member("scanner"), sort="removal", trend=trend, why="Inget nytt.")
    with pytest.raises(refusals.ReasonMissing):
        decide.adapt_it(proposal, by=analyst, reason=" ", text="Den står kvar längre bort.")

    decide.adapt_it(proposal, by=analyst, reason="Den prövas nästa år.", text="Den står kvar längre bort.")

    trend.refresh_from_db()
    assert trend.stands and trend.text == "Den står kvar längre bort."


def test_what_a_unit_puts_otherwise_meanwhile_is_not_accepted_unread(analyst, committee, client):
    member = make.member(unit=committee)
    call = open_call(analyst, committee)
    answer(call, member, text="Ja.", proposal={"sort": "change", "text": "Som vi först skrev."})
    answering.hand_in(asked_of(call), by=member)
    proposal = Proposal.objects.get()
    client.force_login(analyst.user)
    seen = client.get(f"/o/sandvik/trends/proposals/{proposal.pk}").context["proposal"].mark
    answer(call, member, text="Ja.", proposal={"sort": "change", "text": "Något helt annat."})

    with pytest.raises(refusals.ProposalChanged):
        decide.accept(proposal, by=analyst)
    posted = {"answer": "accept", "seen": seen}
    page = client.post(f"/o/sandvik/trends/proposals/{proposal.pk}/answer", posted)

    assert page.status_code == 409
    assert "Något helt annat." in page.content.decode()
    assert Proposal.objects.get().state == "open"
    posted["seen"] = page.context["proposal"].mark
    assert client.post(f"/o/sandvik/trends/proposals/{proposal.pk}/answer", posted).status_code == 302
    assert Trend.objects.get(pk=proposal.trend_id).text == "Något helt annat."


def test_an_accepted_addition_is_a_trend_and_an_accepted_removal_ends_one(analyst):
    added = decide.accept(propose.propose(by=analyst, sort="addition", name="Värmen", text="Svala rum."), by=analyst)
    assert added.trend.text == "Svala rum."
    decide.accept(propose.propose(by=analyst, sort="removal", trend=added.trend), by=analyst)
    assert not Trend.objects.standing().exists()


def test_a_declined_proposal_changes_nothing_and_its_reason_reaches_the_unit(analyst, committee):
    member = make.member(unit=committee)
    call = open_call(analyst, committee)
    given = answer(
        call, member, text="Svar.", proposal={"sort": "removal", "name": "", "text": "", "why": "Känns gammal."}
    )
    answering.hand_in(asked_of(call), by=member)
    Delivery.objects.all().delete()

    declined = decide.decline(Proposal.objects.get(), by=analyst, reason="Kraven är uppskjutna, inte borta.")
    assert decide.tell([declined]) == 1

    given.trend.refresh_from_db()
    assert given.trend.stands
    [letter] = Delivery.objects.all()
    assert letter.recipient == member
    assert "Kraven är uppskjutna, inte borta." in letter.text
    assert list(Proposal.objects.seen_by(member)) == [declined]
    assert not Proposal.objects.seen_by(make.member(unit=make.unit("Teknik"))).exists()


@pytest.mark.parametrize(("sort", "fields"), [("change", {}), ("addition", {"text": "Utan namn"})])
def test_a_proposal_that_says_nothing_is_refused(analyst, sort, fields):
    trend = make.trend() if sort == "change" else None
    with pytest.raises(refusals.NothingProposed):
        propose.propose(by=analyst, sort=sort, trend=trend, **fields)
