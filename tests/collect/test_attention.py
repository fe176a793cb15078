"""What a person sees of a source that needs a hand: the last answer, an attempt, what is proposed for removal."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories as make
from tests.collect.feeds import item, rss
from tests.stub import Reply
from utkik import clock
from utkik.collect.models import Feed, Sighting, Source
from utkik.collect.sources import idle, trying
from utkik.signals import begin
from utkik.stream import triage

pytestmark = pytest.mark.django_db


def address(name, member, *args):
    return reverse(f"collect:{name}", args=[member.organisation.slug, *args])


def shown(response):
    return " ".join(response.content.decode().split())


def test_the_last_answer_is_kept_and_shown_to_those_who_open_it(here, scanner, stub):
    stub.routes["/feed"] = Reply(
        body=rss(item("Ett", "https://a.example/1"), item("Två", "https://a.example/2")), headers={"ETag": '"a"'}
    )
    source = make.source(stub.address + "/feed", by=scanner)
    make.collected()
    answered = Feed.objects.get(pk=source.feed_id).answered
    assert answered["status"] == 200 and answered["entries"] == 2 and answered["bytes"] > 100
    text = shown(here.get(address("source", scanner, source.pk)))
    details = text.split('id="last-answer"')[1].split("</details>")[0]
    assert "Artiklar i svaret</dt><dd>2<" in details and "Svarets status</dt><dd>200<" in details
    assert "Säger till när inget är nytt</dt><dd>Ja<" in details


def test_a_failure_is_told_in_words_and_its_number_only_in_the_details(here, scanner, stub):
    stub.routes["/feed"] = Reply(503)
    source = make.source(stub.address + "/feed", by=scanner)
    make.collected()
    text = shown(here.get(address("source", scanner, source.pk)))
    before, details = text.split('id="last-answer"')
    assert "Webbplatsen har egna problem" in before and not re.search(r">[^<]*\b503\b", before)
    assert "503" in details.split("</details>")[0]


def test_try_now_waits_for_the_answer_and_says_it(here, scanner, stub):
    stub.routes["/feed"] = Reply(body=rss(item("Ett")))
    source = make.source(stub.address + "/feed", by=scanner)
    Feed.objects.update(next_check_at=clock.now() + timedelta(days=1))
    page = here.post(address("try", scanner, source.pk), follow=True)
    assert "Källan prövas" in shown(page) and "hx-trigger" in shown(page)
    assert Feed.objects.due().filter(pk=source.feed_id).exists()
    make.collected()
    query = f"?tried={trying.mark(clock.now() - timedelta(seconds=20))}"
    told = shown(here.get(address("tried", scanner, source.pk) + query))
    assert "gav 1 ny artikel" in told and "hx-trigger" not in told


def test_the_answer_is_said_though_the_clock_of_who_reads_goes_behind(here, scanner, stub):
    stub.routes["/feed"] = Reply(body=rss(item("Ett")))
    source = make.source(stub.address + "/feed", by=scanner)
    make.collected()
    stub.routes["/feed"] = Reply(body=rss(item("Två", "https://a.example/2"), item("Ett")))
    Sighting.objects.update(first_seen_at=clock.now() - timedelta(hours=1))
    page = here.post(address("try", scanner, source.pk), follow=True)
    with clock.at(clock.now() - timedelta(seconds=10)):
        make.collected()
    told = shown(here.get(address("tried", scanner, source.pk) + "?" + page.request["QUERY_STRING"]))
    assert "gav 1 ny artikel" in told and "hx-trigger" not in told


@pytest.mark.parametrize("asked", ["", "x", "-1", "99999999999", "9" * 40, "1"])
def test_an_attempt_that_never_was_says_nothing(here, scanner, asked):
    source = make.source(by=scanner)
    assert 'id="tried"' not in shown(here.get(address("source", scanner, source.pk) + f"?tried={asked}"))


@pytest.fixture
def old(scanner):
    """A source that was followed for a year, with one article."""
    source = make.source(by=scanner, name="Gammal källa")
    Source.objects.update(added_at=clock.now() - 2 * idle.LONG)
    return source


def test_a_source_in_trouble_can_be_tried_from_the_list_of_those_that_need_a_hand(here, scanner):
    make.source(by=scanner, name="Frisk")
    bad = make.source(by=scanner, name="Sjuk")
    Feed.objects.update(succeeded_at=clock.now())
    Feed.objects.filter(pk=bad.feed_id).update(error_code="not_found", failing_since=clock.now(), failures=1)
    text = shown(here.get(address("list", scanner) + "?view=unwell"))
    assert f'id="try-{bad.pk}"' in text and "Det finns inget på adressen längre" in text and "Frisk" not in text


def test_a_rebuilt_page_can_be_confirmed_from_the_same_list(here, scanner):
    page = make.source(by=scanner, name="Nyhetssidan")
    Feed.objects.update(succeeded_at=clock.now(), warning_code="redesigned")
    text = shown(here.get(address("list", scanner) + "?view=unwell"))
    assert "Sidan har byggts om" in text and address("confirm", scanner, page.pk) in text
    assert "Välj på nytt vad som läses" in text


def test_what_nobody_got_anything_from_in_half_a_year_is_proposed_for_removal(scanner, old):
    young = make.source(by=scanner)
    make.entry("Ingen brydde sig", source=old, organisation=scanner.organisation)
    assert idle.proposed(scanner.organisation) == {old.pk} != {young.pk}


@pytest.mark.parametrize("act", ["keep", "hand_over", "signal"])
def test_a_source_of_which_something_came_is_not_proposed(scanner, old, act):
    entry = make.entry("Till nytta", source=old, organisation=scanner.organisation)
    if act == "keep":
        triage.keep(entry, by=scanner)
    elif act == "hand_over":
        triage.hand_over(entry, make.member("scanner", organisation=scanner.organisation), by=scanner)
    else:
        begin.from_entry(entry, by=scanner)
    assert not idle.proposed(scanner.organisation)
    with clock.at(clock.now() + 2 * idle.LONG):
        assert idle.proposed(scanner.organisation) == {old.pk}


def test_a_proposal_is_acted_on_and_both_ways_can_be_undone(here, scanner, old):
    query = "?view=idle"
    assert f'id="remove-{old.pk}"' in shown(here.get(address("list", scanner) + query))
    kept = here.post(address("keep", scanner, old.pk), {"view": "idle"}, follow=True)
    assert "får vara kvar" in shown(kept) and not idle.proposed(scanner.organisation)
    here.post(address("take_back", scanner, old.pk))
    assert idle.proposed(scanner.organisation) == {old.pk}
    removed = here.post(address("remove", scanner, old.pk), {"view": "idle"}, follow=True)
    assert address("restore", scanner, old.pk) in shown(removed) and not idle.proposed(scanner.organisation)
    here.post(address("restore", scanner, old.pk))
    assert idle.proposed(scanner.organisation) == {old.pk}


def test_what_stays_is_asked_for_again_after_half_a_year(scanner, old):
    assert idle.keep(old, by=scanner) and not idle.keep(old, by=scanner)
    with clock.at(clock.now() + idle.LONG + timedelta(days=1)):
        assert idle.proposed(scanner.organisation) == {old.pk}
