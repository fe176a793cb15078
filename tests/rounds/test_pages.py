"""What the pages of a round cost, and what they say."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from utkik import clock
from utkik.rounds import choose, closing
from utkik.signals.models import Signal

pytestmark = pytest.mark.django_db


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def judged(size, member):
    """A round over so many signals, all with a reason by two judges."""
    author = make.member("scanner")
    signals = [make.signal(author=author, state="published") for _ in range(size)]
    round = make.open_round(by=member)
    for judge in (member, make.member("scanner")):
        make.ballot(round, judge, dict.fromkeys(signals, 1))
    return round


def test_a_longer_ballot_or_outcome_costs_no_more_queries(client):
    costs = {}
    for size in (1, 3):
        analyst = make.member("analyst")
        client.force_login(analyst.user)
        round = judged(size, analyst)
        ballot = queries(client, reverse("rounds:ballot", args=["sandvik", round.pk]))
        closing.close(round, by=analyst)
        costs[size] = ballot, queries(client, reverse("rounds:outcome", args=["sandvik", round.pk]))
        round.delete()
        make.organisation().__class__.objects.filter(slug="sandvik").update(slug=f"sandvik-{size}")
    assert costs[1] == costs[3]
    assert max(costs[1]) < 30


def test_a_longer_archive_costs_no_more_queries(client):
    analyst = make.member("analyst")
    client.force_login(analyst.user)
    costs = []
    for month in (1, 2, 3):
        signal = make.signal(author=make.member("scanner"), state="published")
        round = make.open_round(date(2026, month, 1), by=analyst)
        closing.close(round, by=analyst)
        choose.note(round, signal.pk, "lifted", by=analyst)
        closing.lock(round, by=analyst, limits_line="Bara en.")
        costs.append(queries(client, reverse("rounds:archive", args=["sandvik"])))
    assert costs[0] == costs[2] < 30


def test_the_same_refusal_as_the_page_shows_is_said_without_script(client):
    ada = make.member("scanner")
    own = make.signal(author=ada, state="published")
    round = make.open_round()
    client.force_login(ada.user)
    give = reverse("rounds:give", args=["sandvik", round.pk])
    page = client.post(give, {"give": f"{own.pk}:1"}, follow=True)
    assert "Du har skrivit signalen, så de andra bedömer den." in page.content.decode()
    assert client.post(give, {"give": "nonsense"}).status_code == 400


def test_the_lock_names_all_that_is_missing_at_once(client):
    analyst, bo = make.member("analyst"), make.member("scanner")
    signals = [make.signal(author=analyst, state="published") for _ in range(3)]
    round = make.open_round(by=analyst)
    make.ballot(round, bo, {signals[0]: 3, signals[1]: 1})
    closing.close(round, by=analyst)
    client.force_login(analyst.user)
    sent = {f"choice-{signals[1].pk}": "lifted", f"choice-{signals[2].pk}": "set_aside", "lock": "1"}
    page = client.post(reverse("rounds:note", args=["sandvik", round.pk]), sent)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Skriv på en rad varför signalen läggs undan." in text
    assert "Skriv på en rad varför plats 2 lyfts före plats 1." in text
    assert "1 är lyft, gränsen är 5–10. Skriv på en rad varför." in text
    Signal.objects.filter(pk=signals[0].pk).update(headline="Bussen dras in")
    page = client.post(
        reverse("rounds:note", args=["sandvik", round.pk]), sent | {f"choice-{signals[0].pk}": "set_aside"}
    )
    assert "Bussen dras in: Skriv på en rad varför signalen läggs undan." in page.content.decode()


@pytest.fixture
def decided(client):
    """A closed round of three signals, its analyst, and a form as a second analyst opened it."""
    analyst, other = make.member("analyst"), make.member("analyst")
    signals = [make.signal(author=make.member("scanner"), state="published") for _ in range(3)]
    round = make.closed_round(by=analyst)
    client.force_login(other.user)
    return analyst, round, signals, reverse("rounds:note", args=["sandvik", round.pk])


def form_of(client, round):
    page = client.get(reverse("rounds:outcome", args=["sandvik", round.pk])).content.decode()
    told = {}
    for tag in re.findall("<input[^>]*>", page.split('id="outcome"')[1].split("</form>")[0]):
        if "checked" in tag or 'type="radio"' not in tag:
            told[re.search('name="([^"]*)"', tag)[1]] = (re.search('value="([^"]*)"', tag) or ["", ""])[1]
    return told


def choices(round):
    return {row.signal_id: (row.choice, row.line) for row in round.outcomes.all()}


def test_a_page_opened_before_takes_no_colleagues_choice_back(client, decided):
    analyst, round, (one, two, three), note = decided
    choose.note(round, three.pk, "set_aside", line="Gammalt", by=analyst)
    mine = form_of(client, round)
    choose.note(round, one.pk, "lifted", by=analyst)
    choose.note(round, three.pk, "set_aside", line="Nyare", by=analyst)
    client.post(note, mine | {f"choice-{two.pk}": "lifted"})
    assert choices(round) == {one.pk: ("lifted", ""), two.pk: ("lifted", ""), three.pk: ("set_aside", "Nyare")}


def test_a_line_is_asked_for_before_it_is_missed(client, decided):
    _analyst, _round, (one, *_others), note = decided
    missed, chosen = "Skriv på en rad varför signalen läggs undan.", {f"choice-{one.pk}": "set_aside"}
    asked = client.post(note, chosen, headers={"HX-Request": "true"}).content.decode()
    assert "Varför läggs den undan?" in asked and missed not in asked
    assert missed in client.post(note, chosen | {f"line-{one.pk}": ""}, headers={"HX-Request": "true"}).content.decode()
    assert missed in client.post(note, chosen | {"lock": "1"}, headers={"HX-Request": "true"}).content.decode()


def test_whoever_changes_their_mind_before_the_answer_came_is_heard(client, decided):
    _analyst, round, (one, *_others), note = decided
    mine = form_of(client, round)
    client.post(note, mine | {f"choice-{one.pk}": "lifted"})
    client.post(note, mine)
    assert choices(round) == {}


@pytest.mark.parametrize(
    "published, proposed", [("2026-06-30T21:30Z", "2026-06-01"), ("2026-06-30T22:30Z", "2026-07-01")]
)
def test_a_round_is_proposed_for_the_month_its_signals_came_in(client, published, proposed):
    analyst = make.member("analyst")
    with clock.at(datetime.fromisoformat(published)):
        make.signal(author=make.member("scanner"), state="published")
    client.force_login(analyst.user)
    with clock.at(datetime(2026, 7, 2, 8, tzinfo=UTC)):
        page = client.get(reverse("rounds:archive", args=["sandvik"])).content.decode()

    assert f'<option value="{proposed}" selected' in page
