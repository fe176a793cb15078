"""Patterns: gathered by people, related things offered with their reason, never laid in by themselves."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import factories as make
from utkik import clock
from utkik.insight import board, coverage, gathering, related
from utkik.insight.models import Pattern, PatternPiece
from utkik.meetings import questions
from utkik.meetings.models import Forum
from utkik.people.models import Horizon
from utkik.stream import triage
from utkik.trends.models import Trend

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return make.member("scanner", name="Anna")


@pytest.fixture
def bo(anna):
    return make.member("scanner", name="Bo", organisation=anna.organisation)


def a_signal(member, headline, fact="Regionen prövar något nytt.", **more):
    return make.signal(author=member, state="published", headline=headline, fact=fact, **more)


def urls(member, name, *args):
    return reverse(f"insight:{name}", args=[member.organisation.slug, *args])


def test_pieces_are_laid_in_taken_out_and_laid_back(anna):
    signal = a_signal(anna, "Försäkringen blir dyrare")
    pattern = gathering.begin("Försäkringen ritar kartan", by=anna, pieces=(signal,))
    first = PatternPiece.objects.get()
    assert gathering.add(pattern, signal, by=anna) == first, "it lies there already"
    assert gathering.take_out(first, by=anna)
    assert not gathering.take_out(first, by=anna)
    assert board.of(pattern, anna).pieces == []
    assert gathering.lay_back(first, by=anna)
    assert [piece.title for piece in board.of(pattern, anna).pieces] == ["Försäkringen blir dyrare"]


def test_an_article_is_a_piece_once_it_is_kept(anna):
    entry = make.entry(organisation=anna.organisation)
    pattern = gathering.begin("Något", by=anna)
    with pytest.raises(gathering.PatternRefused):
        gathering.add(pattern, entry, by=anna)
    triage.keep(entry, by=anna)
    entry.refresh_from_db()
    gathering.add(pattern, entry, by=anna)
    assert [piece.sort for piece in board.of(pattern, anna).pieces] == ["entry"]


def test_readers_and_strangers_gather_nothing(anna):
    pattern = gathering.begin("Något", by=anna)
    reader = make.member("reader", organisation=anna.organisation)
    elsewhere = make.member("scanner", organisation=make.organisation("Annorstädes"))
    for other in (reader, elsewhere):
        with pytest.raises(PermissionDenied):
            gathering.write(pattern, "Annat", "", by=other, version=1)
    with pytest.raises(PermissionDenied):
        gathering.add(pattern, a_signal(elsewhere, "Deras"), by=anna)


def test_two_who_write_at_once_see_both_texts(anna, bo, client):
    pattern = gathering.begin("Vatten", by=anna)
    gathering.write(pattern, "Vatten", "Annas mening.", by=anna, version=1)
    client.force_login(bo.user)
    given = {"name": "Vatten", "meaning": "Bos mening.", "version": "1"}
    response = client.post(urls(bo, "edit_pattern", pattern.pk), given)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Annas mening." in page and "Bos mening." in page
    pattern.refresh_from_db()
    assert pattern.meaning == "Annas mening."


def test_related_signals_are_offered_with_the_reason_and_not_laid_in(anna, client):
    first = a_signal(anna, "Försäkringsbolag höjer premien nära havet", "Premien stiger när havet stiger.")
    like = a_signal(anna, "Danska banker sänker lån nära havet", "Premien är för hög, säger bankerna om havet.")
    for n in range(12):
        a_signal(anna, f"Annat ämne nummer {n}", f"Skolan prövar läxhjälp i grupp {n}.")
    pattern = gathering.begin("Försäkringen ritar kartan", by=anna, pieces=(first,))
    offers = board.of(pattern, anna).offers
    assert [offer.thing for offer in offers] == [like]
    assert "havet" in offers[0].why and "premien" in offers[0].why
    assert PatternPiece.objects.count() == 1
    client.force_login(anna.user)
    client.post(urls(anna, "not_now", pattern.pk), {"signal": like.number})
    assert board.of(pattern, anna).offers == []
    client.post(urls(anna, "gather"), {"pattern": pattern.pk, "signal": like.number})
    assert len(board.of(pattern, anna).pieces) == 2


def test_a_word_that_everybody_uses_is_no_reason(anna):
    first = a_signal(anna, "Kommunen bygger nytt")
    for n in range(60):
        a_signal(anna, f"Kommunen bygger nytt i etapp {n}")
    pattern = gathering.begin("Bygge", by=anna, pieces=(first,))
    assert board.of(pattern, anna).offers == []


def test_a_pattern_becomes_a_trend_once(anna):
    pattern = gathering.begin("Tyst service", by=anna, meaning="Telefonen ersätts och några tystnar.")
    gathering.to_trend(pattern, by=anna)
    trend = Trend.objects.get()
    assert (trend.name, trend.text) == ("Tyst service", "Telefonen ersätts och några tystnar.")
    with pytest.raises(gathering.PatternRefused):
        gathering.to_trend(pattern, by=anna)
    twin = gathering.begin("tyst  SERVICE", by=anna)
    with pytest.raises(gathering.PatternRefused):
        gathering.to_trend(twin, by=anna)


def test_a_pattern_becomes_a_forum_with_its_signals_and_questions(anna, client):
    signal, question = a_signal(anna, "En sak"), questions.ask("Vem ringer för vem?", by=anna)
    pattern = gathering.begin("Hjälpen", by=anna, pieces=(signal, question))
    assert {piece.sort for piece in board.of(pattern, anna).pieces} == {"signal", "question"}
    client.force_login(anna.user)
    response = client.post(urls(anna, "to_forum", pattern.pk))
    forum = Forum.objects.get()
    assert response.headers["Location"] == forum.get_absolute_url()
    assert [row.signal for row in forum.signals.all()] == [signal]
    assert [row.question for row in forum.questions.all()] == [question]
    with pytest.raises(gathering.PatternRefused):
        gathering.to_forum(pattern, by=anna)


def test_a_question_is_found_and_laid_in(anna, client):
    question = questions.ask("Hur påverkar nya sätt att tala vår relation till invånarna?", by=anna)
    pattern = gathering.begin("Samtal", by=anna)
    assert [piece.thing for piece in board.found(pattern, "relation invånarna", anna)] == [question]
    client.force_login(anna.user)
    client.post(urls(anna, "gather"), {"pattern": pattern.pk, "question": question.pk})
    assert board.found(pattern, "relation", anna) == []


def test_a_removed_pattern_comes_back_with_its_pieces(anna, client):
    pattern = gathering.begin("Något", by=anna, pieces=(a_signal(anna, "En sak"),))
    client.force_login(anna.user)
    client.post(urls(anna, "remove_pattern", pattern.pk))
    assert client.get(urls(anna, "pattern", pattern.pk)).status_code == 404
    client.post(urls(anna, "bring_pattern_back", pattern.pk))
    client.post(urls(anna, "bring_pattern_back", pattern.pk))
    assert Pattern.objects.standing().get() == pattern
    assert len(board.of(pattern, anna).pieces) == 1


def test_an_unset_horizon_is_a_gap_of_its_own(anna):
    area, horizon = make.area("Skola", organisation=anna.organisation), Horizon.objects.first()
    horizon = horizon or Horizon.objects.create(organisation=anna.organisation, code="nu", name="nu")
    a_signal(anna, "Utan", area=area)
    a_signal(anna, "Med", area=area, horizon=horizon)
    old = a_signal(anna, "För länge sedan", area=area, horizon=horizon)
    type(old).objects.filter(pk=old.pk).update(published_at=clock.now() - timedelta(days=400))
    matrix = coverage.matrix(anna)
    row = next(row for row in matrix.rows if row.area == area)
    assert (row.cells[0].count, row.cells[-1].count, row.cells[-1].is_gap) == (1, 1, True)
    assert matrix.unset == 1 and row.total == 2


def test_the_page_costs_as_many_queries_for_three_patterns_as_for_one(anna, client, django_assert_max_num_queries):
    client.force_login(anna.user)
    gathering.begin("Ett", by=anna, pieces=(a_signal(anna, "A"),))
    client.get(urls(anna, "patterns"))
    with django_assert_max_num_queries(60) as one:
        client.get(urls(anna, "patterns"))
    for name in ("Två", "Tre"):
        gathering.begin(name, by=anna, pieces=(a_signal(anna, name),))
    with django_assert_max_num_queries(len(one)):
        client.get(urls(anna, "patterns"))
    assert len(one) < 30


WORDS = st.lists(st.sampled_from(["havet", "premien", "skolan", "vattnet", "broar", "läxor"]), max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(pieces=st.lists(WORDS, max_size=4), others=st.lists(WORDS, max_size=8))
def test_every_offer_is_a_candidate_and_says_a_word_that_both_have(pieces, others):
    def texts(rows, kind):
        return [related.Text((kind, n), f"{kind} {n}", " ".join(row)) for n, row in enumerate(rows)]

    candidates = texts(others, "signal")
    offers = related.offers(texts(pieces, "piece"), candidates)
    held = {word for row in pieces for word in row}
    for offer in offers:
        own = set(others[offer.key[1]])
        assert any(f"”{word}”" in offer.why for word in own & held)
    assert offers == sorted(offers, key=lambda offer: -offer.score)
    assert offers == related.offers(texts(pieces, "piece"), candidates)
